// Examples: the one without a name, those with names, and those among the components.

import { freeName, isObject, isNew, isOld, reference, reuse, wrongs } from "./contract.js";
import { h } from "./dom.js";
import { fieldset, removeButton, text, unfolding } from "./fields.js";
import { sampleFor, schemaAt, valueField } from "./form-value.js";
import { follow } from "./sample.js";
import { state } from "./state.js";

// The examples of a media type, a parameter or a header.
export function examplesBlock(sheet, path, { plain = false } = {}) {
  if (isOld()) return null;
  const one = sheet.get(...path, "example");
  const held = sheet.get(...path, "examples");
  const names = isObject(held) ? Object.keys(held) : [];
  const schema = schemaAt(sheet, [...path, "schema"]);
  const count = names.length + (one === undefined ? 0 : 1);
  return unfolding(`${sheet.at(...path)}#examples`, count ? `Examples (${count})` : "Examples", () => [
    one !== undefined && h("div", { class: "card" }, removeButton("Remove the example", () => sheet.set([...path, "example"], undefined)), valueField(sheet, "Value", [...path, "example"], schema, { plain })),
    names.map((name) => h("div", { class: "card" }, removeButton(`Remove ${name}`, () => sheet.set([...path, "examples", name], undefined)), nameOf(sheet, [...path, "examples"], name), exampleFields(sheet, [...path, "examples", name], schema, { plain }))),
    h("div", { class: "ticks" }, adding(sheet, path, { one, names, schema })),
  ]);
}

function adding(sheet, path, { one, names, schema }) {
  const button = (label, run) => h("button", { type: "button", class: "button small quiet", "data-at": `${sheet.at(...path)}#${label}`, onclick: run }, label);
  const byName = () => sheet.set([...path, "examples", freeName("example", names)], { value: sampleFor(schema) });
  if (one !== undefined) {
    // An object has one example or named ones, never both.
    return names.length ? null : button("Give it a name", () => {
      const holder = sheet.get(...path);
      delete holder.example;
      sheet.set([...path, "examples", "example"], { value: one });
    });
  }
  return [
    !names.length && button("Add an example", () => sheet.set([...path, "example"], sampleFor(schema))),
    button(names.length ? "Add an example" : "Add one with a name", byName),
    reuse("examples", (ref) => sheet.set([...path, "examples", freeName(ref.slice(ref.lastIndexOf("/") + 1), names)], { $ref: ref })),
  ];
}

export function nameOf(sheet, path, name, label = "Name") {
  return fieldset(h("label", {}, label, h("input", { class: "field mono", "data-at": `${sheet.at(...path, name)}#name`, value: name, onchange: (event) => sheet.rename([...path, name], event.target.value.trim()) })));
}

function exampleFields(sheet, path, schema, options) {
  const held = sheet.get(...path);
  if (!isObject(held)) return [h("p", { class: "hint" }, "This is no example as a form knows it; edit it in the text."), wrongs(sheet.at(...path))];
  if (typeof held.$ref === "string") return [reference(held.$ref), wrongs(sheet.at(...path))];
  const key = isNew() && "dataValue" in held ? "dataValue" : "value";
  const fields = [text(sheet, "Summary", [...path, "summary"], { wide: true }), text(sheet, "Description", [...path, "description"], { rows: 1 })];
  if ("externalValue" in held) return fieldset(fields, text(sheet, "Address of the value", [...path, "externalValue"], { mono: true, wide: true }));
  if ("serializedValue" in held) return fieldset(fields, text(sheet, "As it is sent", [...path, "serializedValue"], { rows: 3, mono: true }));
  return [fieldset(fields), valueField(sheet, "Value", [...path, key], schema, options)];
}

// An example among the components; its schema is that of the first place that uses it.
export const exampleForm = (sheet) => exampleFields(sheet, [], usedWith(`#${sheet.pointer}`));

function usedWith(ref) {
  const { model } = state.look;
  const stack = [model];
  while (stack.length) {
    const node = stack.pop();
    if (isObject(node?.examples) && node.schema && Object.values(node.examples).some((each) => each?.$ref === ref)) return { root: model, schema: follow(model, node.schema) };
    for (const each of Object.values(node ?? {})) if (each !== null && typeof each === "object") stack.push(each);
  }
  return {};
}

// The examples of a response of OpenAPI 2.0: one for each media type.
export function oldExamples(sheet, path) {
  const held = sheet.get(...path, "examples");
  const types = isObject(held) ? Object.keys(held) : [];
  const schema = schemaAt(sheet, [...path, "schema"]);
  return unfolding(`${sheet.at(...path)}#examples`, types.length ? `Examples (${types.length})` : "Examples", () => [
    types.map((type) => h("div", { class: "card" }, removeButton(`Remove ${type}`, () => sheet.set([...path, "examples", type], undefined)), nameOf(sheet, [...path, "examples"], type, "Media type"), valueField(sheet, "Value", [...path, "examples", type], schema, { plain: !type.includes("json") }))),
    h("button", { type: "button", class: "button small quiet", onclick: () => sheet.set([...path, "examples", freeName("application/json", types)], sampleFor(schema)) }, "Add an example"),
  ]);
}
