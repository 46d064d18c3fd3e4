"""One rollout: its phase, its split, what the judge saw and why it ended as it did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.portal.page import Page
from apiyard.portal.rollout_view import RolloutView

_PATH = ("starting", "waiting_healthy", "shifting", "judging", "promoted")
_ENDS = {"stopped", "aborted", "rolled_back"}
_TURNED = {"returning", "draining", "rolling_back"}


def _stations(view: RolloutView) -> list[tuple[str, str]]:
    """Give the stations of the way with how each is: done, here, ahead or failed."""
    phase = view.line.phase
    if phase in _ENDS | _TURNED:
        last = "rolled_back" if phase in {"rolling_back", "rolled_back"} else phase
        return [*((each, "done") for each in _PATH[:4]), (last, "failed" if phase in _ENDS else "here")]
    at = _PATH.index(phase) if phase in _PATH else -1
    told = [(each, "done" if place < at else "ahead") for place, each in enumerate(_PATH)]
    if at >= 0:
        told[at] = (phase, "done" if phase == "promoted" else "here")
    return told


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _side(verdict: Mapping[str, Any], side: str, prefix: str = "") -> dict[str, Any]:
    counts = (verdict.get(f"{prefix}counts") or {}).get(side) or {}
    return {
        "requests": counts.get("requests", 0),
        "errors": counts.get("errors", 0),
        "rate": (verdict.get(f"{prefix}rates") or {}).get(side),
    }


def _context(view: RolloutView) -> Mapping[str, object]:
    verdict: Mapping[str, Any] = view.verdict
    return {
        "view": view,
        "line": view.line,
        "stations": _stations(view),
        "baseline": _side(verdict, "baseline"),
        "canary": _side(verdict, "canary"),
        "operation": verdict.get("operation") or "",
        "operation_baseline": _side(verdict, "baseline", "operation_"),
        "operation_canary": _side(verdict, "canary", "operation_"),
        "e_stop": _number(verdict.get("e_stop")),
        "e_stop_needed": _number(verdict.get("e_stop_needed")),
        "e_promote": _number(verdict.get("e_promote")),
        "e_promote_needed": _number(verdict.get("e_promote_needed")),
        "tolerance": _number(verdict.get("tolerance")),
        "earned": _number(verdict.get("earned")),
        "heading": f"{view.line.api} {view.line.canary} to {view.line.environment}",
    }


PAGE = Page(
    id="rollout",
    path="/portal/rollouts/{id}",
    title="Rollout",
    why="Where does it stand, on what numbers, and why did it end as it did?",
    template="rollout.html",
    news=("ledger", "intents", "traffic"),
    live=("way", "reason", "figures", "numbers", "rates-data", "evidence-data", "facts", "actions"),
    context=_context,
    section="rollouts",
)
