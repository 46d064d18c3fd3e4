// What forms ask of the whole contract: its version, its components, what was found at a place.

import { h } from "./dom.js";
import { state } from "./state.js";

const MOST_SAID = 5;

export const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
export const isOld = () => "swagger" in (state.look.model ?? {});
export const isNew = () => String(state.look.model?.openapi ?? "").startsWith("3.2");
export const named = (kind) => state.look.outline.filter((each) => each.kind === "component" && each.detail === kind);

// A name that is free: the wanted one, or one with a number behind it.
export function freeName(wanted, taken) {
  let name = wanted;
  for (let step = 2; taken.includes(name); step += 1) name = `${wanted}${step}`;
  return name;
}

export const reference = (ref) => h("p", { class: "reference" }, "uses ", h("code", {}, ref));

export function reuse(kind, run) {
  const known = named(kind);
  if (!known.length) return null;
  return h("label", { class: "reuse" }, h("select", { class: "field", "aria-label": "Use one that is there", value: "", onchange: (event) => event.target.value && run(event.target.value) },
    h("option", { value: "" }, "Use one that is there…"), known.map((each) => h("option", { value: `#${each.pointer}` }, each.label))));
}

export const findingsBelow = (pointer) => state.look.findings.filter((each) => each.document === state.main && (each.pointer === pointer || each.pointer.startsWith(`${pointer}/`)));

// What the rules say about a place, beside the field that mends it.
export function wrongs(pointer) {
  const found = findingsBelow(pointer);
  if (!found.length) return null;
  return h("ul", { class: "wrong", role: "status" }, found.slice(0, MOST_SAID).map((each) => h("li", {}, h("i", { class: `dot ${each.severity}`, title: each.severity }), h("span", {}, each.message))));
}
