"""Contracts that nobody wrote: any schemas, in any version, with any media types, made by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

_NAMES = ("id", "name", "email", "price", "tags", "parent", "createdAt", "x-y")
_REFS = ("Node", "Leaf", "Pair")
_FORMATS = ("date-time", "date", "email", "uuid", "uri", "ipv4", "byte", "binary", "int64", "made-up")
_PATTERNS = ("^[a-z]{2,4}$", "^(?!x)[a-z]+$", "[0-9]", "^\\d{3}-\\d{4}$", "^(a|b)*$", "\\p{L}+")
_MEDIA = (
    "application/json",
    "application/problem+json",
    "application/xml",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/octet-stream",
    "image/*",
    "*/*",
    "text/csv",
    "application/jsonl",
    "text/event-stream",
)
_HUGE = (0, 1, -1, 255, (1 << 53) + 1, (1 << 63) - 1, 1 << 63, 1 << 70, 10**40)


def _texts() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"type": st.just("string")},
        optional={
            "minLength": st.integers(0, 12),
            "maxLength": st.integers(3, 40),
            "format": st.sampled_from(_FORMATS),
            "pattern": st.sampled_from(_PATTERNS),
        },
    )


def _numbers() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"type": st.sampled_from(["integer", "number"])},
        optional={
            "minimum": st.sampled_from(_HUGE),
            "maximum": st.sampled_from((*_HUGE, 1e308)),
            "multipleOf": st.sampled_from([1, 2, 5, 0.1, 0.01, 1e-7]),
            "format": st.sampled_from(["int32", "int64", "double"]),
        },
    )


def _lists(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"type": st.just("array"), "items": inner},
        optional={
            "minItems": st.integers(0, 4),
            "maxItems": st.integers(1, 6),
            "uniqueItems": st.booleans(),
            "contains": inner,
            "prefixItems": st.lists(inner, min_size=1, max_size=2),
        },
    )


def _objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"type": st.just("object"), "properties": st.dictionaries(st.sampled_from(_NAMES), inner, max_size=4)},
        optional={
            "required": st.lists(st.sampled_from(_NAMES), max_size=3, unique=True),
            "additionalProperties": st.one_of(st.booleans(), inner),
            "minProperties": st.integers(0, 5),
            "maxProperties": st.integers(1, 8),
            "propertyNames": st.just({"maxLength": 20}),
            "patternProperties": st.dictionaries(st.just("^x-"), inner, max_size=1),
            "dependentRequired": st.just({"id": ["name"]}),
            "readOnly": st.booleans(),
        },
    )


def _joined(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    some = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda word, each: {word: each}, st.sampled_from(["oneOf", "anyOf", "allOf"]), some),
        st.builds(lambda each: {"not": each}, inner),
        st.builds(lambda a, b, c: {"if": a, "then": b, "else": c}, inner, inner, inner),
    )


def schemas() -> st.SearchStrategy[Any]:
    """Give schemas, also ones that nothing can meet and ones that ask for themselves."""
    leaves = st.one_of(
        _texts(),
        _numbers(),
        st.just({"type": "boolean"}),
        st.just({"type": ["string", "null"]}),
        st.just({}),
        st.just(True),
        st.just(False),
        st.builds(lambda values: {"enum": values}, st.lists(st.sampled_from(["a", 1, None, 1.5, []]), min_size=1)),
        st.builds(lambda value: {"const": value}, st.sampled_from(["a", 0, None, {}, 1 << 60])),
        st.builds(lambda name: {"$ref": f"#/components/schemas/{name}"}, st.sampled_from(_REFS)),
    )
    return st.recursive(
        leaves, lambda inner: st.one_of(_lists(inner), _objects(inner), _objects(inner), _joined(inner)), max_leaves=5
    )


_SHAPES = schemas()
_LINES = st.one_of(_texts(), _numbers())


def _content(draw: st.DrawFn) -> dict[str, Any]:
    media = draw(st.lists(st.sampled_from(_MEDIA), max_size=2, unique=True))
    return {"content": {each: {"schema": draw(_SHAPES)} for each in media}} if media else {}


def _responses(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = {}
    keys = st.sampled_from(["200", "201", "204", "4XX", "404", "default"])
    for key in draw(st.lists(keys, min_size=1, max_size=2, unique=True)):
        names = draw(st.lists(st.sampled_from(["X-Rate", "ETag", "Location"]), max_size=1))
        headers = {name: {"schema": draw(_LINES), "required": draw(st.booleans())} for name in names}
        found[key] = {"description": "d", "headers": headers, **_content(draw)}
    return found


@st.composite
def contracts(draw: st.DrawFn) -> dict[str, Any]:
    """Give a document of a few operations."""
    methods = draw(st.lists(st.sampled_from(["get", "post", "delete"]), min_size=1, max_size=2))
    paths = {
        f"/things{number}": {method: {"operationId": f"{method}{number}", "responses": _responses(draw)}}
        for number, method in enumerate(methods)
    }
    return {
        "openapi": draw(st.sampled_from(["3.1.0", "3.2.0"])),
        "info": {"title": "Made", "version": "1"},
        "paths": paths,
        "components": {"schemas": {name: draw(_SHAPES) for name in _REFS}},
    }
