"""Checkers of containment from PyPI and npm, each a process that answers line by line and is ended when it hangs."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.labelled_sets import FOLDER, SOURCES, python
from benchmarks.lint_peers import install

NPM = {"jsoncompat": "0.4.2", "json-schema-diff": "1.0.0"}
SECONDS = 5.0

_PYTHON = """
import json, sys, warnings
warnings.simplefilter("ignore")
from jsonsubschema import isSubschema
real, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    left, right = json.loads(line)
    try:
        found = "contained" if isSubschema(left, right) else "not-contained"
    except BaseException as error:
        found = "unknown"
    print(found, file=real, flush=True)
"""
_LINES = """
const answer = async (ask) => {
  const lines = require("readline").createInterface({input: process.stdin});
  for await (const line of lines) {
    let found = "unknown";
    try { found = (await ask(...JSON.parse(line))) ? "contained" : "not-contained"; } catch (error) {}
    console.log(found);
  }
};
"""
_DIFF = """
const {diffSchemas} = require("json-schema-diff");
answer(async (left, right) =>
  !(await diffSchemas({sourceSchema: left, destinationSchema: right})).removalsFound);
"""
_COMPAT = """
import("jsoncompat").then(async (found) => {
  const bytes = require("fs").readFileSync("node_modules/jsoncompat/jsoncompat_wasm_bg.wasm");
  if (found.initSync) found.initSync({module: bytes});
  await answer((left, right) => found.check_compat(JSON.stringify(left), JSON.stringify(right), "deserializer"));
});
"""


class Peer:
    """A checker in a process of its own.

    Args:
        name: how it is called.
        command: what starts it.
        folder: where it runs.
    """

    def __init__(self, name: str, command: Sequence[str], folder: Path) -> None:
        self.name = name
        self._command = list(command)
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._warm = False

    def ask(self, left: Any, right: Any) -> str:
        """Give its answer: contained, not-contained, or unknown where it fails or takes too long."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            return "unknown"
        try:
            process.stdin.write(json.dumps([left, right]).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            self.end()
            return "unknown"
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            if not waiting.select(SECONDS if self._warm else SECONDS * 4):
                self.end()
                return "unknown"
        self._warm = True
        line = process.stdout.readline().decode().strip()
        if not line:
            self.end()
        return line if line in {"contained", "not-contained"} else "unknown"

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._warm = False
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONWARNINGS": "ignore"},
            )
        return self._process

    def end(self) -> None:
        """End its process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def peers() -> tuple[list[Peer], Path | None]:
    """Give the checkers that install here, and the folder of those from npm."""
    found: list[Peer] = []
    checker = _jsonsubschema()
    if checker is not None:
        found.append(Peer("jsonsubschema", [str(checker), "-c", _PYTHON], FOLDER))
    folder = install(NPM, "bench-containment")
    if folder is not None:
        found.append(Peer("json-schema-diff", ["node", "-e", _LINES + _DIFF], folder))
        found.append(Peer("jsoncompat", ["node", "-e", _LINES + _COMPAT], folder))
    return found, folder


def _jsonsubschema() -> Path | None:
    found = python()
    if found is None:
        return None
    command = [str(found), "-m", "pip", "install", "-q", f"jsonsubschema=={SOURCES['jsonsubschema']}"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"jsonsubschema does not install into CPython {sys.version.split()[0]}, so it is left out: {error}")
        return None
    return found
