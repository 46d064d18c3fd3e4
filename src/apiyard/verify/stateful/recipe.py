"""How things are made and changed: the request that a service was seen to take, with other values each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.operation import Operation
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING
from apiyard.verify.draft import drafts, media_of
from apiyard.verify.edges.flat import flat
from apiyard.verify.stateful.naming import is_own, names_another, words

_TRIES = 5
_ITSELF = frozenset({("id",), ("uuid",), ("guid",)})
"""Words of members that name the very thing they stand in."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SHORTEST = 6
"""Texts that may not be this long are often codes, of which not every one is known to a service."""


@dataclass(slots=True)
class Recipes:
    """What was found out about making requests that the service takes.

    Args:
        seed: chooses values that have to be made.
        taken: by operation, which of its drafts was taken; -1 when none was.
        named: how many things got an id of ours.
    """

    seed: int
    taken: dict[str, int] = field(default_factory=dict)
    named: int = 0

    def wishes(
        self, operation: Operation, given: Mapping[Name, Json], turn: int, *, fresh: bool = False
    ) -> Iterator[Wish]:
        """Give requests to try, the one that was taken before first.

        Args:
            operation: the operation.
            given: values of parameters that are known.
            turn: another number gives other values, as far as the contract leaves a choice.
            fresh: whether a new thing is to be made: then an id that callers choose is another one each time.

        Yields:
            Requests; after one that was taken the rest need not be tried.
        """
        known = self.taken.get(operation.id)
        at = 0
        for at, draft in enumerate(drafts(operation, seed=self.seed, given=given)):
            if at >= _TRIES:
                break
            if known in (None, at) or (known == -1 and at == 0):
                self.taken[operation.id] = at
                self.named += fresh
                wish = varied(operation, draft.wish, turn)
                yield _named(operation, wish, self.named) if fresh else wish
        if known is None:
            self.taken[operation.id] = -1


def plain(operation: Operation, given: Mapping[Name, Json], seed: int) -> Wish:
    """Give the first request to try, as it is."""
    found = next(iter(drafts(operation, seed=seed, given=given)), None)
    return found.wish if found is not None else Wish(values=given, drop_credentials=True)


def media_type(operation: Operation) -> str:
    """Give the media type that bodies are sent in; empty without one."""
    chosen = media_of(operation)
    return chosen[0] if chosen is not None else ""


def _named(operation: Operation, wish: Wish, number: int) -> Wish:
    """Give the thing that a request makes another id, where callers choose it."""
    chosen = media_of(operation)
    schema = chosen[1].schema if chosen is not None else None
    own = [name for name in wish.body if words(name) in _ITSELF] if isinstance(wish.body, Mapping) else []
    if schema is None or len(own) != 1 or not isinstance(wish.body, Mapping):
        return wish
    value = wish.body[own[0]]
    other: Json = MISSING
    if isinstance(value, int) and not isinstance(value, bool):
        other = value + number
    elif isinstance(value, str):
        other = f"{value[:-12]}{number:012x}" if _UUID.fullmatch(value) else f"{value}{number}"
    body = {**wish.body, own[0]: other}
    return replace(wish, body=body) if other is not MISSING and _keeps(schema, body) else wish


def varied(operation: Operation, wish: Wish, turn: int) -> Wish:
    """Give a request with other texts and numbers in its body, where any are as good.

    Args:
        operation: the operation.
        wish: the request.
        turn: another number gives other values; 0 gives the request as it is.

    Returns:
        The request; as it was when its contract leaves no choice.
    """
    chosen = media_of(operation)
    schema = chosen[1].schema if chosen is not None else None
    if schema is None or not turn or not isinstance(wish.body, Mapping):
        return wish
    tree = schema.scope.directed("request")
    node: Any = pointers.get(tree, schema.pointer)
    properties = flat(tree, node, dict(wish.body)).get("properties")
    if not isinstance(properties, Mapping):
        return wish
    body: dict[str, Json] = dict(wish.body)
    for name, value in wish.body.items():
        if name in properties and not is_own(name) and not names_another(name):
            other = _other(flat(tree, properties[name], value), value, turn)
            if other is not MISSING and _keeps(schema, {**body, name: other}):
                body[name] = other
    return replace(wish, body=body)


def _keeps(schema: Schema, body: Json) -> bool:
    return schema.is_valid(body, direction="request")


def _other(schema: Mapping[str, Any], value: Json, turn: int) -> Json:
    if "enum" in schema or "const" in schema or isinstance(value, bool):
        return MISSING
    if isinstance(value, str):
        return _other_text(schema, value, turn)
    return _other_number(schema, value, turn) if isinstance(value, int | float) else MISSING


def _other_text(schema: Mapping[str, Any], value: str, turn: int) -> Json:
    if schema.get("format") == "email":
        name, _, host = value.partition("@")
        return f"{name}{turn}@{host}"
    most = schema.get("maxLength")
    if "pattern" in schema or "format" in schema or (isinstance(most, int) and most < _SHORTEST):
        return MISSING
    end = f" {turn}"
    return (value[: most - len(end)] if isinstance(most, int) else value) + end


def _other_number(schema: Mapping[str, Any], value: float, turn: int) -> Json:
    step = schema.get("multipleOf")
    by = Decimal(str(step)) if isinstance(step, int | float) and step > 0 else Decimal(1)
    for number in (Decimal(str(value)) + turn * by, Decimal(str(value)) - turn * by):
        low, high = schema.get("minimum"), schema.get("maximum")
        inside = (low is None or number >= Decimal(str(low))) and (high is None or number <= Decimal(str(high)))
        if inside:
            return int(number) if isinstance(value, int) else float(number)
    return MISSING
