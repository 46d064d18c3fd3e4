"""A lint run: formats, aliases, fields, places behind references, messages, severities and faults."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.finding import Severity
from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.jsonpath import program as programs
from apiyard.design.lint import RULE_NOT_RUN, UNRECOGNIZED_FORMAT, lint
from apiyard.design.linting import run as running
from apiyard.design.reach import reach_of
from apiyard.design.rule import Rule, Then
from apiyard.design.ruleset import Active, ActiveRule, Aliases, AliasTarget
from apiyard.spec.inventory import inventory_of_bytes, open_inventory
from apiyard.spec.load import contract_through


def _hit(value: Any, _options: Any, _context: Context) -> Iterable[Result]:
    yield Result("found", piece="" if value is MISSING else str(value)[:40])


def _truthy(value: Any, _options: Any, _context: Context) -> Iterable[Result]:
    if value is MISSING or not value:
        yield Result('#{{print("property")}}must be there')


def _numbers(value: Any, _options: Any, context: Context) -> Iterable[Result]:
    for name, each in value.items():
        if type(context.follow(each)) is int:
            yield Result("a number", (name, "deeper"))


def _broken(_value: Any, _options: Any, _context: Context) -> Iterable[Result]:
    raise TooLargeError("too much", piece="x", hint="less")


def _picky(_options: Any) -> Any:
    raise InvalidInputError("no such option", where="/x")


HIT = Function("hit", "hit", "finds each value", _hit)
TRUTHY = Function("truthy", "truthy", "finds what is not there", _truthy)
NUMBERS = Function("numbers", "numbers", "finds numbers", _numbers)
BROKEN = Function("broken", "broken", "fails", _broken)
PICKY = Function("picky", "picky", "refuses its options", _hit, read=_picky)


def active(*given: str, function: Function = HIT, name: str = "r", **more: Any) -> Active:
    """Put one rule in force."""
    then = tuple(Then(function, field) for field in more.pop("fields", ("",)))
    formats = frozenset(more.pop("formats", ()))
    aliases: Aliases = more.pop("aliases", {})
    rule = Rule(name, "why", given, then, severity=Severity.WARN, **more)
    return Active("test", {name: ActiveRule(rule, rule.severity, formats, aliases, "test")})


def found(text: str, rules: Active, uri: str = "d.yaml", **more: Any) -> list[tuple[str, str]]:
    """Lint a text; give pointer and message of each finding."""
    return [
        (each.location.pointer, each.message) for each in lint(inventory_of_bytes(text.encode(), uri), rules, **more)
    ]


def places(text: str, rules: Active) -> list[str]:
    """Lint a text; give the pointers."""
    return [where for where, _ in found(text, rules)]


SHARED = """
a: {$ref: '#/s/x'}
b:
  c: {$ref: '#/s/x', y: 2}
s:
  x: {type: t, y: 1, z: {$ref: '#/s/w'}}
  w: {type: u}
"""


def test_places_stand_behind_references() -> None:
    """A value that is reached in several ways is told once, where it stands."""
    assert places(SHARED, active("$..[?(@ && @.type)]")) == ["/b/c", "/s/x", "/s/w"]
    assert places(SHARED, active("$.a")) == ["/s/x"]
    assert places(SHARED, active("$.a.z")) == ["/s/w"]
    assert places(SHARED, active("$.a.z.type")) == ["/s/w/type"]
    assert places(SHARED, active("$.a.z.type", resolved=False)) == []


def test_a_reference_with_members_beside_it_keeps_its_place() -> None:
    """As the field tells it: what is about the object itself or its own members stays there."""
    assert places(SHARED, active("$.b.c")) == ["/b/c"]
    assert places(SHARED, active("$.b.c.y")) == ["/b/c/y"]
    assert places(SHARED, active("$.b.c.z")) == ["/s/w"]


def test_paths_of_results_are_followed_and_shortened() -> None:
    """To the nearest place that exists."""
    text = "a:\n  n: 1\n  m: {$ref: '#/five'}\n  t: x\nfive: 5\n"
    assert places(text, active("$.a", function=NUMBERS)) == ["/a/n", "/five"]
    assert places(text, active("$.a", function=NUMBERS, resolved=False)) == ["/a/n"]


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ("", ["/a"]),
        ("b", ["/a/b"]),
        ("b.c", ["/a/b/c"]),
        ("l[1]", ["/a/l/1"]),
        ("l[1].x", ["/a/l/1/x"]),
        ("b['c']", ["/a/b/c"]),
        ("b.c.d.e", ["/a/b/c"]),
        ("x.y", ["/a/x.y"]),
        ("@key", ["/a/b", "/a/l", "/a/x.y"]),
        ("$.l[*].x", ["/a/l/1/x"]),
        ("$..c", ["/a/b/c"]),
        ("$.none", ["/a"]),
        ("none", ["/a"]),
    ],
)
def test_fields(field: str, where: list[str]) -> None:
    """Each form of a field."""
    text = "a:\n  b: {c: 1}\n  l: [0, {x: 1}]\n  x.y: 1\n"
    assert places(text, active("$.a", fields=(field,))) == where


def test_fields_of_scalars_are_the_scalars_themselves() -> None:
    """As in the field."""
    assert found("a: text\n", active("$.a", fields=("b",))) == [("/a", "found")]
    assert lint(inventory_of_bytes(b"a: text\n"), active("$.a", fields=("b",)))[0].piece == "text"


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("", "described"),
        ("{{error}}", '"a.b" property must be there'),
        ("{{property}} at {{path}}", "a.b at #/a"),
        ("{{value}}|{{description}}|{{nothing}}|{{ error }}", "[object Object]|described||"),
        ('#{{print("value")}} #{{print("property")}}', 'Object{} "a.b" property '),
        ('#{{property.toUpperCase() + "!"}}', "A.B!"),
        ("#{{process.exit()}}#{{", "#{{"),
        ("  padded ", "padded"),
    ],
)
def test_messages(message: str, shown: str) -> None:
    """Placeholders and their little expressions."""
    rules = active("$.a", function=TRUTHY, fields=("b",), message=message, description="described")
    assert [text for _, text in found("a: {c: 1}\n", rules)] == [shown.strip()]


def test_names_of_missing_properties_are_dotted() -> None:
    """From the last key that exists on."""
    rules = active("$.a", function=TRUTHY, fields=("b.c d.e[0]",), message="{{property}}")
    assert found("a: {b: {}}\n", rules) == [("/a/b", "b['c d'].e[0]")]


def test_formats_choose_rules_and_meanings_of_aliases() -> None:
    """The last meaning that is for the document counts; aliases may stand on aliases."""
    aliases = {
        "X": (AliasTarget(("oas2",), ("$.old",)), AliasTarget(("oas3",), ("$.new", "#Y.z"))),
        "Y": (AliasTarget((), ("$.y",)),),
    }
    new = "openapi: 3.1.0\nold: 1\nnew: 2\ny: {z: 3}\n"
    old = "swagger: '2.0'\nold: 1\nnew: 2\n"
    rules = active("#X", aliases=aliases)
    assert places(new, rules) == ["/new", "/y/z"]
    assert places(old, rules) == ["/old"]
    assert places("a: 1\nnew: 1\n", rules) == []
    assert places(old, active("$.old", formats=("oas3",))) == []
    assert places(new, active("$.old", formats=("oas3_1",))) == ["/old"]


def test_aliases_that_are_wrong_are_told() -> None:
    """As findings of the rule."""
    circle: Aliases = {"X": (AliasTarget((), ("#X.a",)),)}
    assert "an alias stands for itself" in found("a: 1\n", active("#X", aliases=circle))[0][1]
    assert "unknown alias 'Y'" in found("a: 1\n", active("#Y", aliases=circle))[0][1]
    many: dict[str, tuple[AliasTarget, ...]] = {
        f"A{n}": (AliasTarget((), (f"#A{n + 1}.a", f"#A{n + 1}.b")),) for n in range(30)
    }
    many["A30"] = (AliasTarget((), ("$.x",)),)
    assert "more than 2000 expressions" in found("a: 1\n", active("#A0", aliases=many))[0][1]


def test_unrecognized_formats() -> None:
    """A document of no known format is told, unless the caller does not mind."""
    rules = Active("test", {}, frozenset({"oas2", "oas3"}))
    assert [each.rule for each in lint(inventory_of_bytes(b"a: 1"), rules)] == [UNRECOGNIZED_FORMAT]
    assert lint(inventory_of_bytes(b"a: 1"), rules, ignore_unknown_format=True) == ()
    assert lint(inventory_of_bytes(b"openapi: 3.0.0"), rules) == ()


def test_faults_of_functions_are_findings() -> None:
    """They never end the run."""
    rules = active("$.a", function=BROKEN)
    findings = lint(inventory_of_bytes(b"a: 1\n", "d.yaml"), rules)
    assert [(each.severity, each.location.pointer, each.piece) for each in findings] == [(Severity.ERROR, "/a", "x")]
    assert "the rule could not be asked: too much" in findings[0].message
    assert "no such option" in found("a: 1\n", active("$.a", function=PICKY))[0][1]
    assert "JSONPath is wrong" in found("a: 1\n", active("$.a["))[0][1]


def test_rules_that_were_not_run_are_told() -> None:
    """With their name and why."""
    rules = Active("test", {}, not_run={"mine": "it needs JavaScript"})
    findings = lint(inventory_of_bytes(b"a: 1"), rules)
    assert [(each.rule, each.piece) for each in findings] == [(RULE_NOT_RUN, "mine")]


def test_severities_and_flaws() -> None:
    """Rules that are off are silent; flaws of the text have their own severity; overrides go by place."""
    rules = active("$..*")
    off = Active("test", {name: ActiveRule(each.rule, None, frozenset(), {}, "") for name, each in rules.rules.items()})
    assert lint(inventory_of_bytes(b"a: 1\n"), off) == ()
    quiet = Active("test", {}, duplicate_keys=None, incompatible_values=Severity.HINT)
    findings = lint(inventory_of_bytes(b"a: 1\na: 2\n3: 4\n"), quiet)
    assert [(each.rule, each.severity) for each in findings] == [("parser", Severity.HINT)]

    def severity_at(rule: ActiveRule, _document: str, pointer: str) -> Severity | None:
        return None if pointer == "/a" else Severity.ERROR if pointer == "/b" else rule.severity

    pointed = Active("test", rules.rules, severity_at=severity_at)
    findings = lint(inventory_of_bytes(b"a: 1\nb: 2\nc: 3\n"), pointed)
    assert [(each.location.pointer, each.severity) for each in findings] == [("/b", "error"), ("/c", "warn")]


def test_findings_are_sorted_and_told_once(tmp_path: Path) -> None:
    """By document, line and column; the main file refers to another one twice."""
    main = tmp_path / "main.yaml"
    main.write_text("z: {t: 1}\nb: {$ref: 'a.yaml#/x'}\nc: {$ref: 'a.yaml#/x'}\n")
    (tmp_path / "a.yaml").write_text("x:\n  t: 1\n")
    inventory = open_inventory(main)
    findings = lint(inventory, active("$..t", "$.*.t"))
    assert [(Path(each.location.document).name, each.location.line) for each in findings] == [
        ("a.yaml", 2),
        ("main.yaml", 1),
    ]
    assert lint(inventory, active("$..t", "$.*.t")) == findings


def test_expressions_that_cannot_share_the_walk_are_asked_too() -> None:
    """Steps up in the middle, whole paths, computed keys; ways up and keys are told for each way."""
    text = "p:\n  l: [{name: id, s: 1}, {name: x, s: 2}]\nq: {$ref: '#/p'}\n"
    assert places(text, active("$..l[*][?(@property === 'name' && @ === 'id')]^.s")) == ["/p/l/0/s"]
    assert places(text, active("$.p.l[(@.length - 1)].s")) == ["/p/l/1/s"]
    assert places(text, active("$..[?(@path === \"$['p']['l'][1]['s']\")]")) == ["/p/l/1/s"]
    assert places(text, active("$.*.l^", resolved=False)) == ["/p"]
    assert places(text, active("$.*~", resolved=False)) == ["/p", "/q"]
    assert places(text, active("$..")) == ["", "/p", "/p/l", "/p/l/0", "/p/l/1"]


def test_a_scalar_document_is_judged() -> None:
    """Only its root."""
    assert places('"text"', active("$")) == [""]
    assert places('"text"', active("$..*")) == []


def test_contexts_know_where_they_are() -> None:
    """Spot, path, parent, root, whole."""
    seen: list[tuple[Any, ...]] = []

    def look(value: Any, _options: Any, context: Context) -> Iterable[Result]:
        whole = context.whole(context.root)
        seen.append((value, context.path, context.spot.path, context.parent, context.rule, context.resolved, whole))
        return ()

    text = "a: {$ref: '#/b'}\nb:\n  c: {$ref: '#/b'}\n  d: 1\n"
    lint(inventory_of_bytes(text.encode()), active("$.a", fields=("d",), function=Function("look", "look", "w", look)))
    cut = {"c": {"$ref": "#/b"}, "d": 1}
    raw = {"c": {"$ref": "#/b"}, "d": 1}
    assert seen == [(1, ("a", "d"), ("b", "d"), raw, "r", True, {"a": cut, "b": cut})]


def test_copies_with_all_references_replaced_are_bounded() -> None:
    """Two references in each of sixty schemas."""

    def whole(_value: Any, _options: Any, context: Context) -> Iterable[Result]:
        context.whole(context.root)
        return ()

    schemas = ",".join(f'"S{n}":{{"a":{{"$ref":"#/S{n + 1}"}},"b":{{"$ref":"#/S{n + 1}"}}}}' for n in range(60))
    text = f'{{{schemas},"S60":{{}}}}'
    findings = found(text, active("$", function=Function("whole", "whole", "w", whole)))
    assert len(findings) == 1
    assert "the rule could not be asked" in findings[0][1]


def test_expressions_with_too_many_states_are_asked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same findings, only slower."""
    rules = active("$..[?(@ && @.type)]", "$.*.z", "$..w", "$..x..y", "$..")
    together = places(SHARED, rules)
    monkeypatch.setattr(programs, "MAX_STATES", 2)
    running._program.cache_clear()
    assert places(SHARED, rules) == together
    assert together
    running._program.cache_clear()


def test_functions_that_nest_too_deep_are_told() -> None:
    """A function's recursion ends its own question only."""

    def deep(value: Any, options: Any, context: Context) -> Iterable[Result]:
        return deep(value, options, context)

    findings = found("a: 1\n", active("$.a", function=Function("deep", "deep", "w", deep)))
    assert "nests too deep" in findings[0][1]


def test_functions_may_ask_for_the_contract() -> None:
    """Compiled once; a document that is none is told."""
    asked: list[str] = []

    def contract(_value: Any, _options: Any, context: Context) -> Iterable[Result]:
        asked.append(context.contract().title)
        return ()

    rules = active("$", "$.info", function=Function("contract", "contract", "w", contract))
    assert found("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n", rules) == []
    assert asked == ["t", "t"]
    assert "could not be asked" in found("openapi: 3.1.0\ninfo: 1\n", rules)[0][1]


@pytest.mark.parametrize("text", ["null", "7", '"text"', "[]", "[1]", '{"openapi": "3.0.3", "paths": {"/a": [1]}}'])
def test_documents_of_any_kind_have_parts_and_perhaps_a_contract(text: str) -> None:
    """What is no object where one belongs is no fault of the program."""
    inventory = inventory_of_bytes(text.encode())
    reach_of(inventory)
    with suppress(ApiyardError):
        contract_through("contract", lambda _: inventory.root)
