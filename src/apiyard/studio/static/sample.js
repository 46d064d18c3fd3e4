// A value to start from, made of a schema of the bundled tree: its examples first, then its shape.

const MOST_DEPTH = 6;
const MOST_PARTS = 500; // schemas that refer to each other would grow without end

export function follow(tree, value) {
  let node = value;
  for (let step = 0; step < 20 && node && typeof node.$ref === "string" && node.$ref.startsWith("#/"); step += 1) {
    node = node.$ref.slice(2).split("/").map((each) => decoded(each).replaceAll("~1", "/").replaceAll("~0", "~"))
      .reduce((held, name) => (held !== null && typeof held === "object" && Object.hasOwn(held, name) ? held[name] : undefined), tree);
  }
  return node;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function sampleOf(tree, schema, depth = 0, budget = { left: MOST_PARTS }) {
  budget.left -= 1;
  const found = follow(tree, schema);
  if (!found || typeof found !== "object" || depth > MOST_DEPTH || budget.left < 0) return null;
  for (const name of ["example", "default", "const"]) if (name in found) return found[name];
  if (Array.isArray(found.examples) && found.examples.length) return found.examples[0];
  if (Array.isArray(found.enum) && found.enum.length) return found.enum[0];
  if (Array.isArray(found.allOf)) {
    const parts = found.allOf.map((each) => sampleOf(tree, each, depth + 1, budget));
    if (parts.every((each) => each && typeof each === "object")) return Object.assign({}, ...parts, shapeOf(tree, found, depth, budget) ?? {});
    return parts[0] ?? null;
  }
  for (const name of ["oneOf", "anyOf"]) if (Array.isArray(found[name]) && found[name].length) return sampleOf(tree, found[name][0], depth + 1, budget);
  return shapeOf(tree, found, depth, budget);
}

const FORMATS = {
  "date-time": "2030-01-31T09:30:00Z", date: "2030-01-31", time: "09:30:00Z", uuid: "4f1c7b52-6f0a-4c53-9f3e-6a1f7d2b8c11",
  email: "someone@example.com", uri: "https://example.com", "uri-reference": "/things/1", ipv4: "192.0.2.1", ipv6: "2001:db8::1",
};

function shapeOf(tree, schema, depth, budget) {
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== "null") : schema.type;
  if (type === "object" || schema.properties) {
    return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([, each]) => !follow(tree, each)?.readOnly).map(([name, each]) => [name, sampleOf(tree, each, depth + 1, budget)]));
  }
  if (type === "array") return [sampleOf(tree, schema.items, depth + 1, budget)];
  if (type === "integer" || type === "number") return schema.minimum ?? 1;
  if (type === "boolean") return true;
  if (type === "string") return FORMATS[schema.format] ?? "text".padEnd(schema.minLength ?? 0, "x");
  return null;
}
