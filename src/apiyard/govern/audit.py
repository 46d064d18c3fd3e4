"""The audit: facts as lines that a person reads, and the report on the hash chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Unpack

from apiyard.core.clock import Clock
from apiyard.core.evidence import Evidence, EvidenceKind
from apiyard.core.noun import dataclass
from apiyard.govern.ports import SealKeys
from apiyard.store.chain import ChainReport, Expectations, Witness
from apiyard.store.engine import Database
from apiyard.store.fact import Fact
from apiyard.store.ledger import Ledger, Wanted
from apiyard.store.seal import verify_chain

WORDS: Mapping[EvidenceKind, str] = MappingProxyType(
    {
        EvidenceKind.LINT: "checked the contract",
        EvidenceKind.CHANGE: "compared the contract with the one before",
        EvidenceKind.VERSION: "checked the version against the change",
        EvidenceKind.VERIFY_EXAMPLES: "verified the service by examples",
        EvidenceKind.VERIFY_EDGES: "verified the service at the edges of its constraints",
        EvidenceKind.VERIFY_FUZZ: "verified the service by generated requests",
        EvidenceKind.VERIFY_STATEFUL: "verified the service by sequences of requests",
        EvidenceKind.VERIFY_ACCESS: "verified that the service asks for credentials",
        EvidenceKind.APPROVAL: "gave a word on the release",
        EvidenceKind.RELEASE: "released",
        EvidenceKind.RELEASE_REFUSED: "refused to release",
        EvidenceKind.APPLY: "applied the workspace",
        EvidenceKind.DEPLOYMENT: "deployed",
        EvidenceKind.DEPLOYMENT_REMOVED: "removed the deployment",
        EvidenceKind.ROLLOUT_STARTED: "started a rollout",
        EvidenceKind.ROLLOUT_STEP: "took a step of a rollout",
        EvidenceKind.ROLLOUT_REPLAYED: "sent the kept cases to the new version",
        EvidenceKind.ROLLOUT_ENDED: "ended a rollout",
        EvidenceKind.ROLLBACK: "rolled back",
        EvidenceKind.GATEWAY_REVISION: "put a revision on the gateway",
        EvidenceKind.GATEWAY_NACK: "was refused by the gateway",
        EvidenceKind.GATEWAY_RESTART: "restarted the gateway",
        EvidenceKind.KEY_ISSUED: "issued a key",
        EvidenceKind.KEY_REVOKED: "revoked a key",
        EvidenceKind.CONSUMER: "changed a consumer",
        EvidenceKind.PLAN_OVERRIDE: "replaced the plan of a key",
        EvidenceKind.LIFECYCLE: "moved the version on in its life",
        EvidenceKind.INTAKE_GAP: "missed traffic records",
        EvidenceKind.NOTIFICATION: "told a channel",
        EvidenceKind.SIGN_IN: "signed in",
        EvidenceKind.TRUST: "changed the trust in the workspace",
        EvidenceKind.WITHDRAWN: "withdrew a fact",
    }
)
"""What happened, by kind, as the end of a sentence that begins with who."""

MAX_DETAILS = 8
"""How many numbers of a fact are shown in its line."""

MAX_DETAIL = 60
"""How many characters of one number are shown."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One fact for people; plain text, to be escaped where it is shown.

    Args:
        seq: the number of the fact.
        at: when, aware UTC.
        by: who caused it.
        what: what happened.
        about: API, version and environment as far as it is about them.
        subject: what it speaks of, with the short digest.
        verdict: what was concluded.
        details: the numbers it rests on, cut to a readable length.
    """

    seq: int
    at: datetime | None
    by: str
    what: str
    about: str
    subject: str
    verdict: str
    details: str

    def __str__(self) -> str:
        """Give the line as text."""
        at = self.at.strftime("%Y-%m-%d %H:%M:%SZ") if self.at else "-"
        parts = (f"#{self.seq}", at, self.verdict.upper(), f"{self.by} {self.what}:", self.subject)
        about = f"[{self.about}]" if self.about else ""
        return " ".join(part for part in (*parts, about, self.details) if part)


def to_line(fact: Fact) -> AuditLine:
    """Give a fact as a line.

    Args:
        fact: the fact.

    Returns:
        The line, without control characters.
    """
    said = fact.evidence
    digest = f" ({said.subject.digest.short})" if said.subject.digest else ""
    return AuditLine(
        seq=fact.seq,
        at=said.at,
        by=_clean(said.by),
        what=WORDS.get(said.kind, str(said.kind)),
        about=_clean(_about(said)),
        subject=_clean(f"{said.subject.kind} {said.subject.id}") + digest,
        verdict=str(said.verdict),
        details=", ".join(_details(said)),
    )


def audit(ledger: Ledger, **wanted: Unpack[Wanted]) -> tuple[AuditLine, ...]:
    """Read the ledger as lines; facts that were withdrawn are shown too unless the caller says otherwise.

    Args:
        ledger: the facts.
        wanted: which ones, as ``Ledger.find`` takes them.

    Returns:
        The lines, newest first unless asked otherwise.
    """
    asked: Wanted = {"withdrawn": True, **wanted}
    return tuple(to_line(fact) for fact in ledger.find(**asked))


def verify_ledger(database: Database, keys: SealKeys, *, clock: Clock, witness: Witness | None = None) -> ChainReport:
    """Check the whole ledger against its seals.

    Args:
        database: where it is.
        keys: the public keys of the seals.
        clock: tells which facts should long be sealed.
        witness: the last checkpoint that is remembered outside the store.

    Returns:
        The report.

    Raises:
        ApiyardError: the store cannot be read.
    """
    return verify_chain(database, Expectations(keys.public_keys(), witness, clock.now()))


def report_lines(report: ChainReport) -> Sequence[str]:
    """Give the report on the chain as lines.

    Args:
        report: what the check found.

    Returns:
        A summary, then one line for each problem.
    """
    open_facts = max(0, report.facts - report.sealed_through)
    state = "in order" if report.ok else f"NOT in order: {len(report.problems)} problems"
    summary = (
        f"the ledger is {state}: {report.facts} facts, {report.checkpoints} checkpoints, "
        f"sealed through #{report.sealed_through}, {open_facts} not sealed yet"
    )
    return (summary, *(f"#{problem.seq} {problem.what}: {problem.detail}" for problem in report.problems))


def _about(said: Evidence) -> str:
    about = said.about
    named = f"{about.api}@{about.version}" if about.api and about.version else about.api or about.version
    return " in ".join(part for part in (named, about.environment) if part)


def _details(said: Evidence) -> Iterator[str]:
    shown = [
        (name, value) for name, value in said.numbers.items() if value is None or isinstance(value, str | int | float)
    ]
    for name, value in shown[:MAX_DETAILS]:
        text = _clean(str(value))
        yield f"{_clean(name)}={text if len(text) <= MAX_DETAIL else text[: MAX_DETAIL - 3] + '...'}"
    if len(said.numbers) > min(len(shown), MAX_DETAILS):
        yield "..."


def _clean(text: str) -> str:
    """Take out what could forge a line or steer a terminal: control, format and separator characters."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
