"""The studio judges as ``apiyard lint`` does: the same ruleset, exceptions, baseline and score."""

from __future__ import annotations

import json
import os

import pytest

from apiyard.cli.linting.judge import Asked, judge
from apiyard.core.clock import SystemClock
from apiyard.design.reach import reach_of
from apiyard.design.score import score
from apiyard.studio.tasks import Bench
from tests.studio.conftest import CONTRACT

WORKSPACE = """\
name: parcels
environments: {local: {}}
lint:
  ruleset: house.yaml
  baseline: known.json
  exceptions:
    - rule: operation-tags
      reason: tags come later
"""
HOUSE = "extends: [[spectral:oas, all]]\nrules: {info-license: error}\n"
POOR = CONTRACT.replace("      tags: [parcels]\n", "").replace("      description: All parcels on their way.\n", "")


@pytest.fixture
def place(tmp_path, monkeypatch):
    (tmp_path / "apiyard.yaml").write_text(WORKSPACE.replace("  baseline: known.json\n", ""))
    (tmp_path / "house.yaml").write_text(HOUSE)
    (tmp_path / "openapi.yaml").write_text(POOR)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _linted(folder):
    judged = judge(Asked(refs=["openapi.yaml"]), SystemClock()).judged[0]
    found = sorted((each.finding.rule, each.finding.location.line) for each in judged.counted)
    assert judged.inventory is not None
    return found, score(judged.counted, reach_of(judged.inventory)).value


def _looked(bench, folder):
    told = bench.look(
        {
            "folder": str(folder),
            "name": "openapi.yaml",
            "texts": {"openapi.yaml": POOR},
            "ruleset": "",
            "here": os.fspath(folder),
            "workspace": "",
        }
    )
    return sorted((each["rule"], each["line"]) for each in told["findings"]), told["score"]


def test_findings_and_score_are_those_of_lint_whatever_changes_meanwhile(place):
    bench = Bench()
    first = _looked(bench, place)
    assert first == _linted(place)
    rules = {rule for rule, _line in first[0]}
    assert "info-license" in rules
    assert "operation-tags" not in rules, "the workspace spares it"

    judge(Asked(refs=["openapi.yaml"], baseline=place / "known.json", update=True), SystemClock())
    assert json.loads((place / "known.json").read_text())
    (place / "apiyard.yaml").write_text(WORKSPACE)
    assert _looked(bench, place) == _linted(place) == ([], 100)

    (place / "apiyard.yaml").write_text(
        'name: parcels\nenvironments: {local: {}}\nlint: {ruleset: "apiyard:recommended"}\n'
    )
    assert _looked(bench, place) == _linted(place)
    (place / ".apiyard-lint-exceptions.yaml").write_text("- {rule: nothing, until: soon}\n")
    assert _looked(bench, place)[0][0][0] == "parser"
