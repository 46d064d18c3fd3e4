"""The audit reads the ledger to people and tells when it was tampered with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from apiyard.access.signing_keys import open_ring
from apiyard.core.clock import ManualClock
from apiyard.core.digest import digest_bytes
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.govern.audit import MAX_DETAILS, WORDS, audit, report_lines, to_line, verify_ledger
from apiyard.store.chain import Witness
from apiyard.store.engine import write
from apiyard.store.fact import Fact
from apiyard.store.open import open_store
from apiyard.store.seal import seal

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def release(**fields):
    wanted: dict[str, Any] = {
        "kind": EvidenceKind.RELEASE,
        "subject": Subject("bundle", "orders@1.0.0", digest_bytes(b"bundle")),
        "verdict": Verdict.PASS,
        "about": About("orders", "1.0.0", "staging"),
        "numbers": {"size": 3, "gates": ["a"], "source": "abc"},
        "by": "user:ada",
        "at": AT,
    }
    return Evidence(**(wanted | fields))


@pytest.fixture
def clock():
    return ManualClock(AT)


@pytest.fixture
def store(tmp_path, clock):
    opened = open_store(f"sqlite:///{tmp_path}/control.db", blobs=tmp_path / "blobs", clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def ring(tmp_path, clock):
    return open_ring(tmp_path / "keys", purpose="seals", clock=clock)


def test_a_fact_reads_like_a_sentence():
    line = str(to_line(Fact(7, release())))
    short = digest_bytes(b"bundle").short
    assert line == (
        f"#7 2026-01-02 03:04:05Z PASS user:ada released: bundle orders@1.0.0 ({short}) "
        "[orders@1.0.0 in staging] size=3, source=abc, ..."
    )


@pytest.mark.parametrize(
    ("about", "shown"),
    [
        (About(), ""),
        (About("orders"), "orders"),
        (About("orders", environment="staging"), "orders in staging"),
        (About(environment="staging"), "staging"),
    ],
)
def test_only_what_is_known_is_shown(about, shown):
    assert to_line(Fact(1, release(about=about))).about == shown


def test_every_kind_has_words():
    assert set(WORDS) == set(EvidenceKind), "say in govern/audit.py what a fact of the new kind means"


def test_a_hostile_fact_can_neither_forge_a_line_nor_steer_a_terminal():
    hostile = "x\n#8 admin\x1b[2J\u202e\u2028"
    line = to_line(Fact(1, release(numbers={hostile: hostile}, by=hostile, subject=Subject("bundle", hostile))))
    assert all(letter.isprintable() for letter in str(line))
    assert "�" in str(line)


def test_long_numbers_are_cut():
    line = to_line(Fact(1, release(numbers={f"n{number}": "x" * 500 for number in range(50)})))
    assert len(line.details) < MAX_DETAILS * 80
    assert line.details.endswith("...")


def test_the_audit_shows_withdrawn_facts_too(store):
    store.ledger.append(release(), release(kind=EvidenceKind.LINT))
    store.ledger.append(release(kind=EvidenceKind.WITHDRAWN, numbers={"withdraws": 1}))
    assert [line.seq for line in audit(store.ledger)] == [3, 2, 1]
    assert [line.seq for line in audit(store.ledger, withdrawn=False)] == [3, 2]
    assert [line.what for line in audit(store.ledger, kinds=(EvidenceKind.LINT,))] == ["checked the contract"]


def test_a_sealed_ledger_is_reported_in_order_after_rotations_too(store, ring, clock):
    for _ in range(3):
        store.ledger.append(release())
        seal(store.database, ring, clock.now())
        former = ring.key_id
        ring.rotate(clock)
        ring.retire(former)
    store.ledger.append(release())
    report = verify_ledger(store.database, ring, clock=clock)
    assert report_lines(report) == (
        "the ledger is in order: 4 facts, 3 checkpoints, sealed through #3, 1 not sealed yet",
    )


def test_tampering_is_reported_with_its_place(store, ring, clock):
    store.ledger.append(release(), release(), release())
    checkpoint = seal(store.database, ring, clock.now())
    assert checkpoint is not None
    witness = Witness(checkpoint.number, checkpoint.digest)
    with write(store.database) as connection:
        for statement in (
            "DROP TRIGGER facts_keep",
            "DROP TRIGGER checkpoints_stay",
            "UPDATE facts SET verdict = 'fail' WHERE seq = 2",
            "DELETE FROM checkpoints",
        ):
            connection.execute(text(statement))
    clock.move(timedelta(days=1).total_seconds())
    lines = report_lines(verify_ledger(store.database, ring, clock=clock, witness=witness))
    assert "NOT in order: 3 problems" in lines[0]
    assert [line.split(":")[0] for line in lines[1:]] == ["#1 checkpoint-removed", "#1 unsealed", "#2 changed"]
