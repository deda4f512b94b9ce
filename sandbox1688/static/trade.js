// Pre-orders: act as buyer, seller and time.
import { api, ask, button, fen, field, h, select, show, table, tag, time } from "./base.js";

const states = { waiting: ["待付款", "warn"], ordered: ["已下单待付款", "warn"], paid: ["已付款", "good"], expired: ["已过期", "bad"], cancelled: ["已取消", "bad"] };
export const methods = [["alipay", "支付宝"], ["bank", "银行转账"], ["corporate", "对公支付"], ["shegou", "诚e赊"], ["kjpay", "跨境宝"]];

export const lines = (items) => items.map((i) => h("div", {}, i.title + (i.spec ? "（" + i.spec + "）" : ""), h("span", { className: "dim" }, ` ${fen(i.price)} × ${i.amount}`)));

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
