"""The type of a gate: one condition that a release must meet, judged by facts about its digests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import Any

from apiyard.core import catalog
from apiyard.core.digest import Digest
from apiyard.core.evidence import EvidenceKind
from apiyard.core.json import JsonObject
from apiyard.core.names import Version
from apiyard.core.noun import dataclass
from apiyard.release.bundle import Manifest
from apiyard.release.ports import Fact


@dataclass(frozen=True, slots=True)
class Candidate:
    """What wants to go out.

    Args:
        manifest: the bundle's manifest.
        author: who made it, such as ``user:NAME``; empty when nobody knows.
        last: the released version that callers rely on: the last one that is no pre-release, where there is such a
            one; None for a first release.
        last_contract: digest of that version's contract.
        newest: the newest released version, a pre-release too; None when it is ``last``.
    """

    manifest: Manifest
    author: str = ""
    last: Version | None = None
    last_contract: Digest | None = None
    newest: Version | None = None

    @property
    def reference(self) -> str:
        """``API@VERSION``, for people."""
        return f"{self.manifest.api}@{self.manifest.version}"


@dataclass(frozen=True, slots=True)
class GateResult:
    """What a gate says.

    Args:
        passed: whether the condition is met.
        reason: one sentence: why, and what to run when it is not.
        facts: numbers of the facts that it rests on.
    """

    passed: bool
    reason: str
    facts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A case that tests run and the reference page shows.

    Args:
        says: what it shows.
        candidate: what wants to go out.
        facts: what is known.
        options: the gate's options as written.
    """

    says: str
    candidate: Candidate
    facts: tuple[Fact, ...]
    options: JsonObject


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition.

    Args:
        id: the id, equal to the file name with hyphens.
        why: one sentence: why somebody wants it.
        options: the frozen dataclass of its options.
        digests: gives the digests whose facts it reads; it is shown no others.
        logic: judges, from the candidate, those facts and the options.
        good: cases that pass.
        bad: cases that do not.
    """

    id: str
    why: str
    options: type[Any]
    digests: Callable[[Candidate], frozenset[Digest]]
    logic: Callable[[Candidate, Sequence[Fact], Any], GateResult]
    good: tuple[Example, ...]
    bad: tuple[Example, ...]


def gates() -> MappingProxyType[str, Gate]:
    """Give all gates by id."""
    return catalog.scan("apiyard.release.gates", "GATE", Gate)


def contract_of(candidate: Candidate) -> frozenset[Digest]:
    """Give the digest of the contract, for gates that read facts about it.

    Args:
        candidate: what wants to go out.
    """
    return frozenset({candidate.manifest.contract})


def bundle_of(candidate: Candidate) -> frozenset[Digest]:
    """Give the digest of the bundle, for gates that read facts about it.

    Args:
        candidate: what wants to go out.
    """
    return frozenset({candidate.manifest.digest})


def standing(facts: Iterable[Fact], digests: frozenset[Digest]) -> tuple[Fact, ...]:
    """Give the facts about some digests that no later fact withdrew, oldest first.

    Args:
        facts: what is known; withdrawals name the withdrawn fact by ``numbers["withdraws"]``.
        digests: the subjects' digests.
    """
    every = tuple(facts)
    withdrawn = {
        fact.evidence.numbers.get("withdraws") for fact in every if fact.evidence.kind is EvidenceKind.WITHDRAWN
    }
    found = (
        fact
        for fact in every
        if fact.evidence.subject.digest in digests
        and fact.seq not in withdrawn
        and fact.evidence.kind is not EvidenceKind.WITHDRAWN
    )
    return tuple(sorted(found, key=lambda fact: fact.seq))


def latest(facts: Iterable[Fact], kind: EvidenceKind) -> Fact | None:
    """Give the newest fact of a kind, None when there is none.

    Args:
        facts: oldest first.
        kind: who speaks.
    """
    return next((fact for fact in reversed(tuple(facts)) if fact.evidence.kind is kind), None)
