"""From the wire to a parameter's value: the styles of OpenAPI 3.2 and the collection formats of 2.0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from apiyard.core.json import Json
from apiyard.core.late import late_module, late_pattern
from apiyard.spec import exact_json, media
from apiyard.spec.coerce import coerce, items, member, names, types
from apiyard.spec.operation import Parameter
from apiyard.spec.schema import Schema
from apiyard.spec.unreadable import UnreadableError

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

MISSING: Json = ("missing",)

_DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|", "tabDelimited": "\t"}
_DEEP = late_pattern(r"\[([^\[\]]*)\]")
_MAX_DEEP = 8

Pairs = Sequence[tuple[str, str]]


def query_pairs(query: str) -> list[tuple[str, str]]:
    """Give names, decoded, and values, still encoded, of a query string or a form, in order."""
    found: list[tuple[str, str]] = []
    for piece in query.split("&"):
        if piece:
            name, _, value = piece.partition("=")
            found.append((unquote_plus(name), value))
    return found


def cookie_pairs(header: str) -> list[tuple[str, str]]:
    """Give names and values of a Cookie header (RFC 6265, section 4.2.1)."""
    found: list[tuple[str, str]] = []
    for piece in header.split(";"):
        name, equals, value = piece.strip().partition("=")
        if equals:
            found.append((name, value.strip('"')))
    return found


def from_pairs(parameter: Parameter, pairs: Pairs) -> Json:
    """Give the value of a query or cookie parameter.

    Args:
        parameter: the parameter.
        pairs: names, decoded, and values, still encoded.

    Returns:
        The value, or ``MISSING``.

    Raises:
        UnreadableError: the text has not the form of the style.
    """
    values = [value for name, value in pairs if name == parameter.name]
    if parameter.content:
        return _content(parameter, unquote_plus(values[0])) if values else MISSING
    schema = parameter.schema
    wanted = types(schema) if schema is not None else frozenset[str]()
    if "object" in wanted and (parameter.style == "deepObject" or (parameter.style == "form" and parameter.explode)):
        found = _deep(parameter, pairs) if parameter.style == "deepObject" else _spread(schema, pairs)
        return found or MISSING
    if not values:
        # Many clients write the items of an exploded array as name[]; the style has no such form.
        return MISSING
    if "array" in wanted and (parameter.explode or len(values) > 1):
        inner = items(schema)
        return [coerce(unquote_plus(value), inner) for value in values]
    if "array" in wanted or "object" in wanted:
        return _delimited(parameter, values[-1], encoded=True)
    return coerce(unquote_plus(values[-1]), schema)


def from_text(parameter: Parameter, text: str) -> Json:
    """Give the value of a path parameter, a header or a header of a response.

    Args:
        parameter: the parameter.
        text: its text, percent-decoded for a path.

    Returns:
        The value.

    Raises:
        UnreadableError: the text has not the form of the style.
    """
    if parameter.content:
        return _content(parameter, text)
    wanted = types(parameter.schema) if parameter.schema is not None else frozenset[str]()
    if parameter.style == "label":
        text = text.removeprefix(".")
    elif parameter.style == "matrix":
        text = _matrix(parameter, text)
    if "array" in wanted or "object" in wanted:
        return _delimited(parameter, text, encoded=False)
    return coerce(text, parameter.schema)


def _matrix(parameter: Parameter, text: str) -> str:
    name = parameter.name
    if not text.startswith(";"):
        raise UnreadableError(f"the style matrix asks for ;{name}=...")
    if text.startswith(f";{name}="):
        text = text[len(name) + 2 :]
        return text.replace(f";{name}=", ",") if parameter.explode else text
    return text[1:].replace(";", ",")


def _content(parameter: Parameter, text: str) -> Json:
    key, entry = next(iter(parameter.content.items()))
    if media.read(key).is_json:
        try:
            return exact_json.loads(text)
        except orjson.JSONDecodeError as error:
            raise UnreadableError(f"no JSON: {error.msg}") from None
    return coerce(text, entry.schema)


def _delimited(parameter: Parameter, text: str, *, encoded: bool) -> Json:
    """Read an array or an object that stands in one text."""
    delimiter = "." if parameter.style == "label" and parameter.explode else _DELIMITERS.get(parameter.style, ",")
    if encoded:
        # A delimiter is written as it is, and only inside an item percent-encoded; but many clients encode all.
        pieces = text.split(delimiter) if delimiter in text else unquote_plus(text).split(delimiter)
        pieces = [unquote_plus(piece) for piece in pieces] if delimiter in text else pieces
    else:
        pieces = [piece.strip() if parameter.location == "header" else piece for piece in text.split(delimiter)]
    wanted = types(parameter.schema) if parameter.schema is not None else frozenset[str]()
    if "array" in wanted:
        inner = items(parameter.schema)
        return [coerce(piece, inner) for piece in pieces] if text else []
    pairs: list[tuple[str, str]] = []
    if parameter.explode:
        for piece in pieces:
            name, equals, value = piece.partition("=")
            if not equals:
                raise UnreadableError("name=value is expected")
            pairs.append((name, value))
    else:
        if len(pieces) % 2:
            raise UnreadableError("names and values are expected in turn")
        pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    return {name: coerce(value, member(parameter.schema, name)) for name, value in pairs}


def _spread(schema: Schema | None, pairs: Pairs) -> dict[str, Json]:
    """Read an object whose properties are parameters of their own."""
    known = names(schema)
    return {
        name: field([value for each, value in pairs if each == name], member(schema, name))
        for name, _ in pairs
        if name in known
    }


def field(values: list[str], schema: Schema | None, *, explode: bool = True) -> Json:
    """Give the value of a form field or property from its encoded texts."""
    wanted = types(schema) if schema is not None else frozenset[str]()
    if "array" in wanted:
        if not explode and len(values) == 1:
            values = values[0].split(",") if "," in values[0] else unquote_plus(values[0]).split(",")
        inner = items(schema)
        return [coerce(unquote_plus(value), inner) for value in values]
    text = unquote_plus(values[-1])
    if "object" in wanted and text.startswith("{"):
        try:
            return exact_json.loads(text)
        except orjson.JSONDecodeError:
            return text
    return coerce(text, schema)


def _deep(parameter: Parameter, pairs: Pairs) -> dict[str, Json]:
    return deep(parameter.schema, [(key, value) for key, value in pairs if key.startswith(parameter.name + "[")])


def deep(schema: Schema | None, pairs: Pairs) -> dict[str, Json]:
    """Read an object written as ``name[a][b]=1``, and arrays as repeated names, ``name[a][]`` or ``name[a][0]``.

    Args:
        schema: the schema of the object.
        pairs: names, decoded, with brackets; values, still encoded.

    Returns:
        The object.

    Raises:
        UnreadableError: brackets do not close, or nest deeper than eight levels.
    """
    return {name: _typed(node, member(schema, name)) for name, node in _tree(pairs).items()}


def deep_list(schema: Schema, pairs: Pairs) -> Json:
    """Read an array written as ``name[]=1`` or ``name[0]=1``, or with objects as ``name[0][a]=1``.

    Args:
        schema: the schema of the array.
        pairs: as for ``deep``.

    Returns:
        The array; where something else than numbers stands in the brackets the object that it is then, which the
        schema may have beside the array.

    Raises:
        UnreadableError: as for ``deep``.
    """
    tree = _tree(pairs)
    if all(name == "" or name.isdecimal() for name in tree):
        return _typed(tree, schema)
    return {name: _typed(node, member(schema, name)) for name, node in tree.items()}


def _tree(pairs: Pairs) -> dict[str, object]:
    """Give texts, still encoded, by the names in their brackets."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for key, value in pairs:
        head, bracket, rest = key.partition("[")
        path = tuple(_DEEP.findall(bracket + rest))
        if not path or "".join(f"[{name}]" for name in path) != bracket + rest or len(path) > _MAX_DEEP:
            raise UnreadableError(f"{head}[name]=value is expected")
        groups.setdefault(path, []).append(value)
    tree: dict[str, object] = {}
    for path, texts in groups.items():
        node = tree
        for name in path[:-1]:
            below = node.setdefault(name, {})
            if not isinstance(below, dict):
                raise UnreadableError("a property is both a value and an object")
            node = below
        if path[-1] in node:
            raise UnreadableError("a property is both a value and an object")
        node[path[-1]] = texts
    return tree


def _typed(node: object, schema: Schema | None) -> Json:
    if isinstance(node, list):
        return field(node, schema)
    if not isinstance(node, dict):
        return None
    if schema is not None and "array" in types(schema):
        inner = items(schema)
        values = [value for name, value in node.items() if name == "" or name.isdecimal()]
        return [
            item
            for value in values
            for item in (
                [coerce(unquote_plus(text), inner) for text in value]
                if isinstance(value, list)
                else [_typed(value, inner)]
            )
        ]
    return {name: _typed(value, member(schema, name)) for name, value in node.items()}
