// The reference beside the text, in a frame that has no origin and no way back but messages.

import { byId } from "./dom.js";
import { on, state } from "./state.js";

let isReady = false;
let last = "";
let waiting = null;

export function start() {
  addEventListener("message", (event) => {
    if (event.source !== byId("preview").contentWindow || event.data?.kind !== "ready") return;
    isReady = true;
    last = "";
    send();
  });
  on("look", send);
  document.addEventListener("themechange", () => {
    last = "";
    send();
  });
}

export function goToOperation(row) {
  if (row?.kind === "operation") say({ kind: "go", method: row.detail, path: row.group });
}

function send() {
  const { tree } = state.look;
  byId("preview-state").textContent = tree || !state.look.model ? "" : "last readable text";
  byId("preview-state").title = state.look.unread ?? "";
  if (!isReady || !tree) return;
  const message = { kind: "show", tree, servers: state.mock ? [state.mock] : [], dark: window.studioTheme.isDark(), tryIt: true };
  const now = JSON.stringify(message);
  if (now === last) return;
  last = now;
  clearTimeout(waiting);
  waiting = setTimeout(() => say(message), 50);
}

// The frame has an opaque origin, which no target but "*" names; what is sent is the contract, shown in our own frame only.
function say(message) {
  byId("preview").contentWindow.postMessage(message, "*");
}
