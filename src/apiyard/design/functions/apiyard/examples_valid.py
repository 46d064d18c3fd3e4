"""Every example, default and listed value keeps the schema that it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import thread_time
from typing import TYPE_CHECKING, Any, cast

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.json import Json
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass, field
from apiyard.design.function import Context, Function, Result
from apiyard.spec import media, style
from apiyard.spec.coerce import types
from apiyard.spec.contract import Contract, Parameter
from apiyard.spec.pointer import join, split
from apiyard.spec.regex import weight
from apiyard.spec.schema import Schema
from apiyard.spec.unreadable import UnreadableError
from apiyard.spec.violation import Direction, Violation
from apiyard.spec.walk import walk

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

_MOST_WORK = 5_000_000_000
"""So much work may the heaviest pattern of a document be for one example: nothing ends a search that has begun."""
_SECONDS = 10.0
_BOTH: tuple[Direction, ...] = ("request", "response")
_SIDES: Mapping[str, tuple[Direction, ...]] = {
    "requestBody": ("request",),
    "requestBodies": ("request",),
    "parameters": ("request",),
    "responses": ("response",),
}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class _Options:
    """Which values are looked at.

    Args:
        schemas: whether the examples and defaults that stand in schemas are, too.
        enums: whether the values that a schema lists are.
    """

    schemas: bool = True
    enums: bool = True


@dataclass(frozen=True, slots=True)
class _Claim:
    """A value that says it fits a schema.

    Args:
        schema: the schema.
        value: the value.
        place: where it stands in the tree.
        what: what it is.
        sides: the directions it may travel in; it needs to be right in one.
        parameter: the parameter it is a value of; a text may be how it is written there.
        media_type: the media type of a text that is how the value is written.
    """

    schema: Schema
    value: Json
    place: str
    what: str = "example"
    sides: tuple[Direction, ...] = _BOTH
    parameter: Parameter | None = None
    media_type: str = ""

    def violations(self) -> list[Violation]:
        """Give why the value does not fit; nothing when it does."""
        values = [self.value, *self._read()]
        if any(self.schema.is_valid(value, direction=side) for value in values for side in self.sides):
            return []
        return self.schema.validate(self.value, direction=self.sides[-1])

    def _read(self) -> Iterator[Json]:
        """Give what a text means where it may be how the value is written."""
        if not isinstance(self.value, str):
            return
        if self.media_type and media.read(self.media_type).is_json:
            try:
                yield orjson.loads(self.value)
            except orjson.JSONDecodeError:
                return
        if self.parameter is not None:
            try:
                if self.parameter.location in ("query", "cookie"):
                    yield style.from_pairs(self.parameter, self._pairs(self.parameter))
                else:
                    yield style.from_text(self.parameter, self.value)
            except UnreadableError:
                return

    def _pairs(self, parameter: Parameter) -> list[tuple[str, str]]:
        text = str(self.value).removeprefix("?")
        return style.query_pairs(text) if "=" in text else [(parameter.name, text)]


@dataclass(slots=True)
class _Claims:
    """Collects what a contract says of values."""

    contract: Contract
    options: _Options
    parameters: dict[str, Parameter] = field(default_factory=dict)

    def all(self) -> Iterator[_Claim]:
        """Give all claims in the document's order."""
        for operation in self.contract.operations:
            self.parameters |= {each.pointer: each for each in operation.parameters}
            for response in operation.responses.values():
                self.parameters |= {each.pointer: each for each in response.headers.values()}
        for pointer, node, kind in walk(self.contract.tree):
            if kind == "schema":
                yield from self._of_schema(pointer, node)
            elif kind == "media-type":
                yield from self._of_media_type(pointer, node)
            elif kind in ("parameter", "header"):
                yield from self._of_parameter(pointer, node)
            elif kind == "link":
                yield from self._of_link(pointer, node)

    def _schema(self, pointer: str, node: dict[str, Any], name: str = "schema") -> Schema | None:
        value = node.get(name)
        return Schema(join(pointer, name), value, self.contract.scope) if isinstance(value, dict | bool) else None

    def _examples(self, pointer: str, node: dict[str, Any]) -> Iterator[tuple[str, Json, bool]]:
        """Give place and value of the examples, and whether the value is a text as it is sent."""
        if "example" in node:
            yield join(pointer, "example"), node["example"], False
        examples = node.get("examples")
        for name, each in examples.items() if isinstance(examples, dict) else ():
            held, at = self.contract.scope.resolve(each, join(pointer, "examples", name))
            for member in ("value", "dataValue", "serializedValue"):
                if isinstance(held, dict) and member in held:
                    yield join(at, member), held[member], member == "serializedValue"

    def _of_schema(self, pointer: str, node: dict[str, Any]) -> Iterator[_Claim]:
        schema = Schema(pointer, cast("Json", node), self.contract.scope)
        if self.options.schemas:
            for name in ("example", "default"):
                if name in node:
                    yield _Claim(schema, node[name], join(pointer, name), name)
            yield from self._listed(schema, node, "examples", what="example")
        if self.options.enums and len(node) > 1:
            yield from self._listed(schema, node, "enum", what="listed value")

    def _listed(self, schema: Schema, node: dict[str, Any], name: str, *, what: str) -> Iterator[_Claim]:
        values = node.get(name)
        for index, value in enumerate(values if isinstance(values, list) else ()):
            # What was ``example`` in versions before 3.1 stands in the tree as the first of the examples.
            moved = name == "examples" and self.contract.source_version.startswith(("2.", "3.0"))
            place = join(schema.pointer, *(("example",) if moved and not index else (name, index)))
            yield _Claim(schema, value, place, what)

    def _of_media_type(self, pointer: str, node: dict[str, Any]) -> Iterator[_Claim]:
        schema = self._schema(pointer, node)
        items = self._schema(pointer, node, "itemSchema")
        name = split(pointer)[-1]
        sides = _sides(pointer)
        for place, value, sent in self._examples(pointer, node):
            if items is not None and isinstance(value, list):
                for index, item in enumerate(value):
                    yield _Claim(items, item, join(place, index), sides=sides)
            elif schema is not None and _is_data(name, value, sent=sent):
                yield _Claim(schema, value, place, sides=sides, media_type=name if sent else "")

    def _of_parameter(self, pointer: str, node: dict[str, Any]) -> Iterator[_Claim]:
        schema = self._schema(pointer, node)
        if schema is not None:
            parameter = self.parameters.get(pointer)
            for place, value, _ in self._examples(pointer, node):
                # Without the parameter nobody knows how a text is meant where the schema asks for more than one value.
                if parameter is not None or not isinstance(value, str) or not types(schema) & {"array", "object"}:
                    yield _Claim(schema, value, place, sides=_sides(pointer), parameter=parameter)

    def _of_link(self, pointer: str, node: dict[str, Any]) -> Iterator[_Claim]:
        """Constants of a link are values of the parameters of the operation it leads to."""
        target = node.get("operationId")
        values = node.get("parameters")
        operation = next((each for each in self.contract.operations if each.id == target), None)
        if operation is None or not isinstance(values, dict):
            return
        for name, value in values.items():
            place, _, last = name.rpartition(".")
            for each in operation.parameters:
                fits = each.name in (name, last) and place in ("", each.location)
                if fits and each.schema is not None and not (isinstance(value, str) and "$" in value):
                    at = join(pointer, "parameters", name)
                    yield _Claim(each.schema, value, at, "value of the link", ("request",), each)


def _sides(pointer: str) -> tuple[Direction, ...]:
    """Give the directions of what stands at a pointer: those of the innermost part that travels."""
    return next((_SIDES[name] for name in reversed(split(pointer)) if name in _SIDES), _BOTH)


def _is_data(media_type: str, value: Json, *, sent: bool) -> bool:
    """Say whether an example is a value as the schema means it; a text of another media type is how it is sent."""
    name = media.read(media_type)
    if name.is_json:
        return True
    return not sent and name.essence in _FORMS and isinstance(value, dict)


def _letters(value: Json) -> int:
    """Give how many letters the texts in a value have."""
    count, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            count += len(each)
        elif isinstance(each, dict | list):
            waiting.extend(each.values() if isinstance(each, dict) else each)
    return count


def _longest(contract: Contract) -> int:
    """Give how many letters an example may have for the heaviest pattern of the document."""
    patterns = {node.get("pattern") for _, node, kind in walk(contract.tree) if kind == "schema" and "pattern" in node}
    return _MOST_WORK // max([1, *(weight(each) for each in patterns if isinstance(each, str))])


def _call(_value: Any, options: _Options, context: Context) -> Iterator[Result]:
    try:
        contract = context.contract()
    except ApiyardError:
        return  # other rules say what is wrong with it
    claims = list(_Claims(contract, options).all())
    for claim in claims:
        contract.scope.root(claim.schema.pointer)
    broken = {pointer for pointer, _ in contract.scope.broken()}
    seen: set[tuple[str, str]] = set()
    longest, start = _longest(contract), thread_time()
    for claim in claims:
        if claim.schema.pointer in broken:
            continue
        if _letters(claim.value) > longest or thread_time() - start > _SECONDS:
            what = f"the {claim.what} costs too much to judge"
            raise TooLargeError(what, piece=claim.place, hint="shorten examples, or bounds of repetitions in patterns")
        for each in claim.violations():
            where = f"at {each.pointer} " if each.pointer else ""
            message = f"the {claim.what} breaks its schema: {where}{each.message}"
            if (claim.place + each.pointer, message) not in seen:
                seen.add((claim.place + each.pointer, message))
                at = contract.locate(claim.place + each.pointer)
                yield Result(message, hint=f"correct the {claim.what}, or the schema", at=at)


def _read(options: Mapping[str, Json] | None) -> _Options:
    given = options or {}
    for name, value in given.items():
        if name not in ("schemas", "enums") or not isinstance(value, bool):
            raise InvalidInputError("the options are schemas and enums, each true or false", where=join("", name))
    return _Options(given.get("schemas") is not False, given.get("enums") is not False)


FUNCTION = Function(
    id="examples-valid",
    name="examplesValid",
    why="People copy examples, and mocks answer with them; a wrong one costs more trust than none.",
    call=_call,
    read=_read,
)
"""The function."""
