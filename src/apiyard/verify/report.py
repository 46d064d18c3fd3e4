"""What a run found."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.evidence import Verdict
from apiyard.core.finding import Location
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.verify.coverage.covered import Asked, Covered
from apiyard.verify.failure import Failure
from apiyard.verify.fault import Fault, faults_of
from apiyard.verify.planning.baseline import Known
from apiyard.verify.planning.tuning import Spared
from apiyard.verify.telling.recorded import Recorded


@dataclass(frozen=True, slots=True)
class KindReport:
    """What one kind of cases found.

    Args:
        kind: id of the kind.
        cases: how many requests were sent.
        seconds: how long that took.
        failures: different failures, each with its smallest case, without those that are known.
        reached: ids of the operations that got at least one case.
        skipped: ids of operations that got none, with the reason.
        statuses: how often each status was answered; ``none`` counts missing replies.
        known: the failures that the baseline knows; no verdict rests on them.
    """

    kind: str
    cases: int
    seconds: float
    failures: tuple[Failure, ...] = ()
    reached: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    known: tuple[Failure, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Fail with a failure, unknown without a case, warn when an operation got no case, else pass."""
        if self.failures:
            return Verdict.FAIL
        if not self.cases:
            return Verdict.UNKNOWN
        return Verdict.WARN if self.skipped else Verdict.PASS

    def numbers(self, *, seed: int) -> dict[str, Json]:
        """Give what the verdict rests on, in the form of the ledger.

        Args:
            seed: the seed of the run.

        Returns:
            Cases, seconds, operations, statuses and the first ten failures, each with its command to replay.
        """
        return {
            "cases": self.cases,
            "seconds": round(self.seconds, 3),
            "seed": seed,
            "operations": len(self.reached),
            "skipped": dict(self.skipped),
            "statuses": dict(self.statuses),
            "failures": len(self.failures),
            "known": len(self.known),
            "first": [
                {
                    "operation": failure.case.operation,
                    "check": failure.trouble.check,
                    "message": failure.trouble.message[:300],
                    "place": failure.trouble.place[:300],
                    "why": failure.trouble.why[:300],
                    "curl": failure.curl[:2000],
                }
                for failure in self.failures[:10]
            ],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What a whole run found.

    Args:
        title: the contract's title.
        version: the contract's version.
        digest: the contract's digest.
        base_url: the service.
        beside: the other services that it was compared with.
        seed: the seed of the run.
        seconds: how long it took.
        operations: ids of the operations that were to be verified.
        kinds: what each kind found, in order.
        gone: what the baseline knows and no kind showed any more.
        spared: the exceptions from checks, with how often each was needed.
        coverage: how much of the contract was asked about, one entry for each measure.
        asked: what each operation was asked, in the order of the contract.
        places: by pointer into the contract, where it stands in the files; those that failures speak of.
        recorded: the exchanges, where a form of the report asks for them.
        unrecorded: how many exchanges there was no room for.
        hints: what to try first, where nearly all replies are the same refusal.
        notes: what else a reader should know, in lines, such as what a comparison did not count.
    """

    title: str
    version: str
    digest: str
    base_url: str
    seed: int
    seconds: float
    operations: tuple[str, ...]
    kinds: tuple[KindReport, ...]
    coverage: tuple[Covered, ...] = ()
    asked: tuple[Asked, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)
    recorded: tuple[Recorded, ...] = ()
    unrecorded: int = 0
    hints: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    gone: tuple[Known, ...] = ()
    spared: tuple[Spared, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of the kinds; one that had nothing to ask for does not count beside others."""
        asked = [kind for kind in self.kinds if kind.cases or kind.failures or kind.skipped]
        verdicts = {kind.verdict for kind in asked or self.kinds}
        order = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN)
        return next((verdict for verdict in order if verdict in verdicts), Verdict.PASS)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """All failures, in the order of the kinds; several kinds may have found the same one, see ``faults``."""
        return tuple(failure for kind in self.kinds for failure in kind.failures)

    @property
    def known(self) -> tuple[Failure, ...]:
        """All failures that the baseline knows."""
        return tuple(failure for kind in self.kinds for failure in kind.known)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All failures, each one once with the kinds that found it."""
        return faults_of(self.failures)

    @property
    def known_faults(self) -> tuple[Fault, ...]:
        """What the baseline knows of them, each one once."""
        return faults_of(self.known)

    @property
    def reached(self) -> tuple[tuple[str, str], ...]:
        """Kinds with the operations that they asked."""
        return tuple((kind.kind, operation) for kind in self.kinds for operation in kind.reached)

    @property
    def cases(self) -> int:
        """How many requests were sent."""
        return sum(kind.cases for kind in self.kinds)
