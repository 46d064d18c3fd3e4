"""The program of a child: takes tasks from standard input, one after the other, within bounds of time and memory."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Mapping
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.studio import tasks
from apiyard.studio.frame import packed, read_frame

CPU_SECONDS = 30
"""How long a task may compute even when nobody is there to end it."""

MEMORY = 4 * 1024**3
"""How much address space a child may have, in bytes."""


def main() -> None:
    """Work until standard input ends."""
    source = sys.stdin.buffer
    # What a library prints must not get between the frames.
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit(resource.RLIMIT_AS, MEMORY)
    bench = tasks.Bench()
    known: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
        "look": bench.look,
        "load": bench.load,
        "call": bench.call,
        "edit": bench.edit,
        "fix": bench.fix,
        "read": bench.read,
    }
    while (task := read_frame(source)) is not None:
        _limit(resource.RLIMIT_CPU, int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2])) + CPU_SECONDS)
        sink.write(_answer(known[task["task"]], task))
        sink.flush()


def _answer(work: Callable[[Mapping[str, Any]], Any], task: Mapping[str, Any]) -> bytes:
    try:
        return packed({"answer": work(task)})
    except ApiyardError as error:
        return packed({"error": _told(error)})
    except (RecursionError, MemoryError) as error:
        what = "the document nests too deeply" if isinstance(error, RecursionError) else "the document is too large"
        return packed({"error": _told(ApiyardError(what, code="too-large"))})
    except Exception as error:  # noqa: BLE001 - a fault in one document is told, and the next one is read
        told = ApiyardError("something went wrong inside apiyard", piece=f"{type(error).__name__}: {error}")
        return packed({"error": _told(told)})


def _told(error: ApiyardError) -> dict[str, Any]:
    return {
        "what": error.what,
        "where": error.where,
        "piece": error.piece,
        "hint": error.hint,
        "code": error.code,
        "status": error.status,
        "retryable": error.retryable,
    }


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
