// How callers sign in: the kinds of security schemes, and the flows of OAuth 2.0 with their scopes.

import { freeName, isNew, isObject, isOld } from "./contract.js";
import { h } from "./dom.js";
import { block, choice, fieldset, removeButton, text } from "./fields.js";
import { nameOf } from "./form-examples.js";

// OpenAPI 3.x, OAuth Flows Object: which addresses each flow has.
const FLOWS = {
  authorizationCode: ["Authorization code", ["authorizationUrl", "tokenUrl"]],
  clientCredentials: ["Client credentials", ["tokenUrl"]],
  deviceAuthorization: ["Device authorization", ["deviceAuthorizationUrl", "tokenUrl"]],
  implicit: ["Implicit", ["authorizationUrl"]],
  password: ["Password", ["tokenUrl"]],
};
const OLD_FLOWS = { accessCode: ["authorizationUrl", "tokenUrl"], application: ["tokenUrl"], implicit: ["authorizationUrl"], password: ["tokenUrl"] };
const LABELS = { authorizationUrl: "Where people agree", deviceAuthorizationUrl: "Where devices ask", tokenUrl: "Where tokens are given", refreshUrl: "Where tokens are renewed" };
const BEGUN = { authorizationUrl: "https://auth.example.com/authorize", deviceAuthorizationUrl: "https://auth.example.com/device", tokenUrl: "https://auth.example.com/token" };

export function schemeForm(sheet) {
  const type = sheet.get("type");
  const kinds = isOld() ? ["basic", "apiKey", "oauth2"] : ["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"];
  return [
    fieldset(
      choice(sheet, "Type", ["type"], kinds),
      type === "http" && choice(sheet, "Scheme", ["scheme"], ["bearer", "basic", "digest"]),
      type === "http" && text(sheet, "Form of the token", ["bearerFormat"], { hint: "JWT" }),
      type === "apiKey" && text(sheet, "Name", ["name"], { mono: true }),
      type === "apiKey" && choice(sheet, "In", ["in"], isOld() ? ["header", "query"] : ["header", "query", "cookie"]),
      type === "openIdConnect" && text(sheet, "Address", ["openIdConnectUrl"], { wide: true }),
      type === "oauth2" && isNew() && text(sheet, "Address of its metadata", ["oauth2MetadataUrl"], { wide: true, mono: true }),
      text(sheet, "Description", ["description"], { rows: 2 }),
    ),
    type === "oauth2" && (isOld() ? oldFlow(sheet) : flowsBlock(sheet)),
  ];
}

function flowsBlock(sheet) {
  const held = sheet.get("flows");
  const names = isObject(held) ? Object.keys(held).filter((each) => isObject(held[each])) : [];
  const free = Object.keys(FLOWS).filter((each) => !names.includes(each) && (each !== "deviceAuthorization" || isNew()));
  const add = (name) => sheet.set(["flows", name], { ...Object.fromEntries(FLOWS[name][1].map((each) => [each, BEGUN[each]])), scopes: {} });
  return block("Flows", null,
    names.length ? null : h("p", { class: "empty" }, "None yet."),
    names.map((name) => h("div", { class: "card" }, removeButton(`Remove ${name}`, () => sheet.set(["flows", name], undefined)), h("h4", {}, FLOWS[name]?.[0] ?? name),
      addresses(sheet, ["flows", name], [...(FLOWS[name]?.[1] ?? ["tokenUrl"]), "refreshUrl"]), scopes(sheet, ["flows", name]))),
    h("div", { class: "ticks" }, free.map((name) => h("button", { type: "button", class: "button small", "data-at": `${sheet.at("flows")}#${name}`, onclick: () => add(name) }, `+ ${FLOWS[name][0]}`))));
}

function oldFlow(sheet) {
  const flow = sheet.get("flow");
  return block("Flow", null, fieldset(choice(sheet, "Flow", ["flow"], Object.keys(OLD_FLOWS))), addresses(sheet, [], OLD_FLOWS[flow] ?? ["tokenUrl"]), scopes(sheet, []));
}

const addresses = (sheet, path, names) => fieldset(names.map((name) => text(sheet, LABELS[name], [...path, name], { wide: true, mono: true, hint: "https://" })));

function scopes(sheet, path) {
  const at = [...path, "scopes"];
  const held = sheet.get(...at);
  const names = isObject(held) ? Object.keys(held) : [];
  // An empty object stays: a flow must say its scopes.
  const remove = (name) => sheet.set(at, Object.fromEntries(Object.entries(held).filter(([each]) => each !== name)));
  return [
    names.map((name) => h("div", { class: "pair" }, nameOf(sheet, at, name, "Scope"), fieldset(text(sheet, "What it allows", [...at, name], { wide: true })), removeButton(`Remove ${name}`, () => remove(name)))),
    h("div", {}, h("button", { type: "button", class: "button small quiet", "data-at": `${sheet.at(...at)}#add`, onclick: () => sheet.set([...at, freeName("things:read", names)], "What it allows") }, "Add a scope")),
  ];
}
