"""From the bytes of a body to the value that its media type means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from apiyard.core.json import Json
from apiyard.core.late import late_module, late_pattern
from apiyard.core.noun import dataclass
from apiyard.spec import exact_json, media, sequence
from apiyard.spec.coerce import coerce, items, member, names, types
from apiyard.spec.item import item_rule
from apiyard.spec.operation import MediaType
from apiyard.spec.schema import Schema
from apiyard.spec.style import MISSING, deep, deep_list, field, query_pairs
from apiyard.spec.unreadable import UnreadableError

if TYPE_CHECKING:
    import orjson

    from apiyard.spec import xml_read
else:
    orjson = late_module("orjson")
    xml_read = late_module("apiyard.spec.xml_read")

_MAX_PARTS = 1000
_DISPOSITION = late_pattern(r'(?:^|;)\s*(name|filename)\*?=(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """What a body holds.

    Args:
        value: the value.
        judged: whether a schema can say anything about it; bytes cannot be judged.
    """

    value: Json
    judged: bool = True


def read(content_type: str, entry: MediaType, data: bytes) -> Read:
    """Read a body.

    Args:
        content_type: the body's Content-Type, with its parameters.
        entry: what the contract says about this media type.
        data: the bytes.

    Returns:
        The value.

    Raises:
        UnreadableError: the bytes have not the form that the media type asks for.
    """
    name = media.read(content_type)
    if entry.item_schema is not None and name.essence in sequence.FORMS:
        return Read(sequence.read(name.essence, _text(data, "utf-8")))
    if name.essence in sequence.FORMS and entry.schema is not None and types(entry.schema) & {"object", "array"}:
        return _events(entry, data, name.essence)
    if name.is_json and name.subtype != "*":
        try:
            return Read(exact_json.loads(data))
        except orjson.JSONDecodeError as error:
            raise UnreadableError(f"the body is no JSON: {error.msg}") from None
    if name.essence == "application/x-www-form-urlencoded":
        return Read(_form(entry, _text(data, "ascii")))
    if name.essence == "multipart/form-data":
        return Read(_multipart(entry, name.parameters.get("boundary", ""), data))
    if sequence.is_parts(name.essence) and item_rule(content_type, entry) is not None:
        parts = [_apart(head, held) for head, held in _pieces(name.parameters.get("boundary", ""), data)]
        return Read(parts, judged=entry.item_schema is None and MISSING not in parts)
    if name.is_xml:
        return _xml(entry, data)
    if name.type == "text":
        return _plain(entry, _text(data, "utf-8"), is_table=name.subtype == "csv")
    return Read(None, judged=False)


def _xml(entry: MediaType, data: bytes) -> Read:
    if entry.schema is None:
        return Read(None, judged=False)
    try:
        return Read(xml_read.read_xml(data, entry.schema))
    except xml_read.OpaqueError:
        return Read(None, judged=False)


def _plain(entry: MediaType, text: str, *, is_table: bool) -> Read:
    """Read a text; where the contract means a list or an object by it, that is JSON, or a table nobody can judge."""
    kinds = types(entry.schema) if entry.schema is not None else set()
    if kinds and not kinds - {"object", "array"}:
        if is_table:
            return Read(None, judged=False)
        with suppress(orjson.JSONDecodeError):
            return Read(exact_json.loads(text))
    return Read(coerce(text, entry.schema))


def _events(entry: MediaType, data: bytes, essence: str) -> Read:
    """Read a sequence whose schema is that of the whole, a list of the items, or else of each (see `spec.item`)."""
    found = sequence.read(essence, _text(data, "utf-8"))
    of_items = essence != "text/event-stream" and entry.schema is not None and "array" in types(entry.schema)
    return Read(found, judged=of_items)


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError(f"the body is no {encoding.upper()} text") from None


def _form(entry: MediaType, text: str) -> Json:
    pairs = query_pairs(text)
    known = names(entry.schema)
    found: dict[str, Any] = {}
    nested: dict[str, list[tuple[str, str]]] = {}
    plain: dict[str, list[str]] = {}
    for name, value in pairs:
        head, bracket, _ = name.partition("[")
        # A declared object or list goes before further properties, or a schema that allows none would have no objects.
        if bracket and name not in known and (head in known or member(entry.schema, name) is None):
            nested.setdefault(head, []).append((name, value))
        else:
            plain.setdefault(name, []).append(value)
    for name, values in plain.items():
        encoding = entry.encoding.get(name)
        explode = not (isinstance(encoding, dict) and encoding.get("explode") is False)
        found[name] = field(values, member(entry.schema, name), explode=explode)
    for name, each in nested.items():
        found.setdefault(name, _nested(member(entry.schema, name), each))
    return found


def _nested(schema: Schema | None, pairs: list[tuple[str, str]]) -> Json:
    return deep_list(schema, pairs) if schema is not None and "array" in types(schema) else deep(schema, pairs)


def _multipart(entry: MediaType, boundary: str, data: bytes) -> Json:
    """Read form fields (RFC 7578); a file is its bytes as Latin-1 text, since schemas only know strings."""
    found: dict[str, Any] = {}
    for headers, content in _pieces(boundary, data):
        if "content-disposition" not in headers:
            raise UnreadableError("a part has no Content-Disposition")
        words = {
            each[1].lower(): each[2] if each[2] is not None else each[3]
            for each in _DISPOSITION.finditer(headers["content-disposition"])
        }
        if "name" not in words:
            raise UnreadableError("a part has no name")
        name = words["name"]
        schema = member(entry.schema, name)
        is_list = schema is not None and "array" in types(schema)
        inner = items(schema) if is_list else schema
        value = _part(content, headers.get("content-type", ""), inner, is_file="filename" in words)
        if is_list:
            found.setdefault(name, []).extend(value if isinstance(value, list) else [value])
        else:
            found[name] = value
    return found


def _pieces(boundary: str, data: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    """Give the headers and the bytes of each part (RFC 2046, section 5.1.1)."""
    if not boundary or len(boundary) > 70:
        raise UnreadableError("the Content-Type names no boundary of 1 to 70 characters")
    mark = b"\r\n--" + boundary.encode("latin-1", "replace")
    pieces = (b"\r\n" + data).split(mark, _MAX_PARTS + 1)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise UnreadableError("the body is no multipart body with this boundary, or it is cut off")
    for piece in pieces[1:-1]:
        head, blank, content = piece.partition(b"\r\n\r\n")
        if not blank:
            raise UnreadableError("a part has no end of its headers")
        yield _headers(head), content


def _apart(headers: Mapping[str, str], content: bytes) -> Json:
    """Give the value of a part of a sequence; ``MISSING`` where no schema can say anything about its bytes."""
    kind = headers.get("content-type", "text/plain")
    if not media.read(kind).is_json and media.read(kind).type != "text":
        return MISSING
    return _part(content, kind, None, is_file=False)


def _headers(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, colon, value = line.partition(":")
        if colon:
            found[name.strip().lower()] = value.strip()
    return found


def _part(content: bytes, content_type: str, schema: Schema | None, *, is_file: bool) -> Json:
    name = media.read(content_type)
    if name.is_json and name.subtype:
        try:
            return exact_json.loads(content)
        except orjson.JSONDecodeError as error:
            raise UnreadableError(f"a part is no JSON: {error.msg}") from None
    if is_file:
        return content.decode("latin-1")
    text = content.decode("utf-8", "replace")
    if schema is not None and "object" in types(schema) and text.startswith("{"):
        with suppress(orjson.JSONDecodeError):
            return exact_json.loads(content)
    return coerce(text, schema)
