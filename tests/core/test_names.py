"""Names are checked once, where they enter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.core.digest import Digest, digest_json
from apiyard.core.errors import InvalidInputError, UnknownNameError, nearest, unknown
from apiyard.core.names import ApiName, Version, parse_ref
from apiyard.core.split import WHOLE, Split


@pytest.mark.parametrize("text", ["", "Orders", "-a", "a-", "a/b", "a..b", "a\n", "é", "a" * 64, "../x", "a%s"])
def test_a_wrong_api_name_is_refused(text):
    with pytest.raises(InvalidInputError) as told:
        ApiName(text)
    assert "API name" in told.value.what


@pytest.mark.parametrize("text", ["1.0", "01.0.0", "1.0.0+build", "v1.0.0", "1.0.0-", "9999999999.0.0", "1.0.0\n"])
def test_a_wrong_version_is_refused(text):
    with pytest.raises(InvalidInputError):
        Version(text)


def test_versions_are_ordered_by_precedence_of_semver():
    texts = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0"]
    assert sorted(Version(text) for text in reversed(texts)) == texts
    assert Version("1.10.0") > Version("1.9.9")
    assert max(Version("2.0.0"), Version("10.0.0")) == "10.0.0"


def test_versions_may_be_dates():
    texts = ["2.0.0", "2026-05-01", "2026-11-22-preview", "2026-11-22", "2027-01-01"]
    assert sorted(Version(text) for text in reversed(texts)) == texts
    assert Version("2026-11-22-preview").release == (2026, 11, 22)
    assert (Version("2026-11-22-preview").prerelease, Version("1.0.0-rc-1").prerelease) == ("preview", "rc-1")
    assert Version("2026-11-22").dated
    assert not Version("2026.11.22").dated


@pytest.mark.parametrize("text", ["2026-13-01", "2026-11-32", "2026-11", "2026-11-22-", "3026-01-01", "2026-1-1"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(InvalidInputError):
        Version(text)


def test_a_reference_is_an_api_and_a_version():
    assert parse_ref("orders@1.0.0") == ("orders", "1.0.0")
    with pytest.raises(InvalidInputError):
        parse_ref("orders")


def test_an_unknown_name_is_told_with_the_nearest_known_one():
    assert nearest("timeuot", ["timeout", "key"]) == 'did you mean "timeout"?'
    assert nearest("zzz", ["timeout", "key"]) == "known: key, timeout"
    assert isinstance(unknown("policy", "timeuot", ["timeout"]), UnknownNameError)


@given(st.floats(min_value=0, max_value=100))
def test_a_split_always_adds_up(percent):
    split = Split.between(Version("1.0.0"), Version("1.1.0"), percent)
    assert sum(split.weights.values()) == WHOLE


@pytest.mark.parametrize("weights", [{}, {"1.0.0": 9_999}, {"1.0.0": -1, "1.1.0": 10_001}])
def test_a_split_that_does_not_add_up_is_refused(weights):
    with pytest.raises(InvalidInputError):
        Split({Version(key): value for key, value in weights.items()})


def test_equal_json_has_one_digest():
    assert digest_json({"b": 1, "a": [True, None]}) == digest_json({"a": [True, None], "b": 1})
    assert digest_json({"a": 1}) != digest_json({"a": 2})
    with pytest.raises(InvalidInputError):
        Digest("sha256:xyz")
    with pytest.raises(ValueError, match="Out of range"):
        digest_json(float("nan"))
