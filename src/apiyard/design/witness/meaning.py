"""Proof that the same bytes mean something else: a parameter or a form that is written in another way now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.cause import ExchangeProof
from apiyard.design.witness.trial import ALLOWED, Trial, said
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import CannotBuildError, Wish
from apiyard.spec.exchange import Request
from apiyard.spec.judge import Judgement, check_request
from apiyard.spec.sample import NoSampleError, sample_shaped
from apiyard.spec.schema import Schema

_SHOWN = 80

Try = tuple[Wish, str, Json]
"""A request to try, the place of the value that decides (``query/limit``, ``body``), and that value."""


def prove_misread(trial: Trial, tries: Iterable[Try], *, there: str = "") -> ExchangeProof | str:
    """Build requests, and look for one that the target refuses or reads as another value.

    Args:
        trial: the contracts.
        tries: requests to try.
        there: the place of the value in the target, where it is called otherwise.

    Returns:
        The proof; ``ALLOWED`` when all are read alike; else why nothing could be tried.

    Raises:
        InvalidInputError: a schema of a contract is itself wrong.
    """
    reason = "no value to try was found"
    for wish, where, value in tries:
        try:
            request = composer(trial.source).request(trial.allowed, wish)
        except CannotBuildError as error:
            reason = error.what if reason != ALLOWED else reason
            continue
        found = _misread(trial, request, where, there or where)
        if found is None:
            reason = "the request that was built is not valid" if reason != ALLOWED else reason
        elif found:
            return ExchangeProof(request, None, value, where.partition("/")[2], found)
        else:
            reason = ALLOWED
    return reason


def values_to_try(schema: Schema | None, member: str = "") -> list[Json]:
    """Give values of a schema that show how it is written: with two items or members, and the least one.

    Args:
        schema: the schema, None when it takes anything.
        member: the member whose items count, where the value is an object.
    """
    if schema is None:
        return ["a", "a,b"]
    found: list[Json] = []
    shape: Any = pointers.get(schema.scope.directed("request"), schema.pointer)
    node = shape if isinstance(shape, dict) else {}
    resolved = schema.resolved().value
    held = resolved if isinstance(resolved, Mapping) else {}
    names = list(held.get("properties", {}))[:2]  # type: ignore[arg-type]
    inside: dict[str, Any] = {"required": [member], "properties": {member: {"minItems": 2}}} if member else {}
    for more in (inside, {"minItems": 2}, {"required": names}, {}):
        try:
            value = sample_shaped(schema, {"allOf": [node, more]}, direction="request")
        except NoSampleError:
            continue
        for each in (value, _with_commas(value)):
            if each not in found and schema.is_valid(each, direction="request"):
                found.append(each)
    # What is empty shows least of how it is written.
    return sorted(found, key=lambda each: each in ([], {}, ""))


def _with_commas(value: Json) -> Json:
    """Give a value whose first text holds a delimiter, which only some ways to write it keep apart."""
    if isinstance(value, str):
        return value + ",b"
    if isinstance(value, list):
        return [_with_commas(value[0])] if value else value
    if isinstance(value, dict):
        changed = {name: _with_commas(item) for name, item in value.items()}
        return changed or value
    return value


def _misread(trial: Trial, request: Request, *places: str) -> str | None:
    """Say how the target misreads a request; empty when it does not, None when the source does not allow it."""
    where, there = places
    first = check_request(trial.source, request)
    if first.outcome != "valid":
        return None
    second = check_request(trial.target, request)
    place = "query" if where.startswith("querystring") else where.partition("/")[0]
    wrong = [each for each in second.violations if each.place == place]
    if wrong:
        return said(wrong[0])
    before, after = _value(first, where), _value(second, there)
    if before == after or second.outcome in {"no-path", "no-method"}:
        return ""
    return f"{where.replace('/', ' ')} is read as {shown(after)} and no longer as {shown(before)}"


def _value(judgement: Judgement, where: str) -> Json:
    place, _, name = where.partition("/")
    if place == "body":
        return judgement.values.body
    held: Mapping[str, Json] = getattr(judgement.values, "query" if place == "querystring" else place)
    return held.get(name)


def shown(value: Json) -> str:
    """Give a value that was read as JSON on one line, cut when it is long."""
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
