// What the page knows, and who wants to be told when it changes.

export const page = crypto.randomUUID();

export const state = {
  main: "",
  mock: "",
  share: "",
  beginnings: [],
  files: new Map(), // by name: { session, saved, digest }
  current: "",
  look: { model: null, outline: [], findings: [], count: 0, whys: {}, tree: null, documents: [], mock: { operations: [] } },
  edits: 0, // how often a form changed a text
  selected: "", // pointer of the part that is shown in the form
  feedback: { shares: [], comments: [] },
};

const bus = new EventTarget();

export const on = (name, listener) => bus.addEventListener(name, (event) => listener(event.detail));
export const emit = (name, detail) => bus.dispatchEvent(new CustomEvent(name, { detail }));

export function at(pointer, value = state.look.model) {
  let node = value;
  for (const token of tokens(pointer)) {
    if (node === null || typeof node !== "object" || !Object.hasOwn(node, token)) return undefined;
    node = node[token];
  }
  return node;
}

export const tokens = (pointer) => pointer.split("/").slice(1).map((each) => each.replaceAll("~1", "/").replaceAll("~0", "~"));
export const token = (name) => String(name).replaceAll("~", "~0").replaceAll("/", "~1");
export const join = (pointer, ...names) => pointer + names.map((each) => `/${token(each)}`).join("");

export function select(pointer) {
  if (state.selected === pointer) return;
  state.selected = pointer;
  emit("select", pointer);
}

export const rowAt = (pointer) => state.look.outline.find((each) => each.pointer === pointer);

// The deepest row of the outline that holds a pointer.
export function rowAround(pointer) {
  let best = null;
  for (const row of state.look.outline) {
    const holds = row.pointer === pointer || pointer.startsWith(`${row.pointer}/`);
    if (holds && (!best || row.pointer.length > best.pointer.length)) best = row;
  }
  return best;
}

export const operationKey = (row) => `${row.detail} ${row.group}`;
