// The text editor: one session for each file, findings in the margin, and edits that keep the caret.

import { complete } from "./complete.js";
import { post } from "./api.js";
import { byId } from "./dom.js";
import { emit, on, state } from "./state.js";

/* global ace */
const { Range } = ace.require("ace/range");
let editor = null;
let changes = Promise.resolve();
const marks = new Map(); // markers by file

export function start() {
  ace.config.set("useStrictCSP", true);
  ace.config.set("basePath", "/static/vendor/ace");
  ace.config.setDefaultValue("session", "useWorker", false);
  ace.define("ace/theme/apiyard", ["require", "exports"], (_require, exports) => {
    exports.cssClass = "ace-apiyard";
    exports.cssText = "";
    exports.isDark = false;
  });
  editor = ace.edit(byId("editor"), {
    theme: "ace/theme/apiyard",
    fontSize: 13,
    tabSize: 2,
    useSoftTabs: true,
    showPrintMargin: false,
    scrollPastEnd: 0.3,
    enableBasicAutocompletion: [complete],
    enableLiveAutocompletion: [complete],
    enableKeyboardAccessibility: true,
    wrap: false,
  });
  editor.renderer.setScrollMargin(8, 8);
  editor.commands.addCommand({ name: "save", bindKey: { win: "Ctrl-S", mac: "Command-S" }, exec: () => emit("save") });
  editor.selection.on("changeCursor", () => emit("caret"));
  byId("undo").addEventListener("click", () => editor.undo());
  byId("find").addEventListener("click", () => {
    emit("show-text");
    editor.execCommand("find");
  });
  on("look", paint);
  new ResizeObserver(() => editor.resize()).observe(byId("editor"));
}

export function openFile(name, text, digest) {
  const known = state.files.get(name);
  if (known) return known;
  const session = ace.createEditSession(text, name.endsWith(".json") ? "ace/mode/json" : "ace/mode/yaml");
  session.setTabSize(2);
  const file = { name, session, saved: text, digest };
  state.files.set(name, file);
  session.on("change", () => emit("typed", name));
  return file;
}

export function show(name) {
  const file = state.files.get(name);
  if (!file) return;
  state.current = name;
  editor.setSession(file.session);
  editor.selection.on("changeCursor", () => emit("caret"));
  emit("current", name);
}

export const text = (name = state.current) => state.files.get(name)?.session.getValue() ?? "";
export const isDirty = (file) => file.digest === "" || file.session.getValue() !== file.saved;
export const focus = () => editor.focus();
export const caretLine = () => editor.getCursorPosition().row + 1;

export function goTo(line, column = 1, { focused = true } = {}) {
  editor.resize(true);
  editor.gotoLine(Math.max(1, line), Math.max(0, column - 1), false);
  editor.scrollToLine(Math.max(0, line - 6), false, false);
  if (focused) editor.focus();
}

// Puts a new text in place of the old one, touching only what differs, as one step that can be undone.
export function replaceText(name, next) {
  const file = state.files.get(name);
  const before = file.session.getValue();
  if (before === next) return;
  let start = 0;
  const shorter = Math.min(before.length, next.length);
  while (start < shorter && before[start] === next[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === next[next.length - 1 - end]) end += 1;
  const document = file.session.getDocument();
  const from = document.indexToPosition(start);
  const to = document.indexToPosition(before.length - end);
  file.session.markUndoGroup?.();
  file.session.replace(Range.fromPoints(from, to), next.slice(start, next.length - end));
}

// The forms show what the text says again.
function refused(error) {
  emit("problem", error);
  emit("typed");
}

// Lets the server make changes in a text by pointer; one after the other, each on the text that the last one left.
export function change(wishes, failed = refused, name = state.main) {
  changes = changes.then(async () => {
    try {
      const told = await post("/api/edit", { name, text: text(name), changes: wishes });
      if (told.text !== text(name)) state.edits += 1;
      replaceText(name, told.text);
    } catch (error) {
      failed(error);
    }
  });
  return changes;
}

function paint() {
  const { findings } = state.look;
  for (const [name, file] of state.files) {
    const own = findings.filter((each) => each.document === name);
    file.session.setAnnotations(
      own.map((each) => ({
        row: Math.max(0, each.line - 1),
        column: Math.max(0, each.column - 1),
        text: `${each.rule}: ${each.message}`,
        type: each.severity === "error" ? "error" : each.severity === "warn" ? "warning" : "info",
      })),
    );
    for (const mark of marks.get(name) ?? []) file.session.removeMarker(mark);
    marks.set(name, own.slice(0, 500).map((each) => underline(file.session, each)));
  }
}

function underline(session, finding) {
  const row = Math.min(Math.max(0, finding.line - 1), session.getLength() - 1);
  const line = session.getLine(row);
  const from = Math.min(Math.max(0, finding.column - 1), line.length);
  const word = /^(?:"[^"]*"|'[^']*'|[^\s:,{}[\]]+)/.exec(line.slice(from));
  const range = new Range(row, from, row, from + Math.max(1, word ? word[0].length : line.length - from));
  return session.addMarker(range, `mark ${finding.severity}`, "text", true);
}
