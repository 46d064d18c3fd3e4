"""Names say what a thing is, and no word promises work that is not done."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from pathlib import Path

from tests.house.tree import ROOT, Function, modules_of_tests, source_functions, source_modules
from tests.house.verdict import judge

VAGUE_NAMES = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
# Spelt in two halves, so that this file keeps the rule too.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK|NotImplemented" r"Error|st" r"ub|place" r"holder)\b")
NUMBERED = re.compile(r"\b(issue|ticket)s?\s*#?\d+", re.IGNORECASE)
# Places of one machine, and hosts that the tools' own settings name.
PLACES = re.compile(
    r"/wo" r"rk/|/tmp/br" r"ief|/opt/py" r"pi|sha" r"red/(?!specs)|"
    r"registry\.npm" r"js|py" r"pi\.org|files\.python" r"hosted|proxy\.go" r"lang"
)  # fmt: skip
# The lock file is written by its tool and names the public index.
WRITTEN_BY_TOOLS = {"uv.lock"}


def test_no_module_has_a_vague_name():
    found = {}
    for module in source_modules() + modules_of_tests():
        vague = {module.name, *module.folder} & VAGUE_NAMES
        if vague:
            found[module.path] = f"{', '.join(sorted(vague))} says nothing"
    judge("vague-name", found, rule="A file is named by a noun or a verb of the field:")


def test_no_word_promises_unfinished_work():
    found = {}
    for module in source_modules():
        for number, line in enumerate(module.text.splitlines(), start=1):
            if match := UNFINISHED.search(line):
                found[module.path] = f"line {number} says {match[0]}"
    judge("unfinished", found, rule="What is not done is not there; finish it or take it out:")


def test_no_function_is_empty():
    found = {function.where: "does nothing" for function in source_functions() if _is_empty(function)}
    judge("empty-function", found, rule="A function does its work; only a Protocol's methods have no body:")


def test_no_comment_names_a_numbered_issue():
    found = {}
    for module in source_modules() + modules_of_tests():
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
            if token.type == tokenize.COMMENT and NUMBERED.search(token.string):
                found[module.path] = f"line {token.start[0]}: {token.string}"
    judge("numbered-issue", found, rule="A comment says why by itself; numbers of issues age:")


def test_no_file_names_a_place_of_one_machine():
    found = {}
    for path in _tracked_files():
        text = (ROOT / path).read_bytes().decode("utf-8", errors="ignore")
        for number, line in enumerate(text.splitlines(), start=1):
            if match := PLACES.search(line):
                found[path] = f"line {number} says {match[0]}"
    judge("place", found, rule="The project names no place of one machine and no host of a registry:")


def _tracked_files() -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode == 0:
        names = [name for name in done.stdout.split("\0") if name]
    else:
        names = [path.relative_to(ROOT).as_posix() for path in (ROOT / "src").rglob("*.py")]
    binary = {".png", ".parquet", ".gz", ".woff2"}
    return [
        name
        for name in names
        if name not in WRITTEN_BY_TOOLS and Path(name).suffix not in binary and (ROOT / name).is_file()
    ]


def _is_empty(function: Function) -> bool:
    """A function without a body; one that says in its docstring that it does nothing on purpose has one."""
    if function.decorators & {"overload", "abstractmethod"} or _is_protocol(function.owner):
        return False
    body = function.node.body
    documented = ast.get_docstring(function.node) is not None
    unfinished = any(isinstance(node, ast.Expr) and _is_ellipsis(node.value) for node in body)
    return unfinished or (not documented and all(isinstance(node, ast.Pass) for node in body))


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def _is_protocol(owner: ast.ClassDef | None) -> bool:
    return owner is not None and any("Protocol" in ast.unparse(parent) for parent in owner.bases)
