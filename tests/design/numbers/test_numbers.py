"""Sets of numbers are exact, and members are what the validator takes them for."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from operator import sub

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.design.languages.refused import TooManyStatesError
from apiyard.design.numbers.exact import NotExactError, exact, written
from apiyard.design.numbers.numbers import ALL, INTEGERS, NONE, Numbers, between, multiples, points

_VALUES = [0, 1, -1, 2, 3, 6, 10, 0.5, 1.5, 0.1, 0.3, 0.01, 2.5, -0.1, 100, 19.99, 0.07, 4.35, 1e22, 10**30, 1e-9]


def numbers() -> st.SearchStrategy[Numbers]:
    value = st.sampled_from(_VALUES)
    leaf = st.one_of(
        st.tuples(st.none() | value, st.none() | value, st.booleans(), st.booleans()).map(
            lambda each: between(each[0], each[1], low_open=each[2], high_open=each[3])
        ),
        st.sampled_from([1, 2, 3, 0.5, 0.1, 0.01, 2.5]).map(multiples),
        st.lists(value, max_size=3).map(points),
        st.sampled_from([ALL, NONE, INTEGERS]),
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


@settings(max_examples=200, deadline=None, derandomize=True)
@given(numbers(), numbers())
def test_joins_are_those_of_sets(left: Numbers, right: Numbers):
    both, either, without = left & right, left | right, left - right
    for value in _VALUES:
        ours, theirs = left.contains(value), right.contains(value)
        assert both.contains(value) == (ours and theirs)
        assert either.contains(value) == (ours or theirs)
        assert without.contains(value) == (ours and not theirs)
        assert (~left).contains(value) != ours
    assert (left - left).is_empty()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(numbers())
def test_members_are_members(found: Numbers):
    some = found.some(6)
    assert len(set(some)) == len(some)
    assert all(map(found.contains, some))
    if some:
        assert not found.is_empty()
        assert some[0] not in found.some(6, differing_from=some[:1])
    size = found.size(5)
    assert size is None or size == len(found.some(50))
    if found.is_empty():
        assert not some


_SCHEMAS = [
    ({"minimum": 1, "maximum": 2}, between(1, 2)),
    ({"exclusiveMinimum": 0, "maximum": 0.1}, between(0, 0.1, low_open=True)),
    ({"multipleOf": 0.01}, multiples(0.01)),
    ({"multipleOf": 0.01, "minimum": 19.98, "maximum": 20.01}, multiples(0.01) & between(19.98, 20.01)),
    ({"multipleOf": 1e-8}, multiples(1e-8)),
    ({"type": "integer"}, INTEGERS),
    ({"type": "integer", "minimum": 2**63}, INTEGERS & between(2**63)),
    ({"type": "number", "not": {"type": "integer"}}, ~INTEGERS),
    ({"multipleOf": 3, "not": {"multipleOf": 2}}, multiples(3) - multiples(2)),
    ({"minimum": 10**400, "multipleOf": 7}, between(10**400) & multiples(7)),
    ({"enum": [0.1, 1, 10**30]}, points([0.1, 1, 10**30])),
    ({"exclusiveMinimum": 9007199254740992}, between(9007199254740992, low_open=True)),
]


@pytest.mark.parametrize(("schema", "found"), _SCHEMAS, ids=[str(schema)[:60] for schema, _ in _SCHEMAS])
def test_the_validator_agrees(schema: dict[str, object], found: Numbers):
    validator = jsonschema_rs.validator_for({"type": "number", **schema})
    assert found.some(20)
    assert [value for value in found.some(20) if not validator.is_valid(value)] == []
    assert [value for value in (~found).some(20) if validator.is_valid(value)] == []
    different = [
        value for value in (*_VALUES, 2**64, 9007199254740993) if validator.is_valid(value) != found.contains(value)
    ]
    assert not different


def test_a_float_is_the_decimal_it_is_written_as():
    assert exact(0.1) == Fraction(1, 10)
    assert multiples(0.01).contains(19.99)
    assert multiples(0.0001).contains(0.0075)
    assert written(Fraction(1999, 100)) == 19.99
    assert written(Fraction(1, 3)) is None
    assert written(Fraction(10**30)) == 10**30
    assert isinstance(written(Fraction(3)), int)


@pytest.mark.parametrize(
    "value", [float("inf"), float("nan"), True, "1", 1 << 30_000], ids=["inf", "nan", "true", "text", "digits"]
)
def test_what_is_not_exact_is_refused(value: object):
    with pytest.raises(NotExactError):
        exact(value)


@pytest.mark.parametrize("step", [0, -1, -0.5])
def test_steps_are_above_zero(step: float):
    with pytest.raises(NotExactError):
        multiples(step)


@pytest.mark.parametrize(
    ("found", "size"),
    [
        (between(1, 10) & INTEGERS, 10),
        (between(0, 1) & multiples(0.25), 5),
        (between(3, 3) & ~INTEGERS, 0),
        (multiples(4) - multiples(2), 0),
        (between(0, 12) & multiples(2) & multiples(3), 3),
        (between(1, 5) & INTEGERS & ~points([2, 3]), 3),
        ((between(1, 3) | between(2, 4)) & INTEGERS, 4),
        (between(1, 0), 0),
        (between(0, 1, low_open=True, high_open=True) & INTEGERS, 0),
        (between(0, 10) & INTEGERS & ~multiples(2) & ~multiples(3), 3),
    ],
)
def test_finite_sets_are_counted(found: Numbers, size: int):
    assert found.size(100) == size
    assert found.is_empty() is (size == 0)
    assert len(found.some(100)) == size


def test_endless_sets_have_no_size():
    assert between(0, 1).size(10**6) is None
    assert INTEGERS.size(10**6) is None
    assert (INTEGERS & between(0, 10**9)).size(1_000) is None


def test_plain_members_come_first():
    assert between(5).some(3) == [5, 6, 7]
    assert between(0, 1, low_open=True, high_open=True).some(2) == [0.1, 0.2]
    assert (~INTEGERS).some(2) == [0.1, -0.1]
    assert between(0.1, 0.1000001, low_open=True).some(1) == [0.1000001]
    assert between(1e300).some(1) == [int(Fraction(10) ** 300)]


def test_parts_are_bounded():
    gaps = [between(index, index + 0.5) for index in range(600)]
    with pytest.raises(TooManyStatesError):
        reduce(sub, gaps, ALL)
