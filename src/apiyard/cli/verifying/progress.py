"""Show how a run goes on, on standard error: rows that move at a terminal, and now and then a line elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from apiyard.core.clock import Clock
from apiyard.core.noun import dataclass, field
from apiyard.verify.event import CaseJudged, Event, OperationSkipped, RunStarted
from apiyard.verify.telling.report_text import counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SECONDS_BETWEEN_LINES = 10.0


@dataclass(slots=True)
class Tally:
    """What one kind has done so far.

    Args:
        kind: its id.
        whole: how many operations there are.
        cases: how many requests were sent.
        wrong: how many of them showed a failure.
        reached: ids of the operations that were asked.
        skipped: ids of those that were not, or cannot be.
    """

    kind: str
    whole: int
    cases: int = 0
    wrong: int = 0
    reached: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)

    def take(self, event: CaseJudged | OperationSkipped) -> None:
        """Count an event."""
        if isinstance(event, CaseJudged):
            self.cases += 1
            self.wrong += bool(event.troubles)
            self.reached.add(event.case.operation)
        else:
            self.skipped.add(event.operation)

    def told(self) -> str:
        """Give it as a line."""
        wrong = _wrong(self.wrong) or "no failure"
        left = len(self.skipped - self.reached)
        rest = f", {left} not asked" if left else ""
        asked = f"{len(self.reached)} of {counted(self.whole, 'operation')}"
        return f"{self.kind}: {asked}{rest}, {counted(self.cases, 'case')}, {wrong}"


def _wrong(number: int) -> str:
    return f"{number} show{'s' * (number == 1)} a failure" if number else ""


class _Screen(Protocol):
    def update(self, tally: Tally) -> None: ...

    def close(self) -> None: ...


def shown(events: Iterable[Event], clock: Clock, *, quiet: bool = False) -> Iterator[Event]:
    """Pass the events of a run on, and show how it goes on.

    Args:
        events: the events.
        clock: monotonic time; lines are ten seconds apart.
        quiet: whether nothing is shown.

    Yields:
        The same events.
    """
    if quiet:
        yield from events
        return
    screen: _Screen = _Rows() if sys.stderr.isatty() else _Lines(clock)
    tallies: dict[str, Tally] = {}
    whole = 0
    try:
        for event in events:
            if isinstance(event, RunStarted):
                whole = event.operations
            elif isinstance(event, CaseJudged | OperationSkipped):
                kind = event.case.kind if isinstance(event, CaseJudged) else event.kind
                tally = tallies.setdefault(kind, Tally(kind, whole))
                tally.take(event)
                screen.update(tally)
            yield event
    finally:
        screen.close()


class _Lines:
    """A line when a kind ends, and every ten seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: Tally | None = None
        self._at = clock.monotonic()

    def update(self, tally: Tally) -> None:
        now = self._clock.monotonic()
        if self._last is not None and self._last.kind != tally.kind:
            self._say(self._last)
        elif now - self._at >= _SECONDS_BETWEEN_LINES:
            self._say(tally, more=" so far")
            self._at = now
        self._last = tally

    def close(self) -> None:
        if self._last is not None:
            self._say(self._last)

    def _say(self, tally: Tally, *, more: str = "") -> None:
        sys.stderr.write(f"{tally.told()}{more}\n")
        sys.stderr.flush()


class _Rows:
    """A row with a bar for each kind; they go away at the end, where the report tells the same."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        from apiyard.cli.output import console

        self._progress: Progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed} of {task.total} operations"),
            TextColumn("[dim]{task.fields[cases]}[/]"),
            TextColumn("{task.fields[wrong]}"),
            TimeElapsedColumn(),
            console=console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self._progress.start()

    def update(self, tally: Tally) -> None:
        if tally.kind not in self._tasks:
            for task in self._tasks.values():
                self._progress.stop_task(task)
            self._tasks[tally.kind] = self._progress.add_task(tally.kind, total=tally.whole, cases="", wrong="")
        wrong = f"[red]{_wrong(tally.wrong)}[/]" if tally.wrong else ""
        done = len(tally.reached | tally.skipped)
        self._progress.update(
            self._tasks[tally.kind], completed=done, cases=counted(tally.cases, "case"), wrong=wrong, total=tally.whole
        )

    def close(self) -> None:
        self._progress.stop()
