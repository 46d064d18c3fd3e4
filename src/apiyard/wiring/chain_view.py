"""Whether the ledger is as it was written, verified at most every few seconds."""

from __future__ import annotations

import threading
from datetime import timedelta

from apiyard.core.clock import SystemClock
from apiyard.portal.ledger_view import ChainView
from apiyard.wiring.audit import check_chain
from apiyard.wiring.parts import Parts

_FRESH = timedelta(seconds=20)
_MOST_PROBLEMS = 10
_guard = threading.Lock()
_last: dict[int, ChainView] = {}


def chain_view(parts: Parts) -> ChainView:
    """Verify the chain, or give what was found a moment ago: all facts are read for it.

    Args:
        parts: the doors.

    Returns:
        What was found.
    """
    now = SystemClock().now()
    with _guard:
        known = _last.get(id(parts.store))
        if known is not None and now - known.checked < _FRESH:
            return known
        report = check_chain(parts)
        told = tuple(f"#{each.seq} {each.what}: {each.detail}" for each in report.problems[:_MOST_PROBLEMS])
        late = all(each.what == "unsealed" for each in report.problems)
        view = ChainView(report.ok, late, report.facts, report.checkpoints, report.sealed_through, told, now)
        _last.clear()
        _last[id(parts.store)] = view
        return view
