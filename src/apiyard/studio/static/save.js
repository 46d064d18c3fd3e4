// Saving: only over the file that was read; what somebody else wrote meanwhile is shown, never lost.

import { get, put } from "./api.js";
import { ask, dismiss, notice } from "./dialog.js";
import { byId, h } from "./dom.js";
import { isDirty, openFile, replaceText, text } from "./editor.js";
import { emit, on, state } from "./state.js";

const AUTOSAVE = "apiyard-studio-autosave";
let timer = null;
let saving = Promise.resolve();

export const autosaves = () => localStorage.getItem(AUTOSAVE) === "on";

export function toggleAutosave() {
  localStorage.setItem(AUTOSAVE, autosaves() ? "off" : "on");
  show();
}

export function start() {
  byId("save").addEventListener("click", save);
  on("save", save);
  on("typed", () => {
    show();
    clearTimeout(timer);
    if (autosaves()) timer = setTimeout(save, 1500);
  });
  on("current", show);
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (dirty().length) event.preventDefault();
  });
}

const dirty = () => [...state.files.values()].filter(isDirty);

export function show() {
  const count = dirty().length;
  byId("file").textContent = state.current || state.main;
  byId("saved").textContent = count ? (autosaves() ? "saving…" : count > 1 ? `${count} files not saved` : "not saved") : autosaves() ? "saved automatically" : "saved";
  byId("saved").classList.toggle("dirty", count > 0);
  byId("save").disabled = count === 0;
  document.title = `${count ? "• " : ""}${state.main} · apiyard studio`;
}

export function save() {
  saving = saving.then(async () => {
    for (const file of dirty()) await saveOne(file);
    show();
  });
  return saving;
}

async function saveOne(file) {
  const written = text(file.name);
  try {
    const told = await put(`/api/files/${encodeName(file.name)}`, { text: written, digest: file.digest });
    file.saved = written;
    file.digest = told.digest;
    emit("saved", file.name);
  } catch (error) {
    if (error.code === "file-changed") await conflict(file, error.told.file);
    else emit("problem", error);
  }
}

const encodeName = (name) => name.split("/").map(encodeURIComponent).join("/");

export async function open(name) {
  if (state.files.has(name)) return state.files.get(name);
  const told = await get(`/api/files/${encodeName(name)}`);
  return openFile(name, told.text ?? "", told.digest);
}

// Somebody else wrote the file: shown at once when nothing is lost by it, asked otherwise.
export async function changedOutside({ name, digest }) {
  const file = state.files.get(name);
  if (!file || file.digest === digest) return;
  const theirs = await get(`/api/files/${encodeName(name)}`);
  if (file.digest === theirs.digest) return;
  if (theirs.text === null) {
    file.digest = "";
    notice(`${name} was removed by somebody else; saving writes it again.`, { kind: "warn", id: `outside-${name}` });
  } else if (!isDirty(file)) {
    take(file, theirs);
    notice(`${name} was changed by somebody else; this is the new text. Undo brings yours back.`, { id: `outside-${name}`, seconds: 12 });
  } else {
    notice(`${name} was changed by somebody else while you were typing.`, { kind: "warn", id: `outside-${name}`, buttons: [["Compare", () => conflict(file, theirs)]] });
  }
  show();
}

function take(file, theirs) {
  replaceText(file.name, theirs.text);
  file.saved = file.session.getValue();
  file.digest = theirs.digest;
}

async function conflict(file, theirs) {
  const mine = text(file.name);
  if (theirs.text === mine) {
    take(file, theirs);
    return;
  }
  const [ours, others, line] = difference(mine, theirs.text ?? "");
  const chosen = await ask(
    `${file.name} was changed by somebody else`,
    h("div", { class: "compare" }, h("p", {}, `The texts differ from line ${line} on. Nothing is written until you choose.`),
      h("div", { class: "sides" }, h("section", {}, h("h3", {}, "Yours"), h("pre", {}, ours)), h("section", {}, h("h3", {}, "Theirs"), h("pre", {}, others)))),
    [["theirs", "Take theirs"], ["mine", "Keep mine", "main"], ["", "Decide later"]],
  );
  if (chosen?.value) dismiss(`outside-${file.name}`);
  if (chosen?.value === "theirs") take(file, { ...theirs, text: theirs.text ?? "" });
  if (chosen?.value === "mine") {
    file.digest = theirs.digest;
    file.saved = theirs.text ?? "";
    await saveOne(file);
  }
  show();
}

function difference(mine, theirs) {
  const ours = mine.split("\n");
  const others = theirs.split("\n");
  let start = 0;
  while (start < Math.min(ours.length, others.length) && ours[start] === others[start]) start += 1;
  let end = 0;
  while (end < Math.min(ours.length, others.length) - start && ours.at(-1 - end) === others.at(-1 - end)) end += 1;
  const cut = (lines) => lines.slice(Math.max(0, start - 2), lines.length - end + 2).slice(0, 400).join("\n");
  return [cut(ours), cut(others), start + 1];
}
