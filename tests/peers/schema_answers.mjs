// Asks the real checker, as the field's linter sets it up: lines of {schema, dialect, allErrors, value} in, lines of answers out.
// node tests/peers/schema_answers.mjs FOLDER-OF-NODE_MODULES < pairs > answers
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const require = createRequire(join(resolve(process.argv[2]), "x.js"));
const functions = require.resolve("@stoplight/spectral-functions");
const { createAjvInstances } = require(join(functions, "../schema/ajv.js"));
const { detectDialect } = require("@stoplight/spectral-formats");
const prettify = createRequire(functions)("@stoplight/better-ajv-errors").default ?? createRequire(functions)("@stoplight/better-ajv-errors");

const instances = createAjvInstances();
console.warn = console.error = () => {};
for await (const line of createInterface({ input: process.stdin })) {
  const { schema, dialect, allErrors, value } = JSON.parse(line);
  let answer;
  try {
    const found = (dialect === "auto" ? detectDialect(schema) : dialect) ?? "draft7";
    const validate = instances(schema, found, allErrors);
    const valid = validate(value);
    const errors = valid ? [] : validate.errors;
    let kept = null;
    try {
      kept = valid ? [] : prettify(schema, errors, { propertyPath: [], targetValue: value }).map((each) => each.path);
    } catch {
      kept = "fails";
    }
    answer = { errors: errors.map((e) => [e.instancePath, e.keyword, e.schemaPath, e.message]), kept };
  } catch (error) {
    answer = { refused: error.constructor.name === "MissingRefError" ? "reference" : "schema", why: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
