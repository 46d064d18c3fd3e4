"""Check that the lifecycles that the files declare may follow from where the versions stood, and tell the moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.core.evidence import About, Evidence
from apiyard.govern.stage import Life, Stage, check_change, lifecycle_evidence, read_life
from apiyard.wiring.desired import Desired
from apiyard.wiring.state import State


def check_stages(state: State, desired: Desired, *, now: datetime) -> None:
    """Check every version whose lifecycle is declared in another way than before.

    A product that is new here brings its past along, so only the form of its lifecycles is checked.

    Args:
        state: what was declared so far.
        desired: what the files ask for.
        now: the time that lifecycle decisions go by, aware.

    Raises:
        ConflictError: a version cannot go where the files want it; names it.
        InvalidInputError: a date is wrong or missing.
    """
    for (kind, api), body in desired.intents.items():
        if kind == "product":
            before = state.body("product", api)
            _check_product(api, None if before is None else _lives(api, before), _lives(api, body), now=now)


def moves(state: State, desired: Desired, *, by: str) -> list[Evidence]:
    """Give a fact for every version whose lifecycle is declared in another way than before.

    Args:
        state: what was declared so far.
        desired: what the files ask for, checked.
        by: who asks.

    Returns:
        The facts; none for what did not change.
    """
    active, found = Life(Stage.ACTIVE), []
    for (kind, api), body in desired.intents.items():
        if kind == "product":
            before, after = _lives(api, state.body("product", api) or {}), _lives(api, body)
            for version in sorted({*before, *after}):
                old, new = before.get(version, active), after.get(version, active)
                if old != new:
                    found.append(lifecycle_evidence(About(api, version), old, new, by=by))
    return found


def _check_product(api: str, before: Mapping[str, Life] | None, after: Mapping[str, Life], *, now: datetime) -> None:
    if before is None:
        return
    active = Life(Stage.ACTIVE)
    for version in sorted({*before, *after}):
        try:
            check_change(before.get(version, active), after.get(version, active), now=now)
        except ApiyardError as error:
            error.where = _where(api, version)
            raise


def _lives(api: str, body: Mapping[str, Any]) -> dict[str, Life]:
    return {version: read_life(told, where=_where(api, version)) for version, told in body.get("lifecycle", {}).items()}


def _where(api: str, version: str) -> str:
    return f"apis/{api}/api.yaml#/lifecycle/{version}"
