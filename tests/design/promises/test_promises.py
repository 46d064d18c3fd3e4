"""Promises about the future of a contract: when they are kept, broken, or cannot be judged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from apiyard.design.cause import Verdict
from apiyard.design.diffing.edit import Known, Promise
from apiyard.design.promises.life import Life, Stability, life_at, life_of, read_day
from apiyard.design.promises.removal import removal, removal_wishes, turned

TODAY = date(2026, 11, 22)
GONE = {"deprecated": True}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-31", date(2027, 1, 31)),
        ("2027-01-31T10:00:00Z", date(2027, 1, 31)),
        ("Sun, 31 Jan 2027 23:59:59 GMT", date(2027, 1, 31)),
        ("@1801353600", date(2027, 1, 31)),
        ("2027-02-30", None),
        ("soon", None),
        ("", None),
        ("@99999999999999999", None),
        (20270131, None),
        (None, None),
        (["2027-01-31"], None),
    ],
)
def test_days(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize("name", ["x-sunset", "x-sunset-date", "sunset"])
def test_a_sunset_is_read_by_its_names(name):
    assert life_of({"deprecated": True, name: "2027-01-31"}).sunset == date(2027, 1, 31)


@pytest.mark.parametrize("name", ["x-stability-level", "x-stability"])
def test_a_level_is_read_by_its_names(name):
    assert life_of({name: "Beta"}).level is Stability.BETA
    assert life_of({name: "ripe"}).stability is None
    assert life_of({}).level is Stability.STABLE


def test_deprecation_is_read_in_both_forms():
    assert life_of({"deprecated": True}).deprecated
    assert life_of({"x-deprecation": "@1688169599"}).deprecated
    assert not life_of({"deprecated": "yes"}).deprecated
    assert not life_of(None).deprecated


def test_a_part_has_the_level_of_what_is_around_it():
    draft = life_of({"x-stability-level": "draft"})
    assert life_of({}, around=draft).level is Stability.DRAFT
    assert life_of({"x-stability-level": "stable"}, around=draft).level is Stability.STABLE
    assert life_at({"a": {"deprecated": True}}, "/a").deprecated
    assert life_at({}, "/a") == Life(where="/a")


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ({}, "without having been deprecated"),
        ({"x-stability-level": "beta"}, "without having been deprecated"),
        ({"x-stability-level": "draft"}, None),
        ({"x-stability-level": "alpha"}, None),
        (GONE, None),
        ({**GONE, "x-stability-level": "beta"}, None),
        ({**GONE, "x-sunset": "2026-11-22"}, None),
        ({**GONE, "x-sunset": "2026-11-21"}, None),
        ({**GONE, "x-sunset": "2026-11-23"}, "before its sunset on 2026-11-23"),
        ({**GONE, "x-sunset": "soon"}, "cannot be read"),
        ({"x-sunset": "2020-01-01"}, "without having been deprecated"),
    ],
)
def test_removal(part, broken):
    found = removal(life_of(part), TODAY)
    assert (found is None) is (broken is None)
    if found is not None:
        assert broken in found.broken
        assert found.certain is (part.get("x-sunset") != "soon")


def test_without_a_day_an_unreached_sunset_cannot_be_told():
    life = life_of({**GONE, "x-sunset": "2020-01-01"})
    wish: Any
    (wish,) = removal_wishes("request", life, None)
    assert isinstance(wish, Known)
    assert wish.verdict is Verdict.UNKNOWN
    (wish,) = removal_wishes("request", life, TODAY)
    assert wish.verdict is Verdict.SAFE
    assert "2020-01-01" in wish.reason


@pytest.mark.parametrize(
    ("old", "new", "what", "verdict"),
    [
        ({}, GONE, "deprecated", Verdict.SAFE),
        ({}, {**GONE, "x-sunset": "2027-01-01"}, "deprecated", Verdict.SAFE),
        ({}, {**GONE, "x-sunset": "2026-11-22"}, "deprecated", Verdict.BREAKING),
        ({}, {**GONE, "x-sunset": "soon"}, "deprecated", Verdict.UNKNOWN),
        ({}, {**GONE, "x-sunset": "2026-11-22", "x-stability-level": "draft"}, "deprecated", Verdict.SAFE),
        (GONE, {}, "reactivated", Verdict.SAFE),
        (GONE, {**GONE, "x-sunset": "2027-01-01"}, "sunset", Verdict.SAFE),
        (GONE, {**GONE, "x-sunset": "2026-01-01"}, "sunset", Verdict.BREAKING),
        ({**GONE, "x-sunset": "2027-01-02"}, {**GONE, "x-sunset": "2027-01-01"}, "sunset", Verdict.BREAKING),
        ({**GONE, "x-sunset": "2027-01-01"}, {**GONE, "x-sunset": "2027-01-02"}, "sunset", Verdict.SAFE),
        ({**GONE, "x-sunset": "2027-01-01"}, GONE, "sunset", Verdict.BREAKING),
        ({**GONE, "x-sunset": "2027-01-01"}, {**GONE, "x-sunset": "soon"}, "sunset", Verdict.UNKNOWN),
        ({**GONE, "x-sunset": "soon"}, {**GONE, "x-sunset": "2027-01-01"}, "sunset", Verdict.UNKNOWN),
        ({**GONE, "x-sunset": "2027-01-01"}, {}, "sunset", Verdict.SAFE),
        ({}, {"x-stability-level": "beta"}, "stability", Verdict.BREAKING),
        ({"x-stability-level": "draft"}, {"x-stability-level": "alpha"}, "stability", Verdict.SAFE),
        ({"x-stability-level": "beta"}, {}, "stability", Verdict.SAFE),
        ({}, {"x-stability-level": "ripe"}, "stability", Verdict.UNKNOWN),
    ],
)
def test_turns(old, new, what, verdict):
    found = {each.what: each for each in turned("request", life_of(old, "/a"), life_of(new, "/a"), today=TODAY)}
    wish: Any = found[what].wish
    assert (Verdict.BREAKING if isinstance(wish, Promise) else wish.verdict) is verdict
    if isinstance(wish, Promise):
        assert wish.promise
        assert wish.broken


def test_the_same_life_has_no_turns():
    life = life_of({**GONE, "x-sunset": "2027-01-01", "x-stability-level": "beta"})
    assert list(turned("request", life, life, today=TODAY)) == []
    stable = life_of({"x-stability-level": "stable"})
    assert list(turned("request", life_of({}), stable, today=TODAY)) == []
