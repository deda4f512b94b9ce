// Helpers of the console: building elements (never from HTML text, so nothing a
// client sent can become markup), calling the control API, showing tables.

export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (key in el && key !== "list" && key !== "form") el[key] = value;
    else el.setAttribute(key, value === true ? "" : value);
  }
  el.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return el;
}

export async function api(method, path, body) {
  const res = await fetch("/control/" + path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const data = await res.json().catch(() => null);
  if (!res.ok) throw new Error(data?.error?.message || res.statusText);
  return data;
}

let toastTimer;
export function toast(text, bad) {
  const el = document.getElementById("toast");
  el.textContent = text;
  el.className = bad ? "on bad" : "on";
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { el.className = ""; }, bad ? 6000 : 2200);
}

// button runs an action, says how it went and then refreshes.
export function button(text, action, after, className) {
  return h("button", {
    type: "button", className: className || "",
    onclick: async (event) => {
      const el = event.currentTarget;
      el.disabled = true;
      try {
        const said = await action();
        if (said !== false) {
          toast(typeof said === "string" ? said : text + "：完成");
          if (after) await after();
        }
      } catch (err) {
        toast(err.message, true);
      } finally {
        el.disabled = false;
      }
    },
  }, text);
}

// table draws rows; a column is [heading, cell(row), class].
export function table(columns, rows, empty) {
  if (!rows.length) return h("p", { className: "card center dim" }, empty || "暂无数据");
  return h("div", { className: "wrap stack" }, h("table", {},
    h("thead", {}, h("tr", {}, columns.map((c) => h("th", { scope: "col", className: c[2] || "" }, c[0])))),
    h("tbody", {}, rows.map((row) => h("tr", {}, columns.map((c) => h("td", { className: c[2] || "", "data-label": c[0] }, h("div", {}, c[1](row)))))))));
}

export const tag = (text, kind) => h("span", { className: "tag " + (kind || "") }, text);
export const fen = (v) => (v < 0 ? "-" : "") + "¥" + (Math.abs(v) / 100).toFixed(2);
export const time = (v) => v ? new Date(v).toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false }) : "";

export function field(label, input, className) {
  return h("label", { className: className || "" }, label, input);
}

export function select(name, options, value) {
  return h("select", { name }, options.map(([v, text]) => h("option", { value: v, selected: v === value }, text)));
}

// ask shows a dialog with a form and resolves with its values, or null.
export function ask(title, fields, okText) {
  const dialog = document.getElementById("dialog");
  return new Promise((resolve) => {
    const form = h("form", { method: "dialog" },
      h("h1", {}, title), h("div", { className: "fields" }, fields),
      h("div", { className: "end" },
        h("button", { type: "button", onclick: () => dialog.close() }, "取消"),
        h("button", { type: "submit", className: "go" }, okText || "确定")));
    let values = null;
    form.addEventListener("submit", () => { values = Object.fromEntries(new FormData(form)); });
    dialog.replaceChildren(form);
    dialog.onclose = () => resolve(values);
    dialog.showModal();
  });
}

// show opens a dialog that only informs or carries its own buttons.
export function show(title, ...content) {
  const dialog = document.getElementById("dialog");
  dialog.onclose = null;
  dialog.replaceChildren(h("h1", {}, title), ...content,
    h("div", { className: "end" }, h("button", { type: "button", onclick: () => dialog.close() }, "关闭")));
  if (!dialog.open) dialog.showModal();
}
