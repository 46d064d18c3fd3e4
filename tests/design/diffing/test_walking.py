"""What is paired with what, how often it is told, and the way to it."""

from __future__ import annotations

from typing import Any

import pytest

from apiyard.core.json import canonical
from apiyard.design.cause import Cause, Direction, Strictness, Verdict
from apiyard.design.diff import DiffOptions, diff
from apiyard.design.diffing.branches import align
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes
from tests.design.diffing.stage import schema_contract

TEXT = {"type": "string"}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def contract(schemas: Any, **answers: Any) -> Contract:
    """Give a contract with one operation for each answer, whose schema it is."""
    paths: dict[str, Any] = {
        f"/{name}": {
            "get": {
                "operationId": name,
                "responses": {"200": {"description": "Ok.", "content": {"application/json": {"schema": schema}}}},
            }
        }
        for name, schema in answers.items()
    }
    info = {"title": "Things", "version": "1.0.0"}
    return contract_from_bytes(
        canonical({"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}})
    )


def told(old: Contract, new: Contract) -> list[tuple[str, str, str]]:
    return [(cause.check, cause.verdict.value, cause.old) for cause in diff(old, new).causes]


def only(old: Contract, new: Contract) -> Cause:
    (cause,) = diff(old, new).causes
    return cause


def test_a_shared_component_is_one_cause_with_all_places_and_the_shortest_way() -> None:
    def made(kind: Any) -> Contract:
        schemas = {
            "Address": {"type": "object", "properties": {"kind": kind}},
            "Customer": {"type": "object", "properties": {"address": ref("Address"), "friend": ref("Customer")}},
            "Order": {
                "type": "object",
                "properties": {"customer": ref("Customer"), "lines": {"type": "array", "items": ref("Order")}},
            },
        }
        return contract(schemas, orders={"type": "array", "items": ref("Order")}, address=ref("Address"), other=TEXT)

    cause = only(made({"enum": ["home"]}), made({"enum": ["home", "work"]}))
    assert (cause.check, cause.verdict) == ("enum-value-added", Verdict.BREAKING)
    assert [(each.operation, each.path) for each in cause.reach] == [
        ("address", "kind"),
        ("orders", "[].customer.address.kind"),
    ]


def test_a_component_under_another_name_is_the_same_one() -> None:
    thing = {"type": "object", "properties": {"a": TEXT, "b": TEXT, "next": ref("Old")}}
    other = {"type": "object", "properties": {"a": TEXT, "b": {"type": "integer"}, "next": ref("New")}}
    causes = told(contract({"Old": thing}, get=ref("Old")), contract({"New": other}, get=ref("New")))
    assert ("type-changed", "breaking", "/components/schemas/Old/properties/b") in causes
    assert not [each for each in causes if each[0] in {"property-added", "property-removed", "reference-changed"}]


def test_another_reference_is_told_where_it_stands() -> None:
    schemas = {"One": {"type": "object", "properties": {"a": TEXT}}, "Two": {"type": "integer"}}
    old = contract(schemas, get={"type": "object", "properties": {"x": ref("One")}}, one=ref("One"), two=ref("Two"))
    new = contract(schemas, get={"type": "object", "properties": {"x": ref("Two")}}, one=ref("One"), two=ref("Two"))
    place = "/paths/~1get/get/responses/200/content/application~1json/schema/properties/x"
    assert told(old, new) == [("reference-changed", "breaking", place)]


def test_what_was_written_out_and_is_a_component_now_is_compared_there() -> None:
    inline = {"type": "object", "properties": {"a": TEXT, "b": TEXT}}
    moved = {"type": "object", "properties": {"a": TEXT, "b": {"type": ["string", "null"]}}}
    causes = told(
        contract({}, get={"type": "object", "properties": {"x": inline}}),
        contract({"Fresh": moved}, get={"type": "object", "properties": {"x": ref("Fresh")}}),
    )
    place = "/paths/~1get/get/responses/200/content/application~1json/schema/properties/x"
    assert ("became-nullable", "breaking", f"{place}/properties/b") in causes
    assert ("rewritten", "safe", place) in causes


def test_recursion_ends() -> None:
    def tree(value: Any) -> Contract:
        node = {"type": "object", "properties": {"value": value, "left": ref("Node"), "right": ref("Node")}}
        return contract({"Node": node}, get=ref("Node"))

    cause = only(tree({"type": "integer"}), tree({"type": "number"}))
    assert [each.path for each in cause.reach] == ["value"]


def test_edits_of_one_schema_that_leave_it_what_it_was_are_one_safe_entry() -> None:
    old = contract({}, get={"type": "integer", "minimum": 1, "maximum": 3})
    new = contract({}, get={"enum": [1, 2, 3]})
    cause = only(old, new)
    assert (cause.check, cause.verdict) == ("rewritten", Verdict.SAFE)


def test_edits_that_only_break_together_are_told_together() -> None:
    # Each bound alone leaves values of the old schema; that both may go is only seen when both are looked at.
    old = schema_contract({"oneOf": [{"type": "integer", "maximum": 5}, {"type": "integer", "minimum": 6}]}, "request")
    new = schema_contract({"oneOf": [{"type": "integer", "maximum": 7}, {"type": "integer", "minimum": 4}]}, "request")
    report = diff(old, new)
    assert report.verdict is Verdict.BREAKING
    for cause in report.causes:
        assert cause.verdict is Verdict.BREAKING


def test_accepting_more_in_a_branch_of_one_of_may_break() -> None:
    cat = {"type": "object", "required": ["cat"], "properties": {"cat": {"type": "boolean"}}}
    dog = {"type": "object", "required": ["dog"], "properties": {"dog": {"type": "boolean"}}}
    wide = {"type": "object", "properties": {"dog": {"type": "boolean"}}}
    old, new = (schema_contract({"oneOf": branches}, "request") for branches in ([cat, dog], [cat, wide]))
    (cause,) = diff(old, new).causes
    assert (cause.check, cause.verdict) == ("property-became-optional", Verdict.BREAKING)


def test_a_branch_that_another_one_makes_up_for_breaks_nothing() -> None:
    old = {"anyOf": [{"type": "string", "maxLength": 9}, {"type": "string"}]}
    new = {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "string"}]}
    assert diff(schema_contract(old, "request"), schema_contract(new, "request")).verdict is Verdict.SAFE


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([ref("A"), ref("B")], [ref("B"), ref("A")], ((0, 1), (1, 0))),
        ([{"title": "a", "type": "object"}, TEXT], [TEXT, {"title": "a", "type": "array"}], ((0, 1), (1, 0))),
        (
            [{"properties": {"k": {"const": 1}}}, {"properties": {"k": {"const": 2}}}],
            [{"properties": {"k": {"const": 2}, "x": TEXT}}, {"properties": {"k": {"const": 3}}}],
            ((0, 1), (1, 0)),
        ),
        ([TEXT], [{"type": "integer"}], ((0, -1), (-1, 0))),
    ],
)
def test_branches_are_paired_by_what_they_are(old: Any, new: Any, pairs: Any) -> None:
    assert align(old, new, lambda left, right: left == right) == pairs


def test_what_is_set_for_a_check_is_told_so() -> None:
    old, new = schema_contract(TEXT, "request"), schema_contract({"type": "string", "maxLength": 3}, "request")
    off = diff(old, new, options=DiffOptions(levels={"max-length-changed": "off"}))
    assert off.causes == ()
    (cause,) = diff(old, new, options=DiffOptions(levels={"max-length-changed": Verdict.SAFE})).causes
    assert cause.verdict is Verdict.SAFE
    assert cause.sides[0].reason.startswith("set to safe; ")


def test_a_fingerprint_stays_while_the_change_does() -> None:
    old, new = schema_contract(TEXT, "request"), schema_contract({"type": "string", "maxLength": 3}, "request")
    more = schema_contract({"type": "string", "maxLength": 2}, "request")
    (one,), (again,), (other,) = diff(old, new).causes, diff(old, new).causes, diff(old, more).causes
    assert one.fingerprint == again.fingerprint
    assert one.fingerprint != other.fingerprint
    strict = diff(old, new, options=DiffOptions(strictness=Strictness.WIRE_STRICT)).causes[0]
    assert strict.fingerprint == one.fingerprint


def test_a_question_without_budget_is_unknown() -> None:
    old = {"type": "array", "items": {"anyOf": [{"type": "string", "pattern": "^a+$"}, {"type": "integer"}]}}
    new = {"type": "array", "items": {"anyOf": [{"type": "string", "pattern": "^a*$"}, {"type": "integer"}]}}
    report = diff(schema_contract(old, "request"), schema_contract(new, "request"), options=DiffOptions(budget=1))
    assert report.verdict is Verdict.UNKNOWN
    assert "budget" in report.causes[0].sides[0].reason


def test_definitions_that_only_dynamic_references_reach_are_unknown() -> None:
    listed = {"$defs": {"item": {"$dynamicAnchor": "item"}}, "type": "array", "items": {"$dynamicRef": "#item"}}

    def made(kind: str) -> Contract:
        own = {"$defs": {"item": {"$dynamicAnchor": "item", "type": kind}, "other": {"type": kind}}}
        return contract({"List": listed, "Named": {**ref("List"), **own}}, names=ref("Named"))

    found = only(made("string"), made("integer"))
    assert (found.check, found.verdict) == ("dynamic-reference-changed", Verdict.UNKNOWN)
    assert [side.reason.partition(":")[0] for side in found.sides] == ["$dynamicRef"]


def test_definitions_without_anchors_are_told_where_they_are_used() -> None:
    def made(kind: str) -> Contract:
        own = {"$defs": {"item": {"type": kind}, "unused": {"type": kind}}}
        return contract({"Named": {**own, "type": "array", "items": TEXT}}, names=ref("Named"))

    assert diff(made("string"), made("integer")).causes == ()


@pytest.mark.parametrize(
    ("direction", "new", "reason"),
    [
        ("request", {"additionalProperties": False}, "clients send only declared members"),
        ("request", {"properties": {"name": TEXT, "more": TEXT}}, "clients send only declared members"),
    ],
)
def test_what_hangs_on_the_reading_of_objects_says_so(direction: Direction, new: dict[str, Any], reason: str) -> None:
    old = {"type": "object", "properties": {"name": TEXT}}
    found = only(schema_contract(old, direction), schema_contract({**old, **new}, direction))
    assert found.verdict is Verdict.SAFE
    assert [side.reason.partition(": ")[2] for side in found.sides] == [reason]


def test_members_that_clients_ignore_are_told_so() -> None:
    old = {"type": "object", "properties": {"name": TEXT}, "additionalProperties": False}
    new = {**old, "properties": {"name": TEXT, "more": TEXT}}
    found = only(schema_contract(old, "response"), schema_contract(new, "response"))
    assert found.verdict is Verdict.SAFE
    assert all("clients ignore members" in side.reason for side in found.sides)


def test_formats_that_are_not_asserted_are_told_so() -> None:
    found = only(schema_contract(TEXT, "request"), schema_contract({**TEXT, "format": "date"}, "request"))
    assert [side.reason.partition(": ")[2] for side in found.sides] == [
        "formats are annotations here, they are not asserted"
    ]


@pytest.mark.parametrize("direction", ["request", "response"])
def test_a_composition_that_may_no_longer_be_null_is_told_once(direction: Direction) -> None:
    held = {"allOf": [ref("Text")]}
    null = schema_contract({"anyOf": [held, {"type": "null"}]}, direction)
    one, other = only(null, schema_contract(held, direction)), only(schema_contract(held, direction), null)
    assert {one.verdict, other.verdict} == {Verdict.BREAKING, Verdict.SAFE}
    assert (one.check, other.check) == ("became-not-nullable", "became-nullable")
