// Puts the page together: loads the contract, judges what is typed, leads from one part to the other.

import { get, post } from "./api.js";
import { addPart } from "./add.js";
import * as begin from "./begin.js";
import { notice } from "./dialog.js";
import { byId, fill, h } from "./dom.js";
import * as editor from "./editor.js";
import * as feedback from "./feedback.js";
import * as findings from "./findings.js";
import * as forms from "./forms.js";
import * as mock from "./mock.js";
import * as outline from "./outline.js";
import { startPanes, startTabs } from "./panes.js";
import * as preview from "./preview.js";
import * as save from "./save.js";
import { emit, on, page, rowAround, select, state } from "./state.js";

const PAUSE = 250;
let cost = 0; // how long the last text took, in milliseconds
let waiting = null;
let sequence = 0;
let following = true;

async function look() {
  const mine = ++sequence;
  const texts = Object.fromEntries([...state.files.values()].map((each) => [each.name, each.session.getValue()]));
  if (!texts[state.main]?.trim()) return;
  const slow = setTimeout(() => { byId("busy").textContent = "judging…"; }, 700);
  const begun = performance.now();
  const { edits } = state;
  try {
    const told = await post("/api/look", { page, number: mine, texts });
    cost = performance.now() - begun;
    // A form must not get back what it has changed meanwhile; the new text is judged soon.
    if (mine !== sequence || edits !== state.edits) return;
    // What could be read last stays in outline and forms while a line is half typed.
    const readable = told.model !== null && typeof told.model === "object";
    state.look = readable ? told : { ...told, model: state.look.model, outline: state.look.outline, documents: state.look.documents, stale: true };
    emit("look");
    drawFiles();
  } catch (error) {
    if (mine === sequence && error.code !== "superseded") emit("problem", error);
  } finally {
    clearTimeout(slow);
    if (mine === sequence) byId("busy").textContent = "";
  }
}

function typed() {
  clearTimeout(waiting);
  waiting = setTimeout(look, Math.min(1500, Math.max(PAUSE, cost / 2)));
}

// The part of the contract in which the caret stands.
function follow() {
  if (!following || state.current !== state.main || !byId("form").hidden) return;
  const line = editor.caretLine();
  let best = null;
  for (const row of state.look.outline) if (row.line && row.line <= line && (!best || row.line >= best.line)) best = row;
  if (best) select(best.pointer);
}

function drawFiles() {
  const names = state.look.documents;
  fill(byId("files"), names.length < 2 ? [] : names.map((name) => h("button", { type: "button", class: `button small ${name === state.current ? "on" : "quiet"}`, onclick: () => openFile(name) }, name)));
}

async function openFile(name) {
  try {
    await save.open(name);
    editor.show(name);
    drawFiles();
  } catch (error) {
    emit("problem", error);
  }
}

async function goToFinding(finding, chooseTab) {
  chooseTab("text");
  if (finding.document !== state.current) await openFile(finding.document);
  editor.goTo(finding.line, finding.column);
  const row = rowAround(finding.pointer);
  if (row && finding.document === state.main) select(row.pointer);
}

async function fix(finding) {
  const texts = Object.fromEntries([...state.files.values()].map((each) => [each.name, each.session.getValue()]));
  try {
    const told = await post("/api/fix", { texts, finding });
    for (const [name, text] of Object.entries(told.texts)) {
      await save.open(name);
      editor.replaceText(name, text);
    }
  } catch (error) {
    emit("problem", error);
  }
}

async function visit(row) {
  if (state.current !== state.main) await openFile(state.main);
  following = false;
  if (row.line) editor.goTo(row.line, 1, { focused: false });
  following = true;
  preview.goToOperation(row);
}

function menu() {
  const close = () => { byId("menu").open = false; };
  const entry = (label, run) => h("button", { type: "button", onclick: () => { close(); run(); } }, label);
  const draw = () => fill(
    byId("menu-list"),
    entry(save.autosaves() ? "Stop saving automatically" : "Save automatically", save.toggleAutosave),
    entry("Open in another browser", async () => {
      const told = await post("/api/link", {});
      notice(`This link lets one browser in, once, within ten minutes: ${location.origin}${told.path}`, { id: "link" });
    }),
    h("p", { class: "hint" }, "Ctrl-S saves, Ctrl-F finds, Ctrl-Space completes, Ctrl-Z undoes."),
  );
  byId("menu").addEventListener("toggle", draw);
  addEventListener("click", (event) => {
    if (!byId("menu").contains(event.target)) close();
  });
}

function listen() {
  const stream = new EventSource("/api/events");
  stream.addEventListener("file", (event) => save.changedOutside(JSON.parse(event.data)).catch((error) => emit("problem", error)));
  stream.addEventListener("feedback", async (event) => {
    await feedback.load();
    const said = state.feedback.comments.find((each) => each.id === JSON.parse(event.data).new);
    if (said) notice(`${said.name} commented${said.operation ? ` on ${said.operation}` : ""}.`, { id: "comment", seconds: 8 });
  });
  let gone = null;
  stream.onopen = () => { gone?.(); gone = null; };
  stream.onerror = () => { gone ??= notice("The studio does not answer; what you type is kept in this page.", { kind: "warn", id: "away" }); };
}

async function start() {
  startPanes();
  editor.start();
  const chooseMiddle = startTabs(["text", "form"], (name) => {
    if (name === "text") editor.goTo(editor.caretLine(), 1, { focused: false });
    emit("tab", name);
  });
  const chooseRight = startTabs(["reference", "mock", "feedback"]);
  for (const part of [outline, findings, preview, mock, feedback, forms, save]) part.start();
  menu();
  byId("theme").addEventListener("click", () => window.studioTheme.toggle());
  byId("share").addEventListener("click", () => { chooseRight("feedback"); feedback.shareNow(); });
  on("typed", typed);
  on("caret", follow);
  on("go", (finding) => goToFinding(finding, chooseMiddle));
  on("visit", visit);
  on("fix", fix);
  on("show-text", () => chooseMiddle("text"));
  on("show-form", () => chooseMiddle("form"));
  on("add", addPart);
  on("problem", (error) => notice([error.message, error.told?.piece, error.told?.hint].filter(Boolean).join(" · "), { kind: "bad", seconds: 15 }));

  const told = await get("/api/state");
  Object.assign(state, { main: told.main, mock: told.mock, share: told.share, beginnings: told.beginnings });
  editor.openFile(told.main, told.file.text ?? "", told.file.digest);
  editor.show(told.main);
  save.show();
  await feedback.load();
  listen();
  if (told.file.text?.trim()) await look();
  else begin.offer();
  editor.focus();
}

start().catch((error) => notice(`The studio could not start: ${error.message}`, { kind: "bad" }));
