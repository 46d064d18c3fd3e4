"""Ctrl-C, kept until a place where what was begun can be ended."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from apiyard.core.noun import dataclass


@dataclass(slots=True)
class Interrupt:
    """Whether somebody pressed Ctrl-C.

    Args:
        pending: whether they did.
    """

    pending: bool = False


@contextmanager
def held_interrupt() -> Iterator[Interrupt]:
    """Keep Ctrl-C while a process is started, so that no line is hit at which nobody knows of it yet.

    Or while modules are loaded: a callback of the import system would swallow it, and a module of C break at it.

    Yields:
        Says whether it was pressed; the block looks and ends early.

    Raises:
        KeyboardInterrupt: after the block, when it was pressed within it.
    """
    kept = Interrupt()
    if threading.current_thread() is not threading.main_thread():
        yield kept  # only the main thread is interrupted at all
        return

    def remember(_number: int, _frame: object) -> None:
        kept.pending = True

    before = signal.signal(signal.SIGINT, remember)
    try:
        yield kept
    finally:
        signal.signal(signal.SIGINT, before)
    if kept.pending:
        raise KeyboardInterrupt
