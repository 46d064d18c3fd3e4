// Questions to the person, and notices at the top of the page.

import { byId, fill, h } from "./dom.js";

// Shows fields and buttons; gives the chosen button's value and the fields by name, or null.
export function ask(title, content, buttons) {
  const dialog = byId("dialog");
  return new Promise((resolve) => {
    const form = h(
      "form",
      { method: "dialog" },
      h("h2", {}, title),
      content,
      h("div", { class: "buttons" }, buttons.map(([value, label, kind]) => h("button", { value, class: `button ${kind ?? ""}`, formnovalidate: value === "" }, label))),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const value = event.submitter?.value ?? buttons.at(-1)[0];
      const fields = Object.fromEntries(new FormData(form));
      dialog.close();
      resolve(value ? { value, ...fields } : null);
    });
    dialog.oncancel = () => resolve(null);
    fill(dialog, form);
    dialog.showModal();
    form.querySelector("[autofocus]")?.focus();
  });
}

export function dismiss(id) {
  for (const each of [...byId("notices").children]) if (each.dataset.id === id) each.remove();
}

export function notice(text, { kind = "", buttons = [], id = text, seconds = 0 } = {}) {
  const place = byId("notices");
  dismiss(id);
  const close = () => made.remove();
  const made = h(
    "div",
    { class: `notice ${kind}`, role: "status" },
    h("span", {}, text),
    h("span", { class: "spring" }),
    buttons.map(([label, run]) => h("button", { type: "button", class: "button small", onclick: () => { close(); run(); } }, label)),
    h("button", { type: "button", class: "button small quiet", "aria-label": "Close", onclick: close }, "✕"),
  );
  made.dataset.id = id;
  place.append(made);
  if (seconds) setTimeout(close, seconds * 1000);
  return close;
}
