// Starts `apiyard lsp` and hands the editor to it. All that the extension knows of APIs is in that program.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;
/** @type {vscode.OutputChannel | undefined} */
let output;

/** The program and its arguments. What a folder says is believed only when the user trusts the folder. */
function command(settings, trusted) {
  const told = settings.inspect("command") ?? {};
  const own = told.globalValue ?? told.defaultValue ?? ["apiyard"];
  const chosen = trusted ? settings.get("command", own) : own;
  if (!Array.isArray(chosen) || chosen.length === 0 || !chosen.every((each) => typeof each === "string")) {
    throw new Error("apiyard.command must be a list of words, such as [\"apiyard\"]");
  }
  return [...chosen, "lsp"];
}

/** What the server is told at its start. */
function options(settings, trusted) {
  const ruleset = settings.get("ruleset", "");
  return ruleset && trusted ? { ruleset } : {};
}

async function start() {
  const settings = vscode.workspace.getConfiguration("apiyard");
  const trusted = vscode.workspace.isTrusted;
  const [program, ...args] = command(settings, trusted);
  const run = { command: program, args, transport: TransportKind.stdio };
  client = new LanguageClient(
    "apiyard",
    "apiyard",
    { run, debug: run },
    {
      documentSelector: ["yaml", "json", "jsonc"].map((language) => ({ scheme: "file", language })),
      initializationOptions: options(settings, trusted),
      outputChannel: output,
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher("**/{.spectral.*,apiyard.yaml,*.yaml,*.yml,*.json}"),
      },
    },
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const said = await vscode.window.showErrorMessage(
      `apiyard did not start (${program}): ${error instanceof Error ? error.message : error}. Install it with "pip install apiyard", or set apiyard.command.`,
      "Open settings",
    );
    if (said) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "apiyard.command");
    }
  }
}

async function stop() {
  const old = client;
  client = undefined;
  await old?.stop();
}

async function activate(context) {
  output = vscode.window.createOutputChannel("apiyard");
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("apiyard.restart", async () => {
      await stop();
      await start();
    }),
    vscode.commands.registerCommand("apiyard.output", () => output?.show()),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("apiyard")) {
        await stop();
        await start();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(async () => {
      await stop();
      await start();
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop, command, options };
