"""``apiyard version``: which version a change asks for, whether the contract says so, and what an SDK needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apiyard.cli.app import run


def contract(version: str, *paths: str, base: str = "/", field: str = "total") -> dict[str, Any]:
    order = {"type": "object", "properties": {field: {"type": "integer"}}}
    answer = {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": version},
        "servers": [{"url": base}],
        "paths": {
            path: {"get": {"operationId": f"get{path[1:].title()}", "responses": {"200": answer}}} for path in paths
        },
        "components": {"schemas": {"Order": order}},
    }


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def make(name: str, tree: dict[str, Any]) -> str:
        Path(name).write_text(json.dumps(tree))
        return name

    return make


def told(capsys, *words: str) -> tuple[int, dict[str, Any]]:
    code = run(["version", *words, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_break_under_a_minor_version(write, capsys):
    old, new = write("old.json", contract("1.0.0", "/a", "/b")), write("new.json", contract("1.1.0", "/a"))
    code, said = told(capsys, old, new)
    assert code == 1
    assert (said["fits"], said["bump"], said["given"], said["scheme"]) == (False, "major", "minor", "semver")
    assert (said["next"], said["next_prerelease"]) == ("2.0.0", "2.0.0-rc.1")
    assert said["causes"]["breaking"] == len(said["asking"]) >= 1
    assert run(["version", old, new]) == 1
    text = capsys.readouterr().out
    assert "asks for 2.0.0, or 2.0.0-rc.1 before it" in text
    assert "GET /b" in text


def test_enough(write, capsys):
    old = write("old.json", contract("1.0.0", "/a"))
    code, said = told(capsys, old, write("new.json", contract("1.1.0", "/a", "/b")))
    assert (code, said["bump"], said["fits"]) == (0, "minor", True)
    code, said = told(capsys, old, old)
    assert (code, said["bump"], said["message"]) == (0, "none", "nothing changed")


def test_pre_releases_are_called_as_asked(write, capsys):
    old, new = write("old.json", contract("1.0.0", "/a", "/b")), write("new.json", contract("1.0.0", "/a"))
    assert told(capsys, old, new, "--pre", "beta")[1]["next_prerelease"] == "2.0.0-beta.1"
    assert run(["version", old, new, "--pre", "be ta"]) == 2


def test_schemes(write, capsys):
    old, new = write("old.json", contract("2026-05-01", "/a", "/b")), write("new.json", contract("2026-11-22", "/a"))
    assert told(capsys, old, new)[1]["scheme"] == "date"
    old = write("old.json", contract("1.0.0", "/a", "/b", base="/v1"))
    code, said = told(capsys, old, write("new.json", contract("1.0.0", "/a", base="/v1")), "--scheme", "path")
    assert (code, said["scheme"], said["next"]) == (1, "path", "/v2")
    assert run(["version", old, old, "--scheme", "semvar"]) == 2
    assert 'did you mean "semver"' in capsys.readouterr().err


def test_a_generated_sdk_has_a_version_of_its_own(write, capsys):
    old = write("old.json", contract("1.0.0", "/a"))
    _, said = told(capsys, old, write("new.json", contract("2.0.0", "/a", field="sum")), "--sdk")
    assert said["sdk"] == {"bump": "major", "gone": ["Order.total"], "changed": [], "added": ["Order.sum"]}
    _, said = told(capsys, old, write("new.json", contract("1.1.0", "/a", "/b")), "--sdk")
    assert (said["sdk"]["bump"], said["sdk"]["added"]) == ("minor", ["DefaultApi.getB()"])
    _, said = told(capsys, old, write("new.json", contract("1.0.1", "/a")), "--sdk")
    assert said["sdk"]["bump"] == "patch"
    assert run(["version", old, old, "--sdk"]) == 0
    assert "a generated SDK asks for none (no name changed)" in capsys.readouterr().out


def test_folders(write, capsys, tmp_path):
    for side, paths in (("old", ("/a", "/b")), ("new", ("/a",))):
        (tmp_path / side).mkdir()
        write(f"{side}/x.json", contract("1.0.0", *paths))
        write(f"{side}/y.json", contract("1.0.0", "/a"))
    write("new/z.json", contract("1.0.0", "/a"))
    code, said = told(capsys, "old", "new")
    assert code == 1
    assert {each["name"]: each["fits"] for each in said["contracts"]} == {
        "x.json": False,
        "y.json": True,
        "z.json": True,
    }


def test_the_scheme_that_files_name(write, capsys, tmp_path):
    folder = tmp_path / "apis" / "orders"
    folder.mkdir(parents=True)
    gates = {"version-fits": {"scheme": "path"}}
    write("apiyard.yaml", {"name": "shop", "environments": {"staging": {}}, "gates": gates})
    write(
        "apis/orders/api.yaml",
        {"owner": "team", "service": {"target": "external", "options": {"url": "http://x.example"}}},
    )
    old = write("old.json", contract("1.0.0", "/a", "/b", base="/v1"))
    write("apis/orders/openapi.yaml", contract("2.0.0", "/a", base="/v1"))
    code, said = told(capsys, old, "orders")
    assert (code, said["scheme"]) == (1, "path")
    assert told(capsys, old, "orders", "--scheme", "semver")[0] == 0


def test_wrong_words(write, capsys):
    old = write("old.json", contract("1.0.0", "/a"))
    assert run(["version", old, "nowhere.json"]) == 2
    assert run(["version", old, old, "--strictness", "wyre"]) == 2
    assert 'did you mean "wire"' in capsys.readouterr().err
