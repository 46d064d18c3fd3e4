"""A lease has one holder until it ends or is given back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor


def test_a_lease_has_one_holder_until_it_ends(store, clock):
    assert store.leases.acquire("rollouts", "a", 10)
    assert not store.leases.acquire("rollouts", "b", 10)
    assert store.leases.acquire("seal", "b", 10)
    clock.move(9)
    assert not store.leases.acquire("rollouts", "b", 10)
    clock.move(1)
    assert store.leases.acquire("rollouts", "b", 10)
    assert not store.leases.acquire("rollouts", "a", 10)


def test_the_holder_prolongs_it(store, clock):
    assert store.leases.acquire("rollouts", "a", 10)
    clock.move(9)
    assert store.leases.acquire("rollouts", "a", 10)
    clock.move(9)
    assert not store.leases.acquire("rollouts", "b", 10)


def test_only_the_holder_gives_it_back(store):
    assert store.leases.acquire("rollouts", "a", 10)
    store.leases.release("rollouts", "b")
    assert not store.leases.acquire("rollouts", "b", 10)
    store.leases.release("rollouts", "a")
    assert store.leases.acquire("rollouts", "b", 10)
    store.leases.release("nothing", "a")


def test_of_many_at_once_one_gets_it(store):
    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(lambda number: store.leases.acquire("rollouts", f"server-{number}", 60), range(12)))
    assert got.count(True) == 1
