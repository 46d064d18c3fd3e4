"""``apiyard lint`` and ``apiyard rules`` as people and scripts use them, in one process."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from apiyard.cli.app import run
from apiyard.design.form import forms

GOOD = """\
openapi: 3.1.0
info:
  title: Pets
  version: 1.0.0
  description: Pets.
  contact: {name: Team}
servers:
  - url: https://pets.test/v1
tags:
  - {name: pets, description: Pets.}
paths:
  /pets:
    get:
      operationId: listPets
      summary: List
      description: Gives pets.
      tags: [pets]
      responses:
        "200": {description: Pets.}
"""
WARNS = GOOD.replace("  contact: {name: Team}\n", "")
FAILS = GOOD.replace("/pets:", "/pets/{id}:")


class Typed:
    """Types commands into the program."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.err = ""

    def __call__(self, *words: str, code: int = 0) -> str:
        """Give standard output; the exit code must be the expected one."""
        found = run(list(words))
        told = self.capsys.readouterr()
        self.err = told.err
        assert found == code, told.out + told.err
        return told.out

    def json(self, *words: str, code: int = 0) -> Any:
        """Give what was told as JSON."""
        return json.loads(self(*words, code=code))


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("APIYARD_WORKSPACE", raising=False)
    for name, text in (("good.yaml", GOOD), ("warns.yaml", WARNS), ("fails.yaml", FAILS)):
        (tmp_path / name).write_text(text)
    return Typed(capsys)


def codes(told: Any) -> list[str]:
    return [each["code"] for each in told]


def test_exit_codes(typed: Typed) -> None:
    assert typed("lint", "good.yaml") == "✓ good.yaml has no findings\n"
    typed("lint", "warns.yaml")
    typed("lint", "warns.yaml", "-F", "warn", code=1)
    typed("lint", "fails.yaml", code=1)
    typed("lint", "nothing.yaml", code=2)
    typed("lint", "--resolver", "x.js", "good.yaml", code=2)
    typed("lint", "good.yaml", "-f", "sarfi", code=2)
    assert "sarif" in typed.err
    typed("lint", "good.yaml", "-r", "spectral:oass", code=2)
    assert "spectral:oas" in typed.err


def test_only_failures_are_told(typed: Typed) -> None:
    found = codes(typed.json("lint", "warns.yaml", "fails.yaml", "-D", "-f", "spectral-json", code=1))
    assert set(found) == {"path-params"}


def test_globs_are_sorted_excluded_and_may_be_unmatched(typed: Typed) -> None:
    Path("deep/er").mkdir(parents=True)
    Path("deep/er/a.json").write_text('{"openapi": "3.1.0"}')

    def names(*refs: str) -> list[str]:
        told = typed.json("lint", *refs, "-f", "json", "-r", "none.yaml")
        return [each["name"] for each in told["contracts"]]

    Path("none.yaml").write_text("rules: {}\n")
    assert names("*.yaml", "!none.yaml") == ["fails.yaml", "good.yaml", "warns.yaml"]
    assert names("**/*.{json,yml}", "good.yaml") == ["deep/er/a.json", "good.yaml"]
    assert names("good.yaml", "./none-*.yaml") == ["good.yaml"]
    assert "no file fits ./none-*.yaml" in typed.err
    typed("lint", "good.yaml", "none-*.yaml", "--fail-on-unmatched-globs", code=2)
    typed("lint", "none-*.yaml", code=2)


def test_standard_input_can_pretend_to_be_a_file(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(FAILS.encode("utf-16-le"))

    monkeypatch.setattr("sys.stdin", Stdin())
    told = typed.json("lint", "-", "--stdin-filepath", "apis/x.yaml", "-e", "utf16le", "-f", "spectral-json", code=1)
    assert {each["source"] for each in told} == {"apis/x.yaml"}


def test_what_is_piped_in_needs_no_name(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("piped").write_text(FAILS)
    with Path("piped").open() as file:
        monkeypatch.setattr("sys.stdin", file)
        told = typed.json("lint", "-f", "spectral-json", code=1)
    assert {each["source"] for each in told} == {"<stdin>"}


def test_a_run_about_nothing_says_so(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    typed("lint", code=2)
    assert "no document is named" in typed.err


def test_a_text_that_is_no_document_is_a_finding_beside_others(typed: Typed) -> None:
    Path("broken.yaml").write_text("a: [1\nb: 2\n")
    told = typed.json("lint", "broken.yaml", "good.yaml", "-f", "spectral-json", code=1)
    assert codes(told) == ["parser"]
    assert told[0]["range"]["start"]["line"] == 1


def test_short_options_may_have_an_equals_sign(typed: Typed) -> None:
    assert typed.json("lint", "-f=spectral-json", "-r=spectral:oas", "good.yaml") == []


def test_a_folder_is_no_document(typed: Typed) -> None:
    Path("deep").mkdir(exist_ok=True)
    typed("lint", "./deep", code=2)
    assert "./deep/**/*.yaml" in typed.err


def test_several_forms_at_once_in_both_spellings(typed: Typed) -> None:
    out = typed("lint", "warns.yaml", "-f", "text", "-f", "sarif", "--output.sarif", "a.sarif", "-o", "html=b.html")
    assert "info-contact" in out
    assert json.loads(Path("a.sarif").read_text())["version"] == "2.1.0"
    assert Path("b.html").read_text().startswith("<!DOCTYPE html>")
    assert typed("lint", "warns.yaml", "-f", "json", "--output.json=c.json") == ""
    assert json.loads(Path("c.json").read_text())["counts"] == {"warn": 1}
    assert typed("lint", "warns.yaml", "-f", "junit", "-o", "out/d.xml") == ""
    assert Path("out/d.xml").read_text().startswith("<?xml")
    typed("lint", "warns.yaml", "-f", "json", "-f", "sarif", code=2)
    typed("lint", "warns.yaml", "-o", "a", "-o", "b", code=2)


def test_the_ruleset_is_found_where_the_field_finds_it(typed: Typed) -> None:
    Path(".spectral.yml").write_text("extends: [[spectral:oas, off]]\nrules: {info-contact: error}\n")
    assert codes(typed.json("lint", "warns.yaml", "-f", "spectral-json", code=1)) == ["info-contact"]
    Path("other.yaml").write_text("extends: [[spectral:oas, off]]\n")
    typed("lint", "warns.yaml", "-r", "other.yaml", "-F", "hint")
    typed("lint", "warns.yaml", "-r", "other.yaml", "-r", ".spectral.yml", code=2)


def test_rules_that_need_code_of_others_are_named(typed: Typed) -> None:
    text = "functions: [style]\nrules:\n  house: {given: $, then: {function: style}}\n"
    Path(".spectral.yaml").write_text(text)
    for form in forms():
        out = typed("lint", "good.yaml", "-f", form, "--ignore-unknown-format")
        assert "house" in out, form


def test_rules_can_be_skipped_and_unknown_formats_ignored(typed: Typed) -> None:
    assert typed.json("lint", "warns.yaml", "--skip-rule", "info-contact", "-f", "spectral-json") == []
    Path("other.yaml").write_text("hello: world\n")
    assert codes(typed.json("lint", "other.yaml", "-f", "spectral-json")) == ["unrecognized-format"]
    assert typed.json("lint", "other.yaml", "-f", "spectral-json", "--ignore-unknown-format") == []


def test_links_are_told_when_asked(typed: Typed) -> None:
    assert "documentationUrl" not in typed("lint", "warns.yaml", "-f", "spectral-json")
    assert "#info-contact" in typed("lint", "warns.yaml", "-f", "spectral-json", "--show-documentation-url")


def test_a_baseline_lets_only_new_findings_fail(typed: Typed) -> None:
    typed("lint", "fails.yaml", "--update-baseline", code=2)
    typed("lint", "fails.yaml", "--baseline", "known.json", code=2)
    typed("lint", "fails.yaml", "--baseline", "known.json", "--update-baseline")
    assert "known.json holds 1 finding now" in typed.err
    Path("fails.yaml").write_text("# moved\n" + FAILS)
    assert "1 spared by baseline" in typed("lint", "fails.yaml", "--baseline", "known.json")
    Path("fails.yaml").write_text(FAILS.replace("listPets", "list pets"))
    typed("lint", "fails.yaml", "--baseline", "known.json", "-F", "warn", code=1)
    Path("fails.yaml").write_text(GOOD)
    typed("lint", "fails.yaml", "--baseline", "known.json")
    assert "path-params at fails.yaml" in typed.err
    assert "is gone" in typed.err


def test_exceptions_stand_in_a_file_of_their_own(typed: Typed) -> None:
    file = Path(".apiyard-lint-exceptions.yaml")
    file.write_text("- {rule: path-params, document: '*.yaml', reason: later}\n- {rule: gone, reason: x}\n")
    assert "1 spared by exception" in typed("lint", "fails.yaml")
    assert "nothing needs the exception for gone" in typed.err
    file.write_text("- {rule: path-params, reason: later, until: 2020-01-01}\n")
    out = typed("lint", "fails.yaml", "-f", "stylish", code=1)
    assert "exception-expired" in out
    file.write_text("- {rule: path-params}\n")
    typed("lint", "fails.yaml", code=2)
    assert "'reason' is missing" in typed.err
    assert f"{file}:1:3" in typed.err


def test_a_workspace_names_its_rules_and_agreements(typed: Typed) -> None:
    typed("init", ".")
    api = Path("apis/things/openapi.yaml")
    api.write_text(WARNS)
    Path("house.yaml").write_text("extends: [apiyard:recommended]\nrules: {openapi-tags-alphabetical: off}\n")
    with Path("apiyard.yaml").open("a") as file:
        file.write(
            "\nlint:\n  ruleset: house.yaml\n  fail-severity: warn\n  exceptions:\n"
            "    - {rule: info-contact, document: apis/things/*, reason: soon}\n"
        )
    assert "1 spared by exception" in typed("lint", "things")
    assert typed.json("lint", "-f", "json")["contracts"][0]["ruleset"].endswith("house.yaml")
    text = Path("apiyard.yaml").read_text()
    Path("apiyard.yaml").write_text(text.replace("info-contact", "other"))
    typed("lint", code=1)
    Path("apiyard.yaml").write_text(text.replace("fail-severity: warn", "fail-severity: bad"))
    typed("lint", code=2)


def test_fixes_are_shown_and_made(typed: Typed) -> None:
    Path("slash.yaml").write_text(GOOD.replace("pets.test/v1", "pets.test/v1/   # ours"))
    before = Path("slash.yaml").read_text()
    out = typed("lint", "slash.yaml", "--fix", "--dry-run")
    assert "slash.yaml: 1 would be fixed, 0 need a person" in typed.err
    assert "findings" not in out
    assert "-  - url: https://pets.test/v1/   # ours\n+  - url: https://pets.test/v1   # ours\n" in out
    assert Path("slash.yaml").read_text() == before
    typed("lint", "slash.yaml", "--fix")
    assert Path("slash.yaml").read_text() == before.replace("v1/ ", "v1 ")
    assert "1 fixed" in typed.err
    typed("lint", "slash.yaml", "--fix", "--fix-rule", "no-such", code=2)


def test_a_rule_is_explained(typed: Typed) -> None:
    out = typed("lint", "--explain", "info-contact")
    assert "spectral:oas (warn)" in out
    assert "Bad" in out
    assert out == typed("rules", "info-contact")
    typed("rules", "info-kontact", code=2)
    assert 'did you mean "info-contact"' in typed.err


def test_rules_are_listed_and_filtered(typed: Typed) -> None:
    every = typed.json("rules", "--format", "json")["rules"]
    assert {"info-contact", "examples-valid"} <= {each["name"] for each in every}
    house = typed.json("rules", "-r", "apiyard:recommended", "--severity", "error", "--format", "json")["rules"]
    assert {each["severity"] for each in house} == {"error"}
    assert "info-contact" in typed("rules", "--text", "contact")
    assert typed.json("rules", "info-contact", "--format", "json")["recommended"] is True
    typed("rules", "-r", "nothing", code=2)


def test_score_and_its_arithmetic(typed: Typed) -> None:
    assert "score 100 of 100" in typed("lint", "good.yaml", "--score")
    out = typed("lint", "warns.yaml", "--score")
    assert "100 x 100 / (100 + 10.0) = 90" in out
    assert typed.json("lint", "warns.yaml", "-f", "json")["score"] == 90


def test_a_rule_of_the_own_ruleset_is_explained_too(typed: Typed) -> None:
    Path(".spectral.yaml").write_text(
        "extends: spectral:oas\naliases: {Paths: ['$.paths']}\nrules:\n  operation-tags: error\n"
        "  mine: {description: Ours., severity: hint, given: '#Paths[*]', then: {function: truthy}}\n"
    )
    told = typed("lint", "--explain", "mine")
    assert "Ours." in told
    assert " .spectral.yaml (hint)" in " ".join(told.split())
    held = typed.json("lint", "--explain", "operation-tags", "-f", "json")["rulesets"]
    assert next(severity for name, severity in held.items() if name.endswith(".spectral.yaml")) == "error"
    typed("lint", "--explain", "mien", code=2)
    assert "mine" in typed.err
