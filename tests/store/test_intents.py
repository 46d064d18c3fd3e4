"""Intents change by compare-and-set, together with the facts about them or not at all."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.store.intents import ANY, NEW, Change
from tests.store.facts import lint, withdrawal

_world = itertools.count()


def test_an_intent_comes_back_as_it_was_written(store, clock):
    (made,) = store.intents.commit([Change("route", "orders/staging", {"weights": {"1.0.0": 10000}}, NEW)])
    assert store.intents.get("route", "orders/staging") == made
    assert (made.revision, made.at) == (1, clock.now())
    assert made.body == {"weights": {"1.0.0": 10000}}
    assert store.intents.get("route", "other") is None
    assert store.intents.get("rollout", "orders/staging") is None


def test_a_list_is_ordered_and_cut_by_prefix(store):
    names = ["orders/staging", "Orders", "orders/%", "orders/production", "payments/staging", "orders_x"]
    store.intents.commit([Change("route", name, {}, NEW) for name in names])
    store.intents.commit([Change("rollout", "orders/1", {}, NEW)])
    assert [one.id for one in store.intents.list("route")] == sorted(names)
    assert [one.id for one in store.intents.list("route", "orders/")] == [
        "orders/%",
        "orders/production",
        "orders/staging",
    ]
    assert store.intents.list("nothing") == ()


def test_everything_is_given_at_one_moment(store):
    assert store.intents.everything() == ()
    made = store.intents.commit(
        [Change("route", "b", {}, NEW), Change("plan", "z", {}, NEW), Change("route", "a", {}, NEW)]
    )
    assert store.intents.everything() == (made[1], made[2], made[0])


def test_a_change_with_another_revision_than_expected_is_refused_and_named(store):
    (made,) = store.intents.commit([Change("route", "a", {"n": 1}, NEW)])
    for expected in (NEW, made.revision + 1):
        with pytest.raises(ConflictError) as told:
            store.intents.commit([Change("route", "a", {"n": 2}, expected)])
        assert told.value.where == "route/a"
    with pytest.raises(ConflictError):
        store.intents.commit([Change("route", "absent", {"n": 2}, made.revision)])
    with pytest.raises(ConflictError):
        store.intents.commit([Change("route", "absent", None, made.revision)])
    assert store.intents.get("route", "a") == made


def test_one_refused_change_refuses_all_and_the_facts_too(store):
    store.intents.commit([Change("route", "a", {}, NEW)])
    before = store.intents.revision()
    with pytest.raises(ConflictError):
        store.intents.commit([Change("route", "b", {}, NEW), Change("route", "a", {}, NEW)], [lint()])
    with pytest.raises(InvalidInputError):
        store.intents.commit([Change("route", "b", {}, NEW)], [withdrawal(77)])
    assert store.intents.get("route", "b") is None
    assert store.intents.revision() == before
    assert store.ledger.head() == 0


def test_changes_and_facts_arrive_together(store):
    made = store.intents.commit(
        [Change("route", "b", {}, NEW), Change("gone", "x", None, ANY), Change("route", "a", {}, ANY)],
        [lint(), lint()],
    )
    assert [one.id for one in made] == ["b", "a"]
    assert {one.revision for one in made} == {1}
    assert store.ledger.head() == 2


def test_facts_alone_do_not_look_like_a_change(store):
    assert store.intents.commit([], [lint()]) == ()
    assert (store.intents.revision(), store.ledger.head()) == (0, 1)


def test_a_revision_never_comes_again_after_a_deletion(store):
    (first,) = store.intents.commit([Change("route", "a", {}, NEW)])
    store.intents.commit([Change("route", "a", None, first.revision)])
    assert store.intents.get("route", "a") is None
    (second,) = store.intents.commit([Change("route", "a", {}, NEW)])
    assert second.revision > first.revision
    with pytest.raises(ConflictError):
        store.intents.commit([Change("route", "a", {"late": True}, first.revision)])


@pytest.mark.parametrize(
    "changes",
    [
        [Change("route", "a", {}, ANY), Change("route", "a", {}, ANY)],
        [Change("", "a", {}, ANY)],
        [Change("route", "", {}, ANY)],
        [Change("route", "a\x00", {}, ANY)],
        [Change("route", "a", {}, -2)],
        [Change("route", "a", {"n": float("inf")}, ANY)],
        [Change("route", "a", {"log": "x" * (9 * 1024 * 1024)}, ANY)],
    ],
)
def test_a_change_outside_the_form_is_refused(store, changes):
    with pytest.raises(InvalidInputError):
        store.intents.commit(changes)
    assert store.intents.revision() == 0


def test_no_update_is_lost_between_threads(store):
    store.intents.commit([Change("counter", "one", {"n": 0}, NEW)])

    def add_one():
        while True:
            now = store.intents.get("counter", "one")
            try:
                store.intents.commit([Change("counter", "one", {"n": now.body["n"] + 1}, now.revision)])
            except ConflictError:
                continue
            return

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(add_one) for _ in range(24)]:
            future.result()
    assert store.intents.get("counter", "one").body == {"n": 24}


STEPS = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]),
            st.one_of(st.none(), st.dictionaries(st.text("xyü", max_size=3), st.integers(-5, 5), max_size=2)),
            st.sampled_from(["any", "new", "right", "wrong"]),
        ),
        max_size=3,
        unique_by=lambda step: step[0],
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_store_behaves_like_a_dictionary_under_one_lock(store, steps):
    kind = f"world-{next(_world)}"
    model: dict[str, tuple[int, object]] = {}
    for step in steps:
        changes, fits = [], True
        for name, body, mode in step:
            current = model.get(name, (0, None))[0]
            expected = {"any": ANY, "new": NEW, "right": current, "wrong": current + 1}[mode]
            fits = fits and expected in (ANY, current)
            changes.append(Change(kind, name, body, expected))
        before, facts = store.intents.revision(), store.ledger.head()
        if fits:
            store.intents.commit(changes, [lint()])
            revision = before + 1 if changes else before
            model |= {change.id: (revision, change.body) for change in changes}
            model = {name: kept for name, kept in model.items() if kept[1] is not None}
        else:
            with pytest.raises(ConflictError):
                store.intents.commit(changes, [lint()])
            revision = before
        assert (store.intents.revision(), store.ledger.head()) == (revision, facts + fits)
        assert {one.id: (one.revision, one.body) for one in store.intents.list(kind)} == model
