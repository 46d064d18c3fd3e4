"""Public sets of pairs of schemas with the answer beside them, taken from packages where they are installed.

Nothing of them is kept here. jsonsubschema (Apache-2.0) and json-schema-diff (Apache-2.0) bring their tests along; the
JSON Schema Test Suite (MIT) comes with the source of jsonschema: each of its instances gives two pairs, ``const`` the
instance against its schema, and the schema against ``not const`` the instance.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tarfile
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "bench-labelled"
SOURCES = {"jsonsubschema": "0.0.8", "jsonschema": "4.26.0"}
# Folders of the test suite, with what we call the draft and how schemas name it.
DRAFTS = {
    "draft7": ("draft-07", "http://json-schema.org/draft-07/schema#"),
    "draft2020-12": ("2020-12", "https://json-schema.org/draft/2020-12/schema"),
}
_OLD = re.compile(r'"exclusiveM[a-z]+": (?:true|false)|draft-04')
# They need documents from elsewhere, or are about what is no assertion.
_LEFT_OUT = {"refRemote", "vocabulary", "content", "default", "format", "id", "anchor", "definitions", "infinite-loop"}


@dataclass(frozen=True)
class Pair:
    """Two schemas, and whether the second one takes all that the first one takes.

    Args:
        set: which set it is from.
        name: where it stands there.
        left: the first schema.
        right: the second schema.
        contained: what the set says.
        draft: the draft both are written in.
    """

    set: str
    name: str
    left: Any
    right: Any
    contained: bool
    draft: str


def python() -> Path | None:
    """Give the Python of an environment of its own; None, with a word, where none can be made."""
    folder = FOLDER / "venv"
    try:
        if not (folder / "ready").exists():
            venv.create(folder, with_pip=True, clear=True)
            (folder / "ready").touch()
    except (OSError, subprocess.SubprocessError) as error:
        print(f"no environment can be made here: {error}")
        return None
    return folder / "bin" / "python"


def source(name: str) -> Path | None:
    """Give the unpacked source of a package from PyPI; None, with a word, where it is not to be had."""
    folder = FOLDER / f"{name}-{SOURCES[name]}"
    found = python()
    if folder.exists() or found is None:
        return folder if folder.exists() else None
    command = [str(found), "-m", "pip", "download", "-q", "--no-deps", "--no-binary", name]
    command += ["-d", str(FOLDER), f"{name}=={SOURCES[name]}"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"{name} {SOURCES[name]} is not to be had here, so its pairs are left out: {error}")
        return None
    with tarfile.open(FOLDER / f"{name}-{SOURCES[name]}.tar.gz") as packed:
        packed.extractall(FOLDER, filter="data")
    return folder


def of_jsonsubschema() -> Iterator[Pair]:
    """Give the pairs that the tests of jsonsubschema assert; the tests are read, not run."""
    folder = source("jsonsubschema")
    for file in sorted((folder / "test").glob("test_*.py")) if folder else ():
        module = ast.parse(file.read_text("utf-8"))
        for scope in ast.walk(module):
            if isinstance(scope, ast.FunctionDef) and scope.name.startswith("test"):
                yield from _asserted(scope, f"{file.stem}.{scope.name}")


def _asserted(scope: ast.FunctionDef, name: str) -> Iterator[Pair]:
    known: dict[str, Any] = {}
    for count, node in enumerate(_statements(scope.body)):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                known[node.targets[0].id] = _value(node.value, known)
            except ValueError:
                known.pop(node.targets[0].id, None)
            continue
        found = _claim(node)
        if found is None:
            continue
        call, holds = found
        try:
            left, right = (_value(each, known) for each in call.args)
        except ValueError:
            continue
        draft = "draft-04" if _OLD.search(json.dumps([left, right])) else "draft-07"
        yield Pair("jsonsubschema", f"{name}.{count}", left, right, holds, draft)
        if isinstance(call.func, ast.Name) and call.func.id == "isEquivalent" and holds:
            yield Pair("jsonsubschema", f"{name}.{count}b", right, left, contained=True, draft=draft)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.With):
            yield from _statements(node.body)
        else:
            yield node


def _claim(node: ast.stmt) -> tuple[ast.Call, bool] | None:
    """Give the call whose answer a statement asserts, and the answer."""
    holds = True
    claim: ast.expr | None = None
    if isinstance(node, ast.Assert):
        claim = node.test
        if isinstance(claim, ast.UnaryOp) and isinstance(claim.op, ast.Not):
            claim, holds = claim.operand, False
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        call = node.value
        named = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if named in {"assertTrue", "assertFalse"} and call.args:
            claim, holds = call.args[0], named == "assertTrue"
    if not isinstance(claim, ast.Call) or not isinstance(claim.func, ast.Name) or len(claim.args) != 2:
        return None
    if claim.func.id == "isEquivalent" and not holds:
        return None
    return (claim, holds) if claim.func.id in {"isSubschema", "isEquivalent"} else None


def _value(node: ast.expr, known: dict[str, Any]) -> Any:
    """Give the value that an expression of literals and known names stands for."""
    match node:
        case ast.Constant(value):
            return value
        case ast.Name(id) if id in known:
            return known[id]
        case ast.List(items) | ast.Tuple(items):
            return [_value(item, known) for item in items]
        case ast.Dict(keys, values):
            pairs = zip(keys, values, strict=True)
            return {_value(key, known) if key else "": _value(value, known) for key, value in pairs}
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, known)
        case _:
            raise ValueError(ast.dump(node)[:80])


def of_json_schema_diff(folder: Path) -> Iterator[Pair]:
    """Give the pairs of the tests of json-schema-diff: with something removed, the old schema is not contained.

    Args:
        folder: where the package from npm is installed.
    """
    cases = folder / "node_modules/json-schema-diff/test/unit/json-schema-diff"
    for file in sorted(cases.glob("*.spec.ts")):
        if "DiffTestCase" not in file.read_text("utf-8"):
            continue
        text = re.sub(r"(?ms)^import .*?;$", "", file.read_text("utf-8"))
        text = re.sub(r": DiffTestCase\[\]|: JsonSchema\b|: any\b| as any\b", "", text)
        done = subprocess.run(
            ["node", "-e", _READ], input=text, capture_output=True, text=True, check=False, timeout=60
        )
        if done.returncode:
            print(f"{file.name} of json-schema-diff is not read: {done.stderr.strip().splitlines()[-1:]}")
            continue
        for index, case in enumerate(json.loads(done.stdout)):
            old, new, output = case["input"]["a"], case["input"]["b"], case["output"]
            name = f"{file.stem}.{index}"
            yield Pair("json-schema-diff", name, old, new, output["removed"] is False, "draft-07")
            yield Pair("json-schema-diff", f"{name}b", new, old, output["added"] is False, "draft-07")


# Runs the text of a test with nothing at hand but what keeps its cases.
_READ = """
const found = [];
const nothing = () => {};
const describe = (name, body) => body();
const registerDiffTestCases = (cases) => found.push(...cases);
const context = {describe, xdescribe: nothing, it: nothing, beforeEach: nothing, registerDiffTestCases};
require("vm").runInNewContext(require("fs").readFileSync(0, "utf-8"), context, {timeout: 10000});
const finite = (key, value) => (typeof value === "number" && !isFinite(value) ? undefined : value);
console.log(JSON.stringify(found, finite));
"""


def of_test_suite(draft: str) -> Iterator[Pair]:
    """Give two pairs for each instance of the JSON Schema Test Suite.

    Args:
        draft: the folder of the draft.
    """
    folder = source("jsonschema")
    for file in sorted((folder / "json" / "tests" / draft).glob("*.json")) if folder else ():
        if file.stem in _LEFT_OUT:
            continue
        for group in json.loads(file.read_text("utf-8")):
            if "localhost" in json.dumps(group["schema"]) or "$id" in json.dumps(group["schema"]):
                continue
            for test in group["tests"]:
                name = f"{file.stem}: {group['description']}: {test['description']}"
                yield from _of_instance(group["schema"], test, name=name, draft=draft)


def _of_instance(schema: Any, test: dict[str, Any], *, name: str, draft: str) -> Iterator[Pair]:
    short, uri = DRAFTS[draft]
    constant = {"$schema": uri, "const": test["data"]}
    other = {"$schema": uri, "not": {"const": test["data"]}}
    yield Pair(f"suite {draft}", name, constant, schema, test["valid"], short)
    yield Pair(f"suite {draft}", f"{name} (not)", schema, other, not test["valid"], short)
