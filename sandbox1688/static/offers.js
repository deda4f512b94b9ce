// Offers: list with search, editing of an offer and of its SKUs, generating.
import { api, ask, button, field, h, select, show, table, tag, toast } from "./base.js";

const state = { seller: "", q: "", status: "", page: 1 };
const statuses = [["published", "上架"], ["member expired", "已下架"], ["auto expired", "过期下架"], ["auditing", "审核中"], ["untread", "审核不通过"], ["deleted", "已删除"], ["member deleted", "会员删除"], ["modified", "待审核"], ["new", "新发布"], ["TBD", "待删除"], ["approved", "已审核"]];
const statusText = (v) => (statuses.find((s) => s[0] === v) || [v, v])[1];
const pageSize = 20;

export async function offers(refresh) {
  const query = new URLSearchParams({ seller: state.seller, q: state.q, status: state.status, page: state.page, pageSize });
  const [list, accounts] = await Promise.all([api("GET", "offers?" + query), api("GET", "accounts")]);
  const sellers = accounts.filter((a) => a.seller);
  const search = h("form", { className: "tools", onsubmit: (e) => {
    e.preventDefault();
    Object.assign(state, Object.fromEntries(new FormData(e.target)), { page: 1 });
    refresh();
  } },
  field("店铺", select("seller", [["", "全部"], ...sellers.map((a) => [a.loginId, a.loginId])], state.seller)),
  field("状态", select("status", [["", "全部"], ...statuses], state.status)),
  field("标题 / 货号 / 商品ID", h("input", { name: "q", type: "search", value: state.q })),
  h("button", { type: "submit", className: "go" }, "查询"),
  button("批量生成", async () => {
    const v = await ask("批量生成商品", [field("店铺", select("seller", sellers.map((a) => [a.loginId, a.loginId]))),
      field("商品数", h("input", { name: "offers", type: "number", min: 1, value: 100, required: true })),
      field("每个商品的规格数（0 为无规格）", h("input", { name: "skusPerOffer", type: "number", min: 0, max: 200, value: 5, required: true })),
      field("随机种子", h("input", { name: "seed", type: "number", min: 0, value: 1 }))]);
    if (!v) return false;
    for (const key of ["offers", "skusPerOffer", "seed"]) v[key] = Number(v[key]);
    await api("POST", "generate", v);
    return "已生成";
  }, refresh));
  const pages = Math.max(1, Math.ceil(list.total / pageSize));
  const turn = (text, to, off) => h("button", { type: "button", disabled: off, onclick: () => { state.page = to; refresh(); } }, text);
  return [search, table([
    ["图片", (o) => o.images?.length ? h("img", { src: "/" + o.images[0].replace(/\.jpg$/, ".80x80.jpg"), width: 48, height: 48, alt: "", loading: "lazy" }) : ""],
    ["标题", (o) => [h("div", {}, o.subject), h("div", { className: "dim" }, o.id + " · " + o.seller)]],
    ["货号", (o) => o.cargoNumber || "—"],
    ["价格", (o) => priceText(o), "num"],
    ["规格", (o) => o.skus ? String(o.skus.length) : "无", "num"],
    ["库存", (o) => String(stock(o)), "num"],
    ["状态", (o) => tag(statusText(o.status), o.status === "published" ? "good" : "bad")],
    ["", (o) => h("div", { className: "buttons" },
      button("编辑", () => edit(o.id, refresh).then(() => false)),
      o.status === "published" ? button("下架", () => api("PATCH", "offers/" + o.id, { status: "member expired" }), refresh)
        : button("上架", () => api("PATCH", "offers/" + o.id, { status: "published" }), refresh))],
  ], list.offers, "没有符合条件的商品"),
  h("div", { className: "pager" }, turn("上一页", state.page - 1, state.page <= 1), `第 ${state.page} / ${pages} 页，共 ${list.total} 个`, turn("下一页", state.page + 1, state.page >= pages))];
}

const stock = (o) => o.skus ? o.skus.reduce((sum, s) => sum + s.stock, 0) : o.stock;

function priceText(o) {
  const all = o.quoteType === 1 ? o.skus.map((s) => s.price) : o.quoteType === 3 ? o.skus.flatMap((s) => s.priceRange.map((t) => t.price)) : (o.priceRanges || []).map((t) => t.price);
  const low = Math.min(...all), high = Math.max(...all);
  return "¥" + low + (high > low ? "~" + high : "");
}

const tiersText = (tiers) => (tiers || []).map((t) => t.startQuantity + ":" + t.price).join(" ");
const readTiers = (text) => text.trim().split(/\s+/).filter(Boolean).map((step) => {
  const [from, price] = step.split(":");
  return { startQuantity: Number(from), price };
});

async function edit(id, refresh) {
  const [o, categories, accounts] = await Promise.all([api("GET", "offers/" + id), api("GET", "categories"), api("GET", "accounts")]);
  const templates = accounts.find((a) => a.loginId === o.seller)?.freightTemplates || [];
  const again = () => edit(id, refresh);
  const input = (name, value, props) => h("input", { name, value: value ?? "", ...props });
  const offerTiers = o.quoteType === 0 || o.quoteType === 2;
  const form = h("form", { onsubmit: async (e) => {
    e.preventDefault();
    const v = Object.fromEntries(new FormData(form));
    const patch = { subject: v.subject, status: v.status, cargoNumber: v.cargoNumber, categoryId: Number(v.categoryId), unit: v.unit, minOrderQuantity: Number(v.minOrderQuantity), batchNumber: Number(v.batchNumber),
      mixWholeSale: v.mixWholeSale === "true", freightTemplateId: Number(v.freightTemplateId), warehouse: v.warehouse, weight: v.weight };
    if (offerTiers) patch.priceRanges = readTiers(v.priceRanges);
    if (!o.skus) patch.stock = Number(v.stock);
    try {
      await api("PATCH", "offers/" + id, patch);
      toast("已保存");
      await refresh();
    } catch (err) { toast(err.message, true); }
  } }, h("div", { className: "fields" },
    field("标题", input("subject", o.subject, { required: true, maxLength: 128 }), "wide"),
    field("状态", select("status", statuses, o.status)), field("货号", input("cargoNumber", o.cargoNumber)),
    field("类目", select("categoryId", categories.map((c) => [String(c.id), c.name]), String(o.categoryId))), field("单位", input("unit", o.unit, { required: true })),
    field("起订量", input("minOrderQuantity", o.minOrderQuantity, { type: "number", min: 1 })), field("每批件数（0 无）", input("batchNumber", o.batchNumber || 0, { type: "number", min: 0 })),
    field("参加混批", select("mixWholeSale", [["true", "是"], ["false", "否"]], String(!!o.mixWholeSale))), field("重量（千克）", input("weight", o.weight)),
    field("运费", select("freightTemplateId", [["0", "卖家包邮"], ["-1", "运费说明"], ...templates.map((t) => [String(t.id), t.name])], String(o.freightTemplateId || 0))),
    field("发货仓（不同仓拆单）", input("warehouse", o.warehouse)),
    offerTiers && field("阶梯价（起订量:元，空格分隔）", input("priceRanges", tiersText(o.priceRanges), { required: true }), "wide"),
    !o.skus && field("库存", input("stock", o.stock, { type: "number", min: 0 }))),
  h("div", { className: "buttons" }, h("button", { type: "submit", className: "go" }, "保存商品"),
    button("删除商品", async () => { await api("DELETE", "offers/" + id); document.getElementById("dialog").close(); return "已删除"; }, refresh, "danger")));
  show("编辑商品 " + id, form, h("h2", { style: "margin-top:1rem" }, "规格"), o.skus ? skuTable(o, again, refresh) : h("p", { className: "dim" }, "该商品没有规格"),
    h("div", { className: "buttons", style: "margin-top:.6rem" }, addSKU(o, again, refresh)));
}

function skuTable(o, again, refresh) {
  const cell = (s, name, value, type) => h("input", { className: "small", "aria-label": name, value: value ?? "", "data-name": name, type: type || "text", step: "any" });
  const save = (s) => async () => {
    const row = document.querySelector(`[data-sku="${s.skuId}"]`).closest("tr");
    const get = (name) => row.querySelector(`[data-name="${name}"]`)?.value;
    const patch = { cargoNumber: get("单品货号"), stock: Number(get("库存")), warehouse: get("发货仓") };
    if (o.quoteType === 1) patch.price = get("价格");
    if (o.quoteType === 3) patch.priceRange = readTiers(get("价格"));
    await api("PATCH", `offers/${o.id}/skus/${s.skuId}`, patch);
  };
  return table([
    ["规格", (s) => h("span", { "data-sku": s.skuId }, s.attributes.map((a) => a.value).join(" / "))],
    ["单品货号", (s) => cell(s, "单品货号", s.cargoNumber)],
    ["价格", (s) => o.quoteType === 1 ? cell(s, "价格", s.price) : o.quoteType === 3 ? cell(s, "价格", tiersText(s.priceRange)) : "按商品阶梯价"],
    ["库存", (s) => cell(s, "库存", s.stock, "number")],
    ["发货仓", (s) => cell(s, "发货仓", s.warehouse)],
    ["", (s) => h("div", { className: "buttons" }, button("保存", save(s), refresh),
      button("移除", () => api("DELETE", `offers/${o.id}/skus/${s.skuId}`), async () => { await refresh(); await again(); }, "danger"))],
  ], o.skus);
}

function addSKU(o, again, refresh) {
  const names = o.skus ? o.skus[0].attributes.map((a) => a.name) : ["规格"];
  return button("添加规格", async () => {
    const v = await ask("添加规格", [...names.map((n, i) => field(n, h("input", { name: "v" + i, required: true }))),
      field("单品货号", h("input", { name: "cargoNumber" })),
      o.quoteType === 3 ? field("阶梯价", h("input", { name: "price", required: true, value: tiersText(o.skus[0].priceRange) })) : o.quoteType === 2 ? null : field("价格（元）", h("input", { name: "price", required: true })),
      field("库存", h("input", { name: "stock", type: "number", min: 0, value: 100 }))].filter(Boolean));
    if (!v) { await again(); return false; }
    const sku = { attributes: names.map((name, i) => ({ name, value: v["v" + i] })), cargoNumber: v.cargoNumber, stock: Number(v.stock) };
    if (o.quoteType === 3) sku.priceRange = readTiers(v.price);
    else if (o.quoteType !== 2) sku.price = v.price;
    await api("POST", `offers/${o.id}/skus`, sku);
    return "已添加";
  }, async () => { await refresh(); await again(); });
}
