"""Latency and faults on purpose, by rules."""

from __future__ import annotations

from apiyard.core.options import read_options
from apiyard.mock.injecting.rule import FaultOptions
from apiyard.mock.section import Section, Written


def _read(written: Written) -> FaultOptions:
    value = {"rules": written.value} if isinstance(written.value, list) else written.value
    return read_options(FaultOptions, value, where=written.where)


SECTION = Section(
    id="faults",
    why="Answers come late or go wrong as you say: by operation, status, share, count or time.",
    read=_read,
    good=(
        "[{operation: listOrders, delay: 0.2}]",
        "[{path: /orders/*, method: GET, percent: 20, fault: status=503}, {every: 3, fault: reset}]",
        "{header: false, seed: 7, rules: [{after: 10, times: 2, fault: truncated}]}",
        "[{between: [10, 20], delay: {median: 0.1, p99: 2}}, {operation: createOrder, answer: {code: 409}}]",
    ),
    bad=(
        "[{operation: listOrders}]",
        "[{fault: explode}]",
        "[{percent: 120, fault: reset}]",
        "[{delay: [3, 1]}]",
        "[{between: [5], fault: reset}]",
        "{rule: []}",
    ),
)
