"""Checkpoints seal the facts, and the check finds each way to tamper with them."""

from __future__ import annotations

import base64
import dataclasses
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from apiyard.core.digest import digest_json
from apiyard.store import seal as seal_module
from apiyard.store.chain import MAX_PROBLEMS, ChainProblem, Expectations, Witness, check
from apiyard.store.engine import read, write
from apiyard.store.fact import leaf
from apiyard.store.seal import checkpoints, export_chain, seal, verify_chain
from tests.store.facts import lint


@dataclasses.dataclass(frozen=True)
class Key:
    """A signer for tests."""

    key_id: str
    private: Ed25519PrivateKey = dataclasses.field(default_factory=Ed25519PrivateKey.generate)

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


@pytest.fixture
def key():
    return Key("seal-1")


@pytest.fixture
def expected(key):
    return Expectations({key.key_id: key.public})


@pytest.fixture
def sealed(store, key, clock):
    """Give a store with facts 1 to 4 and 5 to 7 sealed and 8 not yet."""
    for count in (4, 3, 1):
        if store.ledger.head():
            assert seal(store.database, key, clock.now()) is not None
        store.ledger.append(*(lint(f"api-{number}") for number in range(count)))
    return store


def tamper(store, *statements):
    """Change the tables as somebody could who owns the database: guards off, statements, guards on again."""
    tables = ("facts", "checkpoints")
    with write(store.database) as connection:
        for table in tables:
            for name in ("keep", "stay", "follow"):
                on = "" if store.database.is_sqlite else f" ON {table}"
                connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{name}{on}"))
        for statement in statements:
            connection.execute(text(statement))


def rewrite(store, seq, **values):
    """Change a fact and its digest with it, as a careful forger would."""
    with read(store.database) as connection:
        row = dict(connection.execute(text("SELECT * FROM facts WHERE seq = :seq"), {"seq": seq}).mappings().one())
    forged = leaf(row | values)
    changes = ", ".join(f"{name} = '{value}'" for name, value in values.items())
    tamper(store, f"UPDATE facts SET {changes}, leaf = '{forged}' WHERE seq = {seq}")


def told(store, expected):
    return [(problem.seq, problem.what) for problem in verify_chain(store.database, expected).problems]


def test_an_untouched_ledger_is_in_order(sealed, expected):
    report = verify_chain(sealed.database, expected)
    assert report.ok
    assert (report.facts, report.checkpoints, report.sealed_through) == (8, 2, 7)
    assert report.last == checkpoints(sealed.database)[-1].digest


def test_an_empty_ledger_is_in_order_and_has_nothing_to_seal(store, key, clock, expected):
    assert seal(store.database, key, clock.now()) is None
    assert verify_chain(store.database, expected).ok


def test_nothing_new_makes_no_checkpoint(sealed, key, clock):
    made = [seal(sealed.database, key, clock.now()) for _ in range(3)]
    assert [one and one.last_seq for one in made] == [8, None, None]


def test_a_checkpoint_names_what_it_covers(sealed):
    first, second = checkpoints(sealed.database)
    assert (first.first_seq, first.last_seq, first.count) == (1, 4, 4)
    assert (second.first_seq, second.last_seq, second.count) == (5, 7, 3)
    assert second.previous == first.digest


def test_a_large_backlog_takes_several_checkpoints(store, key, clock, expected, monkeypatch):
    monkeypatch.setattr(seal_module, "BATCH", 4)
    store.ledger.append(*(lint() for _ in range(10)))
    covered = []
    while checkpoint := seal(store.database, key, clock.now()):
        covered.append(checkpoint.count)
    assert covered == [4, 4, 2]
    assert verify_chain(store.database, expected).ok


def test_a_changed_fact_is_found(sealed, expected):
    tamper(sealed, "UPDATE facts SET verdict = 'fail' WHERE seq = 6")
    assert told(sealed, expected) == [(6, "changed")]


def test_a_changed_fact_is_found_before_it_is_sealed(sealed, expected):
    tamper(sealed, "UPDATE facts SET caused_by = 'user:nobody' WHERE seq = 8")
    assert told(sealed, expected) == [(8, "changed")]


def test_a_fact_changed_together_with_its_digest_breaks_the_root(sealed, expected):
    rewrite(sealed, 6, verdict="fail")
    assert told(sealed, expected) == [(5, "root")]


def test_broken_numbers_are_a_changed_fact(sealed, expected):
    tamper(sealed, "UPDATE facts SET numbers = '{' WHERE seq = 2")
    assert told(sealed, expected) == [(2, "changed")]


def test_a_wrong_digest_text_is_a_changed_fact(sealed, expected):
    tamper(sealed, "UPDATE facts SET leaf = 'sha256:xyz' WHERE seq = 2")
    assert (2, "changed") in told(sealed, expected)


@pytest.mark.parametrize(
    ("gone", "first"), [("seq = 2", 2), ("seq IN (2, 3)", 2), ("seq = 4", 4), ("seq = 1", 1), ("seq IN (4, 5)", 4)]
)
def test_a_removed_fact_is_found(sealed, expected, gone, first):
    tamper(sealed, f"DELETE FROM facts WHERE {gone}")
    assert (first, "removed") in told(sealed, expected)


def test_removed_last_facts_are_found_when_they_were_sealed(sealed, expected):
    tamper(sealed, "DELETE FROM facts WHERE seq >= 6")
    assert told(sealed, expected) == [(6, "removed")]


def test_an_inserted_fact_is_found(sealed, expected):
    columns = "kind, subject_kind, subject_id, subject_digest, verdict, api, version, environment, numbers, "
    columns += "caused_by, at, withdraws, leaf"
    tamper(
        sealed,
        "UPDATE facts SET seq = seq + 100 WHERE seq > 2",
        "UPDATE facts SET seq = seq - 99 WHERE seq > 100",
        f"INSERT INTO facts (seq, {columns}) SELECT 3, {columns} FROM facts WHERE seq = 1",
    )
    assert told(sealed, expected)[0] == (3, "changed")


def test_a_second_fact_of_one_number_is_found(sealed, expected):
    with read(sealed.database) as connection:
        rows = [dict(row) for row in connection.execute(text("SELECT * FROM facts ORDER BY seq")).mappings()]
    report = check([*rows[:3], rows[2], *rows[3:]], checkpoints(sealed.database), expected)
    assert (3, "inserted") in [(problem.seq, problem.what) for problem in report.problems]


def test_reordered_facts_are_found(sealed, expected):
    tamper(
        sealed,
        "UPDATE facts SET seq = 99 WHERE seq = 2",
        "UPDATE facts SET seq = 2 WHERE seq = 3",
        "UPDATE facts SET seq = 3 WHERE seq = 99",
    )
    assert told(sealed, expected)[:2] == [(2, "changed"), (3, "changed")]


def test_a_wrong_signature_is_found(sealed, expected):
    forged = base64.b64encode(bytes(64)).decode()
    tamper(sealed, f"UPDATE checkpoints SET signature = '{forged}' WHERE number = 2")
    assert told(sealed, expected) == [(5, "signature")]
    tamper(sealed, "UPDATE checkpoints SET signature = 'no base64' WHERE number = 2")
    assert told(sealed, expected) == [(5, "signature")]


def test_a_whole_chain_signed_anew_by_somebody_else_is_found(sealed, key, expected, clock):
    stranger = Key(key.key_id)
    tamper(sealed, "DELETE FROM checkpoints", "UPDATE facts SET verdict = 'fail' WHERE seq = 1")
    with read(sealed.database) as connection:
        row = dict(connection.execute(text("SELECT * FROM facts WHERE seq = 1")).mappings().one())
    tamper(sealed, f"UPDATE facts SET leaf = '{leaf(row)}' WHERE seq = 1")
    assert seal(sealed.database, stranger, clock.now()) is not None
    assert told(sealed, expected) == [(1, "signature")]


def test_a_signature_for_another_purpose_is_no_checkpoint(sealed, key, expected):
    last = checkpoints(sealed.database)[-1]
    borrowed = base64.b64encode(key.sign(json.dumps(last.body).encode())).decode()
    tamper(sealed, f"UPDATE checkpoints SET signature = '{borrowed}' WHERE number = 2")
    assert told(sealed, expected) == [(5, "signature")]


def test_an_unknown_key_is_told(sealed):
    assert [problem.what for problem in verify_chain(sealed.database, Expectations({})).problems] == ["unknown-key"] * 2


def test_a_changed_checkpoint_is_found(sealed, expected):
    tamper(sealed, "UPDATE checkpoints SET last_seq = 3, count = 3 WHERE number = 1")
    assert {what for _, what in told(sealed, expected)} >= {"checkpoint", "signature"}


def test_a_removed_first_checkpoint_is_found(sealed, expected):
    tamper(sealed, "DELETE FROM checkpoints WHERE number = 1")
    assert (1, "checkpoint") in told(sealed, expected)


def test_a_removed_last_checkpoint_is_found_by_whom_remembers_it(sealed, expected):
    last = checkpoints(sealed.database)[-1]
    witness = dataclasses.replace(expected, witness=Witness(last.number, last.digest))
    assert told(sealed, witness) == []
    tamper(sealed, "DELETE FROM checkpoints WHERE number = 2", "DELETE FROM facts WHERE seq >= 5")
    assert told(sealed, expected) == []  # nothing in the store itself can tell
    assert told(sealed, witness) == [(5, "checkpoint-removed")]


def test_a_replaced_last_checkpoint_is_found_by_whom_remembers_it(sealed, expected):
    last = checkpoints(sealed.database)[-1]
    other = dataclasses.replace(expected, witness=Witness(last.number, digest_json({})))
    assert told(sealed, other) == [(5, "checkpoint")]


def test_facts_that_stay_unsealed_for_long_are_told(sealed, expected, clock):
    late = dataclasses.replace(expected, now=clock.now() + timedelta(hours=2))
    assert told(sealed, late) == [(8, "unsealed")]
    tamper(sealed, "DELETE FROM checkpoints WHERE number = 2")
    assert told(sealed, late) == [(5, "unsealed")]
    assert told(sealed, dataclasses.replace(late, now=clock.now() + timedelta(minutes=2))) == []


def test_the_report_is_bounded(store, expected):
    store.ledger.append(*(lint() for _ in range(MAX_PROBLEMS + 50)))
    tamper(store, "UPDATE facts SET verdict = 'fail'")
    report = verify_chain(store.database, expected)
    assert len(report.problems) == MAX_PROBLEMS
    assert report.problems[0] == ChainProblem(1, "changed", "its content is not what its digest says")


def test_the_export_can_be_checked_without_the_store(sealed):
    lines = [json.loads(line) for line in export_chain(sealed.database)]
    facts = [line for line in lines if "fact" in line]
    assert [line["fact"]["seq"] for line in facts] == list(range(1, 9))
    assert all(digest_json(line["fact"]) == line["digest"] for line in facts)
    assert [line["checkpoint"]["last_seq"] for line in lines if "checkpoint" in line] == [4, 7]


def test_sealing_while_many_write_skips_no_fact(store, key, clock, expected):
    done = threading.Event()

    def sealer():
        made = []
        while not done.is_set():
            made.append(seal(store.database, key, clock.now()))
        made.append(seal(store.database, key, clock.now()))
        return [one for one in made if one is not None]

    with ThreadPoolExecutor(5) as pool:
        sealing = pool.submit(sealer)
        for future in [pool.submit(lambda: [store.ledger.append(lint()) for _ in range(12)]) for _ in range(4)]:
            future.result()
        done.set()
        made = sealing.result()
    assert sum(one.count for one in made) == 48
    report = verify_chain(store.database, expected)
    assert report.ok
    assert (report.facts, report.sealed_through) == (48, 48)
