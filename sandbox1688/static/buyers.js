// Buyers: their agreements, money and address books.
import { api, ask, button, fen, field, h, select, table, tag } from "./base.js";

const path = (a) => "accounts/" + encodeURIComponent(a.loginId);
const yes = [["true", "是"], ["false", "否"]];
const agreement = (g) => g.bound && g.signed ? tag("已签约", "good") : g.bound ? tag("已绑定未签约", "warn") : tag("未绑定");

const payment = (a) => async () => {
  const p = a.payment, flag = (name, text, value) => field(text, select(name, yes, String(!!value)));
  const v = await ask("支付设置 " + a.loginId, [
    flag("ab", "支付宝已绑定", p.alipay.bound), flag("as", "支付宝免密已签约", p.alipay.signed), field("支付宝余额（分）", h("input", { name: "balance", type: "number", min: 0, value: p.balance, required: true })),
    flag("sb", "诚e赊已绑定", p.shegou.bound), flag("ss", "诚e赊已签约", p.shegou.signed), field("诚e赊额度（分）", h("input", { name: "credit", type: "number", min: 0, value: p.credit, required: true })),
    flag("frozen", "账户冻结", p.frozen), flag("cross", "开通跨境宝", p.crossBorder)]);
  if (!v) return false;
  const on = (name) => v[name] === "true";
  await api("PATCH", path(a), { payment: {
    alipay: { bound: on("ab"), signed: on("as") }, shegou: { bound: on("sb"), signed: on("ss") },
    balance: Number(v.balance), credit: Number(v.credit), frozen: on("frozen"), crossBorder: on("cross"),
  } });
  return true;
};

const receiver = (a, r) => async () => {
  const now = r || { address: {} };
  const input = (name, text, value, props) => field(text, h("input", { name, value: value ?? "", ...props }));
  const v = await ask(r ? "修改收货地址" : "添加收货地址", [
    input("fullName", "收货人", now.fullName, { required: true }), input("mobile", "手机", now.mobile, { required: true }), input("phone", "电话", now.phone),
    input("areaCode", "区县编码", now.address.areaCode, { required: true, pattern: "\\d{6}", placeholder: "330108" }), input("town", "街道/镇", now.town),
    input("street", "详细地址", now.address.street, { required: true }), input("post", "邮编", now.address.post), field("默认地址", select("isDefault", yes, String(!!now.isDefault)))]);
  if (!v) return false;
  const body = { fullName: v.fullName, mobile: v.mobile, phone: v.phone, town: v.town, isDefault: v.isDefault === "true", address: { areaCode: v.areaCode, street: v.street, post: v.post } };
  await (r ? api("PUT", `${path(a)}/receivers/${r.id}`, body) : api("POST", path(a) + "/receivers", body));
  return true;
};

export async function buyers(refresh) {
  const accounts = (await api("GET", "accounts")).filter((a) => !a.seller);
  return accounts.map((a) => h("section", { className: "card" },
    h("h2", {}, a.loginId + "　" + a.companyName),
    h("p", {}, "支付宝 ", agreement(a.payment.alipay), " 余额 " + fen(a.payment.balance), "　诚e赊 ", agreement(a.payment.shegou), " 额度 " + fen(a.payment.credit),
      a.payment.frozen ? [" ", tag("已冻结", "bad")] : "", a.payment.crossBorder ? [" ", tag("跨境宝", "good")] : ""),
    h("div", { className: "buttons", style: "margin:.5rem 0" }, button("支付设置", payment(a), refresh), button("添加收货地址", receiver(a), refresh)),
    table([["编号", (r) => String(r.id), "mono"], ["收货人", (r) => [r.fullName, r.isDefault ? [" ", tag("默认", "good")] : ""]], ["电话", (r) => [r.mobile, " ", r.phone || ""]],
      ["地址", (r) => [r.address.province, r.address.city, r.address.area, r.town, r.address.street].filter(Boolean).join(" ")], ["编码", (r) => r.address.areaCode + " " + (r.townCode || ""), "mono"],
      ["", (r) => h("div", { className: "buttons" }, button("修改", receiver(a, r), refresh), button("删除", () => api("DELETE", `${path(a)}/receivers/${r.id}`), refresh, "danger"))]],
    a.receivers || [], "还没有收货地址")));
}
