"""Versions move through their life in one direction, and by dates that were promised."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.core.errors import ApiyardError, ConflictError, InvalidInputError, UnknownNameError
from apiyard.core.evidence import About, EvidenceKind
from apiyard.govern.stage import (
    MOVES,
    Life,
    Move,
    Stage,
    check_change,
    lifecycle_evidence,
    move,
    next_change,
    read_life,
    read_stage,
    stage_at,
)

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ACTIVE = Life(Stage.ACTIVE)
DEPRECATED = Life(Stage.DEPRECATED, NOW - DAY, NOW + 30 * DAY, "https://example.org/move")


def test_a_life_from_the_first_to_the_last_day():
    life = move(Life(), Move(Stage.ACTIVE), now=NOW)
    life = move(life, Move(Stage.DEPRECATED, NOW + 10 * DAY, "https://example.org"), now=NOW)
    assert life == Life(Stage.DEPRECATED, NOW, NOW + 10 * DAY, "https://example.org")
    assert next_change(life, NOW) == NOW + 10 * DAY
    life = move(life, Move(Stage.RETIRED), now=NOW + 10 * DAY)
    assert life.stage is Stage.RETIRED
    assert life.sunset == NOW + 10 * DAY


@pytest.mark.parametrize(("stands", "to"), list(itertools.product(Stage, Stage)))
def test_only_the_moves_of_the_table_are_made(stands, to):
    deprecated = stands is Stage.DEPRECATED
    life = Life(stands, NOW - 2 * DAY if deprecated else None, NOW + DAY if deprecated else None)
    if to in MOVES[stands] and (stands, to) != (Stage.DEPRECATED, Stage.RETIRED):
        assert move(life, Move(to, NOW + DAY if to is Stage.DEPRECATED else None), now=NOW).stage is to
    else:
        with pytest.raises(ConflictError):
            move(life, Move(to), now=NOW)


def test_a_sunset_retires_by_itself_at_its_second():
    sunset = NOW + 30 * DAY
    assert stage_at(DEPRECATED, sunset - timedelta(seconds=1)) is Stage.DEPRECATED
    assert stage_at(DEPRECATED, sunset) is Stage.RETIRED
    assert next_change(DEPRECATED, sunset) is None
    assert stage_at(Life(Stage.DEPRECATED, NOW), NOW + 9999 * DAY) is Stage.DEPRECATED
    with pytest.raises(ConflictError):
        move(DEPRECATED, Move(Stage.ACTIVE), now=sunset)
    with pytest.raises(ConflictError):
        move(DEPRECATED, Move(Stage.DEPRECATED, sunset + DAY), now=sunset)
    assert move(DEPRECATED, Move(Stage.RETIRED), now=sunset).stage is Stage.RETIRED


def test_nothing_is_retired_before_its_sunset():
    for life in (DEPRECATED, Life(Stage.DEPRECATED, NOW)):
        with pytest.raises(ConflictError, match="sunset"):
            move(life, Move(Stage.RETIRED), now=NOW)


def test_a_sunset_keeps_the_promised_notice():
    with pytest.raises(InvalidInputError, match="too soon"):
        move(ACTIVE, Move(Stage.DEPRECATED, NOW + 29 * DAY), now=NOW, notice=30 * DAY)
    assert move(ACTIVE, Move(Stage.DEPRECATED, NOW + 30 * DAY), now=NOW, notice=30 * DAY).sunset == NOW + 30 * DAY
    assert move(ACTIVE, Move(Stage.DEPRECATED), now=NOW, notice=30 * DAY).sunset is None


def test_a_sunset_can_be_moved_and_keeps_the_first_date_of_deprecation():
    later = move(DEPRECATED, Move(Stage.DEPRECATED, NOW + 60 * DAY), now=NOW)
    assert (later.deprecated, later.sunset, later.link) == (NOW - DAY, NOW + 60 * DAY, DEPRECATED.link)
    with pytest.raises(InvalidInputError):
        move(DEPRECATED, Move(Stage.DEPRECATED, NOW + DAY), now=NOW, notice=7 * DAY)
    assert move(DEPRECATED, Move(Stage.DEPRECATED, DEPRECATED.sunset), now=NOW + 29 * DAY, notice=7 * DAY) == DEPRECATED


def test_a_deprecation_can_be_taken_back():
    assert move(DEPRECATED, Move(Stage.ACTIVE), now=NOW) == ACTIVE


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": Stage.DEPRECATED},
        {"stage": Stage.ACTIVE, "deprecated": NOW},
        {"stage": Stage.RETIRED, "sunset": NOW},
        {"stage": Stage.DEPRECATED, "deprecated": NOW, "sunset": NOW - DAY},
        {"stage": Stage.DEPRECATED, "deprecated": NOW.replace(tzinfo=None)},
    ],
)
def test_dates_that_do_not_fit_are_refused(fields):
    with pytest.raises(InvalidInputError):
        Life(**fields)


def test_an_unknown_stage_is_told_with_the_nearest_one():
    assert read_stage("deprecated") is Stage.DEPRECATED
    with pytest.raises(UnknownNameError, match="deprecated"):
        read_stage("deprecatd")


def test_the_fact_of_a_move_says_from_where_to_where():
    fact = lifecycle_evidence(About("orders", "1.0.0"), ACTIVE, DEPRECATED, by="user:ada")
    assert fact.kind is EvidenceKind.LIFECYCLE
    assert fact.subject.id == "orders@1.0.0"
    assert fact.numbers["before"] == "active"
    assert fact.numbers["sunset"] == "2026-07-01T12:00:00+00:00"


def test_a_life_is_read_as_a_file_declares_it():
    assert read_life({"stage": "active"}) == read_life({}) == ACTIVE
    told = {"stage": "deprecated", "deprecated": "2026-05-31T14:00:00+02:00", "sunset": "2026-07-01", "link": "x"}
    assert read_life(told) == Life(Stage.DEPRECATED, NOW - DAY, datetime(2026, 7, 1, tzinfo=UTC), "x")


@pytest.mark.parametrize(
    "told",
    [
        {"stage": "sunset"},
        {"stage": "deprecated"},
        {"stage": "deprecated", "deprecated": "soon"},
        {"stage": "active", "sunset": "2026-07-01"},
    ],
)
def test_a_wrong_declaration_is_told_with_its_place(told):
    with pytest.raises(ApiyardError) as error:
        read_life(told, where="apis/orders/api.yaml#/lifecycle/1.0.0")
    assert error.value.where == "apis/orders/api.yaml#/lifecycle/1.0.0"


def test_a_declared_change_is_checked_like_a_move():
    check_change(ACTIVE, ACTIVE, now=NOW)
    check_change(ACTIVE, Life(Stage.DEPRECATED, NOW, NOW + DAY), now=NOW)
    check_change(DEPRECATED, DEPRECATED, now=NOW + 999 * DAY)
    check_change(DEPRECATED, ACTIVE, now=NOW)
    for before, after, now in (
        (ACTIVE, Life(Stage.RETIRED), NOW),
        (DEPRECATED, Life(Stage.RETIRED), NOW),
        (DEPRECATED, ACTIVE, NOW + 30 * DAY),
        (Life(Stage.RETIRED), ACTIVE, NOW),
    ):
        with pytest.raises(ConflictError):
            check_change(before, after, now=now)
    with pytest.raises(InvalidInputError, match="too soon"):
        check_change(ACTIVE, Life(Stage.DEPRECATED, NOW, NOW + DAY), now=NOW, notice=2 * DAY)


@given(
    st.lists(
        st.tuples(st.sampled_from(Stage), st.none() | st.integers(-5, 40), st.integers(0, 20)),
        max_size=12,
    )
)
def test_no_life_goes_back_from_its_end(wishes):
    life, now, ended = Life(), NOW, False
    for to, sunset_in, days in wishes:
        now += days * DAY
        ended = ended or stage_at(life, now) is Stage.RETIRED
        try:
            life = move(life, Move(to, None if sunset_in is None else now + sunset_in * DAY), now=now)
        except ApiyardError:
            continue
        assert not ended or stage_at(life, now) is Stage.RETIRED
