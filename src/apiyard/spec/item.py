"""What a contract asks of each item of a body that is a sequence: an event, a line, a record, a part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from apiyard.core.json import Json
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass, replace
from apiyard.spec import exact_json, media, sequence
from apiyard.spec.coerce import items, types
from apiyard.spec.operation import MediaType
from apiyard.spec.pointer import join
from apiyard.spec.schema import Schema
from apiyard.spec.violation import Direction, Violation

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

_BRANCHES = ("oneOf", "anyOf")
_MAX_BRANCHES = 64


@dataclass(frozen=True, slots=True)
class ItemRule:
    """How the items of a body are judged.

    Args:
        schema: what each is judged by.
        as_event: whether the items are events, whose data may be described too (``contentSchema``).
        loosely: whether the contract may mean either an event or the data of one, as before OpenAPI 3.2, where it could
            not say which; then only data that is JSON can break it, and only when both readings do.
    """

    schema: Schema
    as_event: bool = False
    loosely: bool = False

    def judge(self, item: Json, *, direction: Direction) -> list[Violation]:
        """Judge an item.

        Args:
            item: its value, as `spec.sequence` reads it.
            direction: the side it travels on.

        Returns:
            What is wrong, with pointers into the item.
        """
        if self.loosely:
            return self._loosely(item, direction)
        found = self.schema.validate(item, direction=direction)
        return found or (list(self._contents(item, direction)) if self.as_event else found)

    def _loosely(self, item: Json, direction: Direction) -> list[Violation]:
        data = _as_json(item.get("data")) if isinstance(item, Mapping) else None
        if not isinstance(data, Mapping | list) or self.schema.is_valid(item, direction=direction):
            return []
        found = self.schema.validate(data, direction=direction)
        return [replace(each, pointer=f"/data{each.pointer}") for each in found]

    def _contents(self, item: Json, direction: Direction) -> Iterator[Violation]:
        """Judge the JSON in a text by what the schema says of it (JSON Schema, Validation, section 8)."""
        if not isinstance(item, Mapping):
            return
        found: list[Violation] = []
        for branch in fitting(self.schema, item, direction):
            found = [each for name, text in item.items() for each in _content(branch, name, text, direction=direction)]
            if not found:
                return
        yield from found


def item_rule(content_type: str, entry: MediaType) -> ItemRule | None:
    """Give how the items of a body are judged.

    Args:
        content_type: the body's Content-Type.
        entry: what the contract says about it.

    Returns:
        The rule; None where the body is no sequence, or the contract says nothing of one item.
    """
    name = media.read(content_type)
    events, parts = name.essence == sequence.EVENTS, sequence.is_parts(name.essence)
    if name.essence not in sequence.FORMS and not parts:
        return None
    if entry.item_schema is not None:
        return ItemRule(entry.item_schema, as_event=events)
    kinds = types(entry.schema) if entry.schema is not None else frozenset[str]()
    if entry.schema is None or not kinds or kinds & {"string"}:
        return None
    if "array" in kinds:
        inner = items(entry.schema)
        return ItemRule(inner, loosely=events) if inner is not None and kinds == {"array"} else None
    if parts:
        return None
    return ItemRule(entry.schema, loosely=events) if "object" in kinds else None


def fitting(schema: Schema, item: Json, direction: Direction) -> Iterator[Schema]:
    """Give the schemas that speak of an item.

    Args:
        schema: the schema of an item.
        item: the item.
        direction: the side it travels on.

    Yields:
        The schema itself, or the branches of its choice that the item belongs to.
    """
    here = schema.resolved()
    written: Any = here.value
    for word in _BRANCHES:
        branches = written.get(word) if isinstance(written, Mapping) else None
        if isinstance(branches, list):
            for at in range(min(len(branches), _MAX_BRANCHES)):
                branch = here.at(word, at)
                if branch is not None and branch.is_valid(item, direction=direction):
                    yield branch.resolved()
            return
    yield here


def json_inside(schema: Schema, name: str) -> Schema | None:
    """Give the schema of the JSON that is in a text (JSON Schema, Validation, section 8.5).

    Args:
        schema: the schema of an item.
        name: the member that holds the text.

    Returns:
        The schema; None where the contract says nothing of it, or means another form than JSON.
    """
    inner, told = schema.at("properties", name, "contentSchema"), schema.at("properties", name)
    written: Any = told.value if told is not None else None
    kind = str(written.get("contentMediaType", "application/json")) if isinstance(written, Mapping) else ""
    return inner if media.read(kind).is_json else None


def _content(schema: Schema, name: str, text: Json, *, direction: Direction) -> Iterator[Violation]:
    inner = json_inside(schema, name)
    if inner is None or not isinstance(text, str):
        return
    at = join("", name)
    try:
        value = exact_json.loads(text)
    except orjson.JSONDecodeError as error:
        yield Violation("body", at, f"no JSON: {error.msg}", inner.pointer)
        return
    for each in inner.validate(value, direction=direction):
        yield replace(each, pointer=at + each.pointer)


def _as_json(text: Json) -> Json:
    if not isinstance(text, str):
        return None
    try:
        return exact_json.loads(text)
    except orjson.JSONDecodeError:
        return None
