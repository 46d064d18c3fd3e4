"""An edit far away is judged on all of the way to it: through not, beside references, under unevaluated keywords."""

from __future__ import annotations

from typing import Any

import pytest

from apiyard.design.cause import ExchangeProof, Side, Strictness, Verdict
from apiyard.design.diff import DiffOptions, diff
from tests.design.diffing.stage import refuses, schema_contract

X, Y = {"$ref": "#/components/schemas/X"}, {"$ref": "#/components/schemas/Y"}
TEXT, ANY = {"type": "string"}, {"type": ["string", "number", "boolean", "null", "object", "array"]}


def _sides(old: Any, new: Any, *, strictness: Strictness = Strictness.WIRE, off: tuple[str, ...] = ()) -> list[Side]:
    contracts = [schema_contract(thing, "request", **more) for thing, more in (old, new)]
    options = DiffOptions(strictness=strictness, levels=dict.fromkeys(off, "off"))
    found = [side for cause in diff(*contracts, options=options).causes for side in cause.sides]
    for side in found:
        if isinstance(side.proof, ExchangeProof):
            assert not refuses(contracts[0], side.proof, "request")
            assert refuses(contracts[1], side.proof, "request")
    return found


@pytest.mark.parametrize(
    ("around", "inner", "wider"),
    [
        ({"else": {"not": {"patternProperties": {"^a": Y}}}, "if": {"type": "integer"}}, {"type": "object"}, True),
        ({"not": {"not": {"properties": {"a": Y}}}}, {"type": "object"}, False),
        ({"not": {"$ref": Y["$ref"], "minLength": 1}}, {"allOf": [TEXT]}, True),
        ({"oneOf": [{"description": "a", **Y}, {"type": "number"}]}, TEXT, True),
        ({"dependentSchemas": {"a": {"not": {"properties": {"b": Y}}}}}, TEXT, True),
    ],
)
@pytest.mark.parametrize("beside", [{}, {"prefixItems": [True]}, {"maxItems": 7}])
def test_the_way_counts_with_all_its_steps(around: Any, inner: Any, wider: bool, beside: Any) -> None:
    narrow, wide = {"Y": inner}, {"Y": {**inner, "type": ANY["type"]} if "type" in inner else ANY}
    before, after = (narrow, wide) if wider else (wide, narrow)
    sides = _sides((around, before), ({**around, **beside}, after))
    assert Verdict.BREAKING in {side.verdict for side in sides}


def test_a_composition_beyond_a_reference_with_keywords_beside_it_is_found() -> None:
    around = {"not": {**X, "title": "no such"}}
    sides = _sides((around, {"X": {"allOf": [Y]}, "Y": TEXT}), (around, {"X": {"allOf": [Y]}, "Y": ANY}))
    assert {side.verdict for side in sides} == {Verdict.BREAKING}
    sides = _sides((around, {"X": {"allOf": [Y]}, "Y": ANY}), (around, {"X": {"allOf": [Y]}, "Y": TEXT}))
    assert {side.verdict for side in sides} == {Verdict.SAFE}


@pytest.mark.parametrize("around", [{**Y}, {"allOf": [Y]}, {"anyOf": [{"$ref": Y["$ref"], "title": "y"}]}])
def test_what_is_evaluated_counts_where_it_is_looked_at(around: Any) -> None:
    """Another branch takes what it took, but it evaluates less of it."""
    thing = {**around, "unevaluatedProperties": {"type": "integer"}}
    old = {"Y": {"type": "object", "properties": {"a": True}}}
    sides = _sides((thing, old), (thing, {"Y": {"type": "object"}}))
    assert any(isinstance(side.proof, ExchangeProof) for side in sides)
    unwatched = {word: held for word, held in thing.items() if word != "unevaluatedProperties"}
    sides = _sides((unwatched, old), (unwatched, {"Y": {"type": "object"}}))
    assert not any(isinstance(side.proof, ExchangeProof) for side in sides)


@pytest.mark.parametrize("strictness", [Strictness.WIRE, Strictness.WIRE_STRICT])
def test_a_check_that_is_off_leaves_no_break_unexplained(strictness: Strictness) -> None:
    """What is not told still explains why all that changed breaks together."""
    old = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "maxLength": 9}}}
    new = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "maxLength": 5, "minLength": 0}}}
    sides = _sides((old, {}), (new, {}), strictness=strictness, off=("max-length-changed",))
    assert {side.verdict for side in sides} <= {Verdict.SAFE}


@pytest.mark.parametrize("beside", [{}, {"title": "no such"}])
def test_what_an_edit_brings_is_taken_as_it_is_now(beside: Any) -> None:
    """The reference stood nowhere before, so an edit of what it refers to was judged at no place."""
    new = {"not": {**X, **beside}}
    sides = _sides(({}, {"X": {"not": {}}, "Z": X}), (new, {"X": {"type": "string"}, "Z": X}))
    assert Verdict.BREAKING in {side.verdict for side in sides}
