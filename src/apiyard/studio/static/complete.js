// Completes names that the document already has: references to components, operation ids, tags, security schemes.

import { state } from "./state.js";

const REFERENCE = /["']?\$ref["']?\s*:\s*["']?([^"'\s]*)$/;
const TAG = /(?:^\s*-\s*|tags:\s*\[(?:[^\]]*,)?\s*)["']?([\w -]*)$/;

export const complete = {
  identifierRegexps: [/[\w#/.~$-]/],
  triggerCharacters: ["#", "/"],
  getCompletions(_editor, session, position, _prefix, callback) {
    const line = session.getLine(position.row).slice(0, position.column);
    callback(null, proposals(line, session, position.row));
  },
};

function proposals(line, session, row) {
  const reference = REFERENCE.exec(line);
  if (reference) {
    const quoted = /["'][^"']*$/.test(line.slice(line.indexOf(":") + 1));
    return components().map((each) => proposal(quoted ? each : `"${each}"`, each, "component", reference[1]));
  }
  if (/["']?operationId["']?\s*:\s*["']?[\w-]*$/.test(line) && inLinks(session, row)) {
    return ids().map((each) => proposal(each, each, "operation"));
  }
  if (TAG.test(line) && underTags(session, row)) return tags().map((each) => proposal(each, each, "tag"));
  return [];
}

const proposal = (value, caption, meta) => ({ value, caption, meta, score: 1000 });

function components() {
  const rows = state.look.outline.filter((each) => each.kind === "component");
  return rows.map((each) => `#${each.pointer}`);
}

const ids = () => state.look.outline.filter((each) => each.id).map((each) => each.id);

function tags() {
  const known = state.look.model?.tags;
  return Array.isArray(known) ? known.map((each) => String(each?.name ?? "")).filter(Boolean) : [];
}

function above(session, row, word) {
  for (let each = row; each >= Math.max(0, row - 12); each -= 1) {
    const line = session.getLine(each);
    if (line.includes(word)) return true;
    if (each < row && /^\s*[\w"'/]+:\s*$/.test(line)) return false;
  }
  return false;
}

const underTags = (session, row) => above(session, row, "tags");
const inLinks = (session, row) => above(session, row, "links");
