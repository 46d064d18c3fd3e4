"""``apiyard migrate`` writes a ruleset beside the configuration, once, and says what it left out."""

from __future__ import annotations

import json

import pytest

from apiyard.cli.app import run
from apiyard.design.read_ruleset import read_ruleset

_CONFIG = """
extends: [recommended]
plugins: [./plugin.js]
rules:
  rule/short: {subject: {type: Tag, property: name}, assertions: {maxLength: 3}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "redocly.yaml").write_text(_CONFIG)
    (tmp_path / ".redocly.lint-ignore.yaml").write_text("a.yaml: {info-license: ['#/info']}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _say(capsys, *words):
    code = run(["migrate", *words])
    return code, capsys.readouterr()


def test_a_ruleset_is_written_beside_the_configuration(folder, capsys):
    code, said = _say(capsys)
    assert code == 0
    assert ".spectral.yaml" in said.out
    assert "plugin.js" in said.out
    active = read_ruleset(folder / ".spectral.yaml").for_document(folder / "a.yaml")
    assert active.rules["rule/short"].rule.given == ("$.tags[*]",)
    assert active.pointed == {"info-license"}


def test_a_ruleset_that_is_there_stays(folder, capsys):
    (folder / ".spectral.yaml").write_text("rules: {}\n")
    code, said = _say(capsys)
    assert code == 3
    assert "--force" in said.err
    assert (folder / ".spectral.yaml").read_text() == "rules: {}\n"
    assert _say(capsys, "--force")[0] == 0
    assert "rule/short" in (folder / ".spectral.yaml").read_text()


def test_standard_output_holds_the_ruleset_alone(folder, capsys):
    code, said = _say(capsys, "-o", "-")
    assert code == 0
    (folder / "out.yaml").write_text(said.out)
    assert "rule/short" in read_ruleset(folder / "out.yaml").for_document("a.yaml").rules
    assert "plugin.js" in said.err
    assert not (folder / ".spectral.yaml").exists()


def test_json_has_ruleset_and_notes(folder, capsys):
    told = json.loads(_say(capsys, "--format", "json", "-o", "-")[1].out)
    assert "rule/short" in told["ruleset"]["rules"]
    assert any("plugin.js" in note for note in told["notes"])


def test_a_missing_configuration_is_named(folder, capsys):
    code, said = _say(capsys, "nowhere.yaml")
    assert code == 2
    assert "nowhere.yaml" in said.err
