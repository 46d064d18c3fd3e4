// The outline: what the contract consists of. It leads both the text and the form.

import { byId, h, refill } from "./dom.js";
import { emit, on, operationKey, select, state } from "./state.js";

const PARTS = { info: "About the API", servers: "Servers", tags: "Tags", security: "Security" };
const KINDS = {
  schemas: "Schemas", parameters: "Parameters", responses: "Responses", examples: "Examples", requestBodies: "Request bodies",
  headers: "Headers", securitySchemes: "Security schemes", definitions: "Schemas", securityDefinitions: "Security schemes",
};
const ADDABLE = { schemas: "schema", parameters: "parameter", responses: "response", examples: "example", headers: "header", securitySchemes: "scheme" };
const worst = new Map();
let wanted = "";

export function start() {
  on("look", () => {
    weigh();
    draw();
  });
  on("select", draw);
  on("feedback", draw);
}

export function draw() {
  const rows = state.look.outline;
  const needle = wanted.toLowerCase();
  const fits = (each) => !needle || `${each.label} ${each.group} ${each.detail} ${each.id}`.toLowerCase().includes(needle);
  refill(
    byId("outline"),
    h("div", { class: "outline-head" }, h("input", {
      type: "search", class: "field", placeholder: "Filter", "aria-label": "Filter the outline", "data-at": "outline-filter", value: wanted,
      oninput: (event) => {
        wanted = event.target.value;
        draw();
      },
    })),
    h("div", { class: "tree" }, parts(rows), operations(rows, fits), components(rows, fits)),
  );
}

function parts(rows) {
  if (!state.look.model) return null;
  const here = new Map(rows.filter((each) => each.kind === "part").map((each) => [each.label, each]));
  const wantedParts = Object.entries(PARTS).filter(([name]) => name !== "servers" || !("swagger" in state.look.model));
  return h("ul", { class: "group" }, wantedParts.map(([name, label]) => {
    const row = here.get(name) ?? { pointer: `/${name}`, line: 0, kind: "part", label: name };
    return item(row, label, here.has(name) ? "" : "absent");
  }));
}

function operations(rows, fits) {
  const made = [];
  for (const path of rows.filter((each) => each.kind === "path" || each.kind === "webhook")) {
    const inside = rows.filter((each) => each.kind === "operation" && each.pointer.startsWith(`${path.pointer}/`));
    const kept = inside.filter(fits);
    if (!kept.length && !fits(path)) continue;
    made.push(h("li", {}, item(path, path.label, "path"), h("ul", {}, (fits(path) ? inside : kept).map((each) => operation(each)))));
  }
  return section("Operations", made, state.look.model && { label: "Add an operation", run: () => emit("add", "operation") });
}

function operation(row) {
  const open = state.feedback.comments.filter((each) => !each.resolved && each.operation === operationKey(row)).length;
  return item(row, row.label, "", h("b", { class: `method ${row.detail}` }, row.detail), open ? h("b", { class: "count", title: `${open} open comments` }, open) : null);
}

function components(rows, fits) {
  const kinds = new Map();
  for (const row of rows.filter((each) => each.kind === "component")) {
    if (!kinds.has(row.detail)) kinds.set(row.detail, []);
    if (fits(row)) kinds.get(row.detail).push(row);
  }
  if (state.look.model && !("swagger" in state.look.model)) for (const kind of ["schemas"]) if (!kinds.has(kind)) kinds.set(kind, []);
  return [...kinds].map(([kind, held]) =>
    section(KINDS[kind] ?? kind, held.map((each) => item(each, each.label)), ADDABLE[kind] && { label: `Add a ${ADDABLE[kind]}`, run: () => emit("add", kind) }),
  );
}

function section(title, items, adding) {
  if (!items.length && !adding) return null;
  return h(
    "section",
    { class: "group" },
    h("h2", {}, title, adding && h("button", { type: "button", class: "plus", title: adding.label, "aria-label": adding.label, onclick: adding.run }, "+")),
    h("ul", {}, items),
  );
}

function item(row, label, kind = "", before = null, after = null) {
  const severity = worst.get(row.pointer);
  return h("li", {}, h(
    "button",
    {
      type: "button",
      class: `row ${kind} ${state.selected === row.pointer ? "on" : ""}`,
      "aria-current": state.selected === row.pointer ? "true" : undefined,
      "data-at": `row-${row.pointer}`,
      onclick: () => {
        select(row.pointer);
        emit("visit", row);
      },
    },
    before,
    h("span", { class: "label", title: label }, label),
    after,
    severity && h("i", { class: `dot ${severity}`, title: severity }),
  ));
}

// The worst severity below each pointer, counted once for all rows.
function weigh() {
  worst.clear();
  for (const each of state.look.findings) {
    if ((each.severity !== "error" && each.severity !== "warn") || each.document !== state.main) continue;
    for (let pointer = each.pointer; pointer; pointer = pointer.slice(0, pointer.lastIndexOf("/"))) {
      if (worst.get(pointer) === "error" || worst.get(pointer) === each.severity) break;
      worst.set(pointer, each.severity);
    }
  }
}
