"""Strategies keep their own examples."""

from __future__ import annotations

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.core.options import read_options
from apiyard.deploy.strategy import Move, strategies

CASES = [(one, case) for one in strategies().values() for case in (*one.good, *one.bad)]


def test_there_are_canary_and_at_once():
    assert set(strategies()) == {"canary", "at-once"}


@pytest.mark.parametrize(("entry", "case"), CASES, ids=[f"{one.id}: {case.says}" for one, case in CASES])
def test_examples(entry, case):
    options = read_options(entry.options, case.options)
    assert entry.advise(options, case.progress).move is case.move
    assert (case in entry.good) == (case.move in {Move.ADVANCE, Move.PROMOTE})


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": []},
        {"steps": [50, 10]},
        {"steps": [10, 100]},
        {"steps": [0]},
        {"tolerance": 0},
        {"on_timeout": "promote"},
        {"min_requests": 0},
        {"max_seconds": 1},
        {"min_seconds": -1},
        {"operation_tolerance": 0.9},
    ],
)
def test_canary_options_out_of_range(wrong):
    with pytest.raises(InvalidInputError):
        read_options(strategies()["canary"].options, wrong, where="api.yaml")
