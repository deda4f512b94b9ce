// Pre-orders and formal orders: act as buyer, seller and time.
import { api, ask, button, fen, field, h, select, show, table, tag, time } from "./base.js";

const states = { waiting: ["待付款", "warn"], ordered: ["已下单待付款", "warn"], paid: ["已付款", "good"], expired: ["已过期", "bad"], cancelled: ["已取消", "bad"] };
const methods = [["alipay", "支付宝"], ["bank", "银行转账"], ["corporate", "对公支付"]];

const lines = (items) => items.map((i) => h("div", {}, i.title + (i.spec ? "（" + i.spec + "）" : ""), h("span", { className: "dim" }, ` ${fen(i.price)} × ${i.amount}`)));

export async function preorders(refresh) {
  const [list, accounts] = await Promise.all([api("GET", "preorders"), api("GET", "accounts")]);
  const buyers = [...accounts.filter((a) => !a.seller), ...accounts.filter((a) => a.seller)].map((a) => [a.loginId, a.loginId]);
  const act = (p, action, body) => api("POST", `preorders/${p.id}/${action}`, body || {});
  return table([
    ["预订单", (p) => [h("div", { className: "mono" }, String(p.id)), h("div", { className: "dim" }, p.seller + " · " + p.marketName)]],
    ["商品", (p) => lines(p.items)],
    ["金额", (p) => [h("b", {}, fen(p.actualTotalFee)), p.adjustFee ? h("div", { className: "dim" }, "改价 " + fen(p.adjustFee)) : "", h("div", { className: "dim" }, p.logisticsType === 1 ? "自提" : "快递 " + fen(p.postFee))], "num"],
    ["备注", (p) => p.remark || "—"],
    ["状态", (p) => [tag(states[p.state][0], states[p.state][1]), p.scanned && p.state === "waiting" ? tag("已扫码") : "", p.buyer ? h("div", { className: "dim" }, p.buyer) : "", p.orderId ? h("div", { className: "mono" }, p.orderId) : ""]],
    ["时间", (p) => [h("div", {}, "建 " + time(p.created)), h("div", { className: "dim" }, "止 " + time(p.expires))]],
    ["", (p) => {
      const live = p.state === "waiting" || p.state === "ordered";
      return h("div", { className: "buttons" },
        live && button("二维码", () => { show("预订单 " + p.id, h("img", { className: "qr", src: `/preorder/${p.id}/qr.png`, width: 240, height: 240, alt: "付款二维码" }), h("p", { className: "center" }, h("a", { href: p.detailUrl, target: "_blank", rel: "noopener" }, p.detailUrl)), h("p", { className: "dim center" }, "打开链接即视为扫码，二维码随之锁定")); return false; }),
        live && !p.scanned && button("扫码", () => act(p, "scan"), refresh),
        live && button("付款", async () => {
          const v = await ask("付款 " + fen(p.actualTotalFee), [p.buyer ? null : field("买家", select("buyer", buyers)), field("支付方式", select("method", methods))].filter(Boolean), "付款");
          return v ? act(p, "pay", v).then(() => true) : false;
        }, refresh, "go"),
        live && button("改价", async () => {
          const v = await ask("调整金额（分，负数为优惠）", [field("金额（分）", h("input", { name: "v", type: "number", value: p.adjustFee, required: true }))]);
          return v ? act(p, "adjust", { adjustFee: Number(v.v) }).then(() => true) : false;
        }, refresh),
        live && p.scanned && button("解锁", () => act(p, "release"), refresh),
        live && button("过期", () => act(p, "expire"), refresh),
        live && button("取消", () => act(p, "cancel"), refresh, "danger"));
    }],
  ], list, "还没有预订单；由接口 alibaba.preOrder.create 创建");
}

const refundStates = { waitselleragree: "退款协商中", refundsuccess: "退款成功", refundclose: "退款关闭" };
const asked = (o) => o.refund && o.refund.status === "waitselleragree";
const orderKinds = { waitbuyerpay: "warn", waitsellersend: "warn", waitbuyerreceive: "", success: "good", cancel: "bad" };

export async function orders(refresh) {
  const list = await api("GET", "orders");
  const act = (o, action, body) => api("POST", `orders/${o.id}/${action}`, body || {});
  return table([
    ["订单", (o) => [h("div", { className: "mono" }, o.id), o.preOrderId ? h("div", { className: "dim" }, "预订单 " + o.preOrderId) : ""]],
    ["买卖双方", (o) => [h("div", {}, "买 " + o.buyer), h("div", { className: "dim" }, "卖 " + o.seller)]],
    ["商品", (o) => lines(o.items)],
    ["金额", (o) => [h("b", {}, fen(o.total)), o.payWay ? h("div", { className: "dim" }, o.payWay) : ""], "num"],
    ["状态", (o) => [tag(o.statusText, orderKinds[o.status]), o.refund ? h("div", { className: "dim" }, refundStates[o.refund.status] + " " + fen(o.refund.asked)) : "", o.refunded ? h("div", { className: "dim" }, "共退 " + fen(o.refunded)) : "", (o.parcels || []).map((p) => h("div", { className: "dim" }, p.mailNo ? p.companyName + " " + p.mailNo : p.logisticsId))]],
    ["时间", (o) => [h("div", {}, "建 " + time(o.created)), o.delivered ? h("div", { className: "dim" }, "发 " + time(o.delivered)) : "", o.confirmed ? h("div", { className: "dim" }, "收 " + time(o.confirmed)) : ""]],
    ["", (o) => h("div", { className: "buttons" },
      o.status === "waitbuyerpay" && button("付款", async () => {
        const v = await ask("付款", [field("支付方式", select("method", methods))], "付款");
        return v ? act(o, "pay", v).then(() => true) : false;
      }, refresh, "go"),
      o.status === "waitbuyerpay" && button("取消", () => act(o, "cancel"), refresh, "danger"),
      o.status === "waitsellersend" && button("发货", async () => {
        const v = await ask("发货（不填运单号为无需物流）", [field("快递公司代码", h("input", { name: "cpCode", placeholder: "SF" })), field("运单号", h("input", { name: "mailNo" }))], "发货");
        return v ? act(o, "ship", v).then(() => true) : false;
      }, refresh, "go"),
      o.status === "waitbuyerreceive" && button("确认收货", () => act(o, "confirm"), refresh, "go"),
      ["waitsellersend", "waitbuyerreceive", "success"].includes(o.status) && !asked(o) && (o.refunded || 0) < o.total && button("申请退款", async () => {
        const v = await ask("申请退款（分，不填为全部）", [field("金额（分）", h("input", { name: "v", type: "number", min: 1, max: o.total - (o.refunded || 0) }))], "申请");
        return v ? act(o, "ask-refund", { amount: Number(v.v || 0) }).then(() => true) : false;
      }, refresh),
      asked(o) && button("同意退款", () => act(o, "agree-refund"), refresh, "danger"),
      asked(o) && button("撤销退款", () => act(o, "close-refund"), refresh))],
  ], list, "还没有订单；买家扫码确认预订单后生成");
}
