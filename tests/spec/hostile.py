"""Documents made to cost too much, by name; run as a program, it loads one and prints what that cost."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HEAD = 'openapi: 3.1.0\ninfo: {title: t, version: "1"}\npaths: {}\n'
JSON_HEAD = '"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{}'


def _json(extra: str) -> bytes:
    return ("{" + JSON_HEAD + "," + extra + "}").encode()


def _schemas(schemas: dict[str, Any], body: dict[str, Any] | None = None) -> bytes:
    content = {"application/json": {"schema": body or {"$ref": "#/components/schemas/a"}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/x": {"post": {"requestBody": {"content": content}, "responses": {}}}},
        "components": {"schemas": schemas},
    }
    return json.dumps(document).encode()


def _laughs() -> bytes:
    lines = ["x-a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]"]
    lines += [f"x-a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return (HEAD + "\n".join(lines)).encode()


def _long_aliases() -> bytes:
    return (HEAD + f"x-a: &a {'l' * 1_000_000}\nx-b: [{','.join(['*a'] * 1000)}]").encode()


def _deep_aliases() -> bytes:
    lines = ["x-a0: &a0 [1]", *(f"x-a{n}: &a{n} [*a{n - 1}]" for n in range(1, 500))]
    return (HEAD + "\n".join(lines)).encode()


def _merges() -> bytes:
    lines = ["x-a0: &a0 {k: v}"]
    lines += [f"x-a{n}: &a{n} {{<<: [{','.join([f'*a{n - 1}'] * 50)}]}}" for n in range(1, 30)]
    return (HEAD + "\n".join(lines)).encode()


def _exponential_validation() -> bytes:
    return _exponential("allOf")


def _exponential(word: str) -> bytes:
    schemas: dict[str, Any] = {f"s{n}": {word: [{"$ref": f"#/components/schemas/s{n + 1}"}] * 2} for n in range(40)}
    schemas["s40"] = {"type": "integer"}
    return _schemas({**schemas, "a": {"$ref": "#/components/schemas/s0"}})


def _complete() -> bytes:
    names = [f"s{n}" for n in range(30)]
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    return _schemas({"a": {"anyOf": refs}, **{name: {"anyOf": refs} for name in names}})


def _long_way() -> bytes:
    schemas = {f"s{n}": {"properties": {"x": {"$ref": f"#/components/schemas/s{n + 1}"}}} for n in range(20_000)}
    return _schemas({**schemas, "s20000": {}, "a": {"$ref": "#/components/schemas/s0"}})


def _yaml(extra: str | bytes) -> bytes:
    return HEAD.encode() + (extra if isinstance(extra, bytes) else extra.encode())


# Name: the document, and a piece of the error that it must end with; no piece when it is a contract all the same.
DOCUMENTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "billion laughs": (".yaml", _laughs, "aliases expanded"),
    "long aliases": (".yaml", _long_aliases, "aliases expanded"),
    "deep aliases": (".yaml", _deep_aliases, "nests deeper"),
    "merge keys": (".yaml", _merges, "aliases expanded"),
    "alias of itself": (".yaml", lambda: _yaml("x-a: &a [*a]"), "inside the value"),
    "deep YAML flow": (".yaml", lambda: _yaml("x-a: " + "[" * 200_000), "nests deeper"),
    "deep YAML blocks": (".yaml", lambda: _yaml("x-a:\n " + "- " * 100_000), "nests deeper"),
    "deep JSON": (".json", lambda: _json('"x":' + "[" * 900_000), "too deep"),
    "deep closed JSON": (".json", lambda: _json('"x":' + "[" * 300 + "]" * 300), "nests deeper"),
    "long integer in YAML": (".yaml", lambda: _yaml("x-a: " + "9" * 1_000_000), "400 digits"),
    "long integer in JSON": (".json", lambda: _json('"x":' + "9" * 1_000_000), "400 digits"),
    "huge exponent in YAML": (".yaml", lambda: _yaml("x-a: 1e999999999"), "larger than a double"),
    "huge exponent in JSON": (".json", lambda: _json('"x":1e999999999'), "larger than a double"),
    "hexadecimal": (".yaml", lambda: _yaml("x-a: 0x" + "f" * 1_000_000), "400 digits"),
    "infinity": (".yaml", lambda: _yaml("x-a: .inf"), "no such number"),
    "many values in YAML": (".yaml", lambda: _yaml("x-a:\n" + "- 1\n" * 8_000_000), "values"),
    "many values in JSON": (".json", lambda: _json('"x":[' + "[]," * 10_000_000 + "1]"), "values"),
    "many objects in JSON": (".json", lambda: _json('"x":[' + '{"a":{}},' * 3_000_000 + "1]"), "values"),
    "many keys in JSON": (
        ".json",
        lambda: _json('"x":{' + ",".join(f'"{n}":1' for n in range(2_000_000)) + "}"),
        "values",
    ),
    "many bytes": (".yaml", lambda: _yaml("x-a: " + "a" * 64_000_000), "bytes"),
    "duplicate key in YAML": (".yaml", lambda: _yaml("paths: {}"), "twice"),
    "duplicate key in JSON": (".json", lambda: _json('"paths":{}'), "twice"),
    "duplicate key by an escape": (".json", lambda: _json('"p\\u0061ths":{}'), "twice"),
    "duplicate key after a backslash": (".json", lambda: _json('"x\\\\":1,"x\\\\":2'), "twice"),
    "NUL byte": (".yaml", lambda: _yaml("x-a: \0"), "NUL"),
    "no UTF-8": (".yaml", lambda: _yaml(b"x-a: \xff"), "not UTF-8"),
    "UTF-16": (".json", lambda: _json('"x":1').decode().encode("utf-16"), "UTF-16"),
    "lone surrogate": (".json", lambda: _json('"x":"\\ud800"'), "surrogate"),
    "empty": (".yaml", lambda: b"", "empty"),
    "Python tag": (".yaml", lambda: _yaml("x-a: !!python/object/apply:os.system [id]"), "tag"),
    "two documents": (".yaml", lambda: _yaml("---\n" + HEAD), "more than one"),
    "references in a circle": (
        ".json",
        lambda: _schemas({"a": {"$ref": "#/components/schemas/b"}, "b": {"$ref": "#/components/schemas/a"}}),
        "only to itself",
    ),
    "a long chain of references": (
        ".json",
        lambda: _schemas(
            {"a": {"$ref": "#/components/schemas/n0"}}
            | {f"n{n}": {"$ref": f"#/components/schemas/n{n + 1}"} for n in range(5_000)}
            | {"n5000": {}}
        ),
        "references follow each other",
    ),
    "a reference to nothing": (".json", lambda: _schemas({"b": {}}), "names nothing"),
    "http reference": (".json", lambda: _schemas({}, {"$ref": "http://127.0.0.1:1/x.json"}), "remote"),
    "https reference": (".json", lambda: _schemas({}, {"$ref": "https://example.com/x.json"}), "remote"),
    "file reference": (".json", lambda: _schemas({}, {"$ref": "file:///etc/passwd"}), "remote"),
    "absolute path": (".json", lambda: _schemas({}, {"$ref": "/etc/passwd"}), "outside the folders"),
    "path upwards": (".json", lambda: _schemas({}, {"$ref": "../../../../../etc/passwd"}), "outside the folders"),
    "encoded path upwards": (".json", lambda: _schemas({}, {"$ref": "..%2f..%2f..%2fetc/passwd"}), "outside the"),
    "symbolic link": (".json", lambda: _schemas({}, {"$ref": "link.json"}), "outside the folders"),
    "device": (".json", lambda: _schemas({}, {"$ref": "zero.json"}), "outside the folders"),
    "pipe": (".json", lambda: _schemas({}, {"$ref": "pipe.json"}), "no regular file"),
    "folder": (".json", lambda: _schemas({}, {"$ref": "."}), "no regular file"),
    "NUL in a reference": (".json", lambda: _schemas({}, {"$ref": "a%00b"}), "NUL"),
    "schema of itself": (".json", lambda: _schemas({"a": {"allOf": [{"$ref": "#/components/schemas/a"}]}}), ""),
    "exponential schema": (".json", _exponential_validation, "multiply"),
    "exponential choice": (".json", lambda: _exponential("anyOf"), "multiply"),
    "everything refers to everything": (".json", _complete, "multiply"),
    "a long way down": (".json", _long_way, "nest deeper than"),
    "exploding pattern": (".json", lambda: _schemas({"a": {"type": "string", "pattern": "^(a|a)*$"}}), ""),
    "exploding look-ahead": (".json", lambda: _schemas({"a": {"type": "string", "pattern": "^(?=(a+)+$)x*"}}), ""),
    "huge pattern": (".json", lambda: _schemas({"a": {"pattern": "(((a{100}){100}){100}){100}"}}), "cannot be used"),
    "no pattern": (".json", lambda: _schemas({"a": {"pattern": "("}}), "cannot be used"),
}


def _surround(folder: Path) -> None:
    import os

    (folder / "link.json").symlink_to("/etc/passwd")
    (folder / "zero.json").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.json")


def main(name: str) -> None:
    """Load a document, judge a request by it, and print the error, the seconds and the peak memory in MiB."""
    from apiyard.core.errors import ApiyardError
    from apiyard.spec.exchange import Request
    from apiyard.spec.judge import check_request
    from apiyard.spec.load import load_contract

    suffix, make, _ = DOCUMENTS[name]
    with tempfile.TemporaryDirectory(prefix="ay") as folder:
        path = Path(folder, "inner", "contract" + suffix)
        path.parent.mkdir()
        _surround(path.parent)
        path.write_bytes(make())
        # What made the document is not what reading it costs.
        Path("/proc/self/clear_refs").write_text("5")
        start = time.monotonic()
        error, where = "", ""
        try:
            contract = load_contract(path)
            body = json.dumps("a" * 50 + "b").encode()
            check_request(contract, Request("POST", "/x", "", (("content-type", "application/json"),), body))
        except ApiyardError as caught:
            error, where = str(caught), caught.where
        seconds = time.monotonic() - start
    status = Path("/proc/self/status").read_text()
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
    print(json.dumps({"error": error, "where": where, "seconds": seconds, "mebibytes": peak}))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    main(sys.argv[1])
