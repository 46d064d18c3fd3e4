"""The judge: may the canary go on? Two e-processes for the whole and for each operation, looked at after any reading.

- *stop* is evidence against "the canary is non-inferior" (its error rate is at most the tolerance above the
  baseline's). The whole and the operations are averaged (half of the weight for the whole, the other half for
  the operations); a weighted mean of e-processes is one again under the common null (Vovk and Wang, "E-values:
  calibration, combination and applications", 2021), so the chance of ever stopping a healthy canary is at most alpha.
- *promote* is evidence against "the canary is inferior by the tolerance or more". The whole *and* every operation
  with a fair share of the calls must each reach 1/alpha; a conjunction needs no correction (Berger,
  "Multiparameter hypothesis testing and acceptance sampling", 1982).

Both may be looked at after every reading and for ever (Ville's inequality). The algebra is in ``eprocess``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from math import exp, log

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field, replace
from apiyard.deploy.eprocess import Wealth, against_inferior, against_non_inferior, average, e_value, grow
from apiyard.deploy.reading import Pair, Reading

WHOLE = ""
"""The name of the stream of all calls; operations have names that are not empty."""
_LARGEST_LOG = 690.0
_MOST_FOUND = 200


class Decision(StrEnum):
    """What the evidence so far says; a closed set."""

    CONTINUE = "continue"
    PROMOTE = "promote"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the judge holds a canary to.

    Args:
        tolerance: accepted difference of error rates over all calls (0.01 is one percentage point).
        operation_tolerance: accepted difference on one operation before promotion.
        alpha: the largest chance of ever stopping a canary that is not inferior.
        alpha_promote: the largest chance of ever promoting one that is inferior by the tolerance or more.
        min_requests: calls to the canary below which nothing is promoted.
        per_operation: whether operations are looked at one by one.
        operation_share: an operation with at least this share of the canary's calls must be shown to be well.

    Raises:
        InvalidInputError: a number outside its range.
    """

    tolerance: float = 0.01
    operation_tolerance: float = 0.05
    alpha: float = 0.01
    alpha_promote: float = 0.01
    min_requests: int = 100
    per_operation: bool = True
    operation_share: float = 0.02

    def __post_init__(self) -> None:
        """Check the ranges."""
        for name in ("tolerance", "operation_tolerance", "alpha", "alpha_promote"):
            if not 0.0001 <= getattr(self, name) <= 0.5:
                raise InvalidInputError(f"{name} must be 0.0001 to 0.5", piece=str(getattr(self, name)))
        if self.min_requests < 1 or not 0 <= self.operation_share <= 1:
            raise InvalidInputError("min_requests must be at least 1 and operation_share 0 to 1")


@dataclass(frozen=True, slots=True)
class Stream:
    """The evidence of one stream of calls.

    Args:
        judged: the cumulative counts that are in the evidence.
        stop: wealth against "non-inferior".
        promote: wealth against "inferior".
    """

    judged: Pair = field(default_factory=Pair)
    stop: Wealth = ()
    promote: Wealth = ()


@dataclass(frozen=True, slots=True)
class JudgeState:
    """What the judge remembers between readings.

    Args:
        operations: the operations it looks at one by one, named before the first reading.
        found: further ones, in the order in which they were first called.
        streams: evidence by operation; WHOLE is that of all calls.
    """

    operations: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    streams: Mapping[str, Stream] = field(default_factory=dict)

    def weights(self) -> dict[str, float]:
        """Give each stream's part of the stake for stopping.

        The parts never change once they are given: half is the whole's, named operations share equally, and the k-th
        found one gets 1/(k(k+1)) of what is kept back for those. What is not given yet counts with an e-value of 1.
        """
        kept = (0.1 if self.operations else 0.5) if self.found else 0.0
        named = 0.4 if self.operations else 0.0
        parts = {WHOLE: 0.5}
        parts |= dict.fromkeys(self.operations, named / max(1, len(self.operations)))
        parts |= {name: kept / (k * (k + 1)) for k, name in enumerate(self.found, start=1)}
        return parts

    def stream(self, name: str) -> Stream:
        """Give a stream, a fresh one when nothing was judged in it.

        Args:
            name: the operation, or WHOLE.
        """
        return self.streams.get(name, Stream())


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with everything it rests on.

    Args:
        decision: go on watching, promote, or stop.
        reason: one sentence for people.
        operation: the operation that stands out, WHOLE for all calls; set when the decision is to stop.
        counts: cumulative counts by stream; WHOLE is all calls.
        log_stop: logarithm of the e-value against "non-inferior", averaged over the streams.
        log_promote: the same against "inferior", for all calls.
        earned: how much of the evidence for promotion is there, 0 to 1, of the stream that has least.
        waiting: operations whose evidence for promotion is not there yet.
        bounds: what it was held to.
        fresh: whether the reading was taken in; nothing moves ahead on a verdict that is not fresh.
    """

    decision: Decision
    reason: str
    operation: str
    counts: Mapping[str, Pair]
    log_stop: float
    log_promote: float
    earned: float
    waiting: tuple[str, ...]
    bounds: Bounds
    fresh: bool = True

    @property
    def e_stop(self) -> float:
        """The e-value against "non-inferior", at most about 1e299."""
        return exp(min(self.log_stop, _LARGEST_LOG))

    @property
    def e_promote(self) -> float:
        """The e-value against "inferior" over all calls, at most about 1e299."""
        return exp(min(self.log_promote, _LARGEST_LOG))

    def numbers(self) -> dict[str, Json]:
        """Give what the verdict rests on, for evidence."""
        shown = self.counts.get(self.operation, Pair())
        return {
            "decision": self.decision.value,
            "reason": self.reason,
            "operation": self.operation,
            "rates": _rates(self.counts.get(WHOLE, Pair())),
            "operation_rates": _rates(shown) if self.operation else None,
            "counts": _counts(self.counts.get(WHOLE, Pair())),
            "operation_counts": _counts(shown) if self.operation else None,
            "tolerance": self.bounds.tolerance,
            "operation_tolerance": self.bounds.operation_tolerance if self.bounds.per_operation else None,
            "alpha": self.bounds.alpha,
            "alpha_promote": self.bounds.alpha_promote,
            "e_stop": float(f"{self.e_stop:.4g}"),
            "e_stop_needed": 1 / self.bounds.alpha,
            "e_promote": float(f"{self.e_promote:.4g}"),
            "e_promote_needed": 1 / self.bounds.alpha_promote,
            "earned": round(self.earned, 4),
            "waiting": list(self.waiting[:20]),
        }


def judge(state: JudgeState, reading: Reading, bounds: Bounds) -> tuple[JudgeState, Judgement]:
    """Take a reading into the evidence and decide.

    A reading that is incomplete, or in which a count went backward, changes nothing and lets the rollout go on
    watching: lost records are never read as health.

    Args:
        state: what is remembered.
        reading: cumulative counts since the rollout began.
        bounds: what the canary is held to; the same for the whole rollout.

    Returns:
        What to remember, and the verdict.
    """
    if not reading.complete:
        unread = "the records of this time are not complete yet"
        return state, _verdict(state, bounds, _seen(state, reading, bounds), unread=unread)
    before, state = state, _find(state, reading) if bounds.per_operation else state
    seen = _seen(state, reading, bounds)
    if not all(pair.covers(state.stream(name).judged) for name, pair in seen.items()):
        unread = "a count went backward, so the records are not whole"
        return before, _verdict(before, bounds, _seen(before, reading, bounds), unread=unread)
    streams = dict(state.streams)
    for name, pair in seen.items():
        grown = _take(state.stream(name), pair, bounds, whole=name == WHOLE)
        if grown is not None:
            streams[name] = grown
    after = replace(state, streams=streams)
    return after, _verdict(after, bounds, seen)


def _seen(state: JudgeState, reading: Reading, bounds: Bounds) -> dict[str, Pair]:
    """Give the counts of each stream; an operation that the reading leaves out was not called again."""
    names = (*state.operations, *state.found) if bounds.per_operation else ()
    return {WHOLE: reading.whole} | {name: reading.operations.get(name, state.stream(name).judged) for name in names}


def _find(state: JudgeState, reading: Reading) -> JudgeState:
    """Take up operations that nobody named, once the canary was asked for them; a choice that looks at no outcome."""
    known = {WHOLE, *state.operations, *state.found}
    new = sorted(name for name, pair in reading.operations.items() if name not in known and pair.canary.requests)
    return replace(state, found=(*state.found, *new)[:_MOST_FOUND]) if new else state


def _take(stream: Stream, seen: Pair, bounds: Bounds, *, whole: bool) -> Stream | None:
    """Add what is new, once both versions were called since the last block (a choice that looks at no outcome)."""
    block = seen.since(stream.judged)
    if not block.baseline.requests or not block.canary.requests:
        return None
    margin = bounds.tolerance if whole else max(bounds.tolerance, bounds.operation_tolerance)
    return Stream(
        seen,
        grow(stream.stop, against_non_inferior(bounds.tolerance), block, tolerance=bounds.tolerance),
        grow(stream.promote, against_inferior(margin), block, tolerance=margin),
    )


def _verdict(state: JudgeState, bounds: Bounds, seen: Mapping[str, Pair], *, unread: str = "") -> Judgement:
    weights = state.weights() if bounds.per_operation else {WHOLE: 1.0}
    grid = against_non_inferior(bounds.tolerance)
    shares = [(weight, e_value(state.stream(name).stop, grid)) for name, weight in weights.items()]
    log_stop = average([*shares, (max(0.0, 1 - sum(weights.values())), 0.0)])
    loudest = max(zip(weights, shares, strict=True), key=lambda item: log(item[1][0]) + item[1][1])[0]
    counts = {name: stream.judged for name, stream in state.streams.items()}
    earned = _earned(state, bounds, seen)
    waiting = tuple(name for name, part in earned.items() if name and part < 1)
    log_promote = _log_promote(state, WHOLE, bounds)
    least = min(earned.values())
    enough = counts.get(WHOLE, Pair()).canary.requests >= bounds.min_requests
    if unread:
        decision, reason = Decision.CONTINUE, unread
    elif log_stop >= -log(bounds.alpha):
        decision, reason = Decision.STOP, _accuse(loudest, counts[loudest], bounds)
    elif least >= 1 and enough:
        decision, reason = Decision.PROMOTE, _praise(counts[WHOLE], bounds)
    else:
        decision, reason = Decision.CONTINUE, f"{least:.0%} of the evidence for promotion is there"
    named = loudest if decision is Decision.STOP else WHOLE
    return Judgement(decision, reason, named, counts, log_stop, log_promote, least, waiting, bounds, not unread)


def _log_promote(state: JudgeState, name: str, bounds: Bounds) -> float:
    margin = bounds.tolerance if name == WHOLE else max(bounds.tolerance, bounds.operation_tolerance)
    return e_value(state.stream(name).promote, against_inferior(margin))


def _earned(state: JudgeState, bounds: Bounds, seen: Mapping[str, Pair]) -> dict[str, float]:
    """Give the share of the evidence that the whole and each operation with a fair share of the calls has."""
    fair_calls = max(1.0, bounds.operation_share * seen[WHOLE].canary.requests)
    fair = [name for name, pair in seen.items() if name and pair.canary.requests >= fair_calls]
    needed = -log(bounds.alpha_promote)
    return {name: min(1.0, max(0.0, _log_promote(state, name, bounds) / needed)) for name in (WHOLE, *fair)}


def _accuse(name: str, pair: Pair, bounds: Bounds) -> str:
    where = f"on {name}" if name else "over all calls"
    return (
        f"{where} the canary fails {pair.canary.rate:.2%} of {pair.canary.requests} calls, the baseline "
        f"{pair.baseline.rate:.2%} of {pair.baseline.requests}: more than {bounds.tolerance:.2%} worse"
    )


def _praise(pair: Pair, bounds: Bounds) -> str:
    return (
        f"the canary fails {pair.canary.rate:.2%} of {pair.canary.requests} calls, the baseline "
        f"{pair.baseline.rate:.2%} of {pair.baseline.requests}: less than {bounds.tolerance:.2%} worse"
    )


def _rates(pair: Pair) -> dict[str, Json]:
    return {"baseline": round(pair.baseline.rate, 6), "canary": round(pair.canary.rate, 6)}


def _counts(pair: Pair) -> dict[str, Json]:
    return {
        "baseline": {"requests": pair.baseline.requests, "errors": pair.baseline.errors},
        "canary": {"requests": pair.canary.requests, "errors": pair.canary.errors},
    }
