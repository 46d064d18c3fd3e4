"""Which version a change asks for, and whether a version says so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.core.errors import UnknownNameError
from apiyard.core.names import Version
from apiyard.design.scheme import Ask, schemes
from apiyard.design.versioning.bump import Bump, need_of, required_bump
from apiyard.design.versioning.fits import Choice, fits, given_bump
from apiyard.design.versioning.stated import Stated, mark, stated
from apiyard.release.version import next_version
from apiyard.spec.load import contract_from_bytes
from tests.design.causes import cause, request_break

TODAY = date(2026, 11, 22)
CASES = [(scheme.id, case) for scheme in schemes().values() for case in scheme.cases]
SAFE, BREAK, DOCS = cause("property-added"), request_break("x"), cause("summary", documentation=True)
NEEDS = {
    Bump.NONE: need_of(()),
    Bump.PATCH: need_of((DOCS,)),
    Bump.MINOR: need_of((SAFE,)),
    Bump.MAJOR: need_of((BREAK,)),
}


def said(text: str) -> Stated:
    """Read a version as the cases of schemes write it."""
    found = mark(text.removeprefix("/")) if text.startswith("/") else None
    return Stated("1.0.0", (found,)) if found else Stated(text)


@pytest.mark.parametrize(
    ("causes", "bump", "by_caution"),
    [
        ((), "none", False),
        ((DOCS,), "patch", False),
        ((cause("rewritten"),), "patch", False),
        ((DOCS, SAFE), "minor", False),
        ((SAFE, cause("pattern", "unknown")), "major", True),
        ((BREAK, cause("pattern", "unknown")), "major", False),
    ],
)
def test_what_changes_ask_for(causes, bump, by_caution):
    need = need_of(causes)
    assert (need.bump, need.by_caution, required_bump(causes)) == (bump, by_caution, bump)
    assert need.asking == tuple(each for each in causes if each in need.asking)


def test_reasons_say_how_many():
    assert need_of((BREAK, BREAK)).reason == "2 breaking changes"
    assert need_of((cause("x", "unknown"),)).reason == "by caution: 1 change could not be decided"
    assert need_of((DOCS,)).reason == "1 change that callers cannot notice"
    counts = need_of((BREAK, DOCS, SAFE, cause("x", "unknown"))).counts
    assert counts == {"breaking": 1, "unknown": 1, "safe": 1, "documentation": 1}


@pytest.mark.parametrize(("scheme", "case"), CASES, ids=[f"{id_} {case.old} {case.new}" for id_, case in CASES])
def test_cases_of_schemes(scheme, case):
    choice = Choice(scheme, today=TODAY)
    fit = fits(said(case.old), said(case.new), NEEDS[case.bump], choice=choice)
    assert (fit.fits, fit.next) == (case.fits, case.next), fit


@pytest.mark.parametrize(("scheme", "case"), CASES, ids=[f"{id_} {case.old} {case.new}" for id_, case in CASES])
def test_the_version_that_is_asked_for_fits(scheme, case):
    choice = Choice(scheme, today=TODAY)
    first = fits(said(case.old), said(case.new), NEEDS[case.bump], choice=choice)
    for text in (first.next, first.next_prerelease):
        if text:
            fit = fits(said(case.old), said(text), NEEDS[case.bump], choice=choice)
            assert fit.fits, fit


@pytest.mark.parametrize("bump", list(Bump)[1:])
@given(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)),
    st.sampled_from(["", "", "-rc.1", "-alpha", "-1"]),
)
def test_the_version_that_is_asked_for_is_the_lowest(bump, numbers, tail):
    old = ".".join(map(str, numbers)) + tail
    lowest, before = schemes()["semver"].follow(Ask(Stated(old), bump))
    assert fits(Stated(old), Stated(lowest), NEEDS[bump]).fits
    assert fits(Stated(old), Stated(before), NEEDS[bump]).fits
    assert Version(before) < Version(lowest)
    major, minor, patch = Version(lowest).release
    if not tail:
        lower = [
            Version(f"{one}.{two}.{three}")
            for one in range(major + 1)
            for two in range(6)
            for three in range(6)
            if Version(f"{one}.{two}.{three}") < Version(f"{major}.{minor}.{patch}")
        ]
        assert not any(fits(Stated(old), Stated(each), NEEDS[bump]).fits for each in lower)


@pytest.mark.parametrize(
    ("old", "new", "scheme"),
    [
        ("1.0.0", "1.1.0", "semver"),
        ("v1", "v2", "semver"),
        ("1.0", "1.0.1+build.7", "semver"),
        ("2026-05-01", "2026-11-22-preview", "date"),
        ("2026.10", "2026.11", "date"),
        ("20261001", "20261122", "date"),
        ("2024-06-20.acacia", "2025-03-31.basil", "date"),
        ("latest", "latest", ""),
        ("1.0.0", "2026-11-22", ""),
    ],
)
def test_schemes_are_found(old, new, scheme):
    assert fits(Stated(old), Stated(new), NEEDS[Bump.MAJOR]).scheme == scheme


def test_what_cannot_be_read_says_nothing():
    fit = fits(Stated("latest"), Stated("latest"), NEEDS[Bump.MINOR])
    assert (fit.fits, fit.next) == (False, "")
    assert "'latest'" in fit.message
    assert fits(Stated("latest"), Stated("latest"), NEEDS[Bump.NONE]).fits
    assert not fits(Stated("1.0.0"), Stated("1.1.0"), NEEDS[Bump.MINOR], choice=Choice("date")).fits


def test_a_move_to_another_scheme_is_said():
    fit = fits(Stated("1.4.0"), Stated("2026-11-22"), NEEDS[Bump.MAJOR])
    assert fit.fits
    assert fit.message == "the version moves from the scheme semver to date, which callers cannot compare"


def test_an_unknown_scheme_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        fits(Stated("1.0.0"), Stated("1.0.0"), NEEDS[Bump.NONE], choice=Choice("semvar"))
    assert 'did you mean "semver"' in caught.value.hint


def contract(version: str, *urls: str, paths: tuple[str, ...] = ("/orders",)) -> Stated:
    held = {each: {"get": {"responses": {"200": {"description": "x"}}}} for each in paths}
    tree: dict[str, object] = {"openapi": "3.1.0", "info": {"title": "t", "version": version}, "paths": held}
    tree["servers"] = [{"url": each} for each in urls]
    return stated(contract_from_bytes(__import__("json").dumps(tree).encode()))


def test_paths_say_a_version():
    assert [each.text for each in contract("1", "https://a.example/api/v2/").marks] == ["v2"]
    assert [each.text for each in contract("1", "/", paths=("/v1/orders", "/v1/orders/{id}")).marks] == ["v1"]
    assert [each.text for each in contract("1", "/", paths=("/v1/a", "/v2beta1/a")).marks] == ["v1", "v2beta1"]
    assert contract("1", "http://[bad", "https://a.example/vat/video").marks == ()


def test_the_paths_count_when_the_version_stays_and_they_change():
    fit = fits(contract("1.0.0", "/v1"), contract("1.0.0", "/v2"), NEEDS[Bump.MAJOR])
    assert (fit.scheme, fit.fits) == ("path", True)
    fit = fits(contract("latest", "/v1"), contract("latest", "/v1"), NEEDS[Bump.MAJOR])
    assert (fit.scheme, fit.fits, fit.next, fit.next_prerelease) == ("path", False, "/v2", "/v2beta1")
    assert fits(contract("latest", "/v1"), contract("latest", "/v1"), NEEDS[Bump.MINOR]).fits


def test_a_new_path_beside_the_old_one_does_not_excuse_a_break():
    both = contract("latest", "/", paths=("/v1/a", "/v2/a"))
    fit = fits(contract("latest", "/", paths=("/v1/a",)), both, NEEDS[Bump.MAJOR])
    assert not fit.fits


def test_a_break_under_the_same_path_is_noted():
    fit = fits(contract("1.0.0", "/v1"), contract("2.0.0", "/v1"), NEEDS[Bump.MAJOR])
    assert fit.fits
    assert fit.notes == ("the paths still say /v1: callers of the old contract meet the new one there",)


@pytest.mark.parametrize(
    ("old", "new", "bump"),
    [
        ("1.0.0", "2.0.0", "major"),
        ("1.0.0", "1.0.0", "none"),
        ("1.1.0", "1.0.9", "none"),
        ("1.0.0-a", "1.0.0", "patch"),
    ],
)
def test_what_grew(old, new, bump):
    assert given_bump(Stated(old), Stated(new)) == bump


@pytest.mark.parametrize(
    ("old", "label", "next_"),
    [
        ("2.0.0-rc.1", "rc", "2.0.0-rc.2"),
        ("2.0.0-alpha.3", "beta", "2.0.0-beta.1"),
        ("2.0.0-beta", "beta", "2.0.0-beta.1"),
        ("2.0.0-7", "rc", "2.0.0-8"),
        ("2.0.0-rc.x", "beta", "2.0.0-rc.x.1"),
    ],
)
def test_pre_releases_count_on(old, label, next_):
    lowest, before = schemes()["semver"].follow(Ask(Stated(old), Bump.MAJOR, label))
    assert (lowest, before) == ("2.0.0", next_)
    assert Version(before) > Version(old)


@pytest.mark.parametrize("old", ["1.2.3", "0.2.3", "3.0.0"])
@pytest.mark.parametrize("bump", ["patch", "minor", "major"])
def test_the_release_room_asks_for_no_less(old, bump):
    asked, _ = schemes()["semver"].follow(Ask(Stated(old), Bump(bump)))
    from apiyard.release.version import Bump as Released

    assert next_version(Released(bump), Version(old)) >= Version(asked)


@pytest.mark.parametrize(
    ("old", "today", "next_"),
    [
        ("2026-11-22", TODAY, "2026-11-23"),
        ("2026-12-31", TODAY, "2027-01-01"),
        ("2026.11", TODAY, "2026.12"),
        ("2026-12", TODAY, "2027-01"),
        ("2025.9", TODAY, "2026.11"),
        ("2026.11.3", TODAY, "2026.11.4"),
        ("2026.10.3", TODAY, "2026.11.0"),
        ("2026.01.15", TODAY, "2026.11.22"),
        ("20260101", TODAY, "20261122"),
        ("2026-01-01", None, ""),
    ],
)
def test_the_next_date(old, today, next_):
    fit = fits(Stated(old), Stated(old), NEEDS[Bump.MAJOR], choice=Choice(today=today))
    assert (fit.fits, fit.next) == (False, next_)
    if next_:
        assert fits(Stated(old), Stated(next_), NEEDS[Bump.MAJOR]).fits
