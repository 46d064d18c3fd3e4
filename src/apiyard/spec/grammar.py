"""Where each OpenAPI object may hold which other objects, as one table per version family."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeAlias


class Shape(Enum):
    """How a field holds objects."""

    ONE = 1  # the field is the object
    LIST = 2  # an array of objects
    MAP = 3  # an object of objects by name
    PATTERN = 4  # an object of objects by name, where names that start with x- are extensions
    EITHER = 5  # an object, or an array of objects


Fields: TypeAlias = MappingProxyType[str, tuple[Shape, str]]
Grammar: TypeAlias = MappingProxyType[str, Fields]

_ONE, _LIST, _MAP, _PATTERN, _EITHER = Shape.ONE, Shape.LIST, Shape.MAP, Shape.PATTERN, Shape.EITHER

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# The fixed methods of OpenAPI 3.2; others stand in additionalOperations.
METHODS_3_2 = (*METHODS, "query")

_SCHEMA = {
    **dict.fromkeys(("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"), (_MAP, "schema")),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (_LIST, "schema")),
    **dict.fromkeys(
        (
            "additionalProperties",
            "additionalItems",
            "contains",
            "contentSchema",
            "else",
            "if",
            "not",
            "propertyNames",
            "then",
            "unevaluatedItems",
            "unevaluatedProperties",
        ),
        (_ONE, "schema"),
    ),
    "items": (_EITHER, "schema"),
}
_OPERATIONS = dict.fromkeys(METHODS, (_ONE, "operation"))
_OPERATIONS_3 = {**dict.fromkeys(METHODS_3_2, (_ONE, "operation")), "additionalOperations": (_MAP, "operation")}
_ENCODINGS = {
    "encoding": (_MAP, "encoding"),
    "prefixEncoding": (_LIST, "encoding"),
    "itemEncoding": (_ONE, "encoding"),
}
_PARAMETER = {"schema": (_ONE, "schema"), "content": (_MAP, "media-type"), "examples": (_MAP, "example")}


def _table(kinds: dict[str, dict[str, tuple[Shape, str]]]) -> Grammar:
    return MappingProxyType({kind: MappingProxyType(fields) for kind, fields in kinds.items()})


OPENAPI_3: Grammar = _table(
    {
        "document": {
            "paths": (_ONE, "paths"),
            "webhooks": (_MAP, "path-item"),
            "components": (_ONE, "components"),
        },
        "paths": {"*": (_PATTERN, "path-item")},
        "components": {
            "schemas": (_MAP, "schema"),
            "responses": (_MAP, "response"),
            "parameters": (_MAP, "parameter"),
            "examples": (_MAP, "example"),
            "requestBodies": (_MAP, "request-body"),
            "headers": (_MAP, "header"),
            "securitySchemes": (_MAP, "security-scheme"),
            "links": (_MAP, "link"),
            "callbacks": (_MAP, "callback"),
            "pathItems": (_MAP, "path-item"),
            "mediaTypes": (_MAP, "media-type"),
        },
        "path-item": {**_OPERATIONS_3, "parameters": (_LIST, "parameter")},
        "operation": {
            "parameters": (_LIST, "parameter"),
            "requestBody": (_ONE, "request-body"),
            "responses": (_PATTERN, "response"),
            "callbacks": (_MAP, "callback"),
        },
        "parameter": _PARAMETER,
        "header": _PARAMETER,
        "request-body": {"content": (_MAP, "media-type")},
        "response": {
            "headers": (_MAP, "header"),
            "content": (_MAP, "media-type"),
            "links": (_MAP, "link"),
        },
        "media-type": {
            "schema": (_ONE, "schema"),
            "itemSchema": (_ONE, "schema"),
            "examples": (_MAP, "example"),
            **_ENCODINGS,
        },
        "encoding": {"headers": (_MAP, "header"), **_ENCODINGS},
        "callback": {"*": (_PATTERN, "path-item")},
        "schema": _SCHEMA,
        "example": {},
        "link": {},
        "security-scheme": {},
    }
)

OPENAPI_2: Grammar = _table(
    {
        "document": {
            "paths": (_ONE, "paths"),
            "definitions": (_MAP, "schema"),
            "parameters": (_MAP, "parameter"),
            "responses": (_MAP, "response"),
            "securityDefinitions": (_MAP, "security-scheme"),
        },
        "paths": {"*": (_PATTERN, "path-item")},
        "path-item": {**_OPERATIONS, "parameters": (_LIST, "parameter")},
        "operation": {"parameters": (_LIST, "parameter"), "responses": (_PATTERN, "response")},
        "parameter": {"schema": (_ONE, "schema")},
        "response": {"schema": (_ONE, "schema"), "headers": (_MAP, "header")},
        "header": {},
        "schema": _SCHEMA,
        "security-scheme": {},
    }
)

# Where an object that stood in another file goes: (section path, version family).
SECTIONS_3 = MappingProxyType(
    {
        "schema": ("components", "schemas"),
        "response": ("components", "responses"),
        "parameter": ("components", "parameters"),
        "example": ("components", "examples"),
        "request-body": ("components", "requestBodies"),
        "header": ("components", "headers"),
        "security-scheme": ("components", "securitySchemes"),
        "link": ("components", "links"),
        "callback": ("components", "callbacks"),
        "media-type": ("components", "mediaTypes"),
    }
)
SECTIONS_2 = MappingProxyType(
    {
        "schema": ("definitions",),
        "parameter": ("parameters",),
        "response": ("responses",),
        "security-scheme": ("securityDefinitions",),
    }
)

Child: TypeAlias = tuple[tuple[object, ...], dict[str, Any], str]


def children(node: dict[str, Any], kind: str, grammar: Grammar) -> Iterator[Child]:
    """Give the typed objects directly inside an object.

    Args:
        node: the object.
        kind: its kind in the grammar.
        grammar: the table of its version family.

    Yields:
        The names that lead there, the object, and its kind, in the document's order.
    """
    fields = grammar[kind]
    if "*" in fields:
        yield from _members((), node, _PATTERN, kind=fields["*"][1])
        return
    for name, value in node.items():
        found = fields.get(name)
        if found is None:
            continue
        shape, below = found
        if type(value) is list:
            if shape is _LIST or shape is _EITHER:
                for index, item in enumerate(value):
                    if type(item) is dict:
                        yield (name, index), item, below
        elif type(value) is dict:
            if shape is _ONE or shape is _EITHER:
                yield (name,), value, below
            elif shape is not _LIST:
                yield from _members((name,), value, shape, kind=below)


def _members(names: tuple[str, ...], holder: dict[str, Any], shape: Shape, *, kind: str) -> Iterator[Child]:
    for name, item in holder.items():
        if type(item) is dict and not (shape is _PATTERN and name.startswith("x-")):
            yield (*names, name), item, kind
