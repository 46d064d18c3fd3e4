"""Check that the lifecycles that the files declare may follow from where the versions stood."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.govern.stage import Life, Stage, check_change, read_life
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
