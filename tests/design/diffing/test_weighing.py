"""Changes in branches of branches end in counted time, and say so."""

from __future__ import annotations

from typing import Any

from apiyard.core.json import Json
from apiyard.design.cause import Verdict
from apiyard.design.diff import Report, diff
from apiyard.design.diffing.place import Place, Site, Step
from apiyard.design.diffing.weighing import Weighing
from tests.design.diffing.stage import schema_contract


def nested(levels: int, most: int) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "string", "maxLength": most}
    for _ in range(levels):
        found = {"oneOf": [found, {"allOf": [found, {"type": "object"}]}]}
    return found


def changed(levels: int) -> Report:
    return diff(*(schema_contract(nested(levels, most), "request") for most in (5, 4)))


def test_a_few_levels_are_all_decided() -> None:
    found = changed(4)
    assert len(found.causes) == 16
    assert {cause.verdict for cause in found.causes} == {Verdict.BREAKING, Verdict.SAFE}


def test_too_many_branches_are_unknown_for_lack_of_budget() -> None:
    one = changed(8)
    left = {side.reason for cause in one.causes for side in cause.sides if side.verdict is Verdict.UNKNOWN}
    assert any(reason.startswith("budget: the branches") for reason in left)
    assert len(one.causes) == 256


def tagged(kind: str, most: int) -> dict[str, Any]:
    members = {"kind": {"const": kind}, "name": {"type": "string", "maxLength": most}}
    return {"type": "object", "required": ["kind", "name"], "properties": members}


def test_many_branches_of_one_level_are_all_decided() -> None:
    unions = [{"oneOf": [tagged(f"k{each}", most) for each in range(40)]} for most in (5, 4)]
    found = diff(*(schema_contract(union, "request") for union in unions))
    assert [cause.verdict for cause in found.causes] == [Verdict.BREAKING] * 40


def test_circles_and_shared_branches_are_weighed() -> None:

    tree: Json = {
        "a": {"anyOf": [{"$ref": "#/b"}, {"$ref": "#/b"}, {"$ref": "#/a"}]},
        "b": {"allOf": [{"type": "string"}, {"not": {}}]},
    }
    operation = schema_contract({}, "request").operations[0]
    site = Site(Place(operation, operation, "request"), (Step("anyOf", "0", "/a/anyOf/0", "/a/anyOf/0"),))
    # Three branches, two of which lead to two more, of which one holds one more: nine ways, on four levels at most.
    assert Weighing(tree, room=48).takes(site)
    assert not Weighing(tree, room=8).takes(site)
    weighing = Weighing(tree, room=90)
    assert weighing.takes(site)
    left = weighing.room
    assert weighing.takes(site) is (left >= 90 - left)
