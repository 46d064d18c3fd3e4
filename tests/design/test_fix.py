"""Each fix mends its examples, in YAML and in JSON, once and for all."""

from __future__ import annotations

import json
import re

import pytest

from apiyard.core.errors import UnknownNameError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.design.apply_fixes import fix, patch
from apiyard.design.fix import fixes
from apiyard.design.rule import rules
from apiyard.spec.inventory import inventory_of_bytes
from apiyard.spec.parse import parse
from apiyard.spec.source import Source

EXAMPLES = [
    pytest.param(entry, example, id=f"{entry.id}-{number}")
    for entry in fixes().values()
    for number, example in enumerate(entry.good)
]


def inventory(text, uri="api.yaml"):
    return inventory_of_bytes(text.encode(), uri)


def findings(entry, example, uri="api.yaml"):
    return [Finding(entry.rule, Severity.WARN, f"at {at}", Location(uri, at)) for at in example.at]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_yaml_becomes_what_the_example_says(entry, example):
    fixed = fix(inventory(example.before), findings(entry, example), only=[entry.rule])
    assert [each.after for each in fixed.rewrites] == [example.after]
    assert len(fixed.applied) == len(example.at)
    assert not fixed.skipped


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_json_becomes_the_same_in_its_layout(entry, example):
    before, after = (value_of(text) for text in (example.before, example.after))
    fixed = fix(
        inventory(json.dumps(before, indent=4), "api.json"), findings(entry, example, "api.json"), only=[entry.rule]
    )
    (rewrite,) = fixed.rewrites
    assert json.loads(rewrite.after) == after
    assert same_layout(rewrite.after, json.dumps(after, indent=4))


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_what_is_mended_is_left_alone(entry, example):
    stale = [each for each in findings(entry, example) if still_there(example, each.location.pointer)]
    fixed = fix(inventory(example.after), stale, only=[entry.rule])
    assert not fixed.rewrites


@pytest.mark.parametrize(("entry", "example"), EXAMPLES)
def test_comments_stay_but_for_what_is_removed(entry, example):
    lost = set(re.findall(r"# .*", example.before)) - set(re.findall(r"# .*", example.after))
    gone = {"oas3-unused-component", "oas2-unused-definition", "duplicated-entry-in-enum", "operation-parameters"}
    assert not lost or entry.id in gone


def test_a_fix_is_for_a_rule_that_there_is():
    known = {rule.name for group in ("oas", "apiyard") for rule in rules(group).values()}
    assert len(fixes()) >= 15
    assert set(fixes()) <= known


def test_a_fix_nobody_knows_is_refused():
    with pytest.raises(UnknownNameError, match="operation-description"):
        fix(inventory("openapi: 3.1.0\n"), [], only=["operation-description"])


def test_only_the_chosen_rules_are_mended():
    entry = fixes()["openapi-tags-alphabetical"]
    fixed = fix(inventory(entry.good[0].before), findings(entry, entry.good[0]), only=["license-url"])
    assert not fixed.rewrites
    assert not fixed.applied


def test_what_needs_a_person_is_skipped_with_the_reason():
    text = "openapi: 3.1.0\npaths:\n  /a: {}\n  /a/: {}\n"
    found = Finding("path-keys-no-trailing-slash", Severity.WARN, "slash", Location("api.yaml", "/paths/~1a~1"))
    fixed = fix(inventory(text), [found], only=[found.rule])
    assert not fixed.rewrites
    assert [(each.rule, reason) for each, reason in fixed.skipped] == [
        ("path-keys-no-trailing-slash", "there is a path without the slash too; merge them")
    ]


def test_fixes_in_each_others_way_take_turns():
    text = "openapi: 3.1.0\ncomponents:\n  schemas:\n    A:\n      type: string\n      enum: [1, a, a]\n"
    enum = "/components/schemas/A/enum"
    twice = Finding("duplicated-entry-in-enum", Severity.WARN, "twice", Location("api.yaml", enum))
    typed = Finding("typed-enum", Severity.WARN, "type", Location("api.yaml", enum + "/0"))
    once = fix(inventory(text), [twice, typed])
    assert [(each.rule, why) for each, why in once.skipped] == [
        ("typed-enum", "another fix changed the same place; run it again")
    ]
    both = fix(inventory(text), [twice, typed], judge=lambda now: [typed] if "[1," in now.root.data.decode() else [])
    assert both.rewrites[0].after == text.replace("[1, a, a]", '["1", a]')


def test_the_patch_can_be_applied_by_line():
    entry = fixes()["oas3-server-trailing-slash"]
    text = "# one\n" * 50 + entry.good[0].before + "x: 1\n" * 0 + "# end\n" * 20
    fixed = fix(inventory(text), findings(entry, entry.good[0]))
    shown = patch(fixed).splitlines()
    assert shown[:3] == ["--- a/api.yaml", "+++ b/api.yaml", "@@ -50,7 +50,7 @@"]
    assert [line for line in shown[3:] if line[0] in "+-"] == [
        "-  - url: 'https://pets.test/v1/' # live",
        "+  - url: 'https://pets.test/v1' # live",
    ]


def value_of(text):
    return parse(Source("x.yaml", text.encode())).value


def still_there(example, pointer):
    return value_of(example.after) is not None and inventory(example.after).root.locate(pointer).pointer == pointer


def same_layout(one, other):
    """Say whether two texts of JSON have the same lines but for the order of members and the comma at the end."""
    return sorted(line.rstrip(",") for line in one.split("\n")) == sorted(
        line.rstrip(",") for line in other.split("\n")
    )
