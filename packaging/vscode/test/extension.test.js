// Runs the built bundle against the real language server, with a stand-in for the editor's own module.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const Module = require("node:module");
const os = require("node:os");
const path = require("node:path");
const { after, test } = require("node:test");
const { make } = require("./fake_vscode.js");

const COMMAND = JSON.parse(process.env.APIYARD_COMMAND ?? '["apiyard"]');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ayvs"));
after(() => fs.rmSync(folder, { recursive: true, force: true }));

function load(fake) {
  const original = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? fake.module : original(name, ...rest));
  try {
    const file = path.join(__dirname, "..", "dist", "extension.js");
    delete require.cache[require.resolve(file)];
    return require(file);
  } finally {
    Module._load = original;
  }
}

function documentOf(fake, name, text) {
  const uri = fake.Uri.file(path.join(folder, name));
  fs.writeFileSync(uri.fsPath, text);
  return { uri, fileName: uri.fsPath, languageId: "yaml", version: 1, isClosed: false, isDirty: false, getText: () => text, lineCount: 9 };
}

async function until(what, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = what();
    if (found) return found;
    assert.ok(Date.now() < end, "waited in vain");
    await new Promise((go) => setTimeout(go, 50));
  }
}

test("findings of the real server arrive in the editor, and the server ends with the extension", async () => {
  const fake = make({ settings: { command: COMMAND }, trusted: true, folder });
  const broken = documentOf(fake, "openapi.yaml", "openapi: 3.1.0\ninfo: {title: A, version: 1.0.0}\npaths:\n  /a/{b}:\n    get:\n      responses: {}\n");
  fake.module.workspace.textDocuments.push(broken);
  const extension = load(fake);
  const context = { subscriptions: [] };
  await extension.activate(context);
  try {
    const found = await until(() => fake.seen.diagnostics.get(broken.uri.toString())?.length && fake.seen.diagnostics.get(broken.uri.toString()));
    const codes = found.map((each) => each.code?.value ?? each.code);
    assert.ok(codes.includes("path-params"), codes.join(" "));
    assert.ok(fake.seen.commands.has("apiyard.restart"));
  } finally {
    await extension.deactivate();
    context.subscriptions.forEach((each) => each.dispose());
  }
  assert.deepEqual(fake.seen.messages, []);
});

test("a program that is not there is told with what to do", async () => {
  const fake = make({ settings: { command: ["no-such-apiyard"] }, trusted: true, folder });
  const extension = load(fake);
  await extension.activate({ subscriptions: [] });
  await extension.deactivate();
  assert.match(fake.seen.messages.join("\n"), /pip install apiyard/);
});

test("a folder without trust chooses neither program nor ruleset", () => {
  const extension = load(make({ settings: {}, trusted: false, folder }));
  const settings = {
    get: (key, otherwise) => ({ command: ["evil"], ruleset: "evil.yaml" })[key] ?? otherwise,
    inspect: () => ({ globalValue: undefined, defaultValue: ["apiyard"] }),
  };
  assert.deepEqual(extension.command(settings, false), ["apiyard", "lsp"]);
  assert.deepEqual(extension.command(settings, true), ["evil", "lsp"]);
  assert.deepEqual(extension.options(settings, false), {});
  assert.deepEqual(extension.options(settings, true), { ruleset: "evil.yaml" });
});
