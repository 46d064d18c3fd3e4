"""What a team agrees on: inline waivers, exceptions, baselines; groups and the score."""

from __future__ import annotations

import dataclasses
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.core.errors import InvalidInputError
from apiyard.core.finding import Finding, Severity
from apiyard.design.assess import Agreed, afterthoughts, assess, reach_once
from apiyard.design.baseline import read_baseline, write_baseline
from apiyard.design.exception import LintException
from apiyard.design.fingerprint import fingerprints
from apiyard.design.group import group
from apiyard.design.ignore import read_ignores
from apiyard.design.reach import name_of, reach_of
from apiyard.design.report import Judged
from apiyard.design.ruleset import Active
from apiyard.design.score import score
from tests.design.lint_reports import FOLDER, TODAY, active, agreed, document, inventory, judged

SHOP = (FOLDER / "shop.yaml").read_text()


def spared(one: Judged) -> dict[str, str]:
    return {
        f"{each.finding.rule} {each.finding.location.pointer}": each.spared.by for each in one.remarks if each.spared
    }


def rules(one: Judged) -> list[str]:
    return [each.finding.rule for each in one.counted]


# Inline waivers -------------------------------------------------------------------------------------------------------


def test_an_inline_waiver_spares_at_its_object_and_below() -> None:
    one = judged()
    assert spared(one) == {
        "operation-tags /paths/~1orders/get": "x-lint-ignore",
        "operation-tags /paths/~1orders/post": "x-lint-ignore",
    }
    found = {each.finding.location.pointer: each.spared for each in one.remarks if each.spared}
    assert found["/paths/~1orders/get"].reason == "one group only"
    assert found["/paths/~1orders/get"].until == "2099-01-31"


def test_a_waiver_without_a_reason_is_a_finding() -> None:
    (told,) = [each.finding for each in judged().counted if each.finding.rule == "lint-ignore-reason"]
    assert told.location.pointer == "/paths/~1orders/post/x-lint-ignore/0"
    assert (told.location.line, told.severity) == (14, Severity.WARN)


@pytest.mark.parametrize(
    ("written", "rule", "message"),
    [
        ("{rule: a, reason: x, until: 2026-11-21}", "lint-ignore-expired", "ended on 2026-11-21"),
        ("{rule: a, reason: x, until: soon}", "lint-ignore", "this is no day"),
        ("{rule: b, reason: x}", "lint-ignore", "which nobody knows"),
        ("{reason: x}", "lint-ignore", "a waiver is the name of a rule"),
        ("{rule: a, reason: x, untill: x}", "lint-ignore", "untill"),
        ("5", "lint-ignore", "a waiver is the name of a rule"),
    ],
)
def test_a_waiver_that_does_not_hold_is_told(written: str, rule: str, message: str) -> None:
    ignores = read_ignores([document(f"x-lint-ignore: {written}\n")], known={"a"}, today=TODAY)
    (told,) = ignores.findings
    assert told.rule == rule
    assert message in told.message
    assert rule != "lint-ignore-expired" or ignores.spare("a", "shop.yaml", ("x",)) is None


@pytest.mark.parametrize("rule", ["info-contact", "invalid-ref", "owasp:api2:2023-no-http-basic"])
def test_a_waiver_may_name_a_rule_of_another_ruleset(rule: str) -> None:
    text = f"x-lint-ignore: {{rule: '{rule}', reason: x}}\n"
    assert read_ignores([document(text)], known={"a"}, today=TODAY).findings == ()


def test_a_waiver_holds_on_its_last_day_only_for_its_rule_and_place() -> None:
    text = "deep:\n  x-lint-ignore: {rule: a, reason: x, until: 2026-11-22}\n  er: [1]\n"
    ignores = read_ignores([document(text)], known={"a", "b"}, today=TODAY)
    assert ignores.findings == ()
    assert ignores.spare("a", "shop.yaml", ("deep", "er", 0)) is not None
    assert ignores.spare("b", "shop.yaml", ("deep", "er", 0)) is None
    assert ignores.spare("a", "other.yaml", ("deep", "er", 0)) is None
    assert ignores.spare("a", "shop.yaml", ()) is None


def test_a_waiver_counts_where_the_finding_really_stands() -> None:
    text = SHOP.replace("    Order:\n", "    Order:\n      x-lint-ignore: {rule: example, reason: later}\n")
    opened = inventory(text)
    place = opened.root.locate("/components/schemas/Order/properties/note")
    one = assess("a", opened, active(), findings=[Finding("example", Severity.ERROR, "m", place)], agreed=agreed())
    assert "example" not in rules(one)


# Exceptions -----------------------------------------------------------------------------------------------------------


def test_an_exception_spares_by_rule_document_and_place() -> None:
    at = "/components/schemas/Order"
    one = judged(agreed(LintException("exam*", "old data", "*.yaml", at)))
    assert "example" not in rules(one)
    assert {each.spared.by for each in one.remarks if each.finding.rule == "example" and each.spared} == {"exception"}
    for other in (
        LintException("example", "x", "other.yaml"),
        LintException("example", "x", pointer="/components/schemas/Ord"),
        LintException("examples", "x"),
        LintException("example", "x", until="2026-11-21"),
    ):
        assert rules(judged(agreed(other))).count("example") == 2


def test_exceptions_that_ended_are_findings_and_unused_ones_are_told() -> None:
    held = agreed(
        LintException("gone", "x"), LintException("example", "x", until="2020-01-01"), LintException("example", "y")
    )
    (more,), notes = afterthoughts([judged(held)], held)
    assert [(each.finding.rule, each.finding.location.line) for each in more.counted] == [("exception-expired", 2)]
    assert notes == ("nothing needs the exception for gone at agreed.yaml:1:3#/0 any more",)


@pytest.mark.parametrize(
    "wrong", [{"rule": "", "reason": "x"}, {"rule": "a", "reason": " "}, {"pointer": "x"}, {"until": "x"}]
)
def test_an_exception_needs_its_parts(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidInputError):
        LintException(**{"rule": "a", "reason": "x", **wrong})


# Baseline -------------------------------------------------------------------------------------------------------------


def kept(one: Judged) -> bytes:
    return write_baseline(
        {
            "rule": each.finding.rule,
            "document": "shop.yaml",
            "pointer": each.finding.location.pointer,
            "message": each.finding.message,
            "fingerprint": each.fingerprint,
        }
        for each in one.counted
    )


def with_baseline(data: bytes) -> Agreed:
    return agreed(baseline=read_baseline(data, where="baseline.json"))


def test_only_new_findings_count_beside_a_baseline() -> None:
    held = with_baseline(kept(judged()))
    one = judged(held)
    assert rules(one) == ["rule-not-run"]
    assert afterthoughts([one], held) == ((), ())


def test_moved_lines_and_numbers_do_not_matter_but_a_second_finding_does() -> None:
    held = with_baseline(kept(judged()))
    moved = inventory("# a line\n# more\n" + SHOP)
    at = "/components/schemas/Order/properties/note/example"
    told = [Finding("example", Severity.ERROR, "the example 4 is no string", moved.root.locate(at))]
    assert rules(assess("shop", moved, active(), findings=told, agreed=held)) == []
    assert rules(assess("shop", moved, active(), findings=[*told, *told], agreed=held)) == ["example"]


def test_what_is_gone_is_told() -> None:
    held = with_baseline(kept(judged()))
    one = assess("shop", inventory(SHOP), active(), findings=[], agreed=held)
    _, notes = afterthoughts([one], held)
    assert "info-contact at shop.yaml#/info is gone from the documents" in notes
    elsewhere = dataclasses.replace(one, documents={})
    assert afterthoughts([elsewhere], held)[1] == ()


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"version": 2, "findings": []}', b'{"version": 1, "findings": [1]}', b"[" * 9999]
)
def test_what_is_no_baseline_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInputError, match="no baseline"):
        read_baseline(data, where="x")


def test_a_baseline_is_the_same_whatever_the_order() -> None:
    one = judged()
    turned = dataclasses.replace(one, remarks=one.remarks[::-1])
    assert kept(one) == kept(turned)
    assert kept(one).count(b"\n") == len(one.counted) + 2


def test_fingerprints_differ_and_stay() -> None:
    place = document("a: [1, 2]").locate("/a/0")
    told = [(Finding("r", Severity.WARN, f"item {number}", place), "d", ("a", number)) for number in (1, 2)]
    first = list(fingerprints(told))
    assert len(set(first)) == 2
    assert first == list(fingerprints(told))


# Groups and score -----------------------------------------------------------------------------------------------------


def test_findings_are_grouped_by_their_root_cause() -> None:
    one = judged()
    assert one.inventory is not None
    groups = group(one.broken, "shop.yaml", reach=reach_once(one.inventory))
    told = [(each.rule, len(each.remarks), each.component, each.operations) for each in groups]
    both = ("GET /orders", "POST /orders")
    assert told == [
        ("operation-id", 2, "", ()),
        ("example", 2, "components/schemas/Order", both),
        ("info-contact", 1, "", ()),
        ("lint-ignore-reason", 1, "", ()),
        ("array-limit", 1, "components/schemas/Orders", ("GET /orders",)),
        ("script", 1, "", ()),
    ]


def test_every_finding_is_in_exactly_one_group() -> None:
    one = judged()
    grouped = [id(remark) for each in group(one.counted, "shop.yaml") for remark in each.remarks]
    assert sorted(grouped) == sorted(id(each) for each in one.counted)


def test_operations_of_all_methods_are_reached_through_references() -> None:
    text = """\
paths:
  /a:
    parameters: [{$ref: '#/components/parameters/P'}]
    query: {responses: {"200": {$ref: '#/components/responses/R'}}}
    additionalOperations:
      COPY: {responses: {"200": {$ref: '#/components/responses/R'}}}
  /b: {get: {}}
components:
  parameters: {P: {name: p, in: query}}
  responses: {R: {$ref: '#/components/responses/S'}, S: {description: s}}
"""
    reach = reach_of(inventory(text))
    names = [name_of(each) for each in reach.operations]
    assert names == ["QUERY /a", "COPY /a", "GET /b"]
    for part in (("parameters", "P"), ("responses", "R"), ("responses", "S")):
        reached = reach.reached(("shop.yaml", ("components", *part)))
        assert reach.named(reached, 9) == ("QUERY /a", "COPY /a")
    assert reach.named(reach.reached(("shop.yaml", ())), 2) == ("QUERY /a", "COPY /a")


def test_parts_in_a_circle_reach_the_same() -> None:
    schemas = {name: {"$ref": f"#/components/schemas/{after}"} for name, after in ("ab", "bc", "ca", "dc", "xy")}
    operations = {f"/{name}": {"get": {"x": {"$ref": f"#/components/schemas/{name}"}}} for name in "bd"}
    reach = reach_of(inventory(json.dumps({"paths": operations, "components": {"schemas": schemas}})))
    reached = {path[2]: reach.named(reach.reached((uri, path)), 9) for uri, path in reach.components}
    both = ("GET /b", "GET /d")
    assert reached == {"a": both, "b": both, "c": both, "d": ("GET /d",), "x": ()}


def test_long_chains_of_references_take_linear_time() -> None:
    schemas = {f"s{number}": {"$ref": f"#/components/schemas/s{number + 1}"} for number in range(20_000)}
    paths = {f"/{number}": {"get": {"x": {"$ref": f"#/components/schemas/s{number}"}}} for number in range(2_000)}
    reach = reach_of(inventory(json.dumps({"paths": paths, "components": {"schemas": schemas}})))
    last = ("shop.yaml", ("components", "schemas", "s19999"))
    assert reach.reached(last).bit_count() == len(reach.operations) == 2_000


def test_a_document_without_findings_has_the_full_score() -> None:
    told = score((), reach_of(inventory(SHOP)))
    assert (told.value, told.parts, told.told()) == (100, 4, "100 x 100 / (100 + 0.0) = 100")


def test_the_score_shows_its_arithmetic() -> None:
    one = judged()
    told = score(one.broken, reach_of(inventory(SHOP)))
    assert [(each.rule, each.parts, round(each.points, 1)) for each in told.losses] == [
        ("example", 3, 32.0),
        ("operation-id", 2, 24.0),
        ("info-contact", 2, 6.0),
        ("lint-ignore-reason", 1, 4.0),
        ("array-limit", 2, 1.8),
        ("script", 1, 0.4),
    ]
    assert told.told() == "100 x 100 / (100 + 68.2) = 59"


PLACES = ["", "/info", "/paths/~1orders/get", "/paths/~1orders/post/responses", "/components/schemas/Order"]
FOUND = st.tuples(st.sampled_from("abc"), st.sampled_from(list(Severity)), st.sampled_from(PLACES))


@settings(max_examples=60, deadline=None)
@given(found=st.lists(FOUND, max_size=8), more=FOUND)
def test_one_more_finding_never_raises_the_score(
    found: list[tuple[str, Severity, str]], more: tuple[str, Severity, str]
) -> None:
    opened = inventory(SHOP)
    plain = Active("house", {})
    reach = reach_of(opened)

    def scored(each: list[tuple[str, Severity, str]]) -> int:
        told = [Finding(rule, bad, "m", opened.root.locate(at)) for rule, bad, at in each]
        one = assess("a", opened, plain, findings=told, agreed=Agreed(date(2026, 1, 1)))
        return score([each for each in one.remarks if not each.finding.rule.startswith("lint-")], reach).value

    assert 0 < scored([*found, more]) <= scored(found)
    assert scored([more]) < 100
