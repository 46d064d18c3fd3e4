// An operation as a form: what it is called, what it takes, what it answers.

import { isNew, isOld, reference, reuse } from "./contract.js";
import { h } from "./dom.js";
import { block, choice, fieldset, removeButton, text, tick, words } from "./fields.js";
import { examplesBlock, oldExamples } from "./form-examples.js";
import { headersBlock } from "./form-headers.js";
import { oldTypeFields, schemaFields } from "./form-schema.js";

const STATUSES = { 200: "OK", 201: "Created", 202: "Accepted", 204: "No content", 400: "Bad request", 401: "Unauthorized", 403: "Forbidden", 404: "Not found", 409: "Conflict", 422: "Unprocessable", 429: "Too many requests", 500: "Internal error" };
const places = () => ["query", "path", "header", ...(isOld() ? ["formData", "body"] : ["cookie"]), ...(isNew() ? ["querystring"] : [])];

export function operationForm(sheet) {
  return [
    fieldset(
      text(sheet, "Summary", ["summary"], { hint: "What it does, in a few words", wide: true }),
      text(sheet, "Operation id", ["operationId"], { mono: true, hint: "listThings" }),
      words(sheet, "Tags", ["tags"], { hint: "things" }),
      text(sheet, "Description", ["description"], { rows: 3 }),
      tick(sheet, "Deprecated", ["deprecated"]),
    ),
    parametersBlock(sheet),
    isOld() ? null : requestBlock(sheet),
    responsesBlock(sheet),
  ];
}

export function parametersBlock(sheet) {
  const held = sheet.get("parameters");
  const list = Array.isArray(held) ? held : [];
  const add = () => sheet.push(["parameters"], isOld() ? { name: "name", in: "query", type: "string" } : { name: "name", in: "query", schema: { type: "string" } });
  return block("Parameters", { label: "Add a parameter", run: add },
    reuse("parameters", (ref) => sheet.push(["parameters"], { $ref: ref })),
    list.map((each, index) => h("div", { class: "card" }, removeButton("Remove the parameter", () => sheet.drop(["parameters"], index)),
      typeof each?.$ref === "string" ? reference(each.$ref) : parameterFields(sheet, ["parameters", index]))));
}

export function parameterFields(sheet, path = []) {
  const place = sheet.get(...path, "in");
  return [
    fieldset(
      text(sheet, "Name", [...path, "name"], { mono: true }),
      choice(sheet, "In", [...path, "in"], places()),
      tick(sheet, "Required", [...path, "required"], { fixed: place === "path" && sheet.get(...path, "required") === true }),
      text(sheet, "Description", [...path, "description"], { wide: true }),
    ),
    sheet.get(...path, "content") ? contentFields(sheet, [...path, "content"]) : isOld() ? oldParameter(sheet, path, place) : [schemaFields(sheet, [...path, "schema"], 1, { described: false }), examplesBlock(sheet, path)],
  ];
}

const oldParameter = (sheet, path, place) => (place === "body" ? schemaFields(sheet, [...path, "schema"], 1, { described: false }) : oldTypeFields(sheet, path));

function requestBlock(sheet) {
  const held = sheet.get("requestBody");
  const add = () => sheet.set(["requestBody"], { required: true, content: { "application/json": { schema: { type: "object" } } } });
  if (held === undefined) return block("Request body", { label: "Add a body", run: add }, reuse("requestBodies", (ref) => sheet.set(["requestBody"], { $ref: ref })));
  const remove = { label: "Remove", run: () => sheet.set(["requestBody"], undefined) };
  return block("Request body", remove, typeof held?.$ref === "string" ? reference(held.$ref) : bodyFields(sheet, ["requestBody"]));
}

export function bodyFields(sheet, path = []) {
  return [fieldset(tick(sheet, "Required", [...path, "required"]), text(sheet, "Description", [...path, "description"], { wide: true })), contentFields(sheet, [...path, "content"])];
}

export function contentFields(sheet, path) {
  const held = sheet.get(...path);
  const types = held && typeof held === "object" ? Object.keys(held) : [];
  const free = ["application/json", "application/problem+json", "multipart/form-data", "application/x-www-form-urlencoded", "text/plain"].find((each) => !types.includes(each));
  return h("div", { class: "content" }, types.map((type) => h("div", { class: "media" },
    h("div", { class: "media-line" }, h("input", { class: "field mono", "aria-label": "Media type", "data-at": `${sheet.at(...path, type)}#name`, value: type, list: "media-types", onchange: (event) => sheet.rename([...path, type], event.target.value.trim()) }),
      removeButton(`Remove ${type}`, () => sheet.set([...path, type], undefined))),
    schemaFields(sheet, [...path, type, "schema"], 1, { described: false }),
    examplesBlock(sheet, [...path, type], { plain: !/json|yaml/i.test(type) }))),
    free && h("button", { type: "button", class: "button small quiet", onclick: () => sheet.set([...path, free], { schema: { type: "object" } }) }, types.length ? "Add another form of it" : "Add content"));
}

function responsesBlock(sheet) {
  const held = sheet.get("responses");
  const statuses = held && typeof held === "object" ? Object.keys(held) : [];
  const free = Object.keys(STATUSES).find((each) => !statuses.includes(each)) ?? "default";
  const add = () => sheet.set(["responses", free], { description: STATUSES[free] ?? "Anything else" });
  return block("Responses", { label: "Add a response", run: add },
    statuses.map((status) => h("div", { class: "card" },
      removeButton(`Remove ${status}`, () => sheet.set(["responses", status], undefined)),
      h("label", { class: "status-line" }, "Status", h("input", { class: "field short mono", "data-at": `${sheet.at("responses", status)}#status`, value: status, onchange: (event) => sheet.rename(["responses", status], event.target.value.trim()) })),
      response(sheet, status))));
}

function response(sheet, status) {
  const held = sheet.get("responses", status);
  const choose = (ref) => sheet.set(["responses", status], { $ref: ref });
  if (typeof held?.$ref === "string") return reference(held.$ref);
  return [responseFields(sheet, ["responses", status]), reuse("responses", choose)];
}

export function responseFields(sheet, path = []) {
  return [
    fieldset(text(sheet, "Description", [...path, "description"], { wide: true })),
    isOld() ? [schemaFields(sheet, [...path, "schema"], 1, { described: false }), oldExamples(sheet, path)] : contentFields(sheet, [...path, "content"]),
    headersBlock(sheet, path),
  ];
}
