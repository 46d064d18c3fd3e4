// What every page does: the theme, live news, calls that change something, times that go on.
"use strict";

const root = document.documentElement;
const csrf = document.querySelector('meta[name="csrf-token"]').content;

document.getElementById("theme").addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("apiyard-theme", root.dataset.theme); } catch { /* for this page only */ }
  document.dispatchEvent(new Event("themechange"));
});

// A call that changes something carries the session's secret; the answer of an error is a problem (RFC 9457).
async function call(what, body) {
  const [method, path] = what.split(" ");
  const headers = { "x-csrf-token": csrf };
  if (body !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  const told = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error([told.detail, told.hint].filter(Boolean).join(" ") || `status ${response.status}`);
  return told;
}

document.addEventListener("click", async (event) => {
  const pressed = event.target.closest("[data-call], [data-open], [data-close], [data-copy]");
  if (!pressed) return;
  if (pressed.dataset.open) document.getElementById(pressed.dataset.open).showModal();
  if ("close" in pressed.dataset) closeDialog(pressed.closest("dialog"));
  if ("copy" in pressed.dataset) {
    const field = pressed.parentElement.querySelector("[data-secret]");
    field.select();
    await navigator.clipboard.writeText(field.value).then(() => { pressed.textContent = "Copied"; }, () => {});
  }
  if (pressed.dataset.call && confirm(pressed.dataset.confirm)) {
    pressed.disabled = true;
    try { await call(pressed.dataset.call); refresh(); } catch (error) { alert(error.message); }
    pressed.disabled = false;
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.send) return;
  event.preventDefault();
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  const body = {};
  for (const field of form.elements) {
    if (field.name) body[field.name] = "number" in field.dataset ? Number(field.value) : field.value;
  }
  try {
    const told = await call(form.dataset.send, body);
    form.querySelector("[data-secret]").value = told.key;
    form.querySelector("[data-once]").hidden = false;
    form.querySelector('[type="submit"]').hidden = true;
    refresh();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
});

// The text of a key leaves the page with its dialog.
function closeDialog(dialog) {
  dialog.close();
}
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("close", () => {
    const secret = dialog.querySelector("[data-secret]");
    if (secret) secret.value = "";
    dialog.querySelector("[data-once]").hidden = true;
    dialog.querySelector("[data-problem]").hidden = true;
    dialog.querySelector('[type="submit"]').hidden = false;
    dialog.querySelector("[data-copy]").textContent = "Copy";
  });
}
for (const leader of document.querySelectorAll("[data-follows]")) {
  leader.addEventListener("change", () => {
    const follower = leader.form.elements[leader.dataset.follows];
    const names = leader.selectedOptions[0].dataset.follow.split(" ").filter(Boolean);
    follower.replaceChildren(...names.map((name) => new Option(name)));
  });
}

// Live: the stream only says what changed; this page then asks for itself and renews its parts.
const pulse = document.getElementById("pulse");
const box = document.getElementById("stream-box");
const stream = box ? box.innerHTML : "";

function refresh() {
  const asker = document.querySelector("#stream-box [hx-get]");
  if (asker && window.htmx) htmx.trigger(asker, "sse:intents"); else location.reload();
}

if (box) {
  document.addEventListener("htmx:sseOpen", () => pulse.classList.add("on"));
  document.addEventListener("htmx:sseError", () => pulse.classList.remove("on"));
  document.addEventListener("htmx:sseClose", () => pulse.classList.remove("on"));
  // A hidden page needs no stream: browsers allow only few of them for one server.
  document.addEventListener("visibilitychange", () => {
    const hidden = document.visibilityState === "hidden";
    if (hidden === (box.childElementCount === 0)) return;
    htmx.swap(box, hidden ? "" : stream, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
    if (!hidden) htmx.trigger(box.querySelector("[hx-get]"), "sse:intents");
  });
  // What did not change stays untouched, and what a person opened stays open.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    const fresh = fragment.firstElementChild;
    if (!fresh) return;
    for (const open of target.querySelectorAll("details[open][id]")) {
      const again = fresh.querySelector(`#${CSS.escape(open.id)}`);
      if (again) again.open = true;
    }
    if (fresh.outerHTML === target.outerHTML) { event.detail.shouldSwap = false; return; }
    pulse.classList.remove("news");
    requestAnimationFrame(() => pulse.classList.add("news"));
  });
  document.addEventListener("htmx:oobAfterSwap", () => document.dispatchEvent(new Event("partschange")));
}

// Times go on between two looks at the server.
const steps = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
function ago(seconds) {
  const size = Math.abs(seconds);
  if (size < 1) return "now";
  const [step, letter] = steps.find(([each]) => size >= each);
  return seconds > 0 ? `${Math.round(size / step)} ${letter} ago` : `in ${Math.round(size / step)} ${letter}`;
}
setInterval(() => {
  for (const each of document.querySelectorAll("time[data-ago]")) {
    each.textContent = ago((Date.now() - Date.parse(each.dateTime)) / 1000);
  }
}, 5000);

// A menu closes when somebody goes on elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
