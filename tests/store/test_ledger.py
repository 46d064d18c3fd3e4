"""The ledger keeps facts in order, finds them again and lets nobody change them."""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import cast

import pytest
from sqlalchemy import text

from apiyard.core.digest import Digest, digest_bytes
from apiyard.core.errors import ApiyardError, InvalidInputError, NotFoundError
from apiyard.core.evidence import About, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json
from apiyard.store.engine import read, write
from apiyard.store.ledger import append_within
from tests.store.facts import lint, withdrawal


def deep(levels: int) -> Json:
    value: Json = 0
    for _ in range(levels):
        value = [value]
    return value


def numbers(facts):
    return [fact.seq for fact in facts]


def test_a_fact_comes_back_as_it_was_said(store, clock):
    said = lint(by="user:ada")
    (fact,) = store.ledger.append(said)
    assert fact.seq == 1
    assert fact.evidence == dataclasses.replace(said, at=clock.now())
    assert store.ledger.find() == (fact,)
    assert store.ledger.get(1) == fact


def test_facts_are_numbered_without_gaps_even_after_a_failed_append(store):
    store.ledger.append(lint(), lint())
    with pytest.raises(InvalidInputError):
        store.ledger.append(lint(), lint(kind="gossip"))
    assert numbers(store.ledger.append(lint())) == [3]
    assert store.ledger.head() == 3


def test_nothing_is_appended_by_nothing(store):
    assert store.ledger.append() == ()
    assert store.ledger.head() == 0


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [4, 3, 2, 1]),
        ({"newest_first": False}, [1, 2, 3, 4]),
        ({"newest_first": False, "after": 2, "limit": 1}, [3]),
        ({"before": 3}, [2, 1]),
        ({"limit": 0}, []),
        ({"kinds": (EvidenceKind.APPROVAL, EvidenceKind.RELEASE)}, [3]),
        ({"api": "payments"}, [2]),
        ({"api": "orders", "environment": "production"}, [4]),
        ({"version": "2.0.0"}, [4]),
        ({"subject_kind": "bundle"}, [3]),
        ({"subject_kind": "contract", "subject_id": "payments"}, [2]),
        ({"digest": digest_bytes(b"orders")}, [4, 1]),
        ({"digest": digest_bytes(b"unknown")}, []),
    ],
)
def test_facts_are_found_by_what_they_are_about(store, wanted, found):
    store.ledger.append(
        lint(),
        lint("payments"),
        lint(kind=EvidenceKind.APPROVAL, subject=Subject("bundle", "b1")),
        lint(about=About("orders", "2.0.0", "production")),
    )
    assert numbers(store.ledger.find(**wanted)) == found


def test_an_unknown_question_is_refused(store):
    with pytest.raises(TypeError, match="apis"):
        store.ledger.find(apis="orders")


def test_a_withdrawn_fact_is_hidden_but_not_gone(store):
    store.ledger.append(lint(), lint())
    store.ledger.append(withdrawal(1))
    assert numbers(store.ledger.find()) == [3, 2]
    assert numbers(store.ledger.find(withdrawn=True)) == [3, 2, 1]
    assert store.ledger.get(1).evidence.kind is EvidenceKind.LINT


@pytest.mark.parametrize("seq", [0, -1, 2, 3, 99, 2**70, True, "1", None, 1.0])
def test_only_a_fact_that_stands_before_can_be_withdrawn(store, seq):
    store.ledger.append(lint())
    store.ledger.append(withdrawal(1))
    with pytest.raises(InvalidInputError):
        store.ledger.append(withdrawal(seq))
    assert store.ledger.head() == 2


def test_no_number_is_no_fact(store):
    with pytest.raises(NotFoundError):
        store.ledger.get(1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gossip"},
        {"verdict": "maybe"},
        {"subject": Subject("contract", "a\x00b")},
        {"subject": Subject("contract", "x" * 2000)},
        {"subject": Subject("contract", "a", cast("Digest", "sha256:short"))},
        {"by": "user:\ud800"},
        {"numbers": {"rate": float("nan")}},
        {"numbers": {"when": datetime(2026, 1, 1)}},  # noqa: DTZ001 - no JSON in any zone
        {"numbers": {"log": "x" * 300_000}},
        {"numbers": {"deep": deep(5000)}},
        {"at": datetime(2026, 1, 1)},  # noqa: DTZ001 - that is what is wrong
    ],
)
def test_evidence_outside_the_form_is_refused(store, wrong):
    with pytest.raises(InvalidInputError):
        store.ledger.append(lint(**wrong))
    assert store.ledger.head() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET verdict = 'fail' WHERE seq = 1",
        "DELETE FROM facts WHERE seq = 1",
        "INSERT INTO facts SELECT * FROM facts WHERE seq = 1",
        "INSERT OR REPLACE INTO facts SELECT * FROM facts WHERE seq = 1",
        (
            "INSERT INTO facts SELECT 9, kind, subject_kind, subject_id, subject_digest, verdict, api, version, "
            "environment, numbers, caused_by, at, withdraws, leaf FROM facts WHERE seq = 1"
        ),
        (
            "INSERT INTO facts SELECT 2, 'gossip', subject_kind, subject_id, subject_digest, verdict, api, version, "
            "environment, numbers, caused_by, at, withdraws, leaf FROM facts WHERE seq = 1"
        ),
        (
            "INSERT INTO facts SELECT 2, kind, subject_kind, subject_id, subject_digest, 'maybe', api, version, "
            "environment, numbers, caused_by, at, withdraws, leaf FROM facts WHERE seq = 1"
        ),
        "DELETE FROM fact_kinds WHERE kind = 'lint'",
        "TRUNCATE facts CASCADE",
    ],
)
def test_the_database_itself_refuses_a_change(store, statement):
    (fact,) = store.ledger.append(lint())
    with pytest.raises(ApiyardError), write(store.database) as connection:
        connection.execute(text(statement))
    assert store.ledger.find() == (fact,)


def test_the_closed_set_of_kinds_is_in_the_database(store):
    with read(store.database) as connection:
        kinds = set(connection.scalars(text("SELECT kind FROM fact_kinds")))
    assert kinds == {kind.value for kind in EvidenceKind}
    for verdict in Verdict:
        store.ledger.append(lint(verdict=verdict))


def test_an_error_that_speaks_of_an_append_only_ledger_says_what_to_do(store):
    store.ledger.append(lint())
    with pytest.raises(ApiyardError) as told, write(store.database) as connection:
        connection.execute(text("DELETE FROM facts"))
    assert told.value.code == "append-only"
    assert "withdraws" in told.value.hint


def test_writers_at_once_leave_no_gap_that_a_reader_could_see(store):
    done = threading.Event()
    gaps = []

    def watch():
        while not done.is_set():
            seen = numbers(store.ledger.find(newest_first=False, limit=10_000))
            if seen != list(range(1, len(seen) + 1)):
                gaps.append(seen)

    def append(worker):
        return [store.ledger.append(lint(f"api-{worker}"))[0].seq for _ in range(15)]

    with ThreadPoolExecutor(5) as pool:
        watcher = pool.submit(watch)
        taken = [seq for worker in [pool.submit(append, worker) for worker in range(4)] for seq in worker.result()]
        done.set()
        watcher.result()
    assert sorted(taken) == list(range(1, 61))
    assert gaps == []


def test_a_slow_transaction_holds_the_turn_so_that_nobody_overtakes_it(store, clock):
    first_has_its_number, may_commit = threading.Event(), threading.Event()

    def slow():
        with write(store.database) as connection:
            (fact,) = append_within(connection, [lint("slow")], clock.now())
            first_has_its_number.set()
            assert may_commit.wait(30)
        return fact.seq

    with ThreadPoolExecutor(2) as pool:
        slow_one = pool.submit(slow)
        assert first_has_its_number.wait(30)
        fast_one = pool.submit(lambda: store.ledger.append(lint("fast"))[0].seq)
        assert store.ledger.head() == 0  # a reader does not wait, and sees nothing of either
        may_commit.set()
        assert (slow_one.result(), fast_one.result()) == (1, 2)
