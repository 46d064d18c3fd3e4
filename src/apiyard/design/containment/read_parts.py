"""Schemas of Draft 2020-12 as parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.part import (
    Bound,
    Contains,
    Either,
    Every,
    Fork,
    Format,
    Implies,
    Items,
    Members,
    Multiple,
    Names,
    Needs,
    Never,
    One,
    OtherItems,
    OtherMembers,
    Part,
    Pattern,
    Required,
    Size,
    Unique,
    Values,
    Whole,
)
from apiyard.design.containment.value import (
    ARRAY,
    BOOLEAN,
    EVERY,
    NULL,
    NUMBER,
    OBJECT,
    TEXT,
    exact,
    is_number,
    is_whole,
    key_of,
)

if TYPE_CHECKING:
    from apiyard.design.containment.node import Node, Resource

_TYPES: Final = {
    "null": NULL,
    "boolean": BOOLEAN,
    "integer": NUMBER,
    "number": NUMBER,
    "string": TEXT,
    "array": ARRAY,
    "object": OBJECT,
}
_DIALECTS: Final = ("https://json-schema.org/draft/2020-12/", "https://spec.openapis.org/oas/3.")


class Shelf(Protocol):
    """What the reader asks for other schemas."""

    formats: bool

    @property
    def anything(self) -> Node:
        """The schema that takes everything."""
        ...

    def node(self, value: Json, home: Resource) -> Node:
        """Give the node of a schema."""
        ...

    def made(self, value: Json, home: Resource, read: tuple[int, tuple[Part, ...]] | None = None) -> Node:
        """Make a node of parts."""
        ...

    def follow(self, ref: str, home: Resource) -> Node:
        """Give what a reference leads to."""
        ...

    def dynamic(self, ref: str, home: Resource) -> Node:
        """Give what a dynamic reference leads to."""
        ...


@dataclass(frozen=True, slots=True)
class _Page:
    """A schema object while it is read."""

    schema: Mapping[str, Any]
    home: Resource
    shelf: Shelf

    def child(self, keyword: str, value: Any) -> Node:
        if not isinstance(value, dict | bool):
            raise _malformed(keyword)
        return self.shelf.node(value, self.home)

    def children(self, keyword: str) -> tuple[Node, ...]:
        rows = self.schema[keyword]
        if not isinstance(rows, list):
            raise _malformed(keyword)
        return tuple(self.child(keyword, each) for each in rows)

    def named(self, keyword: str) -> dict[str, Node]:
        rows = self.schema.get(keyword, {})
        if not isinstance(rows, dict):
            raise _malformed(keyword)
        return {name: self.child(keyword, each) for name, each in rows.items()}

    def count(self, keyword: str) -> int:
        value = self.schema[keyword]
        if not is_whole(value) or value < 0:
            raise _malformed(keyword)
        return int(value)

    def text(self, keyword: str) -> str:
        value = self.schema[keyword]
        if not isinstance(value, str):
            raise _malformed(keyword)
        return value

    def names(self, keyword: str, rows: Any) -> tuple[str, ...]:
        if not isinstance(rows, list) or not all(isinstance(each, str) for each in rows):
            raise _malformed(keyword)
        return tuple(dict.fromkeys(rows))


def read_parts(node: Node, shelf: Shelf) -> tuple[int, tuple[Part, ...]]:
    """Read a schema.

    Args:
        node: the schema.
        shelf: gives the schemas that it speaks of.

    Returns:
        The types that it takes, as bits, and its assertions in a fixed order. What is no assertion is left out.

    Raises:
        UndecidedError: a keyword has a value that the draft does not allow, or means nothing that is known.
    """
    schema = node.value
    if schema is True:
        return EVERY, ()
    if schema is False:
        return 0, ()
    if not isinstance(schema, dict):
        raise UndecidedError("schema", "a schema is an object or a boolean")
    _judge_dialect(schema)
    page = _Page(schema, node.home, shelf)
    types, whole = _types(schema)
    parts: list[Part] = [Whole("type")] if whole else []
    for keyword, reader in _READERS:
        if keyword in schema:
            part = reader(page, keyword)
            if part is not None:
                parts.append(part)
    for keyword, kind in (("unevaluatedProperties", OtherMembers), ("unevaluatedItems", OtherItems)):
        if keyword in schema:
            beside = shelf.made(None, node.home, (types, tuple(parts)))
            parts.append(kind(keyword, page.child(keyword, schema[keyword]), beside))
    return types, tuple(parts)


def _malformed(keyword: str) -> UndecidedError:
    return UndecidedError(keyword, "its value is none that the draft allows")


def _judge_dialect(schema: Mapping[str, Any]) -> None:
    dialect = schema.get("$schema")
    if dialect is not None and not (isinstance(dialect, str) and dialect.startswith(_DIALECTS)):
        raise UndecidedError("$schema", "another draft inside")


def _types(schema: Mapping[str, Any]) -> tuple[int, bool]:
    written = schema.get("type")
    if "type" not in schema:
        return EVERY, False
    names = written if isinstance(written, list) else [written]
    found = 0
    for name in names:
        if not isinstance(name, str) or name not in _TYPES:
            raise _malformed("type")
        found |= _TYPES[name]
    return found, "integer" in names and "number" not in names


def _reference(page: _Page, keyword: str) -> Part:
    return Every(keyword, (page.shelf.follow(page.text(keyword), page.home),))


def _dynamic(page: _Page, keyword: str) -> Part:
    return Every(keyword, (page.shelf.dynamic(page.text(keyword), page.home),))


def _every(page: _Page, keyword: str) -> Part:
    return Every(keyword, page.children(keyword))


def _either(page: _Page, keyword: str) -> Part:
    return Either(keyword, page.children(keyword))


def _one(page: _Page, keyword: str) -> Part:
    return One(keyword, page.children(keyword))


def _never(page: _Page, keyword: str) -> Part:
    return Never(keyword, page.child(keyword, page.schema[keyword]))


def _fork(page: _Page, keyword: str) -> Part:
    """Read ``if``; alone it asserts nothing, but what it looks at counts as evaluated."""
    schema = page.schema
    anything = page.shelf.anything
    then = page.child("then", schema["then"]) if "then" in schema else anything
    other = page.child("else", schema["else"]) if "else" in schema else anything
    return Fork(keyword, page.child(keyword, schema[keyword]), then, other)


def _enum(page: _Page, keyword: str) -> Part:
    rows = page.schema[keyword]
    if not isinstance(rows, list):
        raise _malformed(keyword)
    return _values(keyword, rows)


def _const(page: _Page, keyword: str) -> Part:
    return _values(keyword, [page.schema[keyword]])


def _values(keyword: str, rows: list[Any]) -> Part:
    try:
        found = {key_of(each): each for each in rows}
    except (RecursionError, OverflowError, ValueError):
        raise UndecidedError(keyword, "values that nest too deep or are no JSON") from None
    return Values(keyword, tuple(found.values()), frozenset(found))


def _bound(page: _Page, keyword: str) -> Part:
    value = page.schema[keyword]
    if not is_number(value):
        raise _malformed(keyword)
    return Bound(keyword, exact(value), keyword.endswith("aximum"), keyword.startswith("ex"))


def _multiple(page: _Page, keyword: str) -> Part:
    value = page.schema[keyword]
    if not is_number(value) or value <= 0:
        raise _malformed(keyword)
    return Multiple(keyword, exact(value))


def _pattern(page: _Page, keyword: str) -> Part:
    return Pattern(keyword, page.text(keyword))


def _format(page: _Page, keyword: str) -> Part | None:
    return Format(keyword, page.text(keyword)) if page.shelf.formats else None


_KINDS: Final = {"Length": TEXT, "Items": ARRAY, "Properties": OBJECT}


def _size(page: _Page, keyword: str) -> Part:
    count = page.count(keyword)
    kind = _KINDS[keyword[3:]]
    if keyword.startswith("min"):
        return Size(keyword, kind, count, None)
    return Size(keyword, kind, 0, count)


def _members(page: _Page, keyword: str) -> Part | None:
    schema = page.schema
    first = next(name for name in ("properties", "patternProperties", "additionalProperties") if name in schema)
    if keyword != first:
        return None
    rest = page.child("additionalProperties", schema[last]) if (last := "additionalProperties") in schema else None
    return Members(keyword, page.named("properties"), tuple(page.named("patternProperties").items()), rest)


def _required(page: _Page, keyword: str) -> Part:
    return Required(keyword, page.names(keyword, page.schema[keyword]))


def _property_names(page: _Page, keyword: str) -> Part:
    return Names(keyword, page.child(keyword, page.schema[keyword]))


def _needs(page: _Page, keyword: str) -> Part:
    rows = page.schema[keyword]
    if not isinstance(rows, dict):
        raise _malformed(keyword)
    needs: list[Part] = [Needs(keyword, name, page.names(keyword, each)) for name, each in rows.items()]
    return _together(page, keyword, needs)


def _implies(page: _Page, keyword: str) -> Part:
    return _together(page, keyword, [Implies(keyword, name, node) for name, node in page.named(keyword).items()])


def _dependencies(page: _Page, keyword: str) -> Part:
    """Read the older keyword for both; the draft leaves it open, and the validator asserts it."""
    rows = page.schema[keyword]
    if not isinstance(rows, dict):
        raise _malformed(keyword)
    parts: list[Part] = []
    for name, each in rows.items():
        if isinstance(each, list):
            parts.append(Needs(keyword, name, page.names(keyword, each)))
        else:
            parts.append(Implies(keyword, name, page.child(keyword, each)))
    return _together(page, keyword, parts)


def _together(page: _Page, keyword: str, parts: list[Part]) -> Part:
    """Give several assertions as one."""
    if len(parts) == 1:
        return parts[0]
    return Every(keyword, tuple(page.shelf.made(None, page.home, (EVERY, (part,))) for part in parts))


def _items(page: _Page, keyword: str) -> Part | None:
    schema = page.schema
    if keyword == "items" and "prefixItems" in schema:
        return None
    first = page.children("prefixItems") if "prefixItems" in schema else ()
    return Items(keyword, first, page.child("items", schema["items"]) if "items" in schema else None)


def _contains(page: _Page, keyword: str) -> Part:
    schema = page.schema
    least = page.count("minContains") if "minContains" in schema else 1
    most = page.count("maxContains") if "maxContains" in schema else None
    return Contains(keyword, page.child(keyword, schema[keyword]), least, most)


def _unique(page: _Page, keyword: str) -> Part | None:
    value = page.schema[keyword]
    if not isinstance(value, bool):
        raise _malformed(keyword)
    return Unique(keyword) if value else None


_READERS: Final[tuple[tuple[str, Callable[[_Page, str], Part | None]], ...]] = (
    ("const", _const),
    ("enum", _enum),
    ("minimum", _bound),
    ("exclusiveMinimum", _bound),
    ("maximum", _bound),
    ("exclusiveMaximum", _bound),
    ("multipleOf", _multiple),
    ("minLength", _size),
    ("maxLength", _size),
    ("pattern", _pattern),
    ("format", _format),
    ("required", _required),
    ("properties", _members),
    ("patternProperties", _members),
    ("additionalProperties", _members),
    ("propertyNames", _property_names),
    ("minProperties", _size),
    ("maxProperties", _size),
    ("dependentRequired", _needs),
    ("dependencies", _dependencies),
    ("prefixItems", _items),
    ("items", _items),
    ("contains", _contains),
    ("minItems", _size),
    ("maxItems", _size),
    ("uniqueItems", _unique),
    ("$ref", _reference),
    ("$dynamicRef", _dynamic),
    ("allOf", _every),
    ("anyOf", _either),
    ("oneOf", _one),
    ("not", _never),
    ("if", _fork),
    ("dependentSchemas", _implies),
)
