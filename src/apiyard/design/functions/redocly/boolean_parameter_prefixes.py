"""A parameter that is true or false is named as a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members
from apiyard.design.redocly.read import is_names
from apiyard.design.redocly.tell import meaning, member, tell
from apiyard.design.redocly.walk import walk
from apiyard.spec.regex import Pattern, compile_pattern


def _read(options: Mapping[str, Json] | None) -> Pattern:
    found = check_members("boolean-parameter-prefixes", options or {}, {"prefixes": (is_names, "a list of texts")})
    prefixes = found.get("prefixes", ["is", "has"])
    try:
        return compile_pattern(f"^({'|'.join(prefixes)})[A-Z-_]")
    except InvalidInputError as error:
        raise InvalidInputError(f"the prefixes make no pattern: {error.what}", where="/prefixes") from error


def _call(_value: Any, pattern: Pattern, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Parameter"):
        parameter = arrival.value
        if type(parameter) is not dict:
            continue
        asked = [parameter] if "oas2" in context.formats else _schemas(parameter, context)
        name = str(parameter.get("name", "undefined"))
        if any(member(each, "type") == "boolean" for each in asked) and not pattern.search(name):
            message = f'The name of the boolean parameter "{name}" has no prefix that asks a question.'
            yield tell(context, arrival.below("name"), message, hint=f"name it such as is_{name}", piece=name)


def _schemas(parameter: dict[str, Any], context: Context) -> Iterator[Any]:
    yield meaning(context, member(parameter, "schema"))
    content = meaning(context, member(parameter, "content"))
    for written in content.values() if type(content) is dict else ():
        media = meaning(context, written)
        yield meaning(context, member(media, "schema"))
        if "oas3_2" in context.formats:
            yield meaning(context, member(media, "itemSchema"))


FUNCTION = Function(
    id="boolean-parameter-prefixes",
    name="booleanParameterPrefixes",
    why="A name such as isActive tells by itself that the answer is yes or no.",
    call=_call,
    read=_read,
)
