"""How things are made and changed: the request that a service was seen to take, with other values each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.operation import Operation
from apiyard.spec.sample import sketch
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING
from apiyard.verify.draft import drafts, media_of
from apiyard.verify.edges.flat import flat
from apiyard.verify.stateful.naming import is_own, names_another, words

_TRIES = 5
_ITSELF = frozenset({("id",), ("uuid",), ("guid",)})
"""Words of members that name the very thing they stand in."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_MOST_OTHERS = {409: 5}
"""How often other values are tried after a refusal: 409 says that something is in the way (RFC 9110, 15.5.10)."""
_OTHERS = 3
"""How often after another refusal, which may be meant so too."""
_SHORTEST = 6
"""Texts that may not be this long are often codes, of which not every one is known to a service."""


@dataclass(slots=True)
class Recipes:
    """What was found out about making requests that the service takes.

    Args:
        seed: chooses values that have to be made.
        taken: by operation, which of its drafts was taken; -1 when none was.
        named: how many things got an id of ours.
        crowd: where the service wants some values once only, the number that they were last made different by.
        set_apart: operations that were tried with other values after a refusal.
        crowded: those of them for which that helped: values of what they make are there once only.
    """

    seed: int
    taken: dict[str, int] = field(default_factory=dict)
    named: int = 0
    crowd: int = 0
    set_apart: set[str] = field(default_factory=set)
    crowded: set[str] = field(default_factory=set)

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
                wish = self.apart(operation, draft.wish) if self.crowd else varied(operation, draft.wish, turn)
                yield _named(operation, wish, self.named) if fresh else wish
        if known is None:
            self.taken[operation.id] = -1

    def apart(self, operation: Operation, wish: Wish) -> Wish:
        """Give a request with values that no other one of this run has, as far as the contract leaves a choice."""
        self.crowd += 1
        return varied(operation, wish, self.crowd, all_texts=True)

    def others(self, operation: Operation, given: Mapping[Name, Json], status: int) -> Iterator[Wish]:
        """Give requests with values that the service may not have yet, after it refused one.

        A name or an address that is there already is refused in many services. Those of a former run may be there,
        too, so the numbers that make values different grow fast.

        Args:
            operation: the operation that makes a thing.
            given: values of parameters that are known.
            status: what it was refused with.

        Yields:
            Requests; none after a refusal that is about something else, or when others did not help before.
        """
        if status not in {400, 409, 422} or (operation.id in self.set_apart and not self.crowd):
            return
        at, before = max(self.taken.get(operation.id, 0), 0), self.crowd
        draft = next(islice(drafts(operation, seed=self.seed, given=given), at, None), None)
        if draft is None or varied(operation, draft.wish, 1, all_texts=True) == draft.wish:
            return
        if operation.id in self.set_apart and status != 409:
            return
        self.set_apart.add(operation.id)
        self.crowded.add(operation.id)
        self.taken[operation.id] = at
        for _ in range(_MOST_OTHERS.get(status, _OTHERS)):
            self.crowd = self.crowd * 3 + 7
            self.named += 1
            yield _named(operation, self.apart(operation, draft.wish), self.named)
        self.crowd = before
        self.crowded.discard(operation.id)


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


def varied(operation: Operation, wish: Wish, turn: int, *, all_texts: bool = False) -> Wish:
    """Give a request with other texts and numbers in its body, where any are as good.

    Args:
        operation: the operation.
        wish: the request.
        turn: another number gives other values; 0 gives the request as it is.
        all_texts: whether texts of a certain form are made anew, too, such as numbers of articles.

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
            known = flat(tree, properties[name], value)
            other = _other(known, value, turn)
            if other is MISSING and all_texts and isinstance(value, str):
                other = _formed(schema, known, value, turn=turn)
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


def _formed(schema: Schema, known: Mapping[str, Any], value: str, *, turn: int) -> Json:
    """Give another text of a form that the contract names."""
    if known.get("format") in {"uri", "url", "uri-reference"}:
        return f"{value.rstrip('/')}/{turn}"
    if known.get("format") == "uuid" and _UUID.fullmatch(value):
        return f"{value[:-12]}{turn:012x}"
    if "pattern" not in known or "enum" in known or "const" in known or len(value) < _SHORTEST:
        return MISSING
    bare = {name: each for name, each in known.items() if name not in {"example", "examples", "default"}}
    try:
        return sketch(schema.scope, bare, direction="request", seed=turn)
    except ApiyardError:
        return MISSING


def _other_number(schema: Mapping[str, Any], value: float, turn: int) -> Json:
    step = schema.get("multipleOf")
    by = Decimal(str(step)) if isinstance(step, int | float) and step > 0 else Decimal(1)
    for number in (Decimal(str(value)) + turn * by, Decimal(str(value)) - turn * by):
        low, high = schema.get("minimum"), schema.get("maximum")
        inside = (low is None or number >= Decimal(str(low))) and (high is None or number <= Decimal(str(high)))
        if inside:
            return int(number) if isinstance(value, int) else float(number)
    return MISSING
