"""Rulesets are found and read: by name, by path, from packages, with what stands beside them."""

from __future__ import annotations

import json

import pytest

from apiyard.core.errors import ApiyardError, ForbiddenError, InvalidInputError, NotFoundError, TooLargeError
from apiyard.core.finding import Severity
from apiyard.design.function import Function
from apiyard.design.read_ruleset import builtin, find_ruleset, read_ruleset
from apiyard.design.reading import load_definition
from apiyard.design.ruleset import rulesets
from apiyard.spec.source import Source

_MINE = {"mine": Function("mine", "mine", "a function of the caller", lambda *_: ())}
_ASKS = "{given: $, then: {function: mine}}"


def _read(folder, text, name=".spectral.yaml", **options):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return read_ruleset(path, **options)


@pytest.mark.parametrize("name", [name for ruleset in rulesets().values() for name in ruleset.names])
def test_every_built_in_ruleset_is_whole(name):
    active = builtin(name).for_document("openapi.yaml")
    assert active.source == name
    assert not active.not_run
    for rule_name, rule in active.rules.items():
        assert rule.rule.name == rule_name
        assert not rule.formats or rule.formats <= active.formats


def test_the_default_is_the_fields_recommended_rules_and_the_houses_own():
    active = builtin("apiyard:recommended").for_document("openapi.yaml")
    field = builtin("spectral:oas").for_document("openapi.yaml")
    examples = {name for name in field.rules if "-valid-" in name and name.endswith("-example")}
    assert len(examples) == 4
    assert {active.rules[name].severity for name in examples} == {None}  # examples-valid tells of the same once
    assert active.rules["examples-valid"].severity is Severity.ERROR
    for name in field.rules.keys() - examples:
        assert active.rules[name].severity == field.rules[name].severity


@pytest.mark.parametrize(
    "ref",
    [
        "@stoplight/spectral-owasp-ruleset",
        "https://unpkg.com/@stoplight/spectral-owasp-ruleset/dist/ruleset.mjs",
        "https://unpkg.com/@stoplight/spectral-owasp-ruleset@1.4.3/dist/ruleset.mjs",
        "https://cdn.jsdelivr.net/npm/@stoplight/spectral-owasp-ruleset@2/dist/ruleset.mjs",
        "https://esm.sh/@stoplight/spectral-owasp-ruleset",
    ],
)
def test_the_owasp_ruleset_is_built_in_by_all_its_addresses(ref, tmp_path):
    active = _read(tmp_path, f'extends: ["{ref}"]').for_document("openapi.yaml")
    owasp = builtin("spectral:owasp").for_document("openapi.yaml")
    assert active.rules.keys() == owasp.rules.keys()


@pytest.mark.parametrize(
    ("there", "found"),
    [
        ([".spectral.yml", ".spectral.yaml"], ".spectral.yaml"),
        ([".spectral.yaml", ".spectral.json", ".spectral.js"], ".spectral.js"),
        (["spectral.yaml", ".spectral.mjs"], ".spectral.mjs"),
        (["spectral.json"], "spectral.json"),
        ([".spectral.yaml.bak", "my.spectral.yaml"], None),
    ],
)
def test_a_ruleset_is_found_where_spectral_finds_it(there, found, tmp_path):
    for name in there:
        (tmp_path / name).write_text("rules: {}")
    (tmp_path / "below").mkdir()
    assert find_ruleset(tmp_path) == (tmp_path / found if found else None)
    assert find_ruleset(tmp_path / "below") is None
    assert find_ruleset(tmp_path / "nowhere") is None


def test_packages_are_found_as_node_finds_them(tmp_path):
    home = tmp_path / "node_modules/@acme/rules"
    (home / "dist").mkdir(parents=True)
    told = {"name": "@acme/rules", "exports": {".": {"import": "./dist/main.mjs", "require": "./no.js"}}}
    (home / "package.json").write_text(json.dumps(told))
    (home / "dist/main.mjs").write_text("export default { extends: './more.json', rules: {} }")
    (home / "dist/more.json").write_text('{"rules": {"packed": {"given": "$", "then": {"function": "truthy"}}}}')
    plain = tmp_path / "node_modules/plain"
    plain.mkdir()
    (plain / "rules.yaml").write_text("rules: {plain: {given: $, then: {function: truthy}}}")
    loaded = _read(tmp_path, "extends: ['@acme/rules', plain/rules.yaml]", "deep/below/.spectral.yaml")
    assert loaded.for_document("a.yaml").rules.keys() == {"packed", "plain"}


def test_a_package_names_files_of_its_own_only(tmp_path):
    home = tmp_path / "node_modules/bad"
    home.mkdir(parents=True)
    (home / "package.json").write_text('{"name": "bad", "main": "../../secret.json"}')
    (tmp_path / "secret.json").write_text('{"rules": {}}')
    with pytest.raises(InvalidInputError, match="files of its own"):
        _read(tmp_path, "extends: bad")
    (home / "package.json").write_text('{"name": "bad", "main": "gone.js"}')
    with pytest.raises(NotFoundError):
        _read(tmp_path, "extends: bad")


def test_a_file_of_the_name_is_taken_when_there_is_no_package(tmp_path):
    (tmp_path / "base.yaml").write_text(f"rules: {{x: {_ASKS}}}")
    assert "x" in _read(tmp_path, "extends: base.yaml", functions=_MINE).for_document("a.yaml").rules


def test_addresses_extend_addresses_and_no_files(tmp_path, monkeypatch):
    texts = {
        "https://example.com/a/one.yaml": "extends: ../two.json",
        "https://example.com/two.json": '{"rules": {"far": {"given": "$", "then": {"function": "truthy"}}}}',
        "https://example.com/bad.yaml": "extends: /etc/hosts.yaml",
    }

    def read(ref, *, allow_remote=False, **_options):
        assert allow_remote
        return Source(ref, texts[ref].encode())

    monkeypatch.setattr(load_definition, "read", read)
    loaded = read_ruleset("https://example.com/a/one.yaml", allow_remote=True)
    assert "far" in loaded.for_document("a.yaml").rules
    with pytest.raises(InvalidInputError, match="of this machine"):
        read_ruleset("https://example.com/bad.yaml", allow_remote=True)


def test_a_private_address_is_refused():
    with pytest.raises(ForbiddenError):
        read_ruleset("https://127.0.0.1/ruleset.yaml", allow_remote=True)


def test_a_severity_of_an_extended_rule_can_be_changed_alone(tmp_path):
    text = "extends: spectral:oas\nrules: {info-contact: {severity: error}, operation-tags: {message: mine}}"
    rules = _read(tmp_path, text).for_document("a.yaml").rules
    assert rules["info-contact"].severity is Severity.ERROR
    assert rules["operation-tags"].rule.message == "mine"
    assert rules["operation-tags"].severity is Severity.WARN


def test_options_of_an_extended_rule_can_be_changed_alone(tmp_path):
    (tmp_path / "base.yaml").write_text(
        "rules: {x: {given: $, then: {function: casing, functionOptions: {type: camel}}}}"
    )
    text = "extends: base.yaml\nrules: {x: {then: {functionOptions: {type: %s}}}}"
    rule = _read(tmp_path, text % "snake").for_document("a.yaml").rules["x"]
    assert rule.rule.then[0].options == {"type": "snake"}
    with pytest.raises(ApiyardError) as caught:
        _read(tmp_path, text % "snail")
    assert caught.value.where.startswith(f"{tmp_path}/.spectral.yaml:2:")


def test_names_of_format_5_are_understood(tmp_path):
    text = (
        "extends: [[spectral:oas, off]]\nrules: {oas3-valid-oas-content-example: error, oas3-valid-media-example: warn}"
    )
    rules = _read(tmp_path, text + "\nexcept: {'a.yaml#/info': [oas3-valid-media-example]}").for_document(
        tmp_path / "a.yaml"
    )
    assert rules.rules["oas3-valid-media-example"].severity is Severity.ERROR
    assert rules.severity_at(rules.rules["oas3-valid-media-example"], str(tmp_path / "a.yaml"), "/info/x") is None


def test_pointers_of_overrides_may_be_written_plainly_or_encoded(tmp_path):
    override = "{files: ['**#/paths/~1p~1{id}', '**#/paths/%7Bb%7D'], rules: {x: hint}}"
    text = f"rules: {{x: {_ASKS}}}\noverrides: [{override}]"
    active = _read(tmp_path, text, functions=_MINE).for_document(tmp_path / "a.yaml")
    place = str(tmp_path / "a.yaml")
    assert active.pointed == {"x"}
    assert active.severity_at(active.rules["x"], place, "/paths/~1p~1{id}/get") is Severity.HINT
    assert active.severity_at(active.rules["x"], place, "/paths/{b}") is Severity.HINT
    assert active.severity_at(active.rules["x"], place, "/paths/~1p") is Severity.WARN


def test_parser_options_have_their_severities(tmp_path):
    active = _read(tmp_path, "rules: {}\nparserOptions: {duplicateKeys: 'off', incompatibleValues: 3}").for_document(
        "a"
    )
    assert (active.duplicate_keys, active.incompatible_values) == (None, Severity.HINT)


def test_functions_in_javascript_keep_their_rules_from_being_run(tmp_path):
    text = f"functions: [mine]\nrules: {{x: {_ASKS}, y: {_ASKS}, z: {{given: $, then: {{function: truthy}}}}}}"
    (tmp_path / "base.yaml").write_text(text)
    active = _read(tmp_path, "extends: base.yaml\nrules: {y: 'off'}").for_document("a.yaml")
    assert active.not_run.keys() == {"x"}
    assert "./functions/mine.js" in active.not_run["x"]
    assert active.rules["y"].severity is None
    assert active.rules["z"].severity is Severity.WARN
    assert not _read(tmp_path, "extends: base.yaml", functions=_MINE).for_document("a.yaml").not_run


def test_members_that_the_format_leaves_free_are_let_be(tmp_path):
    then = "{function: mine, min: 1}"
    aliases = "{A: {note: free, targets: [{formats: [oas3], given: [$], note: free}]}}"
    text = f"aliases: {aliases}\nrules: {{x: {{given: '#A', then: {then}, x-own: 1, tags: [a], type: style}}}}"
    assert "x" in _read(tmp_path, text, functions=_MINE).for_document("a.yaml").rules
    with pytest.raises(InvalidInputError, match="no such member"):
        _read(tmp_path, "rules: {x: {given: $, then: {function: mine, functionOption: {}}}}", functions=_MINE)


def _bomb():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    return "\n".join(rows)


def _aliases_that_multiply():
    aliases = {f"A{n}": [f"#A{n + 1}.x", f"#A{n + 1}.y"] for n in range(60)} | {"A60": ["$"]}
    return json.dumps({"aliases": aliases, "rules": {"x": {"given": "#A0", "then": {"function": "truthy"}}}})


HOSTILE = {
    "a YAML bomb": _bomb,
    "very many rules": lambda: json.dumps({"rules": dict.fromkeys(map(str, range(400_000)), "off")}),
    "many rules": lambda: json.dumps({"rules": dict.fromkeys(map(str, range(10_001)), "off")}),
    "aliases that multiply": _aliases_that_multiply,
    "a long chain of aliases": lambda: json.dumps(
        {"aliases": {f"A{n}": [f"#A{n + 1}"] for n in range(5_000)} | {"A5000": ["$"]}, "rules": {}}
    ),
    "deep nesting": lambda: '{"rules": ' + '{"x": ' * 5_000 + "1" + "}" * 5_001,
    "a long expression": lambda: json.dumps({"rules": {"x": {"given": "$" + ".a" * 50_000, "then": {}}}}),
    "many rulesets": lambda: json.dumps({"extends": ["spectral:oas"] * 20_000}),
    "a hostile glob": lambda: json.dumps(
        {"extends": "spectral:oas", "overrides": [{"files": ["{a,b}" * 30], "rules": {"info-contact": "off"}}]}
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_rulesets_end_with_an_error(name, tmp_path):
    with pytest.raises((InvalidInputError, TooLargeError)) as caught:
        _read(tmp_path, HOSTILE[name](), "hostile.json" if "YAML" not in name else "hostile.yaml").for_document(
            tmp_path / "a.yaml"
        )
    assert caught.value.what


def test_files_that_multiply_end(tmp_path):
    for number in range(20):
        below = f"f{number + 1}.json"
        (tmp_path / f"f{number}.json").write_text(json.dumps({"extends": [below, [below, "all"]]}))
    (tmp_path / "f20.json").write_text('{"extends": "spectral:oas"}')
    with pytest.raises(TooLargeError):
        read_ruleset(tmp_path / "f0.json")


def test_a_long_chain_of_files_ends(tmp_path):
    for number in range(100):
        (tmp_path / f"f{number}.json").write_text(json.dumps({"extends": f"f{number + 1}.json"}))
    with pytest.raises(TooLargeError):
        read_ruleset(tmp_path / "f0.json")
