"""Languages join, cut and turn round as sets do, and lengths and words cost no states."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.design.languages.language import ALL, NONE, Language, length, words
from apiyard.design.languages.pattern import language
from apiyard.design.languages.refused import TooManyStatesError

_PIECES = ["a", "b", "ab?", "[a-c]", "(a|bc)*", "b+", "a{2,3}", "[^a]", "c?", "(?!ab)", "(?=b)", ".*"]
_TEXTS = ["", "a", "b", "c", "ab", "ba", "aa", "abc", "bca", "aaa", "bcbc", "d", "ad", "aab", "bb", "acb"]


@st.composite
def patterns(draw: st.DrawFn) -> str:
    body = "".join(draw(st.lists(st.sampled_from(_PIECES), max_size=4)))
    return draw(st.sampled_from(["", "^"])) + body + draw(st.sampled_from(["", "$"]))


def languages() -> st.SearchStrategy[Language]:
    leaf = st.one_of(
        patterns().map(language),
        st.tuples(st.integers(0, 3), st.none() | st.integers(0, 4)).map(lambda bounds: length(*bounds)),
        st.lists(st.sampled_from(_TEXTS), max_size=4).map(words),
        st.sampled_from([ALL, NONE]),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1]),
            st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1]),
            inner.map(lambda each: ~each),
        ),
        max_leaves=5,
    )


@settings(max_examples=120, deadline=None, derandomize=True)
@given(languages(), languages())
def test_joins_are_those_of_sets(left: Language, right: Language):
    both, either, without = left & right, left | right, left - right
    for text in _TEXTS:
        ours, theirs = left.contains(text), right.contains(text)
        assert both.contains(text) == (ours and theirs)
        assert either.contains(text) == (ours or theirs)
        assert without.contains(text) == (ours and not theirs)
        assert (~left).contains(text) != ours
    assert (left - left).is_empty()
    assert (left & ~left).is_empty()
    assert (~(left | ~left)).is_empty()
    assert ((~(left | right)) - (~left & ~right)).is_empty()


@settings(max_examples=120, deadline=None, derandomize=True)
@given(languages())
def test_members_are_members(found: Language):
    some = found.some(12)
    assert len(set(some)) == len(some)
    assert all(map(found.contains, some))
    assert [len(text) for text in some] == sorted(len(text) for text in some)
    assert found.is_empty() is (not some)
    size = found.size(11)
    assert size == (None if len(some) == 12 else len(some))
    assert found.shortest() == next(iter(some), None)


def test_lengths_cost_no_states():
    name = language("^[a-z]+(-[a-z]+)*$")
    long = name & length(100_000, 100_002)
    assert not long.is_empty()
    text = long.shortest()
    assert text is not None
    assert len(text) == 100_000
    assert long.contains(text)
    assert (long - name).is_empty()
    assert (long - length(0, 100_002)).is_empty()
    assert not (name - length(0, 100_000)).is_empty()
    assert (name & length(10**12, 10**12 + 5)).is_empty() is False
    with pytest.raises(TooManyStatesError):
        (name & length(10**12)).shortest()


def test_lengths_know_periods():
    pairs = language("^(?:ab)*$")
    assert (pairs & length(100_001, 100_001)).is_empty()
    assert (pairs & length(99_999, 100_001)).shortest() == "ab" * 50_000
    assert (language("^(?:aaa)*$") & language("^(?:aaaaa)*$") & length(1, 14)).is_empty()
    assert (language("^(?:aaa)*$") & language("^(?:aaaaa)*$") & length(1, 15)).some(2) == ["a" * 15]


def test_members_that_all_engines_read_alike_come_first():
    assert (~language("^.$")).some(3) == ["", "\n", "aa"]
    assert (~language(".")).some(4) == ["", "\n", "\n\n", "\n\n\n"]
    assert (language("^[^ ]$") - language("^.$")).some(9) == ["\n", "\r", "\u2028", "\u2029"]


def test_huge_lengths_are_counted_without_being_written():
    assert (length(10**12) & language("^a*$")).size(5) is None
    assert ((length(10**12) - words(["a"])) - words(["b"])).is_empty() is False
    with pytest.raises(TooManyStatesError):
        (length(10**9, 10**9) & language("^(a|b)*$")).size(5)


def test_words_are_exceptions():
    names = words(f"name{index}" for index in range(5_000))
    rest = language("^name") - names
    assert rest.pieces == language("^name").pieces
    assert rest.shortest() == "name"
    assert rest.some(2) == ["name", "namea"]
    assert (names - language("^name[0-9]+$")).is_empty()
    assert names.size(10_000) == 5_000
    assert (words(["a", "b"]) & words(["b", "c"])).some(5) == ["b"]
    assert (language("^[ab]$") - words(["a", "b"])).is_empty()
    assert (~words([""])).shortest() == "a"


def test_no_member_holds_a_lone_surrogate():
    assert words(["\ud800", "a"]).some(3) == ["a"]
    assert not ALL.contains("\ud800")
    for text in language("^[\ud000-\ue000]$").some(5):
        assert text.encode()


def test_sizes_stop_at_the_limit():
    assert language("^[a-z]{2}$").size(676) == 676
    assert language("^[a-z]{2}$").size(675) is None
    assert ALL.size(1_000) is None
    assert NONE.size(0) == 0
    assert language("^[a-z]{1000}$").size(10**9) is None
