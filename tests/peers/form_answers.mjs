// Reads documents, one on each line with its format, and says where the validators of Spectral's rulesets find them wrong.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const require = createRequire(process.argv[2] + "/");
const folder = "./@stoplight/spectral-rulesets/dist/";
const known = { ...require(folder + "oas/schemas/validators.js"), ...{ arazzo1_0: require(folder + "arazzo/schemas/validators.js").arazzo1_0 } };
const plain = (name) => name.replace(/~1/g, "/").replace(/~0/g, "~");

for await (const line of createInterface({ input: process.stdin })) {
  const { format, document } = JSON.parse(line);
  const check = known[format];
  check(document);
  const places = new Set();
  for (const error of check.errors ?? []) {
    if (error.keyword === "if") continue;
    const path = error.instancePath === "" ? [] : error.instancePath.slice(1).split("/").map(plain);
    if (error.keyword === "additionalProperties") path.push(error.params.additionalProperty);
    places.add(JSON.stringify(path));
  }
  console.log(JSON.stringify([...places].sort()));
}
