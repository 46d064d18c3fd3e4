// Schemas made of others: their parts in order, and the property that tells which one a value is.

import { freeName, isObject, isOld, named } from "./contract.js";
import { h } from "./dom.js";
import { block, fieldset, removeButton, text } from "./fields.js";
import { schemaFields } from "./form-schema.js";

const KINDS = { allOf: "All of these", oneOf: "Exactly one of these", anyOf: "At least one of these" };

export function composedFields(sheet, path, depth) {
  const held = sheet.get(...path) ?? {};
  const kinds = Object.keys(KINDS).filter((each) => Array.isArray(held[each]));
  return [
    kinds.map((kind) => parts(sheet, path, { kind, depth })),
    isObject(held.not) && block("None of this", { label: "Remove", run: () => sheet.set([...path, "not"], undefined) }, h("div", { class: "inner" }, schemaFields(sheet, [...path, "not"], depth + 1))),
    held.discriminator !== undefined || held.oneOf || held.anyOf ? discriminator(sheet, path, held) : null,
  ];
}

function parts(sheet, path, { kind, depth }) {
  const at = [...path, kind];
  const list = sheet.get(...at);
  const button = (label, index, step) => h("button", { type: "button", class: "button small quiet", "aria-label": `${label} part ${index + 1}`, title: label, "data-at": `${sheet.at(...at, index)}#${label}`, disabled: index + step < 0 || index + step >= list.length, onclick: () => sheet.shift(at, index, step) }, step < 0 ? "↑" : "↓");
  return block(KINDS[kind], { label: "Add a part", run: () => sheet.push(at, begun()) },
    list.map((_each, index) => h("div", { class: "card" },
      h("div", { class: "order" }, h("span", {}, `Part ${index + 1}`), button("Up", index, -1), button("Down", index, 1), removeButton(`Remove part ${index + 1}`, () => sheet.drop(at, index))),
      schemaFields(sheet, [...at, index], depth + 1))));
}

const begun = () => ({ type: "object", properties: {} });

// Buttons that begin a composition, where there is none of its kind.
export function composing(sheet, path) {
  const held = sheet.get(...path) ?? {};
  const free = (isOld() ? ["allOf"] : Object.keys(KINDS)).filter((each) => !(each in held));
  return h("div", { class: "ticks wide" }, free.map((kind) => h("button", { type: "button", class: "button small quiet", "data-at": `${sheet.at(...path)}#${kind}`, onclick: () => sheet.set([...path, kind], [begun()]) }, `+ ${KINDS[kind]}`)));
}

function discriminator(sheet, path, held) {
  const at = [...path, "discriminator"];
  const adding = { label: "Tell them apart", run: () => sheet.set(at, { propertyName: "kind" }) };
  if (held.discriminator === undefined) return h("div", {}, h("button", { type: "button", class: "button small quiet", "data-at": `${sheet.at(...path)}#discriminator`, onclick: adding.run }, "Tell them apart by a property"));
  if (isOld() || !isObject(held.discriminator)) return block("Told apart", null, fieldset(text(sheet, "By the property", at, { mono: true })));
  const mapping = isObject(held.discriminator.mapping) ? held.discriminator.mapping : {};
  const names = Object.keys(mapping);
  const first = named("schemas")[0]?.pointer;
  return block("Told apart", { label: "Remove", run: () => sheet.set(at, undefined) },
    fieldset(text(sheet, "By the property", [...at, "propertyName"], { mono: true })),
    names.map((name) => h("div", { class: "pair" }, fieldset(value(sheet, at, name)), fieldset(target(sheet, [...at, "mapping", name])), removeButton(`Remove ${name}`, () => sheet.set([...at, "mapping", name], undefined)))),
    h("div", {}, h("button", { type: "button", class: "button small quiet", "data-at": `${sheet.at(...at)}#map`, onclick: () => sheet.set([...at, "mapping", freeName("value", names)], first ? `#${first}` : "") }, "Add a value")));
}

const value = (sheet, at, name) => h("label", {}, "Value", h("input", { class: "field mono", "data-at": `${sheet.at(...at, "mapping", name)}#name`, value: name, onchange: (event) => sheet.rename([...at, "mapping", name], event.target.value.trim()) }));

function target(sheet, path) {
  const held = String(sheet.get(...path) ?? "");
  const known = named("schemas").map((each) => [`#${each.pointer}`, each.label]);
  if (!known.some(([ref]) => ref === held)) known.push([held, held]);
  return h("label", {}, "Schema", h("select", { class: "field", "data-at": sheet.at(...path), value: held, onchange: (event) => sheet.set(path, event.target.value) }, known.map(([ref, name]) => h("option", { value: ref }, name))));
}
