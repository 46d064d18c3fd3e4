"""Rules keep their own examples."""

from __future__ import annotations

import pytest

from apiyard.core.finding import Severity
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import builtin
from apiyard.design.rule import Rule
from apiyard.design.ruleset import Active, ActiveRule, rulesets
from apiyard.spec.inventory import inventory_of_bytes

GROUPS = sorted({each.group for each in rulesets().values() if each.group})
NAMES = {each.group: each.names[0] for each in rulesets().values() if each.group}


def rules(group: str) -> list[Rule]:
    """Give the rules of a group."""
    (ruleset,) = [each for each in rulesets().values() if each.group == group]
    return list(ruleset.rules().values())


def alone(group: str, rule: Rule) -> Active:
    """Put one rule in force, as its ruleset does."""
    known = builtin(NAMES[group]).for_document("example.yaml")
    one: ActiveRule = known.rules[rule.name]
    asked = ActiveRule(one.rule, rule.severity, one.formats, one.aliases, one.source)
    return Active(group, {rule.name: asked}, frozenset())


@pytest.mark.parametrize("group", GROUPS)
def test_good_documents_have_no_finding_of_their_rule(group: str) -> None:
    """Each rule, each document."""
    for rule in rules(group):
        for document in rule.good:
            findings = lint(inventory_of_bytes(document.encode(), "example.yaml"), alone(group, rule))
            assert [each.message for each in findings if each.rule == rule.name] == [], rule.id


@pytest.mark.parametrize("group", GROUPS)
def test_bad_documents_have_a_finding_with_its_place(group: str) -> None:
    """Each rule, each document; twice the same."""
    for rule in rules(group):
        for document in rule.bad:
            inventory = inventory_of_bytes(document.encode(), "example.yaml")
            findings = [each for each in lint(inventory, alone(group, rule)) if each.rule == rule.name]
            assert findings, rule.id
            assert all(each.location.line > 0 and each.message for each in findings), rule.id
            assert findings == [each for each in lint(inventory, alone(group, rule)) if each.rule == rule.name]
            assert not any("could not be asked" in each.message for each in findings), rule.id


def test_every_rule_has_examples() -> None:
    """At least one document that keeps it and one that breaks it."""
    for group in GROUPS:
        for rule in rules(group):
            assert rule.good, rule.id
            assert rule.bad, rule.id
            assert rule.severity in Severity
