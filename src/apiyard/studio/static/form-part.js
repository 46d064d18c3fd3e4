// Forms of what stands at the top of a contract: info, servers, tags, security; of paths and of small components.

import { OTHER } from "./add.js";
import { isNew } from "./contract.js";
import { h } from "./dom.js";
import { block, fieldset, nameField, removeButton, text } from "./fields.js";
import { parametersBlock } from "./form-operation.js";
import { change } from "./editor.js";
import { emit, join, select, state, token } from "./state.js";

export function infoForm(sheet) {
  const old = !/^3\.[12]/.test(String(state.look.model?.openapi ?? ""));
  return [
    fieldset(
      text(sheet, "Title", ["title"]),
      text(sheet, "Version", ["version"], { mono: true }),
      !old && text(sheet, "Summary", ["summary"], { wide: true }),
      text(sheet, "Description", ["description"], { rows: 5 }),
      text(sheet, "Terms of service", ["termsOfService"], { hint: "https://", wide: true }),
    ),
    block("Contact", null, fieldset(text(sheet, "Name", ["contact", "name"]), text(sheet, "E-mail", ["contact", "email"]), text(sheet, "Address", ["contact", "url"], { hint: "https://", wide: true }))),
    block("Licence", null, fieldset(text(sheet, "Name", ["license", "name"]), !old && text(sheet, "SPDX identifier", ["license", "identifier"], { mono: true }), text(sheet, "Address", ["license", "url"], { hint: "https://", wide: true }))),
  ];
}

export const serversForm = (sheet) => listForm(sheet, "Add a server", { url: "https://api.example.com" }, (path) => [text(sheet, "Address", [...path, "url"], { mono: true, wide: true }), text(sheet, "Description", [...path, "description"], { wide: true })]);

export const tagsForm = (sheet) => listForm(sheet, "Add a tag", { name: "tag" }, (path) => [text(sheet, "Name", [...path, "name"]), text(sheet, "Description", [...path, "description"], { wide: true })]);

function listForm(sheet, label, item, fields) {
  const list = Array.isArray(sheet.value) ? sheet.value : [];
  const write = (now) => {
    sheet.value = now;
    sheet.commit();
  };
  return [
    list.map((each, index) => h("div", { class: "card" }, removeButton("Remove", () => write(list.filter((_each, at) => at !== index))), fieldset(fields([index])))),
    h("button", { type: "button", class: "button", onclick: () => write([...list, { ...item }]) }, label),
  ];
}

export function securityForm(sheet) {
  const schemes = Object.keys(state.look.model?.components?.securitySchemes ?? state.look.model?.securityDefinitions ?? {});
  const list = Array.isArray(sheet.value) ? sheet.value : [];
  const write = (now) => {
    sheet.value = now;
    sheet.commit();
  };
  if (!schemes.length) return h("p", { class: "empty" }, "There are no security schemes yet; add one in the outline.");
  const has = (name) => list.some((each) => each && Object.hasOwn(each, name));
  return [
    h("p", { class: "hint" }, "Any one of these lets a caller in, unless an operation says otherwise."),
    h("div", { class: "ticks" }, schemes.map((name) => h("label", { class: "tick" }, h("input", {
      type: "checkbox", "data-at": `security-${name}`, checked: has(name),
      onchange: (event) => write(event.target.checked ? [...list, { [name]: [] }] : list.filter((each) => !(each && Object.hasOwn(each, name)))),
    }), name))),
  ];
}

export function pathForm(sheet, row) {
  const methods = ["get", "post", "put", "patch", "delete", ...(isNew() ? ["query"] : [])].filter((each) => !sheet.get(each));
  return [
    fieldset(text(sheet, "Summary", ["summary"], { wide: true }), text(sheet, "Description", ["description"], { rows: 2 })),
    block("Operations", null, h("div", { class: "ticks" }, methods.map((method) => h("button", { type: "button", class: "button small", onclick: () => emit("add", { kind: "operation", path: row.label, method }) }, "+ ", h("b", { class: `method ${method}` }, method))),
      h("button", { type: "button", class: "button small quiet", onclick: () => emit("add", { kind: "operation", path: row.label, method: isNew() ? OTHER : "head" }) }, "Another method…"))),
    parametersBlock(sheet),
  ];
}

// Renames a path or a component, with the references to it in this document.
export async function rename(row, key) {
  if (!key || key === row.label) return;
  const holder = row.pointer.slice(0, row.pointer.lastIndexOf("/"));
  const wishes = [{ kind: "rename", pointer: row.pointer, key }];
  const target = join(holder, key);
  for (const [pointer, ref] of references(state.look.model)) {
    const plain = decodeURIComponentSafely(ref);
    if (plain !== `#${row.pointer}` && !plain.startsWith(`#${row.pointer}/`)) continue;
    const moved = pointer.startsWith(`${row.pointer}/`) ? target + pointer.slice(row.pointer.length) : pointer;
    wishes.push({ kind: "set", pointer: moved, value: `#${target}${plain.slice(row.pointer.length + 1)}` });
  }
  await change(wishes.slice(0, 200));
  select(target);
}

function decodeURIComponentSafely(ref) {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
}

function references(value, pointer = "", found = []) {
  if (value === null || typeof value !== "object") return found;
  for (const [key, each] of Object.entries(value)) {
    if (key === "$ref" && typeof each === "string") found.push([`${pointer}/$ref`, each]);
    else references(each, `${pointer}/${token(key)}`, found);
  }
  return found;
}

export const nameOf = (row, label) => fieldset(nameField(label, row.label, `${row.pointer}#name`, (key, field) => { if (key) rename(row, key); else field.value = row.label; }));
