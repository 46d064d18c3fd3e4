"""Made-up schemas and edits: no verdict without proof, none that the meaning of the whole schemas speaks against."""

from __future__ import annotations

import copy
from collections import Counter
from random import Random
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.design.cause import Direction, ExchangeProof, Side, Strictness, Verdict
from apiyard.design.check import checks
from apiyard.design.containment.contain import Schemas, contain
from apiyard.design.diff import DiffOptions, diff
from apiyard.spec.contract import Contract
from tests.design.diffing.made_up import edit, made_up
from tests.design.diffing.stage import refuses, schema_contract

_OTHERS = {check.id: "off" for check in checks().values() if check.area != "schema"}
_THING = "#/components/schemas/Thing"
_ROUNDS = 12
_SEEDS = 24


def _pair(random: Random, direction: Direction, edits: int) -> tuple[Contract, Contract]:
    while True:
        thing, other = made_up(random), made_up(random, 2)
        new, other_new = copy.deepcopy(thing), copy.deepcopy(other)
        for _ in range(edits):
            edit(random, random.choice((new, new, other_new)))
        try:
            return schema_contract(thing, direction, Other=other), schema_contract(new, direction, Other=other_new)
        except InvalidInputError:  # a reference that leads only to itself
            continue


def _whole(source: Contract, target: Contract, direction: Direction) -> str:
    trees = {"urn:s": source.scope.directed(direction), "urn:t": target.scope.directed(direction)}
    return contain({"$ref": f"urn:s{_THING}"}, {"$ref": f"urn:t{_THING}"}, Schemas(trees)).verdict


def _sides(old: Contract, new: Contract, strictness: Strictness) -> list[Side]:
    options: Any = DiffOptions(strictness=strictness, levels=_OTHERS)  # type: ignore[arg-type]
    return [side for cause in diff(old, new, options=options).causes for side in cause.sides]


@pytest.mark.parametrize("seed", range(_SEEDS))
@pytest.mark.parametrize("edits", [1, 3])
def test_verdicts_are_those_of_the_whole_schemas(seed: int, edits: int) -> None:
    told: Counter[tuple[str, str]] = Counter()
    for round_ in range(_ROUNDS):
        direction: Direction = "request" if round_ % 2 else "response"
        random = Random(f"{seed} {round_} {edits}")
        old, new = _pair(random, direction, edits)
        source, target = (old, new) if direction == "request" else (new, old)
        whole = _whole(source, target, direction)
        sides = _sides(old, new, Strictness.WIRE_STRICT)
        shown = [side for side in sides if isinstance(side.proof, ExchangeProof)]
        for side in shown:
            assert isinstance(side.proof, ExchangeProof)
            assert not refuses(source, side.proof, direction)
            assert refuses(target, side.proof, direction)
        if whole == "contained":
            assert not shown
        if whole == "not-contained":
            assert any(side.verdict is not Verdict.SAFE for side in sides)
        told[whole, "breaking" if shown else max((side.verdict.value for side in sides), default="safe")] += 1
    decided = sum(count for (_, word), count in told.items() if word != "unknown")
    assert decided >= _ROUNDS // 2


@pytest.mark.parametrize("seed", range(_SEEDS // 2))
@pytest.mark.parametrize("strictness", [Strictness.WIRE, Strictness.SOURCE])
def test_what_breaks_is_shown_under_each_reading(seed: int, strictness: Strictness) -> None:
    for round_ in range(_ROUNDS):
        direction: Direction = "request" if round_ % 2 else "response"
        old, new = _pair(Random(f"{seed} {round_}"), direction, 2)
        source, target = (old, new) if direction == "request" else (new, old)
        for side in _sides(old, new, strictness):
            assert (side.proof is not None) == (side.verdict is Verdict.BREAKING)
            if isinstance(side.proof, ExchangeProof):
                assert not refuses(source, side.proof, direction)
                assert refuses(target, side.proof, direction)
