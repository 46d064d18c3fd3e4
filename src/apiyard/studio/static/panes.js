// Tabs, and panes whose sizes are dragged or set by the arrow keys and remembered.

import { byId } from "./dom.js";

const KEY = "apiyard-studio-panes";
const BOUNDS = { left: [140, 480], right: [280, 1400], low: [60, 700] };

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export function startPanes() {
  const sizes = { left: 230, right: Math.round(Math.max(380, innerWidth * 0.36)), low: 190, ...kept() };
  const apply = () => {
    for (const [name, size] of Object.entries(sizes)) if (name in BOUNDS) byId("panes").style.setProperty(`--${name}`, `${size}px`);
  };
  const set = (name, size) => {
    const [least, most] = BOUNDS[name];
    const room = name === "low" ? innerHeight - 200 : innerWidth - 420 - (name === "left" ? sizes.right : sizes.left);
    sizes[name] = Math.round(Math.max(least, Math.min(most, Math.max(least, room), size)));
    apply();
    try {
      localStorage.setItem(KEY, JSON.stringify(sizes));
    } catch {
      // The sizes last as long as the page.
    }
  };
  for (const [id, name, axis, sign] of [["split-left", "left", "x", 1], ["split-right", "right", "x", -1], ["split-low", "low", "y", -1]]) {
    split(byId(id), axis, sign, () => sizes[name], (size) => set(name, size));
  }
  set("left", sizes.left);
  set("right", sizes.right);
  addEventListener("resize", () => set("right", sizes.right));
}

function split(bar, axis, sign, read, write) {
  const coordinate = (event) => (axis === "x" ? event.clientX : event.clientY);
  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    document.body.classList.add("dragging");
    const start = coordinate(event);
    const size = read();
    const move = (now) => write(size + sign * (coordinate(now) - start));
    const end = () => {
      bar.removeEventListener("pointermove", move);
      document.body.classList.remove("dragging");
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", end, { once: true });
    bar.addEventListener("pointercancel", end, { once: true });
  });
  bar.addEventListener("keydown", (event) => {
    const steps = axis === "x" ? { ArrowLeft: -1, ArrowRight: 1 } : { ArrowUp: -1, ArrowDown: 1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    write(read() + sign * steps[event.key] * (event.shiftKey ? 64 : 16));
  });
}

// Makes a row of buttons with role=tab switch their panels; arrow keys move between them (WAI-ARIA, tabs).
export function startTabs(names, onChange = () => {}) {
  const tabs = names.map((each) => byId(`tab-${each}`));
  const choose = (name, { focused = false } = {}) => {
    for (const each of names) {
      const on = each === name;
      const tab = byId(`tab-${each}`);
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      byId(each).hidden = !on;
      if (on && focused) tab.focus();
    }
    onChange(name);
  };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(names[index]));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) choose(names[(index + step + names.length) % names.length], { focused: true });
    });
  }
  return choose;
}
