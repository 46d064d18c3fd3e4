"""Ask an answer of your own for a bounded time, so that an endless loop in it does not hang the mock.

The file runs in a thread of its own. What it asks of the state, and the usual answer, are given by the thread that
waits for it; so nothing of the mock is touched by two threads, and nothing at all once the time is over. A thread that
is late is ended by an exception (``PyThreadState_SetAsyncExc`` of Python's C API), which comes between two steps of
Python. What waits in C, such as ``time.sleep``, hears of it afterwards and goes on without harm until then; what
computes in C without an end, such as a regular expression, cannot be ended, and may hold the interpreter meanwhile.
"""

from __future__ import annotations

import ctypes
import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from apiyard.core.errors import UnavailableError
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass, field, replace
from apiyard.mock.sandbox.overriding.asking import Answered, Asking, State

LATE = "override-late"
"""The code of what was refused because an answer took too long."""
_MOST_LEFT = 4
_LOG = logging.getLogger("apiyard.mock")

Done: TypeAlias = tuple[Any, BaseException | None]
"""What a job gave, or what it raised."""


class LateError(SystemExit):
    """The time of an answer is over; no ``except Exception`` keeps it from ending, and threads end by it in silence."""


@dataclass(frozen=True, slots=True)
class _Job:
    """Something that the waiting thread is to do; without ``do`` the answer is there."""

    do: Callable[[], Any] | None
    done: queue.SimpleQueue[Done]


@dataclass(slots=True)
class _Desk:
    """Where a running answer asks for what only the waiting thread may do."""

    jobs: queue.SimpleQueue[_Job] = field(default_factory=queue.SimpleQueue)
    closed: bool = False

    def ask(self, do: Callable[[], Any]) -> Any:
        """Let the waiting thread do something, and give what came of it."""
        job = _Job(do, queue.SimpleQueue())
        self.jobs.put(job)
        if self.closed:  # after this was put, or before: then nobody looks for it any more
            raise LateError
        value, error = job.done.get()
        if error is not None:
            raise error
        return value

    def close(self) -> None:
        """Do nothing more, and tell who waits."""
        self.closed = True
        while True:
            try:
                job = self.jobs.get_nowait()
            except queue.Empty:
                return
            job.done.put((None, LateError()))


@dataclass(frozen=True, slots=True)
class AskedState:
    """The state of the one who calls, as far as an answer may ask for it; what it gives are copies.

    Args:
        _state: the state.
        _desk: where it is asked for.
    """

    _state: State
    _desk: _Desk

    def items(self, resource: str) -> list[JsonObject]:
        """Give the items of a resource, in the order in which they were made."""
        return cast("list[JsonObject]", self._desk.ask(lambda: _copied(self._state.items(resource))))

    def get(self, resource: str, id_: object) -> JsonObject | None:
        """Give an item by its id; None when there is none."""
        return cast("JsonObject | None", self._desk.ask(lambda: _copied(self._state.get(resource, id_))))

    def put(self, resource: str, item: Mapping[str, Json]) -> JsonObject:
        """Keep an item; gives it as it is kept."""
        kept = _copied(item)
        return cast("JsonObject", self._desk.ask(lambda: _copied(self._state.put(resource, kept))))

    def remove(self, resource: str, id_: object) -> bool:
        """Remove an item by its id; says whether it was there."""
        return bool(self._desk.ask(lambda: self._state.remove(resource, id_)))


class Bounds:
    """Asks answers of your own, each for as long as it may take.

    Args:
        seconds: how long.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._left: list[threading.Thread] = []

    def ask(self, answer: Callable[[Asking], Answered | None], asking: Asking, *, where: str) -> Answered | None:
        """Ask an answer.

        Args:
            answer: the answer.
            asking: the call.
            where: its file.

        Returns:
            What it says.

        Raises:
            UnavailableError: it took too long, or several that did still run.
            Exception: whatever it raised.
        """
        self._left = [each for each in self._left if each.is_alive()]
        if len(self._left) >= _MOST_LEFT:
            raise UnavailableError(
                f"{_MOST_LEFT} answers that were late still run", where=where, hint="start the mock anew", code=LATE
            )
        desk, done = _Desk(), queue.SimpleQueue[Done]()
        inside = replace(
            asking, state=cast("State", AskedState(asking.state, desk)), usual=lambda: desk.ask(asking.usual)
        )

        def work() -> None:
            try:
                told: Done = (answer(inside), None)
            except BaseException as error:  # noqa: BLE001 - it is told by who waits
                told = (None, error)
            done.put(told)
            desk.jobs.put(_Job(None, done))

        thread = threading.Thread(target=work, name=f"apiyard override {where}", daemon=True)
        thread.start()
        if not self._serve(desk):
            self._end(thread, where)
            what = f"it took more than {self._seconds:g} seconds and was given up"
            raise UnavailableError(what, where=where, hint="sandbox.override-seconds allows more", code=LATE)
        value, error = done.get()
        if error is not None:
            raise error if isinstance(error, Exception) else RuntimeError(type(error).__name__)
        return cast("Answered | None", value)

    def _serve(self, desk: _Desk) -> bool:
        """Do what the answer asks for until it is there; say whether it came in time."""
        until = time.monotonic() + self._seconds
        try:
            while True:
                job = desk.jobs.get(timeout=max(until - time.monotonic(), 0))
                if job.do is None:
                    return True
                try:
                    told: Done = (job.do(), None)
                except Exception as error:  # noqa: BLE001 - it is raised where it was asked for
                    told = (None, error)
                job.done.put(told)
        except queue.Empty:
            return False
        finally:
            desk.close()

    def _end(self, thread: threading.Thread, where: str) -> None:
        _LOG.warning("%s: the answer took more than %g seconds and was given up", where, self._seconds)
        if thread.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(LateError))
        self._left.append(thread)


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _copied(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_copied(each) for each in value]
    return value
