// The list of findings below the text: click to go there.

import { byId, h, refill } from "./dom.js";
import { emit, on, state } from "./state.js";

const NAMES = { error: "error", warn: "warning", info: "note", hint: "hint" };
const shown = { error: true, warn: true, info: true, hint: true };
const MOST = 300;
let opened = ""; // the finding whose why is shown

const keyOf = (finding) => `${finding.rule} ${finding.document} ${finding.pointer} ${finding.message}`;

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
      typeof state.look.score === "number" && h("span", { class: `score ${state.look.score >= 90 ? "good" : state.look.score >= 60 ? "warn" : "bad"}`, title: "100 is a contract without findings" }, `score ${state.look.score}`),
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
    `${count} ${NAMES[severity]}${count === 1 ? "" : "s"}`,
  );
}

function row(finding, index) {
  const why = state.look.whys[finding.rule];
  const isOpen = opened === keyOf(finding);
  const more = [finding.hint && `What to do: ${finding.hint}`, why?.why && `Why: ${why.why}`, finding.piece && `Found: ${finding.piece}`].filter(Boolean);
  const place = finding.document === state.main ? `${finding.line}` : `${finding.document}:${finding.line}`;
  const go = () => {
    opened = keyOf(finding);
    draw();
    emit("go", finding);
  };
  return h(
    "li",
    { class: `finding ${finding.severity}` },
    h("div", { class: "finding-line" },
      h("button", { type: "button", class: "finding-go", "aria-expanded": String(isOpen), "data-at": `finding-${index}`, onclick: go },
        h("i", { class: `dot ${finding.severity}`, title: finding.severity }), h("span", { class: "line" }, place), h("span", { class: "message" }, finding.message), h("code", { title: finding.rule }, finding.rule)),
      finding.fixable && h("button", { type: "button", class: "button small", "data-at": `fix-${index}`, onclick: () => emit("fix", finding) }, "Fix")),
    isOpen && (more.length || why?.url) && h("div", { class: "finding-more" }, more.map((each) => h("span", {}, each)),
      why?.url && /^https?:/.test(why.url) && h("a", { href: why.url, target: "_blank", rel: "noreferrer noopener" }, "read more")),
  );
}
