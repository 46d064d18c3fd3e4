"""The encoding of a form's fields changed."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.check import Check, Example
from apiyard.design.diffing.edit import Edit
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.example import BREAKING, NOTHING, always, contract
from apiyard.design.surface.lives import direction_of
from apiyard.design.surface.written import form_read_otherwise
from apiyard.spec.operation import MediaType

_FORM = "application/x-www-form-urlencoded"
_LIST = {"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}}


def _form(**encoding: Json) -> Json:
    entry = {"schema": _LIST, "encoding": {"tags": encoding}}
    return contract({"method": "post", "requestBody": {"required": True, "content": {_FORM: entry}}})


def _find(pair: Pair[MediaType]) -> Iterator[Edit]:
    """Notice another encoding."""
    if pair.old is None or pair.new is None:
        return
    for name in dict.fromkeys([*pair.old.encoding, *pair.new.encoding]):
        before, after = pair.old.encoding.get(name), pair.new.encoding.get(name)
        if before != after:
            message = f"the field {name!r} is written in another way"
            wish = form_read_otherwise(direction_of(pair), name)
            yield Edit("encoding-changed", message, pair.old_at, pair.new_at, before, after, (wish,), name)


CHECK = Check(
    id="encoding-changed",
    area="media-type",
    what="How the fields of a form are written changed.",
    why="The same bytes are refused or mean another value.",
    find=_find,
    examples=(
        Example("a list in one field", _form(explode=True), _form(explode=False), always(BREAKING), NOTHING),
        Example("a list in fields of their own", _form(explode=False), _form(explode=True), always(BREAKING), NOTHING),
    ),
)
