"""What can be put around an answerer: latency, faults, callbacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from apiyard.core.noun import dataclass
from apiyard.mock.step import Answer, Answerer, Call, Coming
from apiyard.spec.exchange import Request
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation

Next: TypeAlias = Callable[[Call], Coming]
Layer: TypeAlias = Callable[[Call, Next], Coming]
"""Is given a call and what answers it; calls it or not, at once or later, and gives its answer or another one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An exchange that is over, refused ones too.

    Args:
        request: the request as it came.
        answer: what was answered.
        operation: the operation that was meant, if any.
        consumer: as in ``Call``.
        wrong_request: what the request broke.
        wrong_reply: what the reply of another server broke; empty for the mock's own, of which wrong ones are not
            sent.
    """

    request: Request
    answer: Answer
    operation: Operation | None = None
    consumer: str = ""
    wrong_request: tuple[Violation, ...] = ()
    wrong_reply: tuple[Violation, ...] = ()


Watcher: TypeAlias = Callable[[Seen], None]
"""Is told each exchange once it is over, as a journal is; must be quick and must not raise."""


def within(layers: Sequence[Layer], answerer: Answerer) -> Next:
    """Put layers around an answerer.

    Args:
        layers: the outermost first.
        answerer: what answers in the end.

    Returns:
        What answers a call through all layers.
    """
    found: Next = answerer.answer
    for layer in reversed(layers):
        found = partial(_through, layer, found)
    return found


def _through(layer: Layer, following: Next, call: Call) -> Coming:
    return layer(call, following)
