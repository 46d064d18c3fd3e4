"""The rules find what the fixes mend, and nothing of it afterwards."""

from __future__ import annotations

import pytest

from apiyard.design.apply_fixes import fix
from apiyard.design.fix import fixes
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import builtin
from apiyard.design.rule import rules
from apiyard.design.ruleset import Active, ActiveRule
from apiyard.spec.inventory import inventory_of_bytes

FIXES = [pytest.param(each, id=each.id) for each in fixes().values()]


def judge_of(name):
    """Give a judge that asks one rule of spectral:oas."""
    known = builtin("spectral:oas").for_document("api.yaml").rules[name]
    one = ActiveRule(known.rule, known.rule.severity, known.formats, known.aliases, known.source)
    active = Active("oas", {name: one}, frozenset())
    return lambda inventory: [each for each in lint(inventory, active) if each.rule == name]


def mended(text, judge):
    inventory = inventory_of_bytes(text.encode(), "api.yaml")
    return fix(inventory, judge(inventory), judge=judge)


@pytest.mark.parametrize("entry", FIXES)
def test_a_rule_finds_the_examples_of_its_fix(entry):
    judge = judge_of(entry.rule)
    for example in entry.good:
        found = {each.location.pointer for each in judge(inventory_of_bytes(example.before.encode(), "api.yaml"))}
        assert found == set(example.at)
        fixed = mended(example.before, judge)
        assert [each.after for each in fixed.rewrites] == [example.after]
        assert judge(fixed.inventory) == []


@pytest.mark.parametrize("entry", FIXES)
def test_bad_documents_of_a_rule_are_mended_once_or_left_alone(entry):
    judge = judge_of(entry.rule)
    (rule,) = [each for each in rules("oas").values() if each.name == entry.rule]
    turned = 0
    for text in rule.bad:
        fixed = mended(text, judge)
        turned += len(fixed.rewrites)
        for rewrite in fixed.rewrites:
            again = mended(rewrite.after, judge)
            assert not again.rewrites
        left = judge(fixed.inventory)
        assert {each.message for each in left} <= {each.message for each, _ in fixed.skipped}
    # Nobody knows the licence, the tags of an API without tags, or a number that was written as a word.
    assert turned or entry.rule in {"license-url", "openapi-tags", "typed-enum"}
