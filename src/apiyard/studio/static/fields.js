// The fields of forms. Each shows one member of a sheet and writes it when the person is done with it.

import { add, h } from "./dom.js";

export function text(sheet, label, path, { rows = 0, hint = "", list = null, mono = false, wide = false } = {}) {
  const held = sheet.get(...path);
  if (held !== undefined && held !== null && typeof held === "object") return more(label);
  const properties = {
    class: `field ${mono ? "mono" : ""}`, "data-at": sheet.at(...path), value: held === undefined || held === null ? "" : String(held), placeholder: hint, list,
    onchange: (event) => sheet.set(path, event.target.value === "" ? undefined : event.target.value),
  };
  return h("label", { class: rows || wide ? "wide" : "" }, label, rows ? h("textarea", { ...properties, rows }) : h("input", properties));
}

export function number(sheet, label, path) {
  const held = sheet.get(...path);
  return h("label", {}, label, h("input", {
    class: "field short", type: "number", step: "any", "data-at": sheet.at(...path), value: typeof held === "number" ? held : "",
    onchange: (event) => sheet.set(path, event.target.value === "" ? undefined : Number(event.target.value)),
  }));
}

export function tick(sheet, label, path, { fixed = false } = {}) {
  return h("label", { class: "tick" }, h("input", {
    type: "checkbox", "data-at": sheet.at(...path), checked: sheet.get(...path) === true || fixed, disabled: fixed,
    onchange: (event) => sheet.set(path, event.target.checked ? true : undefined),
  }), label);
}

export function choice(sheet, label, path, options, { empty = "" } = {}) {
  const held = sheet.get(...path) ?? "";
  const known = options.includes(held) || held === "" ? options : [...options, String(held)];
  return h("label", {}, label, h("select", {
    class: "field", "data-at": sheet.at(...path), value: String(held),
    onchange: (event) => sheet.set(path, event.target.value || undefined),
  }, h("option", { value: "" }, empty), known.map((each) => h("option", { value: each }, each))));
}

// A list of words, with commas between them.
export function words(sheet, label, path, { hint = "", numbers = false } = {}) {
  const held = sheet.get(...path);
  const list = Array.isArray(held) ? held : [];
  const parse = (raw) => raw.split(",").map((each) => each.trim()).filter(Boolean).map((each) => (numbers && !Number.isNaN(Number(each)) ? Number(each) : each));
  return h("label", {}, label, h("input", {
    class: "field", "data-at": sheet.at(...path), value: list.map((each) => (typeof each === "object" ? JSON.stringify(each) : String(each))).join(", "), placeholder: hint,
    onchange: (event) => { const now = parse(event.target.value); sheet.set(path, now.length ? now : undefined); },
  }));
}

// Any JSON value; text that is no JSON is taken as text.
export function json(sheet, label, path, { rows = 4 } = {}) {
  const held = sheet.get(...path);
  return h("label", { class: "wide" }, label, h("textarea", {
    class: "field mono", rows, spellcheck: false, "data-at": sheet.at(...path),
    value: held === undefined ? "" : typeof held === "string" ? held : JSON.stringify(held, null, 2),
    onchange: (event) => sheet.set(path, event.target.value.trim() === "" ? undefined : parsed(event.target.value)),
  }));
}

function parsed(raw) {
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

const opened = new Set(); // what the person unfolded stays so when the form is drawn anew

// Fields behind a line; they are made when somebody unfolds them, for a large schema has thousands.
export function unfolding(key, summary, build) {
  let isBuilt = opened.has(key);
  return h("details", { class: "more", "data-at": key, open: isBuilt, ontoggle: ({ target }) => {
    if (!target.open) opened.delete(key);
    else {
      opened.add(key);
      if (!isBuilt) add(target, [build()]);
      isBuilt = true;
    }
  } }, h("summary", {}, summary), isBuilt && build());
}

export const more = (label) => h("p", { class: "hint wide" }, `${label}: more than this form shows; edit it in the text.`);

export function block(title, adding, ...children) {
  return h("section", { class: "block" }, h("h3", {}, title, adding && h("button", { type: "button", class: "button small", onclick: adding.run }, adding.label)), children);
}

export const fieldset = (...children) => h("div", { class: "fields grid" }, children);

export const removeButton = (label, run) => h("button", { type: "button", class: "button small quiet remove", title: label, "aria-label": label, onclick: run }, "✕");

// A field for the name of something: of a path, a component, a property.
export function nameField(label, value, key, run, { mono = true } = {}) {
  return h("label", {}, label, h("input", { class: `field ${mono ? "mono" : ""}`, "data-at": key, value, onchange: (event) => run(event.target.value.trim(), event.target) }));
}
