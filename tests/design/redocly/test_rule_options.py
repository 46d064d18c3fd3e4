"""The options of Redocly CLI's rules are read and checked; documents that would cost much or are odd do no harm."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
import yaml

from apiyard.core.errors import InvalidInputError
from apiyard.core.finding import Finding
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import read_ruleset
from apiyard.design.redocly.migrate import migrate
from apiyard.design.redocly.preset import names
from apiyard.design.redocly.singular import is_singular
from apiyard.design.rule import rules
from apiyard.design.ruleset import Active
from apiyard.spec.inventory import inventory_of_bytes
from tests.peers.redocly_cli import CORPUS

_ODD: tuple[Any, ...] = (
    *(None, True, 0, 1.5, "", "x", [], {}, [None], [{}], [[]], {"a": None}),
    *({"$ref": "#/info"}, {"$ref": "#/nothing"}, {"$ref": 1}, {"type": {}}),
)


def _nothing(path: str) -> Any:
    raise AssertionError(path)


def _active(tmp_path, config) -> Active:
    path = tmp_path / "ruleset.json"
    path.write_text(json.dumps(migrate(config, _nothing).ruleset))
    return read_ruleset(path).for_document("openapi.yaml")


def _lint(text: str, active: Active) -> list[Finding]:
    return list(lint(inventory_of_bytes(text.encode(), "openapi.yaml"), active))


@pytest.mark.parametrize(
    ("rule", "options", "where"),
    [
        ("array-parameter-serialization", {"in": "query"}, "/in"),
        ("boolean-parameter-prefixes", {"prefixes": ["("]}, "/prefixes"),
        ("boolean-parameter-prefixes", {"prefix": ["is"]}, "/prefix"),
        ("component-name-unique", {"schemas": "bad"}, "/schemas"),
        ("no-http-verbs-in-paths", {"splitIntoWords": 1}, "/splitIntoWords"),
        ("operation-2xx-response", {"validateWebhook": True}, "/validateWebhook"),
        ("operation-4xx-response", {"excludedMethods": [1]}, "/excludedMethods"),
        ("path-http-verbs-order", {"order": "get"}, "/order"),
        ("path-segment-plural", {"exceptions": {}}, "/exceptions"),
        ("request-mime-type", {"allowedValues": "application/json"}, "/allowedValues"),
        ("response-contains-header", {"names": {"200": "X"}}, "/names/200"),
        ("response-contains-property", {"names": []}, "/names"),
        ("security-defined", {"exceptions": [{"methods": ["get"]}]}, "/exceptions/0"),
        ("security-defined", {"exceptions": [{"path": "/a", "methods": "get"}]}, "/exceptions/0/methods"),
        ("security-scopes-defined", {"requireScopes": "yes"}, "/requireScopes"),
        ("operation-summary", {"x": 1}, ""),
    ],
)
def test_wrong_options_are_told_at_their_place(rule, options, where):
    (then,) = rules("redocly")[rule].then
    with pytest.raises(InvalidInputError) as caught:
        then.function.read(options)
    assert caught.value.where == where


def test_a_ruleset_with_a_wrong_option_names_the_line(tmp_path):
    with pytest.raises(InvalidInputError, match="has no option") as caught:
        _active(tmp_path, {"rules": {"path-segment-plural": {"severity": "warn", "exception": ["a"]}}})
    assert str(caught.value.where).startswith(str(tmp_path / "ruleset.json:1:"))


def test_a_configuration_with_every_rule_becomes_a_ruleset_without_loss(tmp_path):
    made = migrate({"rules": dict.fromkeys(names(), "error")}, _nothing)
    assert not [note for note in made.notes if "not translated" in note or "left out" in note]
    active = _active(tmp_path, {"rules": dict.fromkeys(names(), "error")})
    for rule in rules("redocly").values():
        assert active.rules[rule.name].severity is not None, rule.name
    told = {each.rule for each in _lint((CORPUS / "documents/swagger.yaml").read_text("utf-8"), active)}
    assert {"security-defined", "paths-kebab-case", "operation-summary"} <= told


def test_odd_documents_are_judged_without_a_fault():
    active = read_ruleset_of_all()
    chance = random.Random(3)
    documents = [yaml.safe_load(path.read_text("utf-8")) for path in sorted((CORPUS / "documents").glob("*.yaml"))]
    for _ in range(300):
        document = json.loads(json.dumps(chance.choice(documents)))
        for _ in range(chance.randint(1, 5)):
            _spoil(document, chance)
        findings = _lint(json.dumps(document), active)
        assert not [each for each in findings if "could not be asked" in each.message]


def _spoil(document: Any, chance: random.Random) -> None:
    """Put something odd in some place below the version."""
    at = document
    while True:
        keys = [key for key in (at if isinstance(at, dict) else range(len(at))) if key not in {"openapi", "swagger"}]
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(at[key], dict | list) and at[key] and chance.random() < 0.8:
            at = at[key]
            continue
        at[key] = json.loads(json.dumps(chance.choice(_ODD)))
        return


def read_ruleset_of_all() -> Active:
    """Give all rules of the group in force."""
    return read_ruleset(CORPUS / "every-rule.yaml").for_document("openapi.yaml")


def test_long_chains_and_wide_unions_end():
    chain = {f"S{n}": {"required": ["a"], "allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}]} for n in range(1_000)}
    parts = {f"U{n}": {"type": "object", "properties": {"x": {"type": "string"}}} for n in range(300)}
    union = {"Union": {"oneOf": [{"$ref": f"#/components/schemas/{name}"} for name in parts]}}
    branches = {
        f"B{n}": {"required": ["a"], "anyOf": [{"$ref": f"#/components/schemas/B{n + 1}"}] * 2} for n in range(40)
    }
    kinds = {
        f"D{n}": {"discriminator": {"propertyName": "a"}, "allOf": [{"$ref": f"#/components/schemas/D{n + 1}"}]}
        for n in range(1_000)
    }
    schemas = {**chain, "S1000": {}, **parts, **union, **branches, "B40": {}, **kinds, "D1000": {}}
    document = {"openapi": "3.2.0", "info": {}, "paths": {}, "components": {"schemas": schemas}}
    findings = _lint(json.dumps(document), read_ruleset_of_all())
    assert [each.rule for each in findings if each.location.pointer == "/components/schemas/Union/oneOf"] == [
        "no-illogical-composition-keywords"
    ]


def test_words_are_singular_as_people_say():
    plural = "pets mice analyses children people menus buses addresses criteria indices data matrices"
    singular = "pet mouse analysis child person menu bus address status gas canvas series news v1 virus"
    assert not [word for word in plural.split() if is_singular(word)]
    assert [word for word in singular.split() if not is_singular(word)] in ([], ["canvas"])
