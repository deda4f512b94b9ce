// Frame of the console: tabs in the address, the clock, and the small views.
import { api, ask, button, field, h, select, table, tag, time, toast } from "./base.js";
import { buyers } from "./buyers.js";
import { offers } from "./offers.js";
import { orders } from "./orders.js";
import { push } from "./push.js";
import { preorders } from "./trade.js";

const view = document.getElementById("view");

const tabs = {
  overview: ["概览", overview], offers: ["商品", offers], preorders: ["预订单", preorders], orders: ["订单", orders], buyers: ["买家", buyers],
  tokens: ["授权", tokens], push: ["消息", push], faults: ["故障", faults], requests: ["请求日志", requests], settings: ["设置", settings],
};

async function open() {
  const name = location.hash.slice(1).split("?")[0] || "overview";
  const [, draw] = tabs[name] || tabs.overview;
  document.getElementById("tabs").replaceChildren(...Object.entries(tabs).map(([key, [text]]) =>
    h("a", { href: "#" + key, "aria-current": key === name ? "page" : undefined }, text)));
  try {
    view.replaceChildren(...[await draw(open)].flat());
  } catch (err) {
    view.replaceChildren(h("p", { className: "alert", role: "alert" }, err.message));
  }
  await tick();
}

async function tick() {
  try {
    const c = await api("GET", "clock");
    document.getElementById("clock").textContent = "沙箱时间 " + time(c.now) + (c.offset === "0s" ? "" : "（已调整）");
  } catch { /* the sandbox is being restarted; the next tick tries again */ }
}

async function overview(refresh) {
  const [state, counters, accounts] = await Promise.all([api("GET", "state"), api("GET", "counters"), api("GET", "accounts")]);
  const n = state.counts;
  const stat = (text, value) => h("div", {}, h("b", {}, String(value)), h("span", {}, text));
  const advance = (d) => button("+" + d.text, () => api("POST", "clock", { advance: d.value }), refresh);
  return [
    h("div", { className: "stats" }, stat("商品", n.offers), stat("待付预订单", n.preOrdersLive), stat("已付预订单", n.preOrdersPaid),
      stat("正式订单", n.orders), stat("有效令牌", n.tokensLive), stat("待触发故障", n.faults)),
    h("div", { className: "grid2" },
      h("section", { className: "card" }, h("h2", {}, "时钟"),
        h("p", {}, time(state.now), "　偏移 ", state.offset),
        h("div", { className: "buttons" },
          [{ text: "10秒", value: "10s" }, { text: "1小时", value: "1h" }, { text: "1天", value: "24h" }, { text: "5天", value: "120h" }, { text: "30天", value: "720h" }].map(advance),
          button("指定时间", async () => {
            const v = await ask("指定沙箱时间", [field("时间（北京时间）", h("input", { name: "t", type: "datetime-local", step: 1, required: true }))]);
            return v ? api("POST", "clock", { set: new Date(v.t + "+08:00").toISOString() }).then(() => true) : false;
          }, refresh),
          button("复位", () => api("DELETE", "clock"), refresh))),
      h("section", { className: "card" }, h("h2", {}, "接入"),
        h("p", {}, "网关 ", h("span", { className: "mono" }, state.publicUrl + "/openapi")),
        h("p", {}, "授权页 ", h("span", { className: "mono" }, state.publicUrl + "/oauth/authorize")),
        h("div", { className: "buttons" }, button("重置沙箱", async () => {
          const v = await ask("重置后所有订单、令牌和修改都会丢失", [], "重置");
          return v ? api("POST", "reset").then(() => true) : false;
        }, refresh, "danger")))),
    h("h2", {}, "账号"),
    table([["登录名", (a) => a.loginId], ["公司", (a) => a.companyName], ["类型", (a) => a.seller ? tag("卖家", "warn") : tag("买家")],
      ["会员号", (a) => a.memberId, "mono"], ["商品数", (a) => String(a.offers), "num"]], accounts),
    h("h2", { style: "margin-top:1rem" }, "接口调用"),
    table([["接口", (r) => r[0], "mono"], ["成功", (r) => String(r[1].ok), "num"], ["网关拒绝", (r) => String(r[1].refused), "num"], ["业务失败", (r) => String(r[1].failed), "num"]],
      Object.entries(counters.apis).sort(), "还没有调用"),
  ];
}

async function tokens(refresh) {
  const [list, accounts, apps] = await Promise.all([api("GET", "tokens"), api("GET", "accounts"), api("GET", "apps")]);
  const act = (text, action, className) => (t) => button(text, () => api("POST", `tokens/${t.id}/${action}`), refresh, className);
  return [
    h("div", { className: "tools" }, button("生成令牌", async () => {
      const v = await ask("生成长期令牌", [field("应用", select("appKey", apps.map((a) => [a.appKey, a.appKey]))), field("账号", select("loginId", accounts.map((a) => [a.loginId, a.loginId])))]);
      return v ? api("POST", "tokens", { ...v, refresh: true }).then(() => true) : false;
    }, refresh, "go")),
    table([["账号", (t) => t.loginId], ["应用", (t) => t.appKey], ["访问令牌", (t) => t.accessToken, "mono"],
      ["有效期至", (t) => [time(t.accessExpires), " ", t.live ? tag("有效", "good") : tag("过期", "bad")]],
      ["刷新令牌至", (t) => t.refreshToken ? [time(t.refreshExpires), " ", t.refreshLive ? tag("有效", "good") : tag("过期", "bad")] : "—"],
      ["", (t) => h("div", { className: "buttons" }, act("过期", "expire")(t), act("全部过期", "expireRefresh")(t), act("取消授权", "revoke", "danger")(t))]],
    list, "还没有授权"),
  ];
}

const faultKinds = [["latency", "延迟"], ["http", "HTTP 5xx"], ["timeoutBefore", "超时（未执行）"], ["timeoutAfter", "超时（已执行）"], ["cut", "响应中断"],
  ["malformed", "非法 JSON"], ["throttle", "限流"], ["expiredToken", "令牌过期"], ["gateway", "网关错误码"], ["business", "业务错误码"], ["unclear", "已扣款但返回未支付"],
  ["pushDuplicate", "消息重复"], ["pushDisorder", "消息乱序"], ["pushLoss", "消息丢失（可补取）"], ["pushDelay", "消息延迟"], ["pushForged", "消息签名错误"], ["pushUnknownOrder", "未知订单的消息"]];

async function faults(refresh) {
  const list = await api("GET", "faults");
  const add = async () => {
    const input = (name, props) => h("input", { name, ...props });
    const v = await ask("添加故障", [
      field("类型", select("kind", faultKinds)), field("接口或消息类型（通配符，空为全部）", input("api", { placeholder: "alibaba.preOrder.*" })),
      field("次数（-1 不限）", input("count", { type: "number", value: 1, min: -1 })), field("先放过次数", input("skip", { type: "number", value: 0, min: 0 })),
      field("概率 0-1（0 为每次）", input("probability", { type: "number", step: "any", min: 0, max: 1, value: 0 })), field("随机种子", input("seed", { type: "number", value: 0, min: 0 })),
      field("毫秒（延迟/保持）", input("millis", { type: "number", value: 0, min: 0 })), field("HTTP 状态", input("status", { type: "number", value: 0 })),
      field("错误码", input("code")), field("错误文本", input("message")), field("仅账号", input("account"))]);
    if (!v) return false;
    for (const key of ["count", "skip", "probability", "seed", "millis", "status"]) v[key] = Number(v[key]);
    await api("POST", "faults", v);
    return true;
  };
  return [
    h("div", { className: "tools" }, button("添加故障", add, refresh, "go"), button("全部清除", () => api("DELETE", "faults"), refresh, "danger")),
    table([["编号", (f) => String(f.id), "num"], ["类型", (f) => (faultKinds.find((k) => k[0] === f.kind) || ["", f.kind])[1]], ["接口", (f) => f.api || "全部", "mono"],
      ["剩余次数", (f) => f.count < 0 ? "不限" : String(f.count), "num"], ["概率", (f) => f.probability ? String(f.probability) : "每次", "num"],
      ["详情", (f) => [f.code, f.message, f.millis ? f.millis + "ms" : "", f.status || "", f.account].filter(Boolean).join(" ")], ["已命中", (f) => String(f.hits), "num"],
      ["", (f) => button("移除", () => api("DELETE", "faults/" + f.id), refresh, "danger")]], list, "没有等待触发的故障；故障按添加顺序匹配，用完即移除"),
  ];
}

let refusedOnly = false;
async function requests(refresh) {
  const list = await api("GET", "requests?limit=200" + (refusedOnly ? "&refused=1" : ""));
  const box = h("input", { type: "checkbox", checked: refusedOnly, onchange: (e) => { refusedOnly = e.target.checked; refresh(); } });
  return [
    h("div", { className: "tools" }, h("label", { style: "flex-direction:row;align-items:center;font-size:.95rem" }, box, "只看被拒绝的"),
      button("刷新", () => "已刷新", refresh), button("清空", () => api("DELETE", "requests"), refresh, "danger")),
    table([["时间", (r) => time(r.time)], ["接口", (r) => r.api || r.path, "mono"], ["账号", (r) => r.account || "—"],
      ["结果", (r) => [tag(String(r.status), r.code ? (r.status === 200 ? "warn" : "bad") : "good"), " ", r.code || "", r.fault ? tag("故障 " + r.fault, "warn") : ""]],
      ["原因", (r) => [r.reason || "", r.signed ? h("details", {}, h("summary", {}, "沙箱签名原文"), h("div", { className: "mono" }, r.signed)) : ""]],
      ["参数", (r) => h("details", {}, h("summary", {}, Object.keys(r.params || {}).length + " 个"), h("div", { className: "mono" }, Object.entries(r.params || {}).map(([k, v]) => h("div", {}, k + " = " + v))))],
      ["耗时", (r) => r.millis + "ms", "num"]], list, "还没有请求"),
  ];
}

async function settings(refresh) {
  const [switches, apps, markets] = await Promise.all([api("GET", "switches"), api("GET", "apps"), api("GET", "markets")]);
  const text = h("textarea", { rows: 26, value: JSON.stringify(switches, null, 2), "aria-label": "行为开关" });
  return h("div", { className: "grid2" },
    h("section", { className: "card" }, h("h2", {}, "行为开关"), h("p", { className: "dim" }, "1688 公开资料未写明之处按假设模拟，可在此切换；含义见 docs/sandbox.md"), text,
      h("div", { className: "buttons", style: "margin-top:.5rem" }, button("保存", () => api("PATCH", "switches", JSON.parse(text.value)), refresh, "go"))),
    h("section", { className: "card" }, h("h2", {}, "应用"),
      table([["AppKey", (a) => a.appKey, "mono"], ["密钥", (a) => a.appSecret, "mono"], ["回调域名", (a) => (a.redirectDomains || []).join(", ") || "不限"], ["无权限接口", (a) => (a.denied || []).join(", ") || "—"], ["消息推送地址", (a) => a.pushUrl || "—", "mono"]], apps),
      h("div", { className: "buttons", style: "margin-top:.5rem" }, button("添加或修改应用", async () => {
        const v = await ask("应用", [field("AppKey", h("input", { name: "appKey", required: true })), field("AppSecret", h("input", { name: "appSecret", required: true })),
          field("回调域名（逗号分隔）", h("input", { name: "redirectDomains" })), field("无权限接口（逗号分隔，可用通配符）", h("input", { name: "denied" })),
          field("消息推送地址", h("input", { name: "pushUrl", type: "url" })), field("订阅的消息（逗号分隔，可用通配符，空为全部）", h("input", { name: "pushTopics" }))]);
        if (!v) return false;
        const split = (s) => s.split(",").map((x) => x.trim()).filter(Boolean);
        await api("POST", "apps", { ...v, redirectDomains: split(v.redirectDomains), denied: split(v.denied), pushTopics: split(v.pushTopics) });
        return true;
      }, refresh)),
      h("h2", { style: "margin-top:1rem" }, "市场"), h("p", {}, markets.map((m) => [tag(m.code + " " + m.name), " "])),
      h("div", { className: "buttons" }, button("添加市场", async () => {
        const v = await ask("添加市场", [field("代码", h("input", { name: "code", required: true })), field("名称", h("input", { name: "name", required: true }))]);
        return v ? api("POST", "markets", v).then(() => true) : false;
      }, refresh))));
}

addEventListener("hashchange", open);
setInterval(tick, 5000);
open().catch((err) => toast(err.message, true));
