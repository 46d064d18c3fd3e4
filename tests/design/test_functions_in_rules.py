"""Functions in a ruleset find in a whole document what the field's linter finds, at the same places."""

from __future__ import annotations

import json
from pathlib import Path

from apiyard.design.lint import lint
from apiyard.design.read_ruleset import read_ruleset
from apiyard.spec import pointer as pointers
from apiyard.spec.inventory import open_inventory

FOLDER = Path(__file__).parents[1] / "corpus" / "functions"


def test_findings_are_at_the_places_of_the_field():
    document = FOLDER / "document.yaml"
    active = read_ruleset(FOLDER / "ruleset.yaml").for_document(str(document))
    found = lint(open_inventory(document), active)
    theirs = json.loads((FOLDER / "spectral.json").read_text("utf-8"))
    assert sorted((each.rule, each.location.pointer) for each in found) == sorted(
        (rule, pointers.build(path)) for rule, path in theirs
    )
    assert {rule for rule, _ in theirs} >= {"schema-all", "unref", "alpha-keys"}
