// As much of the editor's own module as the language client needs, so that the built extension can run without an editor.
"use strict";

const { EventEmitter } = require("node:events");

class Disposable {
  constructor(dispose = () => {}) {
    this.dispose = dispose;
  }
}
class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}
class Range {
  constructor(start, end, line, character) {
    this.start = typeof start === "number" ? new Position(start, end) : start;
    this.end = typeof start === "number" ? new Position(line, character) : end;
  }
}
class Uri {
  constructor(path) {
    Object.assign(this, { scheme: "file", authority: "", path, fsPath: path, query: "", fragment: "" });
  }
  static file(path) {
    return new Uri(path);
  }
  static parse(text) {
    return new Uri(decodeURIComponent(text.replace(/^file:\/\//, "")));
  }
  toString() {
    return `file://${this.path}`;
  }
}
class Plain {
  constructor(...values) {
    this.values = values;
  }
}
class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}
CodeActionKind.Empty = new CodeActionKind("");
for (const each of ["QuickFix", "Refactor", "Source"]) CodeActionKind[each] = new CodeActionKind(each.toLowerCase());
CodeActionKind.SourceFixAll = new CodeActionKind("source.fixAll");
CodeActionKind.SourceOrganizeImports = new CodeActionKind("source.organizeImports");

/** An event as the editor has it: a function that takes a listener. */
function event(emitter, name) {
  return (listener, self) => {
    const bound = self ? listener.bind(self) : listener;
    emitter.on(name, bound);
    return new Disposable(() => emitter.off(name, bound));
  };
}

function make({ settings, trusted, folder }) {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const seen = { diagnostics: new Map(), commands: new Map(), messages: [], output: [] };
  const anything = (name) =>
    new Proxy(function () {}, {
      get: (_, key) => (key === "prototype" ? Object.prototype : key in enums ? enums[key] : anything(`${name}.${String(key)}`)),
      apply: () => new Disposable(),
      construct: () => new Plain(),
    });
  const enums = {};
  const channel = {
    append: (text) => seen.output.push(text),
    appendLine: (text) => seen.output.push(text),
    ...Object.fromEntries(["trace", "debug", "info", "warn", "error"].map((each) => [each, (text) => seen.output.push(text)])),
    ...Object.fromEntries(["clear", "replace", "show", "hide", "dispose"].map((each) => [each, () => {}])),
    logLevel: 3,
    onDidChangeLogLevel: event(emitter, "level"),
    name: "apiyard",
  };
  const known = {
    version: "1.105.0",
    Disposable,
    Position,
    Range,
    Uri,
    Diagnostic,
    CodeActionKind,
    EventEmitter: class {
      constructor() {
        this.inner = new EventEmitter();
        this.event = event(this.inner, "fire");
      }
      fire(value) {
        this.inner.emit("fire", value);
      }
      dispose() {}
    },
    CancellationTokenSource: class {
      constructor() {
        this.token = { isCancellationRequested: false, onCancellationRequested: () => new Disposable() };
      }
      cancel() {}
      dispose() {}
    },
    CancellationError: class extends Error {},
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
    env: { language: "en", appName: "test", createTelemetryLogger: () => ({}) },
    commands: {
      registerCommand: (name, call) => {
        seen.commands.set(name, call);
        return new Disposable(() => seen.commands.delete(name));
      },
      executeCommand: async () => undefined,
    },
    window: {
      createOutputChannel: () => channel,
      showErrorMessage: async (text) => void seen.messages.push(text),
      showWarningMessage: async (text) => void seen.messages.push(text),
      showInformationMessage: async (text) => void seen.messages.push(text),
      visibleTextEditors: [],
      tabGroups: { all: [], onDidChangeTabs: event(emitter, "tabs"), onDidChangeTabGroups: event(emitter, "groups") },
      onDidChangeActiveTextEditor: event(emitter, "active"),
      onDidChangeVisibleTextEditors: event(emitter, "visible"),
    },
    workspace: {
      isTrusted: trusted,
      workspaceFolders: [{ uri: Uri.file(folder), name: "test", index: 0 }],
      textDocuments: [],
      notebookDocuments: [],
      getWorkspaceFolder: () => ({ uri: Uri.file(folder), name: "test", index: 0 }),
      getConfiguration: () => ({
        get: (key, otherwise) => settings[key] ?? otherwise,
        inspect: (key) => ({ globalValue: settings[`global.${key}`], defaultValue: key === "command" ? ["apiyard"] : "" }),
      }),
      createFileSystemWatcher: () => ({
        onDidCreate: event(emitter, "create"),
        onDidChange: event(emitter, "change"),
        onDidDelete: event(emitter, "delete"),
        dispose: () => {},
      }),
      ...Object.fromEntries(
        [
          "onDidOpenTextDocument", "onDidChangeTextDocument", "onDidCloseTextDocument", "onDidSaveTextDocument", "onWillSaveTextDocument",
          "onDidChangeConfiguration", "onDidGrantWorkspaceTrust", "onDidChangeWorkspaceFolders", "onDidCreateFiles", "onDidRenameFiles",
          "onDidDeleteFiles", "onWillCreateFiles", "onWillRenameFiles", "onWillDeleteFiles", "onDidOpenNotebookDocument",
          "onDidCloseNotebookDocument", "onDidChangeNotebookDocument", "onDidSaveNotebookDocument",
        ].map((each) => [each, event(emitter, each)]),
      ),
    },
    languages: new Proxy(
      {
        createDiagnosticCollection: () => ({
          set: (uri, found) => seen.diagnostics.set(uri.toString(), found),
          delete: (uri) => seen.diagnostics.delete(uri.toString()),
          clear: () => seen.diagnostics.clear(),
          dispose: () => {},
        }),
        match: (selector, document) => (selector.some?.((each) => each.language === document.languageId) ?? false ? 10 : 0),
      },
      { get: (target, key) => target[key] ?? (() => new Disposable()) },
    ),
  };
  const module = new Proxy(known, { get: (target, key) => (key in target ? target[key] : anything(String(key))) });
  return { module, seen, emitter, Uri };
}

module.exports = { make };
