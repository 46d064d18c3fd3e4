"""The ``__init__`` of a noun, by the number of its fields: made of those written here, so that no text is compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

ABSENT: Any = object()
"""Stands for a default that is not there."""
MADE: Any = object()
"""Stands for a default that is made for each object: the setter makes it."""
Init = Callable[..., None]
Set = Callable[[Any, Any], Any]
"""Sets one field of an object, frozen or not: the setter of its slot."""


def shaped(sets: Mapping[str, Set], defaults: Sequence[Any]) -> Init:
    """Give an ``__init__`` whose parameters have the names of the fields.

    Args:
        sets: what sets each field, by name, in order.
        defaults: the defaults of the last fields.

    Returns:
        The method.
    """
    names = tuple(sets)
    if len(names) >= len(_SHAPES):
        return _long(names, tuple(sets.values()), (ABSENT,) * (len(names) - len(defaults)) + tuple(defaults))
    made = _SHAPES[len(names)](*sets.values())
    made.__code__ = made.__code__.replace(co_varnames=("self", *names))
    made.__defaults__ = tuple(defaults)
    return cast("Init", made)


def _long(names: tuple[str, ...], sets: tuple[Set, ...], defaults: tuple[Any, ...]) -> Init:
    def init(self: Any, *values: Any, **named: Any) -> None:
        if named or len(values) != len(names):
            values = _bound(names, defaults, values, named=named)
        for set_, value in zip(sets, values, strict=True):
            set_(self, value)

    return init


def _bound(
    names: tuple[str, ...], defaults: tuple[Any, ...], values: tuple[Any, ...], *, named: dict[str, Any]
) -> tuple[Any, ...]:
    known = dict(zip(names, values, strict=False))
    wrong = [name for name in named if name in known or name not in names]
    found = [named.get(name, known.get(name, default)) for name, default in zip(names, defaults, strict=True)]
    missing = [name for name, value in zip(names, found, strict=True) if value is ABSENT]
    if wrong or missing or len(values) > len(names):
        told = ", ".join(missing or wrong or [f"{len(values)} values for {len(names)} fields"])
        raise TypeError(f"__init__() is missing, or does not know, or got twice: {told}")
    return tuple(found)


# A setter gives None, so each is called; a lambda, as its parameters are those of a noun and not those of a function.
_SHAPES: tuple[Callable[..., Any], ...] = (
    lambda: lambda self: None,
    lambda set_a: lambda self, a: set_a(self, a) or None,
    lambda set_a, set_b: lambda self, a, b: set_a(self, a) or set_b(self, b),
    lambda set_a, set_b, set_c: lambda self, a, b, c: set_a(self, a) or set_b(self, b) or set_c(self, c),
    lambda set_a, set_b, set_c, set_d: (
        lambda self, a, b, c, d: set_a(self, a) or set_b(self, b) or set_c(self, c) or set_d(self, d)
    ),
    lambda set_a, set_b, set_c, set_d, set_e: (
        lambda self, a, b, c, d, e: (
            set_a(self, a) or set_b(self, b) or set_c(self, c) or set_d(self, d) or set_e(self, e)
        )
    ),
    lambda set_a, set_b, set_c, set_d, set_e, set_f: (
        lambda self, a, b, c, d, e, f: (
            set_a(self, a) or set_b(self, b) or set_c(self, c) or set_d(self, d) or set_e(self, e) or set_f(self, f)
        )
    ),
    lambda set_a, set_b, set_c, set_d, set_e, set_f, set_g: (
        lambda self, a, b, c, d, e, f, g: (
            set_a(self, a)
            or set_b(self, b)
            or set_c(self, c)
            or set_d(self, d)
            or set_e(self, e)
            or set_f(self, f)
            or set_g(self, g)
        )
    ),
    lambda set_a, set_b, set_c, set_d, set_e, set_f, set_g, set_h: (
        lambda self, a, b, c, d, e, f, g, h: (
            set_a(self, a)
            or set_b(self, b)
            or set_c(self, c)
            or set_d(self, d)
            or set_e(self, e)
            or set_f(self, f)
            or set_g(self, g)
            or set_h(self, h)
        )
    ),
    lambda set_a, set_b, set_c, set_d, set_e, set_f, set_g, set_h, set_i: (
        lambda self, a, b, c, d, e, f, g, h, i: (
            set_a(self, a)
            or set_b(self, b)
            or set_c(self, c)
            or set_d(self, d)
            or set_e(self, e)
            or set_f(self, f)
            or set_g(self, g)
            or set_h(self, h)
            or set_i(self, i)
        )
    ),
    lambda set_a, set_b, set_c, set_d, set_e, set_f, set_g, set_h, set_i, set_j: (
        lambda self, a, b, c, d, e, f, g, h, i, j: (
            set_a(self, a)
            or set_b(self, b)
            or set_c(self, c)
            or set_d(self, d)
            or set_e(self, e)
            or set_f(self, f)
            or set_g(self, g)
            or set_h(self, h)
            or set_i(self, i)
            or set_j(self, j)
        )
    ),
    lambda set_a, set_b, set_c, set_d, set_e, set_f, set_g, set_h, set_i, set_j, set_k: (
        lambda self, a, b, c, d, e, f, g, h, i, j, k: (
            set_a(self, a)
            or set_b(self, b)
            or set_c(self, c)
            or set_d(self, d)
            or set_e(self, e)
            or set_f(self, f)
            or set_g(self, g)
            or set_h(self, h)
            or set_i(self, i)
            or set_j(self, j)
            or set_k(self, k)
        )
    ),
)
