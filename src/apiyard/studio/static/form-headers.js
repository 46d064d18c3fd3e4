// The headers of a response: each by name, with a schema of its own or a reference.

import { freeName, isObject, isOld, reference, reuse } from "./contract.js";
import { h } from "./dom.js";
import { fieldset, removeButton, text, tick, unfolding } from "./fields.js";
import { examplesBlock, nameOf } from "./form-examples.js";
import { contentFields } from "./form-operation.js";
import { oldTypeFields, schemaFields } from "./form-schema.js";

export function headersBlock(sheet, path) {
  const at = [...path, "headers"];
  const held = sheet.get(...at);
  const names = isObject(held) ? Object.keys(held) : [];
  const add = () => sheet.set([...at, freeName("X-Name", names)], isOld() ? { type: "string" } : { description: "What it says", schema: { type: "string" } });
  return unfolding(`${sheet.at(...path)}#headers`, names.length ? `Headers (${names.join(", ")})` : "Headers", () => [
    names.map((name) => h("div", { class: "card" }, removeButton(`Remove ${name}`, () => sheet.set([...at, name], undefined)), nameOf(sheet, at, name),
      typeof held[name]?.$ref === "string" ? reference(held[name].$ref) : headerFields(sheet, [...at, name]))),
    h("div", { class: "ticks" }, h("button", { type: "button", class: "button small quiet", "data-at": `${sheet.at(...path)}#add-header`, onclick: add }, "Add a header"),
      !isOld() && reuse("headers", (ref) => sheet.set([...at, freeName(ref.slice(ref.lastIndexOf("/") + 1), names)], { $ref: ref }))),
  ]);
}

export function headerFields(sheet, path = []) {
  const described = text(sheet, "Description", [...path, "description"], { wide: true });
  if (isOld()) return [fieldset(described), oldTypeFields(sheet, path)];
  return [
    fieldset(described, tick(sheet, "Required", [...path, "required"]), tick(sheet, "Deprecated", [...path, "deprecated"])),
    sheet.get(...path, "content") ? contentFields(sheet, [...path, "content"]) : schemaFields(sheet, [...path, "schema"], 1, { described: false }),
    examplesBlock(sheet, path),
  ];
}
