"""The commands that make a document of another one."""

from __future__ import annotations

import json

import pytest

from apiyard.cli.app import run

API = """\
openapi: 3.0.3 # old
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}
components:
  schemas:
    A: {type: string, nullable: true}
    # Nobody.
    Z: {type: string}
"""
OVERLAY = """\
overlay: 1.1.0
info: {title: o, version: '1'}
extends: api.yaml
actions:
- {target: $.info.title, update: New}
- {target: $.nothing, remove: true}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "api.yaml").write_text(API)
    (tmp_path / "overlay.yaml").write_text(OVERLAY)
    return tmp_path


def test_bundle_writes_what_it_is_asked_for(folder, capsys):
    assert run(["bundle", "api.yaml"]) == 0
    assert capsys.readouterr().out == API
    assert run(["bundle", "api.yaml", "--remove-unused", "-o", "out.json"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "1 components that nothing needs are left out" in told.err
    assert "comments are not kept" in told.err
    assert json.loads((folder / "out.json").read_text())["components"] == {
        "schemas": {"A": {"type": "string", "nullable": True}}
    }
    assert run(["bundle", "api.yaml", "--dereferenced", "--as", "json"]) == 0
    assert "$ref" not in capsys.readouterr().out


def test_split_writes_a_folder_that_bundles_to_the_document(folder, capsys):
    assert run(["split", "api.yaml", "parts"]) == 0
    assert (folder / "parts" / "components" / "schemas" / "A.yaml").read_text() == "type: string\nnullable: true\n"
    capsys.readouterr()
    assert run(["bundle", "parts/openapi.yaml", "--as", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert run(["bundle", "api.yaml", "--as", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == made
    assert run(["split", "api.yaml", "parts"]) == 3
    assert "holds something" in capsys.readouterr().err
    assert run(["split", "api.yaml", "parts", "--replace"]) == 0


def test_overlay_apply_and_diff(folder, capsys):
    assert run(["overlay", "apply", "overlay.yaml", "-o", "new.yaml"]) == 0
    assert "action 2: $.nothing selects nothing" in capsys.readouterr().err
    assert (folder / "new.yaml").read_text() == API.replace("title: T", "title: New")
    assert run(["overlay", "apply", "overlay.yaml", "api.yaml", "--strict"]) == 2
    assert "1 of 2 targets select nothing" in capsys.readouterr().err
    assert run(["overlay", "diff", "api.yaml", "new.yaml"]) == 0
    assert "target: $['info']['title']\n    update: New\n" in capsys.readouterr().out
    assert run(["overlay", "diff", "api.yaml", "api.yaml"]) == 0
    assert "are the same" in capsys.readouterr().err


def test_convert_keeps_comments_and_says_what_is_wrong(folder, capsys):
    assert run(["convert", "api.yaml"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("openapi: 3.1.1 # old\n")
    assert "A: {type: [string, 'null']}" in text
    assert "# Nobody." in text
    assert run(["convert", "api.yaml", "--to", "3.0"]) == 2
    assert "already" in capsys.readouterr().err


def test_stats_in_text_and_json(folder, capsys):
    assert run(["stats", "api.yaml"]) == 0
    assert "1 (get 1)" in capsys.readouterr().out
    assert run(["stats", "api.yaml", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["schemas"] == 2


def test_a_path_that_is_not_there_is_said(folder, capsys):
    for command in (["bundle"], ["convert"], ["stats"]):
        assert run([*command, "none.yaml"]) == 2
        assert "no such file" in capsys.readouterr().err


def test_split_makes_no_folder_behind_a_symbolic_link(tmp_path, capsys):
    document, out, other = tmp_path / "a.yaml", tmp_path / "out", tmp_path / "other"
    head = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\n"
    document.write_text(head + "components: {schemas: {'../../x': {type: object}}}\n", encoding="utf-8")
    for folder in (out, other):
        folder.mkdir()
    (out / "components").symlink_to(other)
    assert run(["split", str(document), str(out), "--replace"]) != 0
    assert "outside the folder" in capsys.readouterr().err
    assert list(other.iterdir()) == []
    (out / "components").unlink()
    assert run(["split", str(document), str(out), "--replace"]) == 0
    names = [path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()]
    assert sorted(names) == ["components/schemas/x.yaml", "openapi.yaml"]
