// One part of the contract as a form edits it: a copy of its value, and small edits of the text when it changes.

import { change } from "./editor.js";
import { at, join, tokens } from "./state.js";

// A name from a document may be anything, "__proto__" too; so members are defined, not assigned.
export function assign(node, key, value) {
  if (Array.isArray(node)) node[key] = value;
  else Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
}

const read = (node, key) => (node !== null && typeof node === "object" && Object.hasOwn(node, key) ? node[key] : undefined);

export class Sheet {
  constructor(pointer, value, redraw) {
    this.pointer = pointer;
    this.value = structuredClone(value);
    this.redraw = redraw;
    this.pending = 0;
  }

  get(...path) {
    return path.reduce(read, this.value);
  }

  at(...path) {
    return join(this.pointer, ...path);
  }

  // Sets a member; undefined takes it away, with the objects around it that are empty then.
  set(path, value) {
    let node = this.value;
    const way = [];
    for (const [index, key] of path.slice(0, -1).entries()) {
      let next = read(node, key);
      if (next === null || typeof next !== "object") {
        if (value === undefined) return;
        next = typeof path[index + 1] === "number" ? [] : {};
        assign(node, key, next);
      }
      way.push([node, key]);
      node = next;
    }
    const last = path.at(-1);
    if (value !== undefined) assign(node, last, value);
    else if (Array.isArray(node)) node.splice(last, 1);
    else delete node[last];
    if (value === undefined) {
      for (const [holder, key] of way.reverse()) {
        if (Object.keys(holder[key]).length || Array.isArray(holder)) break;
        delete holder[key];
      }
    }
    this.commit();
  }

  push(path, item) {
    const held = this.get(...path);
    this.set(path, [...(Array.isArray(held) ? held : []), item]);
  }

  // Takes an item of an array away; with its last item goes the array.
  drop(path, index) {
    const list = this.get(...path);
    if (list.length === 1) {
      this.set(path, undefined);
      return;
    }
    list.splice(index, 1);
    this.send([{ kind: "remove", pointer: this.at(...path, index) }]);
    this.redraw();
  }

  // Moves an item of an array one place up or down, with its comments.
  shift(path, index, step) {
    const list = this.get(...path);
    const other = index + step;
    if (other < 0 || other >= list.length) return;
    [list[index], list[other]] = [list[other], list[index]];
    this.send([{ kind: "move", pointer: this.at(...path, index), [step < 0 ? "before" : "after"]: String(other) }]);
    this.redraw();
  }

  // Lets the server read a member's value in JSON or YAML; tells what is wrong with it.
  write(path, text, failed) {
    return this.send([{ kind: "set", pointer: this.at(...path), text }], failed);
  }

  // Gives a member another name, at the same place and with its comments.
  rename(path, key, also = () => {}) {
    const holder = this.get(...path.slice(0, -1));
    const old = path.at(-1);
    if (!key || key === old || Object.hasOwn(holder, key)) {
      this.redraw();
      return;
    }
    const entries = Object.entries(holder).map(([name, value]) => [name === old ? key : name, value]);
    for (const name of Object.keys(holder)) delete holder[name];
    for (const [name, value] of entries) assign(holder, name, value);
    also(this.value);
    this.send([{ kind: "rename", pointer: this.at(...path), key }, { kind: "set", pointer: this.pointer, value: this.value }]);
    this.redraw();
  }

  commit() {
    this.send([{ kind: "set", pointer: this.pointer, value: structuredClone(this.value) }]);
    this.redraw();
  }

  // Until the text is judged, the page knows of the change already: a form that is opened again shows it.
  keep() {
    const end = this.pointer.lastIndexOf("/");
    const holder = at(this.pointer.slice(0, end));
    if (holder !== null && typeof holder === "object") assign(holder, tokens(this.pointer).at(-1), structuredClone(this.value));
  }

  async send(wishes, failed) {
    this.pending += 1;
    this.keep();
    await change(wishes, failed);
    this.pending -= 1;
  }
}
