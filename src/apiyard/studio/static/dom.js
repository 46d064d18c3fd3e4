// Builds elements from data; text is always text, so that no document can write markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "open", "rows", "spellcheck", "htmlFor", "title", "type", "className"]);

export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") element.className = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (PROPERTIES.has(key)) element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  add(element, children);
  if (name === "select" && properties.value !== undefined) element.value = properties.value;
  return element;
}

export function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

export const byId = (id) => document.getElementById(id);

// Puts new children into an element and leaves focus, selection and scrolling where they were.
export function refill(element, ...children) {
  const active = document.activeElement;
  const key = active && element.contains(active) ? active.getAttribute("data-at") : null;
  const range = key && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  const typed = key && active.dataset.dirty ? active.value : null;
  const top = element.scrollTop;
  const open = new Set([...element.querySelectorAll("details[data-at][open]")].map((each) => each.dataset.at));
  fill(element, ...children);
  for (const each of element.querySelectorAll("details[data-at]")) if (open.has(each.dataset.at)) each.open = true;
  element.scrollTop = top;
  if (!key) return;
  const again = [...element.querySelectorAll("[data-at]")].find((each) => each.dataset.at === key && each.tagName !== "DETAILS");
  if (!again) return;
  again.focus({ preventScroll: true });
  if (typed !== null) again.value = typed;
  if (range && range[0] !== null) {
    try {
      again.setSelectionRange(...range);
    } catch {
      // Not every kind of field has a selection.
    }
  }
}
