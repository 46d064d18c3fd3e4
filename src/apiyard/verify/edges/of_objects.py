"""Objects with a member more or less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json
from apiyard.verify.edges.edge import Edge, bad, good

_EXTRA = "unexpectedMember"


def of_objects(schema: dict[str, Any], value: object) -> Iterator[Edge]:
    """Give objects at the bounds of a flat schema.

    Args:
        schema: the schema.
        value: an object that keeps it.

    Yields:
        One without each of its members, with only what is required, and with one that nobody declared.
    """
    held: dict[str, Json] = value if isinstance(value, dict) else {}
    required = [name for name in schema.get("required") or () if isinstance(name, str)]
    for name in required:
        if name in held:
            yield bad(f"without the required member {name}", _without(held, name))
    optional = [name for name in held if name not in required]
    if optional:
        least = {name: each for name, each in held.items() if name in required}
        # Nothing at all is seldom meant: a change of nothing may be refused.
        yield good("with the required members alone", least, firm=bool(least))
        for name in optional[:20]:
            yield good(f"without the optional member {name}", _without(held, name), firm=True)
    closed = schema.get("additionalProperties") is False or schema.get("unevaluatedProperties") is False
    extra = {**held, _EXTRA: "text"}
    if closed:
        yield bad("with a member that is not declared, where none may be", extra)
    else:
        yield good("with a member that is not declared", extra)
    least_count = schema.get("minProperties")
    if isinstance(least_count, int) and least_count > len(required):
        few = dict(list(held.items())[: least_count - 1])
        yield bad(f"with one member less than the least number {least_count}", few)


def _without(held: dict[str, Json], name: str) -> dict[str, Json]:
    return {each: value for each, value in held.items() if each != name}
