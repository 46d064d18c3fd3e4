"""Headers that are found by name at once say what plain ones say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.spec.exchange import Fields, header

NAMES = st.sampled_from(["a", "b", "accept", "x-y"])


@given(st.lists(st.tuples(NAMES, st.text(max_size=3)), max_size=6), st.sampled_from(["a", "A", "Accept", "none"]))
@settings(max_examples=100, deadline=None)
def test_both_find_the_same(pairs, name):
    assert header(Fields(pairs), name) == header(tuple(pairs), name)
    assert Fields(pairs) == tuple(pairs)
    assert hash(Fields(pairs)) == hash(tuple(pairs))
