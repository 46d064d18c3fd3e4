// A value: as fields where its schema is simple, else as text in JSON or YAML. What the rules say of it stands below.

import { isObject, wrongs } from "./contract.js";
import { fill, h } from "./dom.js";
import { choice, number, text, words } from "./fields.js";
import { typeOf } from "./form-schema.js";
import { follow, sampleOf } from "./sample.js";
import { at, state } from "./state.js";

const MOST_FIELDS = 24;
const MOST_DEPTH = 3;
const MOST_ROWS = 16;
const BOOLEANS = { true: true, false: false };
const asText = new Set(); // pointers of values that the person wants to see as text
const drafts = new Map(); // what was typed and could not be read, by pointer

// The schema at a place, with the tree in which its references lead somewhere.
export function schemaAt(sheet, path) {
  const { model, tree } = state.look;
  const found = follow(model, sheet.get(...path));
  if (typeof found?.$ref !== "string") return { root: model, schema: found };
  return { root: tree, schema: follow(tree, at(sheet.at(...path), tree)) };
}

export const sampleFor = ({ root, schema }) => sampleOf(root, schema) ?? "";

export function valueField(sheet, label, path, { root, schema } = {}, { plain = false } = {}) {
  const key = sheet.at(...path);
  const made = fieldsOf(sheet, label, path, { root, schema, depth: 0 });
  const isText = asText.has(key) || drafts.has(key) || made === null;
  const turn = () => {
    drafts.delete(key);
    if (isText) asText.delete(key);
    else asText.add(key);
    sheet.redraw();
  };
  return h("div", { class: "value wide" },
    made && h("button", { type: "button", class: "button small quiet turn", "data-at": `${key}#turn`, onclick: turn }, isText ? "As fields" : "As text"),
    h("div", { class: "fields grid" }, isText ? textValue(sheet, label, path, { plain, rows: 6 }) : made), wrongs(key));
}

function fieldsOf(sheet, label, path, { root, schema, depth }) {
  const found = follow(root, schema);
  const held = sheet.get(...path);
  if (!isObject(found) || ["$ref", "oneOf", "anyOf", "not", "if", "const"].some((each) => each in found)) return null;
  const fits = (wanted) => held === undefined || wanted;
  if (Array.isArray(found.enum)) return found.enum.every((each) => typeof each === "string") && fits(typeof held === "string") ? choice(sheet, label, path, found.enum) : null;
  const type = typeOf(found) || (Array.isArray(found.allOf) ? "object" : "");
  if (type === "string" && fits(typeof held === "string")) return text(sheet, label, path, { rows: held?.includes("\n") ? 4 : 0 });
  if ((type === "integer" || type === "number") && fits(typeof held === "number")) return number(sheet, label, path);
  if (type === "boolean" && fits(typeof held === "boolean")) return yesOrNo(sheet, label, path, held);
  if (type === "array") return list(sheet, label, path, follow(root, found.items));
  if (type === "object" && fits(isObject(held)) && depth < MOST_DEPTH) return object(sheet, label, path, { root, schema: found, depth });
  return null;
}

function yesOrNo(sheet, label, path, held) {
  return h("label", {}, label, h("select", { class: "field", "data-at": sheet.at(...path), value: String(held ?? ""), onchange: (event) => sheet.set(path, BOOLEANS[event.target.value]) },
    h("option", { value: "" }), Object.keys(BOOLEANS).map((each) => h("option", { value: each }, each))));
}

function list(sheet, label, path, items) {
  const type = isObject(items) && !items.enum ? typeOf(items) : "";
  const held = sheet.get(...path) ?? [];
  const isPlain = (each) => (type === "string" ? typeof each === "string" && each === each.trim() && each && !each.includes(",") : typeof each === "number");
  if (!["string", "integer", "number"].includes(type) || !Array.isArray(held) || !held.every(isPlain)) return null;
  return words(sheet, label, path, { hint: "a, b, c", numbers: type !== "string" });
}

function object(sheet, label, path, { root, schema, depth }) {
  const known = members(root, schema);
  const held = sheet.get(...path);
  const extra = Object.keys(held ?? {}).filter((each) => !known.has(each));
  if (!known.size || known.size + extra.length > MOST_FIELDS) return null;
  if (held === undefined && depth) return h("div", {}, h("button", { type: "button", class: "button small quiet", onclick: () => sheet.set(path, sampleOf(root, schema) ?? {}) }, `Add ${label}`));
  const fields = [...known].map(([name, each]) => fieldsOf(sheet, name, [...path, name], { root, schema: each, depth: depth + 1 }) ?? textValue(sheet, name, [...path, name]));
  const made = [fields, extra.map((name) => textValue(sheet, name, [...path, name]))];
  return depth ? h("div", { class: "inner wide" }, h("h4", {}, label), h("div", { class: "fields grid" }, made)) : made;
}

// The properties of a schema and of all that it consists of; one more than can be shown is enough.
function members(root, schema, depth = 0, known = new Map(), seen = new Set()) {
  const found = follow(root, schema);
  if (!isObject(found) || depth > MOST_DEPTH || seen.has(found) || known.size > MOST_FIELDS) return known;
  seen.add(found);
  for (const each of Array.isArray(found.allOf) ? found.allOf : []) members(root, each, depth + 1, known, seen);
  for (const [name, each] of Object.entries(isObject(found.properties) ? found.properties : {})) known.set(name, each);
  return known;
}

// Any value, in JSON or YAML; what cannot be read stays in the field, with the reason.
export function textValue(sheet, label, path, { plain = false, rows = 2 } = {}) {
  const key = sheet.at(...path);
  const held = sheet.get(...path);
  const problem = h("p", { class: "wrong", role: "alert" }, drafts.get(key)?.why);
  const isRaw = plain && typeof held === "string" && parsed(held) === undefined;
  const failed = (raw) => (error) => {
    drafts.set(key, { raw, why: error.message });
    fill(problem, error.message);
  };
  const take = (raw) => {
    drafts.delete(key);
    fill(problem);
    const value = parsed(raw);
    if (!raw.trim()) sheet.set(path, undefined);
    else if (value !== undefined) sheet.set(path, value);
    else if (plain || raw.trimStart().startsWith("<")) sheet.set(path, raw);
    else sheet.write(path, raw, failed(raw));
  };
  const value = drafts.get(key)?.raw ?? (held === undefined ? "" : isRaw ? held : JSON.stringify(held, null, 2));
  return h("label", { class: "wide" }, label, h("textarea", {
    class: "field mono", rows: Math.min(MOST_ROWS, Math.max(rows, value.split("\n").length)), spellcheck: false, "data-at": key, value, onchange: (event) => take(event.target.value),
  }), problem);
}

function parsed(raw) {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
