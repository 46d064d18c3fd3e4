// A schema as rows of properties; what is more than a form can show stays as it is, and says so.

import { isObject } from "./contract.js";
import { add, fill, h } from "./dom.js";
import { block, choice, fieldset, json, number, removeButton, text, tick, unfolding, words } from "./fields.js";
import { composedFields, composing } from "./form-composed.js";
import { valueField } from "./form-value.js";
import { state } from "./state.js";

const TYPES = ["string", "integer", "number", "boolean", "object", "array"];
const FORMATS = {
  string: ["date", "date-time", "time", "duration", "email", "uuid", "uri", "uri-reference", "hostname", "ipv4", "ipv6", "byte", "binary", "password"],
  integer: ["int32", "int64"],
  number: ["float", "double"],
};
const MOST_DEPTH = 5;
const MOST_OFFERED = 30;
const KEPT = ["description", "title", "deprecated", "readOnly", "writeOnly", "allOf", "oneOf", "anyOf", "not", "discriminator"]; // whatever the type

const isOld = () => String(state.look.model?.openapi ?? "2").startsWith("3.0") || "swagger" in (state.look.model ?? {});
const schemaNames = () => state.look.outline.filter((each) => each.detail === "schemas" || each.detail === "definitions");

export function typeOf(schema) {
  if (!schema || typeof schema !== "object") return "";
  if (typeof schema.$ref === "string") return schema.$ref;
  const kinds = Array.isArray(schema.type) ? schema.type.filter((each) => each !== "null") : [schema.type];
  if (kinds.length === 1 && TYPES.includes(kinds[0])) return kinds[0];
  return schema.properties ? "object" : "";
}

const isNullable = (schema) => schema?.nullable === true || (Array.isArray(schema?.type) && schema.type.includes("null"));

export function typeField(sheet, path, label = "Type") {
  const held = sheet.get(...path);
  const now = typeOf(held);
  const references = schemaNames().map((each) => [`#${each.pointer}`, each.label]);
  if (/[#/]/.test(now) && !references.some(([value]) => value === now)) references.push([now, now]);
  const set = (event) => {
    const wanted = event.target.value;
    const before = held && typeof held === "object" ? held : {};
    if (wanted.includes("/") || wanted.includes("#")) sheet.set(path, { $ref: wanted });
    else {
      const kept = Object.fromEntries(Object.entries(before).filter(([name]) => KEPT.includes(name)));
      const shape = wanted === "array" ? { items: { type: "string" } } : {};
      sheet.set(path, wanted ? { ...(typeof before.$ref === "string" || typeOf(before) !== wanted ? {} : before), type: wanted, ...shape, ...kept } : kept);
    }
  };
  const group = h("optgroup", { label: "Schemas" });
  const option = ([value, name]) => h("option", { value }, name);
  // Hundreds of schemas in each of hundreds of fields would be slow: the others come when the list is used.
  const offer = references.length > MOST_OFFERED ? references.filter(([value]) => value === now) : references;
  add(group, offer.map(option));
  const complete = () => {
    if (group.children.length === references.length) return;
    fill(group, references.map(option));
    field.value = now;
  };
  const field = h("select", { class: "field", "data-at": `${sheet.at(...path)}#type`, value: now, onchange: set, onfocus: complete, onpointerdown: complete },
    h("option", { value: "" }, "anything"), TYPES.map((each) => h("option", { value: each }, each)), references.length ? group : null);
  return h("label", {}, label, field);
}

export function schemaFields(sheet, path = [], depth = 0, { described = true } = {}) {
  const held = sheet.get(...path) ?? {};
  const type = typeOf(held);
  if (!isObject(held)) return h("p", { class: "hint" }, "This schema is true or false; edit it in the text.");
  if (typeof held.$ref === "string") return fieldset(typeField(sheet, path));
  return [
    fieldset(
      typeField(sheet, path),
      FORMATS[type] && choice(sheet, "Format", [...path, "format"], FORMATS[type]),
      described && text(sheet, "Description", [...path, "description"], { wide: true }),
    ),
    depth < MOST_DEPTH ? composedFields(sheet, path, depth) : null,
    type === "object" && properties(sheet, path, depth),
    type === "array" && depth < MOST_DEPTH && h("div", { class: "inner" }, h("h4", {}, "Items"), schemaFields(sheet, [...path, "items"], depth + 1)),
    details(sheet, path, type),
  ];
}

function details(sheet, path, type) {
  const at = (name) => [...path, name];
  const held = sheet.get(...path) ?? {};
  const own = {
    string: [number(sheet, "Shortest", at("minLength")), number(sheet, "Longest", at("maxLength")), text(sheet, "Pattern", at("pattern"), { mono: true })],
    integer: [number(sheet, "Least", at("minimum")), number(sheet, "Most", at("maximum"))],
    number: [number(sheet, "Least", at("minimum")), number(sheet, "Most", at("maximum"))],
    array: [number(sheet, "Fewest items", at("minItems")), number(sheet, "Most items", at("maxItems")), tick(sheet, "No item twice", at("uniqueItems"))],
  }[type] ?? [];
  const numbers = type === "integer" || type === "number";
  return unfolding(`${sheet.at(...path)}#more`, "Bounds, values and examples", () => fieldset(
    own,
    type !== "object" && type !== "array" && words(sheet, "One of", at("enum"), { hint: "a, b, c", numbers }),
    type && h("label", { class: "tick" }, h("input", { type: "checkbox", "data-at": `${sheet.at(...path)}#null`, checked: isNullable(held), onchange: (event) => setNullable(sheet, path, type, event.target.checked) }), "May be null"),
    tick(sheet, "Only in answers", at("readOnly")),
    tick(sheet, "Only in requests", at("writeOnly")),
    tick(sheet, "Deprecated", at("deprecated")),
    json(sheet, "Default", at("default"), { rows: 1 }),
    isOld() ? valueField(sheet, "Example", at("example"), { root: state.look.model, schema: held }) : json(sheet, "Examples (an array)", at("examples"), { rows: 2 }),
    composing(sheet, path),
  ));
}

// Parameters and headers of OpenAPI 2.0 say their type themselves.
export function oldTypeFields(sheet, path) {
  const type = sheet.get(...path, "type");
  const kinds = [...TYPES.filter((each) => each !== "object"), "file"];
  return fieldset(
    choice(sheet, "Type", [...path, "type"], kinds),
    FORMATS[type] && choice(sheet, "Format", [...path, "format"], FORMATS[type]),
    type === "array" && choice(sheet, "Type of items", [...path, "items", "type"], TYPES.filter((each) => each !== "object")),
    type !== "array" && words(sheet, "One of", [...path, "enum"], { hint: "a, b, c", numbers: type === "integer" || type === "number" }),
  );
}

function setNullable(sheet, path, type, wanted) {
  const old = isOld();
  const key = old ? "nullable" : "type";
  sheet.set([...path, key], old ? wanted || undefined : wanted ? [type, "null"] : type);
}

function properties(sheet, path, depth) {
  const held = sheet.get(...path, "properties");
  const names = held && typeof held === "object" ? Object.keys(held) : [];
  const adding = () => {
    let name = "property";
    for (let step = 2; names.includes(name); step += 1) name = `property${step}`;
    sheet.set([...path, "properties", name], { type: "string" });
  };
  return block("Properties", { label: "Add a property", run: adding },
    names.length ? h("ul", { class: "properties" }, names.map((name) => property(sheet, path, name, depth))) : h("p", { class: "empty" }, "None yet."));
}

function property(sheet, path, name, depth) {
  const at = [...path, "properties", name];
  const needed = sheet.get(...path, "required");
  const required = Array.isArray(needed) && needed.includes(name);
  const schema = sheet.get(...at);
  const rename = (key) => sheet.rename(at, key, (value) => {
    const holder = path.reduce((node, each) => node[each], value);
    if (required) holder.required = holder.required.map((each) => (each === name ? key : each));
  });
  const require = (wanted) => {
    const list = (Array.isArray(needed) ? needed : []).filter((each) => each !== name);
    const now = wanted ? [...list, name] : list;
    sheet.set([...path, "required"], now.length ? now : undefined);
  };
  const drop = () => {
    if (required) {
      const rest = needed.filter((each) => each !== name);
      const holder = sheet.get(...path);
      if (rest.length) holder.required = rest;
      else delete holder.required;
    }
    sheet.set(at, undefined);
  };
  return h("li", { class: "property" },
    h("div", { class: "property-line" },
      h("input", { class: "field mono", "aria-label": "Name", "data-at": `${sheet.at(...at)}#name`, value: name, onchange: (event) => rename(event.target.value.trim()) }),
      typeField(sheet, at, ""),
      h("label", { class: "tick" }, h("input", { type: "checkbox", "data-at": `${sheet.at(...at)}#required`, checked: required, onchange: (event) => require(event.target.checked) }), "required"),
      removeButton(`Remove ${name}`, drop)),
    depth < MOST_DEPTH && !schema?.$ref && unfolding(`${sheet.at(...at)}#open`, schema?.description ? String(schema.description).slice(0, 80) : "Details", () => schemaFields(sheet, at, depth + 1)));
}

