// Adds operations and components, by asking the least.

import { isNew } from "./contract.js";
import { ask } from "./dialog.js";
import { h } from "./dom.js";
import { change } from "./editor.js";
import { at, emit, join, select, state } from "./state.js";

export const OTHER = "other"; // a method that has no field of its own in a path (OpenAPI 3.2, additionalOperations)
const METHODS = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];
const FIRST = {
  schemas: { type: "object", properties: {} },
  parameters: { name: "name", in: "query", schema: { type: "string" } },
  responses: { description: "What it means" },
  examples: { summary: "An example", value: {} },
  headers: { description: "What it says", schema: { type: "string" } },
  securitySchemes: { type: "http", scheme: "bearer" },
};

export async function addPart(what) {
  const kind = what.kind ?? what;
  const pointer = kind === "operation" ? await operation(what) : await component(kind);
  if (!pointer) return;
  select(pointer);
  emit("show-form");
}

async function operation({ path = "/", method = "get" }) {
  const known = Object.keys(state.look.model?.paths ?? {});
  const chosen = await ask("Add an operation", h("div", { class: "fields" },
    h("label", {}, "Method", h("select", { class: "field", name: "method", value: method }, METHODS.map((each) => h("option", { value: each }, each.toUpperCase())), isNew() && [h("option", { value: "query" }, "QUERY"), h("option", { value: OTHER }, "Another one")])),
    isNew() && h("label", {}, "Another method", h("input", { class: "field mono", name: "own", pattern: "[A-Za-z0-9!#$%&'*+.^_`\\|~\\-]+", placeholder: "COPY, where the method is another one" })),
    h("label", {}, "Path", h("input", { class: "field mono", name: "path", value: path, list: "paths", required: true, pattern: "/.*", autofocus: true })),
    h("label", {}, "Summary", h("input", { class: "field", name: "summary", placeholder: "List things" })),
    h("datalist", { id: "paths" }, known.map((each) => h("option", { value: each })))), [["", "Cancel"], ["add", "Add", "main"]]);
  if (!chosen || (chosen.method === OTHER && !chosen.own)) return "";
  const fixed = [...METHODS, "query"].find((each) => each === (chosen.method === OTHER ? chosen.own.toLowerCase() : chosen.method));
  chosen.method = fixed ?? chosen.own;
  const pointer = fixed ? join("/paths", chosen.path, fixed) : join("/paths", chosen.path, "additionalOperations", chosen.own);
  if (at(pointer) !== undefined) return pointer;
  const inPath = [...chosen.path.matchAll(/\{([^}]+)\}/g)].map((each) => each[1]);
  const summary = chosen.summary || `${chosen.method} ${chosen.path}`;
  const old = "swagger" in (state.look.model ?? {});
  const given = at(join("/paths", chosen.path, "parameters")) ?? [];
  const missing = inPath.filter((name) => !given.some((each) => each?.name === name || each?.$ref));
  await change([{ kind: "set", pointer, value: {
    operationId: idOf(chosen.summary, chosen.method, chosen.path),
    summary,
    ...(missing.length ? { parameters: missing.map((name) => ({ name, in: "path", required: true, ...(old ? { type: "string" } : { schema: { type: "string" } }) })) } : {}),
    responses: { [chosen.method === "post" ? "201" : chosen.method === "delete" ? "204" : "200"]: { description: "It worked" } },
  } }]);
  return pointer;
}

function idOf(summary, method, path) {
  const words = (summary || `${method} ${path}`).match(/[A-Za-z0-9]+/g) ?? [method];
  const made = words.map((each, index) => (index ? each[0].toUpperCase() + each.slice(1) : each.toLowerCase())).join("");
  const known = new Set(state.look.outline.map((each) => each.id));
  let id = made;
  for (let step = 2; known.has(id); step += 1) id = `${made}${step}`;
  return id;
}

async function component(kind) {
  const noun = { schemas: "schema", parameters: "parameter", responses: "response", examples: "example", headers: "header", securitySchemes: "security scheme" }[kind] ?? kind;
  const chosen = await ask(`Add a ${noun}`, h("div", { class: "fields" }, h("label", {}, "Name", h("input", { class: "field mono", name: "name", required: true, pattern: "[A-Za-z0-9._\\-]+", autofocus: true }))), [["", "Cancel"], ["add", "Add", "main"]]);
  if (!chosen) return "";
  const holder = kind === "definitions" || "swagger" in (state.look.model ?? {}) ? `/${kind}` : `/components/${kind}`;
  const pointer = join(holder, chosen.name);
  if (at(pointer) === undefined) await change([{ kind: "set", pointer, value: FIRST[kind] ?? {} }]);
  return pointer;
}
