// The list of findings below the text: click to go there.

import { byId, h, refill } from "./dom.js";
import { emit, on, state } from "./state.js";

const NAMES = { error: "errors", warn: "warnings", info: "notes", hint: "hints" };
const shown = { error: true, warn: true, info: true, hint: true };
const MOST = 300;

export function start() {
  on("look", draw);
}

export function draw() {
  const { findings, count } = state.look;
  const counts = { error: 0, warn: 0, info: 0, hint: 0 };
  for (const each of findings) counts[each.severity] += 1;
  const chosen = findings.filter((each) => shown[each.severity]);
  refill(
    byId("findings"),
    h(
      "div",
      { class: "findings-head" },
      h("strong", {}, count ? `${count} finding${count === 1 ? "" : "s"}` : "No findings"),
      Object.keys(NAMES).filter((each) => counts[each]).map((each) => filter(each, counts[each])),
    ),
    chosen.length
      ? h("ol", { class: "findings-list" }, chosen.slice(0, MOST).map(row))
      : h("p", { class: "empty" }, count ? "All of them are filtered out." : state.look.model ? "The rules have nothing to say." : ""),
    chosen.length > MOST && h("p", { class: "empty" }, `${chosen.length - MOST} more are not listed.`),
  );
}

function filter(severity, count) {
  return h(
    "button",
    {
      type: "button",
      class: `chip ${severity}`,
      "aria-pressed": String(shown[severity]),
      "data-at": `filter-${severity}`,
      onclick: () => {
        shown[severity] = !shown[severity];
        draw();
      },
    },
    `${count} ${NAMES[severity]}`,
  );
}

function row(finding, index) {
  const why = state.look.whys[finding.rule];
  const more = [finding.hint && `What to do: ${finding.hint}`, why?.why && `Why: ${why.why}`, finding.piece && `Found: ${finding.piece}`];
  const place = finding.document === state.main ? `${finding.line}` : `${finding.document}:${finding.line}`;
  return h(
    "li",
    { class: `finding ${finding.severity}` },
    h("button", {
      type: "button",
      class: "finding-go",
      "data-at": `finding-${index}`,
      onclick: () => emit("go", finding),
    }, h("i", { class: `dot ${finding.severity}`, title: finding.severity }), h("span", { class: "line" }, place), h("span", { class: "message" }, finding.message), h("code", {}, finding.rule)),
    (more.some(Boolean) || why?.url || finding.fixable) &&
      h(
        "div",
        { class: "finding-more" },
        more.filter(Boolean).map((each) => h("span", {}, each)),
        why?.url && /^https?:/.test(why.url) && h("a", { href: why.url, target: "_blank", rel: "noreferrer noopener" }, "read more"),
        finding.fixable && h("button", { type: "button", class: "button small", onclick: () => emit("fix", finding) }, "Fix it"),
      ),
  );
}
