"""The rules find what the fixes mend, and nothing of it afterwards."""

from __future__ import annotations

import subprocess

import pytest

from apiyard.design.apply_fixes import fix, patch
from apiyard.design.fix import fixes
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import builtin
from apiyard.design.rule import rules
from apiyard.design.ruleset import Active, ActiveRule
from apiyard.spec.inventory import inventory_of_bytes, open_inventory

FIXES = [pytest.param(each, id=each.id) for each in fixes().values()]


def judge_of(name):
    """Give a judge that asks one rule of spectral:oas."""
    known = builtin("spectral:oas").for_document("api.yaml").rules[name]
    one = ActiveRule(known.rule, known.rule.severity, known.formats, known.aliases, known.source)
    active = Active("oas", {name: one}, frozenset())
    return lambda inventory: [each for each in lint(inventory, active) if each.rule == name]


def mended(text, judge):
    inventory = inventory_of_bytes(text.encode(), "api.yaml")
    found = judge(inventory)
    return fix(inventory, found, only={each.rule for each in found}, judge=judge)


def test_what_others_could_notice_is_changed_only_when_it_is_asked_for():
    text = "openapi: 3.1.0\npaths:\n  /pets/:\n    get: {operationId: list pets, responses: {}}\n"
    for name in ("path-keys-no-trailing-slash", "operation-operationId-valid-in-url"):
        judge = judge_of(name)
        inventory = inventory_of_bytes(text.encode(), "api.yaml")
        assert not fix(inventory, judge(inventory), judge=judge).rewrites
        assert fix(inventory, judge(inventory), only=[name], judge=judge).rewrites


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


def test_a_finding_in_another_file_is_mended_there(tmp_path):
    main = tmp_path / "main.yaml"
    main.write_text("openapi: 3.1.0\npaths:\n  /pets:\n    $ref: paths/pets.yaml # there\n")
    (tmp_path / "paths").mkdir()
    (tmp_path / "paths" / "pets.yaml").write_text("# Pets.\nget:\n  tags: [cats]\n  responses: {}\n")
    judge = judge_of("operation-operationId")
    inventory = open_inventory(main)
    fixed = fix(inventory, judge(inventory), judge=judge)
    (rewrite,) = fixed.rewrites
    assert rewrite.uri == str(tmp_path / "paths" / "pets.yaml")
    assert rewrite.after == "# Pets.\nget:\n  tags: [cats]\n  operationId: getPets\n  responses: {}\n"
    judge = judge_of("operation-tag-defined")
    fixed = fix(inventory, judge(inventory), judge=judge)
    assert [each.uri for each in fixed.rewrites] == [str(main)]
    assert fixed.rewrites[0].after == main.read_text() + "tags:\n  - name: cats\n"


def test_what_only_an_unused_component_needs_goes_too():
    text = "openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {}\n"
    fixed = mended(text, judge_of("oas3-unused-component"))
    assert fixed.rewrites[0].after == "openapi: 3.1.0\npaths: {}\n"


def test_git_takes_the_patch(tmp_path):
    text = "openapi: 3.1.0\nservers:\n- url: https://pets.test/\ntags:\n- name: b\n- name: a"
    judge = judge_of("openapi-tags-alphabetical")
    shown = patch(mended(text, judge))
    (tmp_path / "api.yaml").write_text(text)
    done = subprocess.run(["git", "apply"], cwd=tmp_path, input=shown, text=True, capture_output=True, check=False)
    assert done.stderr == ""
    assert (tmp_path / "api.yaml").read_text() == text.replace("b\n- name: a", "a\n- name: b")


def test_one_finding_that_needs_a_person_keeps_no_other_from_being_mended():
    schemas = "".join(
        f"    {name}: {{type: {kind}, enum: [1]}}\n" for name, kind in (("A", "boolean"), ("B", "string"))
    )
    text = f"openapi: 3.1.0\ncomponents:\n  schemas:\n{schemas}    C: {{type: boolean, enum: [1]}}\n"
    fixed = mended(text, judge_of("typed-enum"))
    assert fixed.rewrites[0].after == text.replace("string, enum: [1]", 'string, enum: ["1"]')
    assert [each.location.pointer for each, _ in fixed.skipped] == [
        "/components/schemas/A/enum/0",
        "/components/schemas/C/enum/0",
    ]
    assert len(fixed.applied) == 1
