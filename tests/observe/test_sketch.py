"""Sketches keep their promise on error, however they are merged."""

from __future__ import annotations

import math

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from apiyard.observe.sketch import ACCURACY, LONGEST_US, SQL_BUCKET, Sketch, bucket

durations = st.lists(st.integers(1, LONGEST_US), min_size=1, max_size=200)


@given(durations, st.floats(0, 1))
def test_a_quantile_is_within_one_percent(values, q):
    exact = sorted(values)[math.floor(q * (len(values) - 1))]
    estimate = Sketch.of(values).quantile(q)
    assert estimate is not None
    assert abs(estimate - exact) <= exact * ACCURACY * (1 + 1e-9)


@given(durations, durations, durations)
def test_a_merge_is_the_sketch_of_all_in_any_order(one, two, three):
    a, b, c = Sketch.of(one), Sketch.of(two), Sketch.of(three)
    whole = Sketch.of([*one, *two, *three])
    assert a.merge(b).merge(c) == whole
    assert c.merge(a.merge(b)) == whole
    assert whole.total == len(one) + len(two) + len(three)


@given(st.integers(-(1 << 70), 1 << 70))
def test_no_duration_is_out_of_bounds(value):
    assert 0 <= bucket(value) <= 1_556


def test_an_empty_sketch_has_no_quantile():
    assert Sketch().quantile(0.5) is None


def test_the_engine_makes_the_same_buckets():
    values = [1, 2, 3, 10, 99, 100, 12_345, 10**6, 10**9, LONGEST_US, *(round(1.1**n) for n in range(300))]
    with duckdb.connect(":memory:") as engine:
        sql = f"SELECT {SQL_BUCKET} FROM (SELECT unnest($values) AS duration_us)"
        made = [row[0] for row in engine.execute(sql, {"values": values}).fetchall()]
    assert made == [bucket(value) if value <= LONGEST_US else made[at] for at, value in enumerate(values)]
