"""The life of a supervised process as a pure state machine: started, probed, died, and when to start again."""

from __future__ import annotations

from apiyard.core.noun import dataclass, replace
from apiyard.wiring.node_messages import ProcessState

STABLE_SECONDS = 10.0
FIRST_DELAY = 0.25
LONGEST_DELAY = 30.0
CRASH_LOOP_DEATHS = 4
HUNG_FACTOR = 10


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as well.

    Args:
        start_seconds: how long it may take until it is first well.
        threshold: how many failed checks in a row make it unhealthy; ten times as many make it hung.
    """

    start_seconds: float
    threshold: int


@dataclass(frozen=True, slots=True)
class Life:
    """Where a process is; times are seconds of a monotonic clock.

    Args:
        state: what is told to the control plane.
        since: when it was last started.
        well_once: whether it has been well since that start.
        failures: failed checks in a row.
        restarts: starts after the first one.
        quick_deaths: deaths in a row that came soon after the start.
        next_start: when it may be started again.
        exit_code: how it last ended, None when nobody could see it.
    """

    state: ProcessState = ProcessState.EXITED
    since: float = 0.0
    well_once: bool = False
    failures: int = 0
    restarts: int = 0
    quick_deaths: int = 0
    next_start: float = 0.0
    exit_code: int | None = None

    @property
    def crash_loop(self) -> bool:
        """Whether it died again and again soon after its start."""
        return self.quick_deaths >= CRASH_LOOP_DEATHS


def started(life: Life, now: float, *, again: bool) -> Life:
    """It runs: it was started, or found running.

    Args:
        life: the life before.
        now: monotonic seconds.
        again: whether this start counts as a restart.

    Returns:
        The life after.
    """
    return replace(
        life,
        state=ProcessState.STARTING,
        since=now,
        well_once=False,
        failures=0,
        restarts=life.restarts + again,
    )


def probed(life: Life, *, well: bool, now: float, rules: Rules) -> Life:
    """A health check ended.

    Args:
        life: the life before.
        well: what the check said.
        now: monotonic seconds.
        rules: what counts as well.

    Returns:
        The life after: well at once; unhealthy after the threshold, or when it was never well in its start time.
    """
    if well:
        quick = 0 if now - life.since >= STABLE_SECONDS else life.quick_deaths
        return replace(life, state=ProcessState.HEALTHY, well_once=True, failures=0, quick_deaths=quick)
    failures = life.failures + 1
    late = failures >= rules.threshold if life.well_once else now - life.since >= rules.start_seconds
    return replace(life, state=ProcessState.UNHEALTHY if late else life.state, failures=failures)


def hung(life: Life, rules: Rules) -> bool:
    """Whether a process that was well has been unwell for so long that only a restart can help.

    Args:
        life: its life.
        rules: what counts as well.

    Returns:
        True when it shall be killed, to be started again.
    """
    return life.well_once and life.failures >= rules.threshold * HUNG_FACTOR


def died(life: Life, exit_code: int | None, now: float) -> Life:
    """It ended without being asked to.

    Args:
        life: the life before.
        exit_code: how it ended, None when nobody could see it.
        now: monotonic seconds.

    Returns:
        The life after; started again at once after a stable life, else after a delay that doubles with each quick
        death up to LONGEST_DELAY.
    """
    stable = life.well_once and now - life.since >= STABLE_SECONDS
    quick = 0 if stable else life.quick_deaths + 1
    delay = 0.0 if quick == 0 else min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(quick - 1, 20))
    return replace(
        life,
        state=ProcessState.EXITED,
        failures=0,
        quick_deaths=quick,
        next_start=now + delay,
        exit_code=exit_code,
    )
