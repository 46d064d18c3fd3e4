// What an empty studio offers: good beginnings.

import { post } from "./api.js";
import { ask } from "./dialog.js";
import { h } from "./dom.js";
import { replaceText } from "./editor.js";
import { emit, state } from "./state.js";

export async function offer() {
  const chosen = await ask(
    "Begin an API",
    h("div", { class: "fields" },
      h("p", {}, `${state.main} is empty. Start from something good; nothing is written before you save.`),
      h("label", {}, "What is it called?", h("input", { class: "field", name: "title", value: "My API", maxlength: 100, autofocus: true, onfocus: (event) => event.target.select() })),
      h("div", { class: "choices", role: "radiogroup", "aria-label": "Start from" }, state.beginnings.map((each, index) => h("label", { class: "choice" },
        h("input", { type: "radio", name: "beginning", value: each.id, checked: index === 0 }), h("span", {}, h("strong", {}, each.label), h("small", {}, each.why)))))),
    [["", "Start empty"], ["begin", "Begin", "main"]],
  );
  if (!chosen) return;
  try {
    const told = await post("/api/new", { beginning: chosen.beginning, title: chosen.title });
    replaceText(state.main, told.text);
  } catch (error) {
    emit("problem", error);
  }
}
