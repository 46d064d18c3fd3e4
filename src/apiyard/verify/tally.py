"""Run one kind of cases over all operations, by one worker or by several, within its time, and count."""

from __future__ import annotations

import queue
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.spec.operation import Operation
from apiyard.verify.event import CaseJudged, Event, OperationSkipped
from apiyard.verify.kind import Kind, UnsentError
from apiyard.verify.report import KindReport
from apiyard.verify.session import Session

_NO_CASE = "no case can be made"
_GONE = "the service does not answer any more"
_LATE = "the time was up before"
_STOPPED = "the run was stopped before"
_SHUT = "every reply was 401 or 403: give credentials"


@dataclass(frozen=True, slots=True)
class _Done:
    """An operation is through.

    Args:
        operation: the operation.
        reason: why there was no case, for when there was none.
        short: whether it is skipped for that reason also when there were some.
    """

    operation: Operation
    reason: str
    short: bool = False


_Told: TypeAlias = CaseJudged | _Done | BaseException | None


@dataclass(slots=True)
class Tally:
    """Runs one kind over all operations and counts.

    Args:
        session: the state of the run.
        kind: the kind.
        deadline: the monotonic time at which it ends; each operation gets a share of what is left, so that time which
            one does not need goes to those after it. The shares are equal, or by the cases where the kind counts them.
        late: the operations for which there was no time yet.
    """

    session: Session
    kind: Kind
    deadline: float = 0.0
    late: list[Operation] = field(default_factory=list)
    seconds: float = 0.0
    cases: int = 0
    reached: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    _by_operation: Counter[str] = field(default_factory=Counter)
    _let_in: set[str] = field(default_factory=set)

    def go(self, operations: Sequence[Operation], *, until: float) -> Iterator[Event]:
        """Probe each operation within its share of the time that is left.

        Args:
            operations: the operations; those for which the time does not suffice are late then.
            until: the monotonic time at which it ends.

        Yields:
            What was seen, and which operations were skipped.
        """
        started, self.deadline, self.late = self.session.clock.monotonic(), until, []
        operations = [each for each in operations if self._weight(each)]
        workers = min(self.session.plan.workers, len(operations)) if self.kind.together else 1
        told = self._by_many(operations, workers) if workers > 1 else self._by_one(operations)
        for each in told:
            if isinstance(each, CaseJudged):
                self._count(each)
                yield each
            elif isinstance(each, _Done):
                yield from self._close(each)
        self.seconds += self.session.clock.monotonic() - started

    def end(self) -> Iterator[Event]:
        """Tell that the operations which are late got no time at all."""
        for operation in self.late:
            yield from self._skip(operation.id, _LATE)

    def report(self) -> KindReport:
        """Give what was counted."""
        found = [failure for failure in self.session.failures.values() if failure.case.kind == self.kind.id]
        knows = self.session.plan.baseline.knows
        return KindReport(
            kind=self.kind.id,
            cases=self.cases,
            seconds=self.seconds,
            failures=tuple(failure for failure in found if not knows(failure)),
            known=tuple(failure for failure in found if knows(failure)),
            reached=tuple(self.reached),
            skipped=self.skipped,
            statuses=dict(self.statuses),
        )

    def _by_one(self, operations: Sequence[Operation]) -> Iterator[_Told]:
        waiting = sum(map(self._weight, operations))
        for operation in operations:
            weight = self._weight(operation)
            yield from self._probed(operation, weight / waiting)
            waiting -= weight

    def _by_many(self, operations: Sequence[Operation], workers: int) -> Iterator[_Told]:
        """Let each worker take the next operation; what they see comes out here, in the order it was seen."""
        seen: queue.Queue[_Told] = queue.Queue()
        left = list(reversed(operations))
        taking, ended = threading.Lock(), threading.Event()

        def work() -> None:
            try:
                while not ended.is_set():
                    with taking:
                        if not left:
                            return
                        waiting = sum(map(self._weight, left))
                        operation = left.pop()
                    for each in self._probed(operation, min(self._weight(operation) * workers / waiting, 1)):
                        seen.put(each)
                        if ended.is_set():
                            return
            except BaseException as error:  # noqa: BLE001 - it is raised where the run is read
                seen.put(error)
            finally:
                seen.put(None)

        threads = [threading.Thread(target=work, name=f"apiyard-verify-{at}", daemon=True) for at in range(workers)]
        for thread in threads:
            thread.start()
        try:
            working = workers
            while working:
                each = seen.get()
                if isinstance(each, BaseException):
                    raise each
                working -= each is None
                yield each
        finally:
            ended.set()
            for thread in threads:
                thread.join()

    def _weight(self, operation: Operation) -> int:
        return 1 if self.kind.count is None else self.kind.count(self.session, operation)

    def _probed(self, operation: Operation, share: float) -> Iterator[_Told]:
        """Probe one operation; it may take its share, above 0 to 1, of the time that is left."""
        session = self.session
        now = session.clock.monotonic()
        reason = _STOPPED if session.stopped() else _GONE if session.gone else _LATE
        short = False
        try:
            if now < self.deadline and not session.gone:
                until = now + (self.deadline - now) * share
                yield from self.kind.probe(session, operation, until)
                reason = _LATE if session.clock.monotonic() > until else _NO_CASE
        except ApiyardError as error:  # no request can be made, or a schema of the operation is wrong
            reason = f"{error.what}: {error.piece}".rstrip(": ")
            short = isinstance(error, UnsentError)
        yield _Done(operation, reason, short)

    def _close(self, done: _Done) -> Iterator[Event]:
        id_ = done.operation.id
        if done.short:
            yield from self._skip(id_, done.reason)
        elif self.kind.signed and self._by_operation[id_] and id_ not in self._let_in and not self._failed(id_):
            yield from self._skip(id_, _SHUT)
        elif self._by_operation[id_] or self._failed(id_):
            self.reached.append(id_)
        elif done.reason == _LATE:
            self.late.append(done.operation)
        elif self.kind.covers_all or done.reason != _NO_CASE:
            yield from self._skip(id_, done.reason)

    def _skip(self, operation: str, reason: str) -> Iterator[Event]:
        self.skipped[operation] = reason
        yield OperationSkipped(self.kind.id, operation, reason)

    def _count(self, judged: CaseJudged) -> None:
        self.cases += 1
        self._by_operation[judged.case.operation] += 1
        if judged.status not in {401, 403}:
            self._let_in.add(judged.case.operation)
        self.statuses[str(judged.status) if judged.status is not None else "none"] += 1

    def _failed(self, operation: str) -> bool:
        return any(
            failure.case.operation == operation and failure.case.kind == self.kind.id
            for failure in tuple(self.session.failures.values())
        )
