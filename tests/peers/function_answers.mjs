// Asks the real functions of the field's linter; see function_cases.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(join(resolve(process.argv[2]), "x.js"));
const functions = require("@stoplight/spectral-functions");
console.warn = console.error = () => {};

const answers = JSON.parse(readFileSync(0)).map((row) => {
  const ask = functions[row.function];
  try {
    ask.validator(row.options);
  } catch {
    return { ...row, answers: "refused" };
  }
  const inventory = { findAssociatedItemForPath: () => null };
  const context = { path: [], rule: { resolved: true }, documentInventory: inventory, document: {} };
  const found = row.values.map((value) => {
    const missing = value !== null && typeof value === "object" && value.$missing === true;
    try {
      const results = ask(missing ? undefined : value, row.options, context) ?? [];
      return results.map((each) => (each.path ?? []).map((key) => String(key).replaceAll("~1", "/").replaceAll("~0", "~")));
    } catch (error) {
      return "throws";
    }
  });
  return { ...row, answers: found };
});
console.log("[" + answers.map((row) => JSON.stringify(row)).join(",\n") + "]");
