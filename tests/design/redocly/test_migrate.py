"""Configuration of Redocly CLI becomes a ruleset that can be read, and nothing is dropped in silence."""

from __future__ import annotations

import json

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.core.finding import Severity
from apiyard.design.read_ruleset import builtin, read_ruleset
from apiyard.design.redocly.equal import ALWAYS, DIFFERENT, EQUAL
from apiyard.design.redocly.migrate import migrate
from apiyard.design.redocly.preset import PRESETS, names, preset


def _migrate(config, files=None, ignored=None):
    return migrate(config, (files or {}).__getitem__, ignored=ignored)


def _active(tmp_path, made, document="openapi.yaml"):
    path = tmp_path / "ruleset.json"
    path.write_text(json.dumps(made.ruleset))
    return read_ruleset(path).for_document(tmp_path / document)


def test_rules_that_stand_for_others_exist():
    known = {name for each in ("spectral:oas", "spectral:arazzo") for name in builtin(each).definition.rules or ()}
    assert {target for targets in EQUAL.values() for target in targets} <= known
    assert {*EQUAL, *ALWAYS, *DIFFERENT} <= set(names())


@pytest.mark.parametrize("name", PRESETS)
def test_presets_can_be_read(name, tmp_path):
    active = _active(tmp_path, _migrate({"extends": [name]}))
    assert active.rules["oas3-schema"].severity is Severity.ERROR
    severities = preset(name)
    assert severities is not None
    wanted = severities["operation-operationId"]
    assert active.rules["operation-operationId"].severity == (None if wanted == "off" else Severity(wanted))


def test_severities_are_laid_over_each_other(tmp_path):
    config = {
        "extends": ["recommended", "./more.yaml"],
        "rules": {"info-license": "off", "operation-operationId": {"severity": "error"}},
        "apis": {"core@v1": {"root": "./core.yaml", "rules": {"info-license": "warn", "tag-description": "off"}}},
    }
    made = _migrate(config, {"./more.yaml": {"rules": {"tags-alphabetical": "warn", "info-license": "error"}}})
    active = _active(tmp_path, made)
    assert "info-license" not in made.ruleset["rules"]
    assert active.rules["info-license"].severity is None
    assert active.rules["operation-operationId"].severity is Severity.ERROR
    assert active.rules["openapi-tags-alphabetical"].severity is Severity.WARN
    core = _active(tmp_path, made, "core.yaml")
    assert core.rules["info-license"].severity is Severity.WARN
    assert core.rules["tag-description"].severity is None
    assert core.rules["operation-operationId"].severity is Severity.ERROR


def test_nothing_is_asked_without_a_preset(tmp_path):
    active = _active(tmp_path, _migrate({"rules": {"info-contact": "warn"}}))
    assert [name for name, rule in active.rules.items() if rule.severity] == ["info-contact"]


def test_the_worst_severity_counts_where_rules_fall_together(tmp_path):
    rules = {"no-invalid-media-type-examples": "warn", "no-invalid-parameter-examples": "error"}
    active = _active(tmp_path, _migrate({"rules": rules}))
    assert active.rules["oas3-valid-media-example"].severity is Severity.ERROR


def test_the_form_of_version_1_is_understood(tmp_path):
    made = _migrate({"lint": {"rules": {"info-contact": "error"}}})
    assert _active(tmp_path, made).rules["info-contact"].severity is Severity.ERROR


def test_what_cannot_be_translated_is_told():
    config = {
        "extends": ["acme/all"],
        "plugins": ["./plugin.js"],
        "decorators": {"acme/x": "on"},
        "theme": {},
        "async2Rules": {"channels-kebab-case": "error"},
        "rules": {
            "acme/thing": "error",
            "no-unresolved-refs": "warn",
            "no-invalid-media-type-examples": {"severity": "warn", "allowAdditionalProperties": False},
            "rule/a": {"subject": {"type": "Operation"}, "where": [{}], "assertions": {"required": ["x"]}},
            "rule/b": {"subject": {"type": "Martian"}, "assertions": {"required": ["x"]}},
            "rule/c": {"subject": {"type": "Info", "property": "x"}, "assertions": {"#/acme": True, "defined": True}},
        },
    }
    notes = "\n".join(_migrate(config).notes)
    for word in ("acme/all", "plugin.js", "acme/x", "theme", "async2Rules", "acme/thing", "no-unresolved-refs"):
        assert word in notes
    for word in ("allowAdditionalProperties", "rule/a: not translated", "Martian", "rule/c: #/acme"):
        assert word in notes


ASSERTIONS = {
    "property": (
        {"type": "Operation", "property": "summary"}, {"defined": True, "minLength": 3},
        "$.paths[*][get,put,post,delete,options,head,patch,trace]",
        [
            {"field": "summary", "function": "defined"},
            {"field": "summary", "function": "length", "functionOptions": {"min": 3}},
        ],
    ),
    "verbs": (
        {"type": "Operation", "property": "operationId", "filterInParentKeys": ["get", "put"]},
        {"casing": "camelCase"}, "$.paths[*][get,put]",
        {"field": "operationId", "function": "casing", "functionOptions": {"type": "camel"}},
    ),
    "parent keys": (
        {"type": "Response", "filterInParentKeys": ["200"]}, {"required": ["headers"]},
        ['$.paths[*][*].responses[?(@property === "200")]', '$.components.responses[?(@property === "200")]'],
        {"field": "headers", "function": "defined"},
    ),
    "keys": (
        {"type": "Paths"}, {"pattern": "/^\\/v1/"}, "$.paths",
        {"field": "@key", "function": "pattern", "functionOptions": {"match": "/^\\/v1/"}},
    ),
    "disallowed": (
        {"type": "Tag", "property": None}, {"disallowed": ["x-a"]}, "$.tags[*]",
        {"field": "x-a", "function": "undefined"},
    ),
    "enum": (
        {"type": "Info", "property": ["title", "version"]}, {"enum": ["a"]}, "$.info",
        [
            {"field": "title", "function": "enumeration", "functionOptions": {"values": ["a"]}},
            {"field": "version", "function": "enumeration", "functionOptions": {"values": ["a"]}},
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ASSERTIONS)
def test_configurable_rules_become_rules(name, tmp_path):
    subject, assertions, given, then = ASSERTIONS[name]
    rule = {"subject": subject, "assertions": assertions, "severity": "warn", "message": "bad: {{problems}}"}
    made = _migrate({"rules": {"rule/mine": rule}})
    assert made.ruleset["rules"]["rule/mine"] == {
        "given": given, "severity": "warn", "message": "bad: {{error}}", "then": then,
    }  # fmt: skip
    assert not made.notes
    assert _active(tmp_path, made).rules["rule/mine"].severity is Severity.WARN


@pytest.mark.parametrize("assertion", ["requireAny", "mutuallyExclusive", "mutuallyRequired"])
def test_assertions_about_several_keys_can_be_read(assertion, tmp_path):
    rule = {"subject": {"type": "Parameter"}, "assertions": {assertion: ["example", "examples"]}}
    made = _migrate({"rules": {"rule/mine": rule}})
    assert _active(tmp_path, made).rules["rule/mine"].severity is Severity.ERROR


def test_what_is_ignored_is_off_at_its_places(tmp_path):
    ignored = {"openapi.yaml": {"info-license": ["#/info"], "acme/thing": ["#/x"]}}
    made = _migrate({"extends": ["recommended"]}, ignored=ignored)
    active = _active(tmp_path, made)
    rule = active.rules["info-license"]
    assert active.severity_at(rule, str(tmp_path / "openapi.yaml"), "/info") is None
    assert active.severity_at(rule, str(tmp_path / "openapi.yaml"), "/paths") is Severity.WARN
    assert _active(tmp_path, made, "other.yaml").severity_at is None
    assert any("acme/thing" in note for note in made.notes)


@pytest.mark.parametrize(
    "config", [[], {"rules": {"info-contact": "fatal"}}, {"extends": ["./self.yaml"]}], ids=["list", "severity", "self"]
)
def test_what_is_no_configuration_is_refused(config):
    with pytest.raises(InvalidInputError):
        _migrate(config, {"./self.yaml": {"extends": ["./self.yaml"]}})
