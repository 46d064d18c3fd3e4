"""Options and settings are read by one checked reader that says where a wrong one stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.names import PlanName
from apiyard.core.options import Pointed, read_options, write_options


@dataclass(frozen=True, slots=True)
class Inner:
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Outer:
    name: str
    per_seconds: int = 60
    inner: Inner = field(default_factory=Inner)
    plans: Mapping[PlanName, Inner] = field(default_factory=dict)
    steps: tuple[float, ...] = ()
    limit: int | None = None


def test_hyphens_nested_and_defaults():
    made = read_options(
        Outer, {"name": "a", "per-seconds": 5, "inner": {"seconds": 2}, "plans": {"gold": {}}, "steps": [1]}
    )
    assert made == Outer("a", 5, Inner(2.0), {PlanName("gold"): Inner()}, (1.0,))
    assert read_options(Outer, write_options(made)) == made


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"name": 1}, "FILE/name"),
        ({"name": "a", "per_seconds": True}, "FILE/per_seconds"),
        ({"name": "a", "inner": {"seconds": "2"}}, "FILE/inner/seconds"),
        ({"name": "a", "plans": {"Gold!": {}}}, "FILE/plans/Gold!"),
        ({"name": "a", "steps": "123"}, "FILE/steps"),
        ({"per_seconds": 1}, "FILE"),
        ([], "FILE"),
    ],
)
def test_a_wrong_value_is_told_with_its_place(value, place):
    with pytest.raises(InvalidInputError) as told:
        read_options(Outer, value, where=Pointed(lambda pointer: "FILE" + pointer))
    assert told.value.where == place


def test_an_unknown_name_is_told_with_the_nearest_one():
    with pytest.raises(UnknownNameError) as told:
        read_options(Outer, {"name": "a", "per-second": 5}, where="plan", noun="setting")
    assert told.value.where == "plan.per-second"
    assert "per-seconds" in told.value.hint
