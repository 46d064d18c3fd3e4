"""A growing share of the calls, each earned by evidence; promoted by a verdict of non-inferiority, never by time."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.deploy.judge import Bounds, Decision, Judgement
from apiyard.deploy.strategy import Advice, Example, Move, Progress, Strategy

_LATE_WORDS = ("stop", "stay")


@dataclass(frozen=True, slots=True)
class CanaryOptions:
    """How carefully a new version takes over.

    Args:
        steps: shares of the calls in percent, rising, below 100; the whole comes after the last one.
        tolerance: accepted difference of error rates over all calls (0.01 is one percentage point).
        operation_tolerance: accepted difference on a single operation.
        alpha: the largest chance of ever stopping a version that is not inferior.
        alpha_promote: the largest chance of ever promoting a version that is inferior by the tolerance or more.
        min_requests: calls to the new version that each step must see.
        min_seconds: seconds that each step must last.
        max_seconds: seconds after which the rollout is over time.
        on_timeout: what happens then: ``stop`` goes back, ``stay`` keeps the share until a person decides.
        per_operation: whether operations are looked at one by one.

    Raises:
        InvalidInputError: a value outside its range.
    """

    steps: tuple[float, ...] = (10.0, 25.0, 50.0)
    tolerance: float = 0.01
    operation_tolerance: float = 0.05
    alpha: float = 0.01
    alpha_promote: float = 0.01
    min_requests: int = 50
    min_seconds: float = 5.0
    max_seconds: float = 3600.0
    on_timeout: str = "stop"
    per_operation: bool = True

    def __post_init__(self) -> None:
        """Check the ranges; the judge's own are checked by its bounds."""
        rising = all(low < high for low, high in zip(self.steps, self.steps[1:], strict=False))
        if not self.steps or len(self.steps) > 20 or not rising or self.steps[0] < 0.01 or self.steps[-1] >= 100:
            raise InvalidInputError(
                "steps must be 1 to 20 rising percentages from 0.01 to below 100", piece=str(self.steps)
            )
        if self.on_timeout not in _LATE_WORDS:
            raise InvalidInputError("on_timeout is stop or stay", piece=self.on_timeout, hint="it never promotes")
        if self.min_requests < 1 or not 0 <= self.min_seconds < self.max_seconds:
            raise InvalidInputError("min_requests must be at least 1 and min_seconds from 0 to below max_seconds")
        _bounds(self)


def _steps(options: CanaryOptions) -> tuple[float, ...]:
    return options.steps


def _bounds(options: CanaryOptions) -> Bounds:
    return Bounds(
        tolerance=options.tolerance,
        operation_tolerance=options.operation_tolerance,
        alpha=options.alpha,
        alpha_promote=options.alpha_promote,
        min_requests=options.min_requests,
        per_operation=options.per_operation,
    )


def _advise(options: CanaryOptions, progress: Progress) -> Advice:
    verdict = progress.judgement
    if verdict is not None and verdict.decision is Decision.STOP:
        return Advice(Move.STOP, verdict.reason)
    if progress.seconds >= options.max_seconds:
        reason = f"no verdict within {options.max_seconds:g} s"
        return Advice(Move.STOP if options.on_timeout == "stop" else Move.HOLD, reason, late=True)
    if verdict is None or not verdict.fresh:
        return Advice(Move.HOLD, verdict.reason if verdict else "no reading yet")
    if progress.step_calls < options.min_requests:
        return Advice(Move.HOLD, f"{progress.step_calls} of {options.min_requests} calls of this step seen")
    if progress.step_seconds < options.min_seconds:
        return Advice(Move.HOLD, f"this step lasts at least {options.min_seconds:g} s")
    return _earned(options, progress.step, verdict)


def _earned(options: CanaryOptions, step: int, verdict: Judgement) -> Advice:
    if step + 1 < len(options.steps):
        share = (step + 1) / len(options.steps)
        if verdict.earned >= share:
            return Advice(Move.ADVANCE, f"{verdict.earned:.0%} of the evidence for promotion is there")
    elif verdict.decision is Decision.PROMOTE:
        return Advice(Move.PROMOTE, verdict.reason)
    return Advice(Move.HOLD, verdict.reason)


def _example(decision: Decision, earned: float, *, fresh: bool = True) -> Judgement:
    return Judgement(decision, "as it stands", "", {}, 0.0, 0.0, earned, (), Bounds(), fresh)


_THIRD = Progress(step=2, judgement=_example(Decision.PROMOTE, 1.0), step_calls=200, step_seconds=60, seconds=180)

STRATEGY = Strategy(
    id="canary",
    why="For environments with real callers: a fault meets few of them, and goes back by itself.",
    options=CanaryOptions,
    steps=_steps,
    bounds=_bounds,
    advise=_advise,
    good=(
        Example(
            "a third of the evidence earns the second of three steps",
            {"steps": [10, 25, 50]},
            Progress(0, _example(Decision.CONTINUE, 0.4), 80, 20, 20),
            Move.ADVANCE,
        ),
        Example("the verdict of non-inferiority earns the whole", {"steps": [10, 25, 50]}, _THIRD, Move.PROMOTE),
    ),
    bad=(
        Example(
            "evidence of inferiority stops it, however young",
            {},
            Progress(0, _example(Decision.STOP, 0.0), 3, 0.1, 1),
            Move.STOP,
        ),
        Example(
            "time alone promotes nothing",
            {"max_seconds": 600, "on_timeout": "stay"},
            Progress(2, _example(Decision.PROMOTE, 1.0), 500, 300, 601),
            Move.HOLD,
        ),
        Example(
            "time that is over stops it",
            {"max_seconds": 600},
            Progress(2, _example(Decision.CONTINUE, 0.9), 500, 300, 600),
            Move.STOP,
        ),
        Example(
            "records that are not complete are never read as health",
            {},
            Progress(2, _example(Decision.CONTINUE, 1.0, fresh=False), 500, 300, 400),
            Move.HOLD,
        ),
        Example("too few calls in this step", {}, Progress(0, _example(Decision.CONTINUE, 0.9), 9, 60, 60), Move.HOLD),
    ),
)
