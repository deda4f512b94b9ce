// Messages: the queue, where they go, and messages made up by hand.
import { api, ask, button, field, h, select, table, tag, time } from "./base.js";

const filter = { state: "", type: "" };
const states = { waiting: ["待推送", "warn"], delivered: ["已送达", "good"], stored: ["待补取", "bad"], confirmed: ["已补取", "good"] };
const faults = { pushDuplicate: "重复", pushDisorder: "乱序", pushLoss: "丢失", pushDelay: "延迟", pushForged: "签名错误", pushUnknownOrder: "未知订单" };

export async function push(refresh) {
  const query = new URLSearchParams({ limit: 200, state: filter.state, type: filter.type });
  const [list, apps, accounts] = await Promise.all([api("GET", "push?" + query), api("GET", "apps"), api("GET", "accounts")]);
  const options = (items, key) => items.map((i) => [i[key], i[key]]);
  const state = select("state", [["", "全部状态"], ...Object.entries(states).map(([key, [text]]) => [key, `${text} ${list.counts[key]}`])], filter.state);
  state.addEventListener("change", () => { filter.state = state.value; refresh(); });
  const type = h("input", { value: filter.type, placeholder: "ORDER_*", "aria-label": "消息类型", onchange: (e) => { filter.type = e.target.value.trim(); refresh(); } });
  const address = async () => {
    const v = await ask("消息推送地址", [field("应用", select("appKey", options(apps, "appKey"))),
      field("地址（空为不推送）", h("input", { name: "pushUrl", type: "url", value: apps[0]?.pushUrl || "" }))]);
    if (!v) return false;
    await api("POST", "apps", { ...apps.find((a) => a.appKey === v.appKey), pushUrl: v.pushUrl });
    return true;
  };
  const send = async () => {
    const v = await ask("发送消息", [field("应用", select("appKey", options(apps, "appKey"))), field("账号", select("account", options(accounts, "loginId"))),
      field("消息类型", h("input", { name: "type", required: true, placeholder: "LOGISTICS_GLOBAL_1688_PACKAGE_CHANGE" })),
      field("内容（JSON）", h("textarea", { name: "data", rows: 6, value: "{}" }))], "发送");
    if (!v) return false;
    await api("POST", "push", { ...v, data: JSON.parse(v.data) });
    return true;
  };
  return [
    h("div", { className: "tools" }, state, type, button("刷新", () => "已刷新", refresh), button("推送地址", address, refresh), button("发送消息", send, refresh, "go"),
      button("全部清除", async () => {
        const v = await ask("清除后待推送和待补取的消息都会丢失", [], "清除");
        return v ? api("DELETE", "push").then(() => true) : false;
      }, refresh, "danger")),
    apps.some((a) => a.pushUrl) ? null : h("p", { className: "alert" }, "还没有应用设置推送地址，不会产生消息"),
    table([["编号", (m) => String(m.msgId), "num"], ["类型", (m) => [h("div", { className: "mono" }, m.type), h("div", { className: "dim" }, m.account + " → " + m.appKey)]],
      ["产生", (m) => time(m.gmtBorn)],
      ["状态", (m) => [tag(...states[m.state]), m.held ? tag("等待后发先至", "warn") : "", m.fault ? tag("故障 " + faults[m.fault], "warn") : "", m.due ? h("div", { className: "dim" }, "推送 " + time(m.due)) : ""]],
      ["失败次数", (m) => String(m.tries || 0), "num"], ["最近结果", (m) => m.result || "—"],
      ["内容", (m) => h("details", {}, h("summary", {}, m.bizKey || "查看"), h("div", { className: "mono" }, m.message))],
      ["", (m) => button("重新推送", () => api("POST", `push/${m.msgId}/resend`), refresh)]], list.messages, "没有消息；应用设置推送地址且账号已授权后才会产生"),
  ].filter(Boolean);
}
