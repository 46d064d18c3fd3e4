"""``apiyard schema compare``: two schemas, both directions."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
from pathlib import Path

import pytest

from apiyard.cli.app import run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.json").write_text('{"type": "integer", "maximum": 10}')
    (tmp_path / "new.yaml").write_text("type: integer\nmaximum: 5\n")
    (tmp_path / "list.json").write_text("[]")
    return tmp_path


def test_both_directions_are_told_with_a_witness(folder, capsys):
    assert run(["schema", "compare", "old.json", "new.yaml", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["forward"]["verdict"] == "not-contained"
    assert 5 < told["forward"]["witness"] <= 10
    assert told["forward"]["reason"]
    assert told["forward"]["keyword"] == "maximum"
    assert told["backward"] == {**told["backward"], "verdict": "contained", "witness": None}
    assert told["relation"] == "the second accepts less"
    assert run(["schema", "compare", "new.yaml", "old.json"]) == 0


def test_text_says_the_same(folder, capsys):
    assert run(["schema", "compare", "old.json", "new.yaml"]) == 1
    out = capsys.readouterr().out
    assert "new.yaml refuses something that old.json accepts" in out
    assert "so the second accepts less" in out


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ("true", '{"minLength": 0}', "both accept the same"),
        ('{"enum": [1, 2]}', '{"enum": [2, 3]}', "each accepts something that the other does not"),
        ('{"const": null}', "true", "the second accepts more"),
        ('{"items": [{"type": "string"}]}', '{"prefixItems": [{"type": "string"}]}', "both accept the same"),
    ],
)
def test_relations(old, new, relation, folder, capsys):
    (folder / "a.json").write_text(old)
    (folder / "b.json").write_text(new)
    run(["schema", "compare", "a.json", "b.json", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["relation"] == relation


def test_one_can_be_standard_input(folder, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}")))
    assert run(["schema", "compare", "old.json", "-"]) == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("old.json", "nothing.json"), "no such file"),
        (("old.json", "list.json"), "a schema is an object"),
        (("old.json", "new.yaml", "--draft", "draft-7"), "draft-07"),
    ],
)
def test_wrong_usage_is_told(words, says, folder, capsys):
    assert run(["schema", "compare", *words]) == 2
    assert says in capsys.readouterr().err


def test_addresses_are_read_only_where_that_is_allowed(folder, capsys):
    assert run(["schema", "compare", "https://example.org/a.json", "new.yaml"]) == 3
    assert "remote" in capsys.readouterr().err


def test_pipes_are_read_such_as_a_shell_makes(folder, capsys):
    os.mkfifo("pipe")
    writer = threading.Thread(target=Path("pipe").write_text, args=('{"type": "integer"}',))
    writer.start()
    try:
        assert run(["schema", "compare", "pipe", "old.json", "--format", "json"]) == 1
    finally:
        writer.join()
    assert json.loads(capsys.readouterr().out)["relation"] == "the second accepts less"
