"""The traffic records of this house: intake, questions, completeness, rollups in one folder."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apiyard.core.clock import Clock
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.noun import dataclass, field
from apiyard.observe.compact import compact, retain
from apiyard.observe.intake import Intake
from apiyard.observe.parse import parse
from apiyard.observe.query import Records
from apiyard.observe.rollup import Rollups
from apiyard.observe.watch import Watches
from apiyard.observe.watermark import Sample
from apiyard.store.ledger import Ledger
from apiyard.wiring.node import Node

KEEP = timedelta(days=14)
"""How long single records are kept; rollups stay longer."""
KEEP_ROLLUPS = timedelta(days=400)
"""How long minute rollups are kept."""
_FAR_FROM_FULL = 2 * 1024 * 1024  # a node gives up to twice as many bytes at once


@dataclass(frozen=True, slots=True)
class Traffic:
    """Records and what is known of them.

    Args:
        intake: the owner of the folder.
        records: answers questions.
        watches: how whole the records are.
        rollups: counts by the minute.
        turn: held while a batch is taken in.
    """

    intake: Intake
    records: Records
    watches: Watches
    rollups: Rollups
    turn: threading.Lock = field(default_factory=threading.Lock)

    def close(self) -> None:
        """Give the folder back."""
        self.records.close()
        self.intake.close()


def open_traffic(folder: Path) -> Traffic:
    """Open the folder of the traffic records.

    Args:
        folder: made if it is missing.

    Returns:
        The traffic; the caller closes it.

    Raises:
        ConflictError: another process owns the folder.
        IntakeError: the folder cannot be read or written.
    """
    intake = Intake(folder)
    records = Records(folder)
    return Traffic(intake, records, Watches(folder, records), Rollups(folder, records))


def take_in(traffic: Traffic, node: Node, environment: str, *, clock: Clock) -> int:
    """Commit what the gateway of an environment logged, acknowledge it, and advance the watermark.

    Args:
        traffic: where it goes.
        node: the agent that spooled it.
        environment: the environment; also the id of its gateway.
        clock: the time of day of this machine.

    Returns:
        How many records were committed.

    Raises:
        UnavailableError: the agent does not answer.
        IntakeError: the disk refused; nothing was acknowledged.
    """
    with traffic.turn:
        after = traffic.intake.cursor(environment)
        batch = node.records(environment, after)
        parsed = parse(batch.messages, gateway=environment, environment=environment, received=clock.now())
        records = 0
        fresh = parsed.batch
        if batch.messages:
            records = traffic.intake.commit(parsed.batch, batch.cursor, environment).records
            node.ack_records(environment, batch.cursor)
            fresh = parsed.batch if records else parsed.batch.slice(0, 0)
        counters = batch.counters
        # Counters are compared only when the batch emptied the spool: else records are known to be still there. A batch
        # far from full did, also under load that never lets the spool be empty when it is asked.
        emptied = sum(map(len, batch.messages)) < _FAR_FROM_FULL
        sample = Sample(_time(counters.at), "agent", counters.completed) if counters.at and emptied else None
        traffic.watches.advance(fresh, environment, environment, sample=sample)
        return records


def tend(traffic: Traffic, *, clock: Clock) -> None:
    """Roll up, merge small segments, delete old ones.

    Args:
        traffic: the records.
        clock: the time of day of this machine.
    """
    now = clock.now()
    traffic.rollups.roll(oldest=now - KEEP)
    compact(traffic.intake, clock)
    retain(traffic.intake, clock, KEEP)
    traffic.rollups.retain(now - KEEP_ROLLUPS)


def tell_gaps(traffic: Traffic, ledger: Ledger, environment: str, *, since: datetime) -> int:
    """Put gaps in the records into the ledger, each once.

    Args:
        traffic: the records.
        ledger: where facts go.
        environment: the environment.
        since: from when on gaps are looked for.

    Returns:
        How many new gaps were told.
    """
    known = traffic.watches.completeness(environment, since)
    told = {
        fact.evidence.subject.id
        for fact in ledger.find(kinds=(EvidenceKind.INTAKE_GAP,), environment=environment, limit=1000)
    }
    fresh = []
    for gap in known.gaps:
        name = f"{environment}:{gap.since.isoformat()}:{gap.why}"
        if name not in told and gap.why == "lost":
            numbers = {"since": gap.since.isoformat(), "until": gap.until.isoformat(), "missing": gap.missing}
            subject = Subject("gap", name)
            about = About(environment=environment)
            fresh.append(Evidence(EvidenceKind.INTAKE_GAP, subject, Verdict.WARN, about, numbers, by="loop:intake"))
    ledger.append(*fresh)
    return len(fresh)


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
