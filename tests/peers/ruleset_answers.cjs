// Answers what is in force for documents by the real Spectral: node ruleset_answers.cjs HOME CASES OUTPUT
// CASES is a folder of folders, each with .spectral.json; HOME holds node_modules.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const [home, cases, output] = process.argv.slice(2);
const from = createRequire(path.join(home, "package.json"));
const { getRuleset } = from("@stoplight/spectral-cli/dist/services/linter/utils/getRuleset.js");
const formats = from("@stoplight/spectral-formats");
const { documents, pointers } = JSON.parse(fs.readFileSync(path.join(cases, "asked.json"), "utf8"));
const names = {};
for (const [name, format] of Object.entries(formats)) {
  if (typeof format === "function" && format.displayName) names[format.displayName] ??= name;
}
const name = (format) => names[format.displayName];
const ofDocument = { oas2: ["oas2"], oas3_0: ["oas3", "oas3_0"], oas3_1: ["oas3", "oas3_1"] };

function view(ruleset, source) {
  const known = [...ruleset.formats];
  const rules = {};
  for (const [id, rule] of Object.entries(ruleset.rules)) {
    const given = {};
    for (const [kind, those] of Object.entries(ofDocument)) {
      const found = new Set(those.filter((each) => known.some((format) => name(format) === each)).map((each) => formats[each]));
      given[kind] = [...rule.getGivenForFormats(found.size ? found : null)];
    }
    rules[id] = {
      level: rule.enabled ? rule.severity : -1,
      formats: rule.formats === null ? [] : [...rule.formats].map(name).sort(),
      given,
      url: rule.documentationUrl ?? "",
      resolved: rule.resolved,
      at: pointers.map((pointer) =>
        rule.enabled ? rule.getSeverityForSource(source, pointer.split("/").slice(1).map((key) => key.replaceAll("~1", "/"))) : -1,
      ),
    };
  }
  return { formats: known.map(name).sort(), rules };
}

(async () => {
  const answers = {};
  for (const id of fs.readdirSync(cases).filter((each) => each !== "asked.json").sort()) {
    const folder = path.join(cases, id);
    process.chdir(folder);
    answers[id] = {};
    try {
      const ruleset = await getRuleset(path.join(folder, ".spectral.json"));
      for (const document of documents) {
        const source = path.join(folder, document);
        answers[id][document] = view(ruleset.fromSource(source), source);
      }
    } catch (error) {
      answers[id] = { error: String(error.message) };
    }
  }
  fs.writeFileSync(output, JSON.stringify(answers));
})();
