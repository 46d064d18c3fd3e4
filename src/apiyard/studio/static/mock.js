// The mock of what is typed: pick an operation, send a request, see the answer and what is wrong with either.

import { post } from "./api.js";
import { byId, fill, h, refill } from "./dom.js";
import { emit, on, operationKey, rowAt, state } from "./state.js";
import { follow, sampleOf } from "./sample.js";

const wish = { key: "", target: "", headers: "", body: "", edited: false };
let shown = "";
let answer = null;

export function start() {
  on("look", () => draw());
  on("select", (pointer) => {
    const row = rowAt(pointer);
    if (row?.kind === "operation") choose(operationKey(row));
  });
}

function choose(key) {
  if (wish.key === key && wish.edited) return;
  wish.key = key;
  wish.edited = false;
  answer = null;
  prefill();
  draw(true);
}

function prefill() {
  const { tree } = state.look;
  const operation = state.look.mock.operations.find((each) => each.key === wish.key);
  if (!operation || !tree) return;
  const item = follow(tree, tree.paths?.[operation.path]) ?? {};
  const others = Object.entries(item.additionalOperations ?? {}); // OpenAPI 3.2
  const own = item[operation.method] ?? others.find(([name]) => name.toLowerCase() === operation.method)?.[1] ?? {};
  const parameters = [...(own.parameters ?? []), ...(item.parameters ?? [])].map((each) => follow(tree, each)).filter(Boolean);
  const value = (parameter) => {
    const found = parameter.example ?? Object.values(parameter.examples ?? {}).map((each) => follow(tree, each)?.value)[0] ?? sampleOf(tree, parameter.schema);
    return typeof found === "object" && found !== null ? JSON.stringify(found) : String(found ?? "1");
  };
  const inPath = new Map(parameters.filter((each) => each.in === "path").map((each) => [each.name, value(each)]));
  const query = parameters.filter((each) => each.in === "query" && each.required).map((each) => `${encodeURIComponent(each.name)}=${encodeURIComponent(value(each))}`);
  wish.target = operation.path.replaceAll(/\{([^}]+)\}/g, (_all, name) => encodeURIComponent(inPath.get(name) ?? "1")) + (query.length ? `?${query.join("&")}` : "");
  const headers = parameters.filter((each) => each.in === "header" && each.required).map((each) => `${each.name}: ${value(each)}`);
  const body = follow(tree, own.requestBody);
  const [type, media] = Object.entries(body?.content ?? {})[0] ?? [];
  wish.body = "";
  if (type) {
    headers.push(`Content-Type: ${type}`);
    const named = Object.values(media.examples ?? {}).map((each) => follow(tree, each)?.value)[0];
    const sample = media.example ?? named ?? sampleOf(tree, media.schema);
    wish.body = typeof sample === "string" ? sample : JSON.stringify(sample, null, 2);
  }
  // What the mock takes: lines of headers, and what begins with a question mark for the query.
  for (const each of operation.credentials ?? []) {
    if (each.startsWith("?")) wish.target += (wish.target.includes("?") ? "&" : "?") + each.slice(1);
    else headers.push(each);
  }
  wish.headers = headers.join("\n");
}

function draw(always = false) {
  const { operations, taken, why } = state.look.mock;
  if (operations.length && !operations.some((each) => each.key === wish.key)) {
    wish.key = operations[0].key;
    wish.edited = false;
    answer = null;
    always = true;
  }
  if (!wish.edited && wish.key) prefill();
  const now = JSON.stringify([operations, taken, why, wish.edited ? null : [wish.target, wish.headers, wish.body]]);
  if (now === shown && !always) return;
  shown = now;
  refill(
    byId("mock"),
    h("p", { class: "where" }, h("span", { class: `state ${taken ? "on" : "off"}` }, taken ? "answers from what you type" : operations.length ? "answers from the last text that could be read" : "waits for a text that can be read"),
      h("code", { class: "copy" }, state.mock), h("button", { type: "button", class: "button small quiet", onclick: () => navigator.clipboard?.writeText(state.mock) }, "Copy")),
    operations.length ? form(operations) : null,
    h("div", { id: "answer" }),
  );
  drawAnswer();
}

const edited = (name) => (event) => {
  wish[name] = event.target.value;
  wish.edited = true;
};

function form(operations) {
  const method = operations.find((each) => each.key === wish.key)?.method ?? "get";
  return h(
    "form",
    { class: "call", onsubmit: send },
    h("label", {}, "Operation", h("select", { class: "field", "data-at": "mock-operation", value: wish.key, onchange: (event) => { wish.edited = false; choose(event.target.value); } },
      operations.map((each) => h("option", { value: each.key }, `${each.method.toUpperCase()} ${each.path}${each.summary ? ` · ${each.summary}` : ""}`)))),
    h("div", { class: "line" }, h("b", { class: `method ${method}` }, method),
      h("input", { class: "field mono", "aria-label": "Path and query", "data-at": "mock-target", value: wish.target, oninput: edited("target") }),
      h("button", { class: "button main", type: "submit" }, "Send")),
    h("details", { class: "more", "data-at": "mock-more", open: Boolean(wish.body) }, h("summary", {}, "Headers and body"),
      h("label", {}, "Headers", h("textarea", { class: "field mono", rows: 2, spellcheck: false, "data-at": "mock-headers", value: wish.headers, oninput: edited("headers") })),
      h("label", {}, "Body", h("textarea", { class: "field mono", rows: wish.body ? 7 : 2, spellcheck: false, "data-at": "mock-body", value: wish.body, oninput: edited("body") }))),
  );
}

async function send(event) {
  event.preventDefault();
  const operation = state.look.mock.operations.find((each) => each.key === wish.key);
  const headers = wish.headers.split("\n").map((each) => each.trim()).filter(Boolean).map((each) => {
    const at = each.indexOf(":");
    return at < 0 ? [each, ""] : [each.slice(0, at).trim(), each.slice(at + 1).trim()];
  });
  try {
    answer = await post("/api/call", { method: operation.method, target: wish.target, headers, body: wish.body });
  } catch (error) {
    answer = null;
    emit("problem", error);
  }
  drawAnswer();
}

function drawAnswer() {
  const place = byId("answer");
  if (!place) return;
  if (!answer) {
    fill(place);
    return;
  }
  const kind = answer.status < 300 ? "good" : answer.status < 500 ? "warn" : "bad";
  fill(
    place,
    h("section", { class: "answer" },
      h("h3", {}, h("b", { class: `status ${kind}` }, answer.status), answer.operation && h("span", { class: "quiet" }, answer.operation)),
      violations("The request breaks the contract", answer.request_violations),
      violations("The answer breaks the contract", answer.reply_violations),
      !answer.request_violations.length && !answer.reply_violations.length && answer.operation && h("p", { class: "fine" }, "Request and answer keep the contract."),
      h("pre", { class: "body" }, pretty(answer.body)),
      answer.size > answer.body.length * 4 && h("p", { class: "empty" }, `${answer.size} bytes; only the beginning is shown.`),
      h("details", { class: "more" }, h("summary", {}, "Headers of the answer"), h("pre", {}, answer.headers.map(([name, value]) => `${name}: ${value}`).join("\n"))),
    ),
  );
}

function violations(title, found) {
  if (!found.length) return null;
  return h("div", { class: "violations" }, h("strong", {}, title), h("ul", {}, found.map((each) => h("li", {}, h("code", {}, `${each.place}${each.pointer ? ` ${each.pointer}` : ""}`), " ", each.message))));
}

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
