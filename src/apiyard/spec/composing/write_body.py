"""From a body's value to its bytes, in the media types whose bodies can be judged."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from apiyard.core.json import Json
from apiyard.spec import media, sequence
from apiyard.spec.coerce import items, member, parts, types
from apiyard.spec.composing.wish import CannotBuildError
from apiyard.spec.composing.write_style import nested, plain
from apiyard.spec.composing.write_xml import write_xml
from apiyard.spec.operation import MediaType
from apiyard.spec.schema import Schema

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
_BOUNDARY = "apiyard-boundary"
_CONCRETE = (
    "application/json",
    "text/plain",
    "application/octet-stream",
    "image/png",
    "audio/mpeg",
    "video/mp4",
    "multipart/form-data",
)


def concrete(content: Mapping[str, MediaType], key: str) -> str:
    """Give a Content-Type that falls under a key of a content object and under no nearer one.

    Args:
        content: entries by media type or range.
        key: one of its keys.

    Returns:
        A media type without wildcards, with the parameters of the key.

    Raises:
        CannotBuildError: none of those that are tried does.
    """
    name = media.read(key)
    if "*" not in (name.type, name.subtype):
        return key
    own = f"{'application' if name.type == '*' else name.type}/x-made-up"
    for each in (*_CONCRETE, own):
        chosen = media.choose(content, each)
        if chosen is not None and chosen[0] == key:
            return each
    raise CannotBuildError("no media type falls under the range alone", piece=key)


def write_body(content_type: str, entry: MediaType, value: Json) -> tuple[str, bytes]:
    """Write a body.

    Args:
        content_type: a media type without wildcards.
        entry: what the contract says about it.
        value: the value.

    Returns:
        The Content-Type to send, and the bytes.

    Raises:
        CannotBuildError: no bytes of this type mean this value.
    """
    name = media.read(content_type)
    if entry.item_schema is not None and name.essence in sequence.FORMS:
        if not isinstance(value, list):
            raise CannotBuildError("a sequence of items is a list")
        return content_type, sequence.write(name.essence, value).encode()
    if name.essence in sequence.FORMS and isinstance(value, Mapping | list):
        items = value if isinstance(value, list) else [value]
        # An event that no schema speaks of carries the whole value as its data.
        events = [{"data": each} for each in items] if name.essence == "text/event-stream" else items
        return content_type, sequence.write(name.essence, events).encode()
    if name.is_json:
        return content_type, _json(value)
    if name.is_xml:
        return content_type, write_xml(value, entry.schema).encode()
    if name.essence == FORM:
        return content_type, _form(entry, value)
    if name.essence == MULTIPART:
        return f"{MULTIPART}; boundary={_BOUNDARY}", _multipart(entry, value)
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
        if name.essence == "text/csv":
            return content_type, _table(value)
        kinds = types(entry.schema) if entry.schema is not None else set()
        if name.type == "text" and (not kinds or kinds - {"object", "array"}):
            raise CannotBuildError("a text cannot be an object or a list", piece=name.essence)
        return content_type, _json(value)
    return content_type, plain(value).encode("utf-8", "replace")


def _json(value: Json) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (ValueError, UnicodeEncodeError) as error:
        raise CannotBuildError("the value is no JSON that can be sent", piece=str(error)[:60]) from None


def _table(value: Json) -> bytes:
    """Write rows of a table with their names above them (RFC 4180); what is no plain value is JSON in its field."""
    rows = value if isinstance(value, list) else [value]
    names = list(dict.fromkeys(name for row in rows if isinstance(row, Mapping) for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    if names:
        writer.writerow(names)
    for row in rows:
        fields = [row.get(name, "") for name in names] if isinstance(row, Mapping) else [row]
        writer.writerow([plain(each) for each in fields])
    return out.getvalue().encode("utf-8", "replace")


def _form(entry: MediaType, value: Json) -> bytes:
    """Write a form; a member that is an object or a list of objects is written with brackets."""
    if not isinstance(value, Mapping):
        raise CannotBuildError("a form is an object")
    pairs: list[tuple[str, str]] = []
    for name, item in value.items():
        encoding = entry.encoding.get(name)
        encoding = encoding if isinstance(encoding, Mapping) else {}
        if media.read(str(encoding.get("contentType", "/"))).is_json:
            pairs.append((quote(name, safe=""), quote(_json(item).decode(), safe="")))
        elif isinstance(item, Sequence) and not isinstance(item, str):
            pairs.extend(_listed(name, item, joined=encoding.get("explode") is False))
        elif isinstance(item, Mapping):
            pairs.extend(nested(name, item))
        else:
            pairs.append((quote(name, safe="[]"), quote(plain(item), safe="")))
    return "&".join(f"{name}={text}" for name, text in pairs).encode()


def _listed(name: str, items: Sequence[Json], *, joined: bool) -> list[tuple[str, str]]:
    if any(isinstance(each, Mapping | list) for each in items):
        return nested(name, items)
    if not items:
        raise CannotBuildError("a list without items cannot be written in a form")
    texts = [quote(plain(each), safe="") for each in items]
    return [(quote(name, safe="[]"), ",".join(texts))] if joined else [(quote(name, safe="[]"), each) for each in texts]


def _multipart(entry: MediaType, value: Json) -> bytes:
    """Write form fields (RFC 7578)."""
    if not isinstance(value, Mapping):
        raise CannotBuildError("a form is an object")
    written: list[bytes] = []
    for name, item in value.items():
        if not name.isprintable() or '"' in name or "\\" in name:
            raise CannotBuildError("a part cannot have this name", piece=name[:60])
        each = item if isinstance(item, Sequence) and not isinstance(item, str) else [item]
        if not each:
            raise CannotBuildError("a list without items cannot be written in a form")
        encoding = entry.encoding.get(name)
        kind = encoding.get("contentType") if isinstance(encoding, Mapping) else None
        schema = member(entry.schema, name)
        schema = items(schema) if schema is not None and "array" in types(schema) else schema
        written.extend(_part(name, inner, _one_kind(kind), file=_file_type(schema)) for inner in each)
    if not written:
        raise CannotBuildError("a multipart body has at least one part")
    mark = f"--{_BOUNDARY}".encode()
    if any(mark in part for part in written):
        raise CannotBuildError("the value holds the boundary of the body")
    return b"".join(mark + b"\r\n" + part + b"\r\n" for part in written) + mark + b"--\r\n"


def _one_kind(kind: Json) -> str:
    """Give a content type that the contract names; of several, or a range, none is chosen."""
    named = kind if isinstance(kind, str) else ""
    return "" if "*" in named or "," in named or not named.isprintable() else named.strip()


def _file_type(schema: Schema | None) -> str:
    """Give the media type of the file that a part of a form is; empty when it is a plain field.

    OpenAPI 3.0 says ``format: binary`` for a file, 3.1 ``contentMediaType`` without ``contentEncoding``.
    """
    for part in parts(schema) if schema is not None else ():
        said = part.value if isinstance(part.value, Mapping) else {}
        kind = _one_kind(said.get("contentMediaType"))
        if said.get("format") == "binary" or (kind and "contentEncoding" not in said):
            return kind or "application/octet-stream"
    return ""


def _part(name: str, value: Json, kind: str, *, file: str) -> bytes:
    """Write one part; a file has a name of its own, by which services tell it from a field (RFC 7578, section 4.2)."""
    head = f'Content-Disposition: form-data; name="{name}"'
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
        return f"{head}\r\nContent-Type: {kind or 'application/json'}\r\n\r\n".encode() + _json(value)
    if file and isinstance(value, str) and not media.read(kind or file).is_json:
        head = f'{head}; filename="{_file_name(name, kind or file)}"\r\nContent-Type: {kind or file}'
        return f"{head}\r\n\r\n".encode() + _bytes(value)
    head = f"{head}\r\nContent-Type: {kind}" if kind else head
    text = _json(value).decode() if media.read(kind).is_json else plain(value)
    return f"{head}\r\n\r\n{text}".encode("utf-8", "replace")


def _file_name(name: str, kind: str) -> str:
    read = media.read(kind)
    own = read.subtype.isalnum() and (read.type in {"image", "audio", "video"} or read.subtype in {"pdf", "zip", "csv"})
    return f"{name}.{read.subtype if own else 'txt' if read.type == 'text' else 'bin'}"


def _bytes(text: str) -> bytes:
    """Write the bytes of a file: schemas know them as text of one character for each, as bodies are read."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
