"""A schema made of others is made of several, different ones, and oneOf of such that exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations, islice
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.arrival import Arrival
from apiyard.design.redocly.overlap import fingerprint, overlap, takes_null
from apiyard.design.redocly.tell import is_reference, meaning, member, tell
from apiyard.design.redocly.walk import walk

_MOST_PAIRS = 5_000
_WORDS = {"AllOf": "allOf", "AnyOf": "anyOf", "OneOf": "oneOf"}


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first(*_WORDS):
        parts = arrival.value
        holder = arrival.parent
        if type(parts) is not list or holder is None or type(holder.value) is not dict:
            continue
        word = _WORDS[arrival.kind]
        told = member(holder.value, "discriminator")
        discriminator = told if type(told) is dict and word != "allOf" else None
        if _too_few(parts, word, holder.value, discriminator=discriminator, context=context):
            message = f"There are fewer than two schemas in {word}."
            yield tell(context, arrival.spot, message, hint="use the schema itself, or add another")
        yield from _single(arrival, word, discriminator, context=context)
        if word != "oneOf":
            continue
        if takes_null(holder.value) and any(takes_null(part) for part in map(partial(meaning, context), parts)):
            message = "The schema and one of those in oneOf both take null."
            yield tell(context, arrival.spot, message, hint="allow null in one place")
        yield from _overlaps(arrival, discriminator, context)


def _too_few(parts: list[Any], word: str, holder: Any, *, discriminator: Any, context: Context) -> bool:
    if word != "allOf":
        return len(parts) < 2 and discriminator is None
    if not parts:
        return True
    alone = len(parts) == 1 and len(holder) == 1
    return alone and type(member(meaning(context, parts[0]), "discriminator")) is not dict


def _single(arrival: Arrival, word: str, discriminator: Any, *, context: Context) -> Iterator[Result]:
    """Tell of each part that says nothing, says what another one says, or cannot be chosen."""
    parts = arrival.value
    seen: dict[str, int] = {}
    for index, part in enumerate(parts):
        spot = arrival.below(index)
        if part == {} and type(part) is dict:
            yield tell(context, spot, f"A schema in {word} is empty and takes everything.", hint="remove it")
        first = seen.setdefault(fingerprint(part), index)
        if first != index:
            message = f"The schema is the same as number {first + 1} of {word}."
            yield tell(context, spot, message, hint="remove one of the two")
        named = is_reference(part) or (type(part) is dict and "$id" in part)
        if discriminator is not None and not named:
            message = f"The discriminator cannot choose a schema that is written into {word}."
            yield tell(context, spot, message, hint="make it a component and refer to it")


def _overlaps(arrival: Arrival, discriminator: Any, context: Context) -> Iterator[Result]:
    """Tell of the first two of the schemas that can both be meant."""
    parts = arrival.value
    schemas = [meaning(context, part) for part in parts]
    marks = [fingerprint(part) for part in parts]
    for one, other in islice(combinations(range(len(parts)), 2), _MOST_PAIRS):
        if type(schemas[one]) is not dict or type(schemas[other]) is not dict:
            continue
        if marks[one] == marks[other]:
            continue
        optional = not context.formats & {"oas3_2"}
        why = overlap(schemas[one], schemas[other], context, discriminator=discriminator, strict=optional)
        if why:
            message = f"Numbers {one + 1} and {other + 1} of oneOf do not exclude each other: {why}"
            yield tell(context, arrival.spot, message, hint="let them differ in a required property or in the type")
            return


FUNCTION = Function(
    id="no-illogical-composition-keywords",
    name="noIllogicalCompositionKeywords",
    why="A value that fits two schemas of oneOf fits none, and parts that are empty or double say nothing.",
    call=_call,
    read=no_options("no-illogical-composition-keywords"),
)
