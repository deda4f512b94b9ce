// Formal orders: act as buyer, supplier, carrier and platform.
import { api, ask, button, fen, field, h, select, show, table, tag, time } from "./base.js";
import { lines, methods } from "./trade.js";

const refundStates = { waitselleragree: "退款协商中", refundsuccess: "退款成功", refundclose: "退款关闭" };
const asked = (o) => o.refund && o.refund.status === "waitselleragree";
const orderKinds = { waitbuyerpay: "warn", waitsellersend: "warn", waitbuyerreceive: "", success: "good", cancel: "bad" };
const traces = [["ACCEPT", "已揽收"], ["TRANSPORT", "运输中"], ["DELIVERING", "派送中"], ["AGENT_SIGN", "代收"], ["SIGN", "已签收"], ["FAILED", "派送失败"]];
const traceText = (status) => (traces.find((t) => t[0] === status) || ["", "未揽收"])[1];
const reasons = [["sellerGoodsLack", "缺货"], ["buyerCancel", "买家要求"], ["other", "其他"]];

const state = { seller: "", buyer: "" };
const act = (o, action, body) => api("POST", `orders/${o.id}/${action}`, body || {});
const number = (name, value, props) => h("input", { name, type: "number", value: value ?? "", ...props });

// doing asks for the fields and then acts; nothing happens when the dialog is left.
const doing = (o, action, title, fields, body) => async () => {
  const v = await ask(title, fields(), "确定");
  return v ? act(o, action, body ? body(v) : v).then(() => true) : false;
};

const carrier = () => field("快递公司代码", h("input", { name: "cpCode", placeholder: "SF" }));
const mailNo = () => field("运单号", h("input", { name: "mailNo" }));
const parcelChoice = (o) => field("包裹", select("logisticsId", o.parcels.map((p) => [p.logisticsId, (p.mailNo || p.logisticsId) + " " + traceText(p.status)])));

// price asks for the freight and for the discount of each line.
const price = (o) => doing(o, "change-price", "改价 " + fen(o.total), () => [
  field("运费（分）", number("shippingFee", o.shippingFee, { min: 0, required: true })),
  ...o.items.map((i) => field(i.title + (i.spec ? "（" + i.spec + "）" : "") + " 优惠（分，负数为便宜）", number("d" + i.subId, i.discount || 0, { required: true }), "wide")),
], (v) => ({ shippingFee: Number(v.shippingFee), lines: o.items.map((i) => ({ subId: i.subId, discount: Number(v["d" + i.subId]) })) }));

// parts sends one parcel of as much of each line as is asked for.
const parts = (o) => doing(o, "ship", "部分发货：一个包裹", () => [
  carrier(), mailNo(),
  ...o.items.filter((i) => i.left).map((i) => field(i.title + (i.spec ? "（" + i.spec + "）" : "") + " 数量", number("n" + i.subId, i.left, { min: 0, max: i.left, required: true }), "wide")),
], (v) => ({ parcels: [{ cpCode: v.cpCode, mailNo: v.mailNo, lines: o.items.filter((i) => Number(v["n" + i.subId] || 0) > 0).map((i) => ({ subId: i.subId, amount: Number(v["n" + i.subId]) })) }] }));

const steps = (o) => () => {
  show("物流轨迹 " + o.id, ...o.parcels.map((p) => h("section", {}, h("h2", {}, (p.companyName || "") + " " + (p.mailNo || p.logisticsId)),
    p.steps ? [...p.steps].reverse().map((s) => h("p", {}, time(s.at) + " " + s.remark)) : h("p", { className: "dim" }, "暂无轨迹"))));
  return false;
};

export async function orders(refresh) {
  const query = new URLSearchParams(state);
  const [list, accounts] = await Promise.all([api("GET", "orders?" + query), api("GET", "accounts")]);
  const logins = (fit) => [["", "全部"], ...accounts.filter(fit).map((a) => [a.loginId, a.loginId])];
  const search = h("form", { className: "tools", onsubmit: (e) => {
    e.preventDefault();
    Object.assign(state, Object.fromEntries(new FormData(e.target)));
    refresh();
  } },
  field("卖家", select("seller", logins((a) => a.seller), state.seller)), field("买家", select("buyer", logins(() => true), state.buyer)),
  h("button", { type: "submit", className: "go" }, "查询"));
  const unpaid = (o) => o.status === "waitbuyerpay", unsent = (o) => o.status === "waitsellersend";
  const carried = (o) => (o.parcels || []).some((p) => p.type !== "2");
  return [search, table([
    ["订单", (o) => [h("div", { className: "mono" }, o.id), o.preOrderId ? h("div", { className: "dim" }, "预订单 " + o.preOrderId) : "", o.outOrderId ? h("div", { className: "dim" }, "外部单号 " + o.outOrderId) : ""]],
    ["买卖双方", (o) => [h("div", {}, "买 " + o.buyer), h("div", { className: "dim" }, "卖 " + o.seller), h("div", { className: "dim" }, o.receiver || "自提")]],
    ["商品", (o) => [lines(o.items), o.feedback ? h("div", { className: "dim" }, "留言：" + o.feedback) : ""]],
    ["金额", (o) => [h("b", {}, fen(o.total)), h("div", { className: "dim" }, "运费 " + fen(o.shippingFee)), o.discount ? h("div", { className: "dim" }, "优惠 " + fen(o.discount)) : "", o.payWay ? h("div", { className: "dim" }, o.payWay) : ""], "num"],
    ["状态", (o) => [tag(o.statusText, orderKinds[o.status]), o.refund ? h("div", { className: "dim" }, refundStates[o.refund.status] + " " + fen(o.refund.asked)) : "", o.refunded ? h("div", { className: "dim" }, "共退 " + fen(o.refunded)) : "", (o.parcels || []).map((p) => h("div", { className: "dim" }, (p.mailNo ? p.companyName + " " + p.mailNo + " " + traceText(p.status) : p.logisticsId)))]],
    ["时间", (o) => [h("div", {}, "建 " + time(o.created)), o.payUntil ? h("div", { className: "dim" }, "止 " + time(o.payUntil)) : "", o.delivered ? h("div", { className: "dim" }, "发 " + time(o.delivered)) : "", o.confirmed ? h("div", { className: "dim" }, "收 " + time(o.confirmed)) : ""]],
    ["", (o) => h("div", { className: "buttons" },
      unpaid(o) && button("付款", doing(o, "pay", "付款 " + fen(o.total), () => [field("支付方式", select("method", methods))]), refresh, "go"),
      unpaid(o) && !o.preOrderId && button("改价", price(o), refresh),
      unpaid(o) && button("买家取消", () => act(o, "cancel"), refresh, "danger"),
      unpaid(o) && button("卖家关闭", doing(o, "close", "关闭订单", () => [field("原因", select("reason", reasons))]), refresh, "danger"),
      unpaid(o) && button("超时", () => act(o, "time-out"), refresh, "danger"),
      unsent(o) && button("发货", doing(o, "ship", "发货（不填运单号为无需物流）", () => [carrier(), mailNo()]), refresh, "go"),
      unsent(o) && button("部分发货", parts(o), refresh),
      carried(o) && button("物流事件", doing(o, "trace", "承运商上报", () => [parcelChoice(o), field("状态", select("status", traces)), field("内容（不填为默认）", h("input", { name: "remark" }))]), refresh),
      carried(o) && button("改运单", doing(o, "change-mail-no", "更换运单号", () => [parcelChoice(o), carrier(), mailNo()]), refresh),
      carried(o) && button("轨迹", steps(o)),
      o.status === "waitbuyerreceive" && button("确认收货", () => act(o, "confirm"), refresh, "go"),
      ["waitsellersend", "waitbuyerreceive", "success"].includes(o.status) && !asked(o) && (o.refunded || 0) < o.total &&
        button("申请退款", doing(o, "ask-refund", "申请退款（分，不填为全部）", () => [field("金额（分）", number("v", "", { min: 1, max: o.total - (o.refunded || 0) }))], (v) => ({ amount: Number(v.v || 0) })), refresh),
      asked(o) && button("同意退款", () => act(o, "agree-refund"), refresh, "danger"),
      asked(o) && button("撤销退款", () => act(o, "close-refund"), refresh))],
  ], list, "还没有订单；买家通过接口下单，或扫码确认预订单后生成")];
}
