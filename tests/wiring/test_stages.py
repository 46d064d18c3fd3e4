"""A declared lifecycle is checked against where the version stood."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from apiyard.core.errors import ConflictError, InvalidInputError, UnknownNameError
from apiyard.store.intents import Intent
from apiyard.wiring.desired import Desired
from apiyard.wiring.stages import check_stages, moves
from apiyard.wiring.state import State

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DEPRECATED = {"stage": "deprecated", "deprecated": "2026-05-01", "sunset": "2026-07-01", "link": ""}
RETIRED = {**DEPRECATED, "stage": "retired"}


def check(before, after, now=NOW):
    intents = {}
    if before is not None:
        intents["product", "orders"] = Intent("product", "orders", 1, {"lifecycle": before}, NOW)
    check_stages(State(intents), Desired({("product", "orders"): {"lifecycle": after}, ("plan", "a"): {}}, {}), now=now)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        ({}, {"1.0.0": {"stage": "active"}}),
        ({}, {"1.0.0": DEPRECATED}),
        ({"1.0.0": DEPRECATED}, {"1.0.0": DEPRECATED}),
        ({"1.0.0": DEPRECATED}, {}),
        (None, {"1.0.0": RETIRED}),
    ],
)
def test_what_may_follow_passes(before, after):
    check(before, after)


def test_an_unchanged_declaration_passes_after_its_sunset_too():
    check({"1.0.0": DEPRECATED}, {"1.0.0": DEPRECATED}, now=datetime(2027, 1, 1, tzinfo=UTC))
    check({"1.0.0": DEPRECATED}, {"1.0.0": RETIRED}, now=datetime(2027, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"1.0.0": RETIRED}),
        ({"1.0.0": DEPRECATED}, {"1.0.0": RETIRED}),
        ({"1.0.0": RETIRED}, {"1.0.0": {"stage": "active"}}),
        ({"1.0.0": RETIRED}, {}),
    ],
)
def test_what_may_not_follow_is_told_with_its_place(before, after):
    with pytest.raises(ConflictError) as told:
        check(before, after)
    assert told.value.where == "apis/orders/api.yaml#/lifecycle/1.0.0"


def test_a_wrong_form_is_told_even_of_a_new_product():
    with pytest.raises(UnknownNameError, match="deprecated"):
        check(None, {"1.0.0": {"stage": "deprecatd"}})
    with pytest.raises(InvalidInputError, match="date"):
        check(None, {"1.0.0": {"stage": "deprecated", "deprecated": "soon"}})


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, {}, []),
        ({"1.0.0": DEPRECATED}, {"1.0.0": DEPRECATED, "2.0.0": {"stage": "active"}}, []),
        ({}, {"1.0.0": DEPRECATED}, [("orders@1.0.0", "active", "deprecated", "2026-07-01T00:00:00+00:00")]),
        ({"1.0.0": DEPRECATED}, {}, [("orders@1.0.0", "deprecated", "active", None)]),
    ],
)
def test_each_move_becomes_a_fact(before, after, told):
    intents = {}
    if before is not None:
        intents["product", "orders"] = Intent("product", "orders", 1, {"lifecycle": before}, NOW)
    facts = moves(State(intents), Desired({("product", "orders"): {"lifecycle": after}}, {}), by="token:ada")
    seen = [(each.subject.id, each.numbers["before"], each.numbers["after"], each.numbers["sunset"]) for each in facts]
    assert seen == told
    assert all(each.by == "token:ada" and each.about.api == "orders" for each in facts)
