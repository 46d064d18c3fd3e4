// The form of the selected part; it follows the text, and the text follows it.

import { findingsBelow } from "./contract.js";
import { byId, h, refill } from "./dom.js";
import { change } from "./editor.js";
import { bodyFields, operationForm, parameterFields, responseFields } from "./form-operation.js";
import { exampleForm } from "./form-examples.js";
import { schemeForm } from "./form-flows.js";
import { headerFields } from "./form-headers.js";
import { infoForm, nameOf, pathForm, securityForm, serversForm, tagsForm } from "./form-part.js";
import { schemaFields } from "./form-schema.js";
import { Sheet } from "./sheet.js";
import { at, emit, on, operationKey, rowAt, select, state } from "./state.js";

const PARTS = {
  "/info": ["About the API", infoForm, {}],
  "/servers": ["Servers", serversForm, []],
  "/tags": ["Tags", tagsForm, []],
  "/security": ["Security", securityForm, []],
};
const COMPONENTS = {
  schemas: schemaFields, definitions: schemaFields, parameters: parameterFields, responses: responseFields, requestBodies: bodyFields, headers: headerFields,
  securitySchemes: schemeForm, securityDefinitions: schemeForm, examples: exampleForm,
};
let sheet = null;
let said = ""; // what the rules said of the part when it was drawn

export function start() {
  const form = byId("form");
  // What is half typed outlives a form that is drawn anew.
  form.addEventListener("input", (event) => { event.target.dataset.dirty = "1"; });
  form.addEventListener("change", (event) => { delete event.target.dataset.dirty; });
  on("look", update);
  on("select", update);
  on("tab", update);
  on("feedback", draw);
}

function update() {
  if (byId("form").hidden) return;
  if (!state.selected && state.look.model) {
    select("/info");
    return;
  }
  const pointer = state.selected;
  const value = at(pointer) ?? structuredClone(PARTS[pointer]?.[2]);
  if (value === undefined || state.look.model === null) {
    sheet = null;
    refill(byId("form"), h("p", { class: "empty large" }, state.look.model ? "Choose a part in the outline." : "The text cannot be read yet; the findings say why."));
    return;
  }
  if (sheet?.pointer === pointer && sheet.pending) return;
  const now = JSON.stringify(findingsBelow(pointer).map((each) => [each.pointer, each.message]));
  const isSame = sheet?.pointer === pointer && JSON.stringify(sheet.value) === JSON.stringify(value);
  if (isSame && said === now) return;
  said = now;
  if (!isSame) sheet = new Sheet(pointer, value, draw);
  draw();
}

function draw() {
  if (!sheet) return;
  const row = rowAt(sheet.pointer);
  refill(byId("form"), h("div", { class: "form-inner" }, state.look.stale && h("p", { class: "hint" }, "The text cannot be read right now; the form shows what it said before."), content(row)), mediaTypes());
}

function content(row) {
  const part = PARTS[sheet.pointer];
  if (part) return [h("h2", {}, part[0]), part[1](sheet)];
  if (!row) return h("p", { class: "empty" }, "This part has no form; edit it in the text.");
  if (row.kind === "operation") return [h("h2", {}, h("b", { class: `method ${row.detail}` }, row.detail), h("code", {}, row.group), drop(row, "operation")), comments(row), operationForm(sheet)];
  if (row.kind === "path" || row.kind === "webhook") return [h("h2", {}, row.kind === "path" ? "Path" : "Webhook", drop(row, "path")), nameOf(row, "Path"), pathForm(sheet, row)];
  const form = COMPONENTS[row.detail];
  const heading = [h("h2", {}, row.label, drop(row, "component")), nameOf(row, "Name in the components")];
  if (typeof sheet.get("$ref") === "string") return [heading, h("p", { class: "reference" }, "uses ", h("code", {}, sheet.get("$ref")))];
  return [heading, form ? form(sheet) : h("p", { class: "empty" }, "This kind has no form; edit it in the text.")];
}

// What reviewers said about the operation, where it is edited.
function comments(row) {
  const open = state.feedback.comments.filter((each) => !each.resolved && each.operation === operationKey(row));
  return open.length ? h("ul", { class: "said-here" }, open.map((each) => h("li", {}, h("strong", {}, each.name), " ", each.text))) : null;
}

function drop(row, noun) {
  return h("button", { type: "button", class: "button small quiet remove", onclick: async () => {
    // A path that holds nothing else goes with its last operation.
    let { pointer } = row;
    const above = () => pointer.slice(0, pointer.lastIndexOf("/"));
    while (noun === "operation" && above().lastIndexOf("/") > 0 && Object.keys(at(above()) ?? {}).length === 1) pointer = above();
    await change([{ kind: "remove", pointer }]);
    select("/info");
    emit("show-form");
  } }, `Remove the ${noun}`);
}

const mediaTypes = () => h("datalist", { id: "media-types" }, ["application/json", "application/problem+json", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "text/plain", "application/octet-stream"].map((each) => h("option", { value: each })));
