// Asks the real RegExp of the JavaScript runtime: tests/golden/lint/regex_table.json in, answers (one letter for each text) out.
// node tests/peers/regex_answers.mjs > tests/golden/lint/regex_answers.json
import { readFileSync } from "node:fs";

const table = JSON.parse(readFileSync(new URL("../golden/lint/regex_table.json", import.meta.url)));
const answers = table.patterns.map(([source, flags]) => {
  try {
    new RegExp(source, flags);
  } catch {
    return "refused";
  }
  return table.texts.map((text) => (new RegExp(source, flags).test(text) ? "1" : "0")).join("");
});
console.log(JSON.stringify(answers, null, 0).replaceAll('",', '",\n'));
