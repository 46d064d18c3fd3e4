// Early feedback: links that others open, and what they said, beside the operation it is about.

import { get, patch, post, remove } from "./api.js";
import { ask } from "./dialog.js";
import { byId, h, refill } from "./dom.js";
import { emit, on, operationKey, select, state } from "./state.js";

const TIMES = [["24", "a day"], ["72", "three days"], ["168", "a week"], ["720", "a month"]];
let all = false;

export async function load() {
  try {
    state.feedback = await get("/api/feedback");
  } catch (error) {
    emit("problem", error);
    return;
  }
  emit("feedback");
}

export function start() {
  on("feedback", draw);
  on("look", draw);
  on("select", draw);
}

export async function shareNow() {
  const chosen = await ask(
    "Share for feedback",
    h("div", { class: "fields" },
      h("p", {}, "Whoever has the link sees the reference of the saved contract and can comment on operations. They cannot change anything."),
      h("label", {}, "For whom", h("input", { class: "field", name: "label", placeholder: "The mobile team", maxlength: 60, autofocus: true })),
      h("label", {}, "Good for", h("select", { class: "field", name: "hours", value: "168" }, TIMES.map(([value, label]) => h("option", { value }, label)))),
      isLocal() && h("p", { class: "hint" }, "The link works on this machine only. Start the studio with --share-host and --share-name to let others reach it.")),
    [["", "Cancel"], ["make", "Make a link", "main"]],
  );
  if (!chosen) return;
  try {
    const made = await post("/api/shares", { label: chosen.label, hours: Number(chosen.hours) });
    await load();
    await ask("The link", h("div", { class: "fields" }, h("p", {}, `Good until ${when(made.until)}. It is shown this once; it is kept nowhere.`),
      h("input", { class: "field mono", readonly: true, value: made.url, "aria-label": "Link", id: "share-url", onfocus: (event) => event.target.select() })),
    [["", "Done"], ["copy", "Copy", "main"]]).then((done) => done && navigator.clipboard?.writeText(made.url));
  } catch (error) {
    emit("problem", error);
  }
}

const isLocal = () => /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|$)/.test(state.share);
const when = (text) => new Date(text).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });

function draw() {
  const { shares, comments } = state.feedback;
  const open = comments.filter((each) => !each.resolved);
  byId("feedback-count").textContent = String(open.length);
  byId("feedback-count").hidden = open.length === 0;
  const shown = all ? comments : open;
  const groups = new Map();
  for (const each of shown) groups.set(each.operation, [...(groups.get(each.operation) ?? []), each]);
  refill(
    byId("feedback"),
    h("section", {},
      h("h2", {}, "Links", h("button", { type: "button", class: "button small", onclick: shareNow }, "Share")),
      shares.length ? h("ul", { class: "links" }, shares.map(link)) : h("p", { class: "empty" }, "Nobody has a link. A link shows the reference and takes comments; it ends by itself.")),
    h("section", {},
      h("h2", {}, "Comments", comments.length > open.length && h("button", { type: "button", class: "button small quiet", onclick: () => { all = !all; draw(); } }, all ? "Only open ones" : `All ${comments.length}`)),
      groups.size ? [...groups].map(([key, held]) => group(key, held)) : h("p", { class: "empty" }, comments.length ? "All comments are resolved." : "No comments yet.")),
  );
}

function link(share) {
  return h("li", { class: share.open ? "" : "over" },
    h("span", {}, share.label || "without a name"),
    h("span", { class: "quiet" }, share.revoked ? "revoked" : share.open ? `until ${when(share.until)}` : "over"),
    share.open && h("button", { type: "button", class: "button small", onclick: () => act(remove(`/api/shares/${share.id}`)) }, "Revoke"));
}

function group(key, comments) {
  const row = state.look.outline.find((each) => each.kind === "operation" && operationKey(each) === key);
  const [method, ...path] = key.split(" ");
  const title = key ? [h("b", { class: `method ${method}` }, method), path.join(" ")] : ["The API as a whole"];
  const chosen = row && row.pointer === state.selected;
  return h("section", { class: `talk ${chosen ? "on" : ""}` },
    h("h3", {}, row ? h("button", { type: "button", class: "plain", onclick: () => { select(row.pointer); emit("visit", row); } }, title) : [title, key && h("span", { class: "quiet" }, " (not in the text any more)")]),
    h("ul", {}, comments.map(comment)));
}

function comment(each) {
  return h("li", { class: `comment ${each.resolved ? "done" : ""}` },
    h("p", { class: "by" }, h("strong", {}, each.name), h("span", { class: "quiet" }, when(each.at))),
    h("p", { class: "said" }, each.text),
    h("p", { class: "buttons" },
      h("button", { type: "button", class: "button small", onclick: () => act(patch(`/api/comments/${each.id}`, { resolved: !each.resolved })) }, each.resolved ? "Open again" : "Resolve"),
      h("button", { type: "button", class: "button small quiet", onclick: () => act(remove(`/api/comments/${each.id}`)) }, "Delete")));
}

async function act(promise) {
  try {
    await promise;
  } catch (error) {
    emit("problem", error);
  }
  await load();
}
