"""Makes results of a function at a place that exists, and reads values as JavaScript does."""

from __future__ import annotations

from typing import Any

from apiyard.design.function import MISSING, Context, Result
from apiyard.spec.inventory import Spot


def tell(context: Context, spot: Spot, message: str, *, hint: str, piece: str = "") -> Result:
    """Give a result at a place, or at the nearest place above it that exists.

    Args:
        context: the context of the function.
        spot: the place.
        message: what is wrong.
        hint: what to do.
        piece: the offending text.
    """
    value: Any = context.inventory.documents[spot.uri].value
    path: list[str | int] = []
    for key in spot.path:
        inside = (
            (key in value) if type(value) is dict else type(value) is list and type(key) is int and key < len(value)
        )
        if not inside:
            break
        value = value[key]
        path.append(key)
    return Result(message, piece=piece[:100], hint=hint, at=context.inventory.locate(Spot(spot.uri, tuple(path))))


def meaning(context: Context, written: Any) -> Any:
    """Give what a reference object means, or the value itself; `MISSING` for a reference to nothing."""
    if is_reference(written):
        found = context.inventory.target(written)
        return MISSING if found is None else found[0]
    return written


def place(context: Context, written: Any, spot: Spot) -> Spot:
    """Give where the value of something written at a place stands, behind all references."""
    found = context.inventory.target(written) if is_reference(written) else None
    return spot if found is None else found[1]


def is_reference(value: Any) -> bool:
    """Say whether a value is a reference object."""
    return type(value) is dict and type(value.get("$ref")) is str


def member(value: Any, name: str) -> Any:
    """Give a member of an object; `MISSING` where there is none."""
    return value.get(name, MISSING) if type(value) is dict else MISSING


def items(value: Any) -> list[Any]:
    """Give the items of an array; none of anything else."""
    return value if type(value) is list else []


def holds(value: Any) -> bool:
    """Say whether JavaScript takes a value for true: anything but nothing, null, false, zero and the empty text."""
    return value is not MISSING and (type(value) in {dict, list} or bool(value))
