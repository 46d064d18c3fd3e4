// The page that a link opens: the reference, read only, and comments pinned to operations.

import { get, post } from "./api.js";
import { notice } from "./dialog.js";
import { byId, h, refill } from "./dom.js";

const base = location.pathname.replace(/\/$/, "");
const NAME = "apiyard-studio-name";
const page = { told: null, picked: "", name: "", text: "" };
let isReady = false;
let shown = "";

try {
  page.name = localStorage.getItem(NAME) ?? "";
} catch {
  // The name is typed again.
}

const say = (message) => byId("preview").contentWindow.postMessage(message, "*");

function show() {
  if (!isReady || !page.told) return;
  const message = { kind: "show", tree: page.told.tree, servers: [], dark: window.studioTheme.isDark(), tryIt: false };
  const now = JSON.stringify(message);
  if (now !== shown) say(message);
  shown = now;
}

async function load() {
  try {
    page.told = await get(`${base}/data`);
  } catch (error) {
    notice(error.status === 403 ? "This link is not valid any more." : error.message, { kind: "warn", id: "load" });
    return;
  }
  document.title = `${page.told.title} · feedback`;
  byId("title").textContent = `${page.told.title} ${page.told.version}`;
  byId("until").textContent = `for feedback until ${new Date(page.told.until).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`;
  show();
  draw();
}

const commentsOn = (key) => page.told.comments.filter((each) => each.operation === key);

function draw() {
  if (!page.told) return;
  const operation = page.told.operations.find((each) => each.key === page.picked);
  refill(
    byId("talk"),
    h("h2", {}, "What is it about?"),
    h("div", { class: "pick", role: "listbox", "aria-label": "Operations" }, pick("", null, "The API as a whole"), page.told.operations.map((each) => pick(each.key, each.method, each.path, each.summary))),
    h("h2", {}, operation ? [h("b", { class: `method ${operation.method}` }, operation.method), " ", operation.path] : "The API as a whole"),
    h("ul", {}, commentsOn(page.picked).map(comment)),
    commentsOn(page.picked).length === 0 && h("p", { class: "empty" }, "Nothing was said about it yet."),
    h("form", { onsubmit: send },
      h("label", {}, "Your name", h("input", { class: "field", required: true, maxlength: 60, "data-at": "name", value: page.name, oninput: (event) => { page.name = event.target.value; } })),
      h("label", {}, "Comment", h("textarea", { class: "field", required: true, rows: 4, maxlength: 4000, "data-at": "text", value: page.text, oninput: (event) => { page.text = event.target.value; } })),
      h("div", {}, h("button", { type: "submit", class: "button main" }, "Comment"))),
  );
}

function pick(key, method, label, title = "") {
  const count = commentsOn(key).length;
  return h("button", {
    type: "button", role: "option", class: `row ${page.picked === key ? "on" : ""}`, "aria-selected": String(page.picked === key), "data-at": `pick-${key}`, title,
    onclick: () => {
      page.picked = key;
      draw();
      if (method) say({ kind: "go", method, path: label });
    },
  }, method && h("b", { class: `method ${method}` }, method), h("span", { class: "label" }, label), count ? h("b", { class: "count" }, count) : null);
}

function comment(each) {
  return h("li", { class: `comment ${each.resolved ? "done" : ""}` },
    h("p", { class: "by" }, h("strong", {}, each.name), h("span", { class: "quiet" }, new Date(each.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })), each.resolved && h("span", { class: "quiet" }, "resolved")),
    h("p", { class: "said" }, each.text));
}

async function send(event) {
  event.preventDefault();
  try {
    await post(`${base}/comments`, { operation: page.picked, name: page.name, text: page.text });
    page.text = "";
    document.activeElement?.blur();
    try {
      localStorage.setItem(NAME, page.name);
    } catch {
      // The name is typed again next time.
    }
  } catch (error) {
    notice(error.message, { kind: "bad", id: "send" });
  }
  await load();
}

addEventListener("message", (event) => {
  if (event.source !== byId("preview").contentWindow || event.data?.kind !== "ready") return;
  isReady = true;
  shown = "";
  show();
});
document.addEventListener("themechange", show);
byId("theme").addEventListener("click", () => window.studioTheme.toggle());
const stream = new EventSource(`${base}/events`);
for (const name of ["feedback", "saved"]) stream.addEventListener(name, load);
load();
