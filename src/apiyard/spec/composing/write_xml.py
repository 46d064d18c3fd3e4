"""From a value to XML, as the contract says it looks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec.coerce import items, member
from apiyard.spec.composing.wish import CannotBuildError
from apiyard.spec.schema import Schema
from apiyard.spec.xml_shape import Shape, component_name, shape_of

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# What XML 1.0 cannot hold at all, not even escaped (section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_IN_QUOTES = _IN_TEXT | {ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}
_MAX_DEPTH = 200
_NIL = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(slots=True)
class _Open:
    """An element while it is written.

    Args:
        attributes: as text, each with a space before it.
        children: what is inside.
        bound: the namespaces of prefixes that are known here; the empty one is the default.
    """

    bound: dict[str, str]
    attributes: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)


def write_xml(value: Json, schema: Schema | None) -> str:
    """Write a value as an XML document.

    Args:
        value: the value; a string that starts with ``<`` is a document already.
        schema: its schema, which says how it looks.

    Returns:
        The document, with a declaration.

    Raises:
        CannotBuildError: a name or a character cannot stand in XML, or the value nests deeper than 200.
    """
    if isinstance(value, str) and value.lstrip().startswith("<"):
        return value
    name = (component_name(schema) if schema is not None else "") or "root"
    shape = shape_of(schema, name)
    if shape.kind != "element":
        # A document has one element, whatever its schema says of a value inside another one.
        inner = items(schema) if isinstance(value, list) else None
        name = (component_name(inner) if inner is not None else "") or "item"
        shape = Shape("element", shape.name, prefix=shape.prefix, namespace=shape.namespace)
    holder = _Open({})
    _element(holder, shape, value, schema=schema, name=name, depth=0)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(holder.children)


def _put(holder: _Open, name: str, value: Json, *, schema: Schema | None, depth: int) -> None:
    """Put a value into the element around it."""
    shape = shape_of(schema, name)
    if shape.kind == "attribute" and not isinstance(value, Mapping | list):
        if value is not None:
            holder.attributes.append(f" {_qualified(holder, shape, attribute=True)}={_quoted(_text(value))}")
    elif shape.kind == "text" and not isinstance(value, Mapping | list):
        holder.children.append(_escaped(_text(value)))
    elif shape.kind == "cdata" and not isinstance(value, Mapping | list):
        text = _allowed(_text(value)).replace("]]>", "]]]]><![CDATA[>")
        holder.children.append(f"<![CDATA[{text}]]>")
    elif shape.kind == "none":
        _inside(holder, value, schema=schema, name=name, depth=depth + 1)
    else:
        _element(holder, shape, value, schema=schema, name=name, depth=depth)


def _element(holder: _Open, shape: Shape, value: Json, *, schema: Schema | None, name: str, depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise CannotBuildError("the value nests too deeply for XML")
    mine = _Open(dict(holder.bound))
    tag = _qualified(mine, shape)
    if value is None:
        mine.attributes.append(f' xmlns:xsi="{_NIL}" xsi:nil="true"')
    else:
        # The items of a wrapped list without a name of their own have that of the list.
        inner = shape.name if isinstance(value, list) and shape.told else name
        _inside(mine, value, schema=schema, name=inner, depth=depth + 1)
    inside = "".join(mine.children)
    head = tag + "".join(mine.attributes)
    holder.children.append(f"<{head}>{inside}</{tag}>" if inside else f"<{head}/>")


def _inside(holder: _Open, value: Json, *, schema: Schema | None, name: str, depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise CannotBuildError("the value nests too deeply for XML")
    if isinstance(value, Mapping):
        for key, each in value.items():
            _put(holder, key, each, schema=member(schema, key), depth=depth)
    elif isinstance(value, list):
        inner = items(schema)
        for each in value:
            _put(holder, name, each, schema=inner, depth=depth)
    else:
        holder.children.append(_escaped(_text(value)))


def _qualified(mine: _Open, shape: Shape, *, attribute: bool = False) -> str:
    """Give the name with its prefix, and declare the namespace where it is not known yet."""
    if _NAME.fullmatch(shape.name) is None:
        raise CannotBuildError("XML has no such names", piece=shape.name[:60])
    prefix = shape.prefix if _NAME.fullmatch(shape.prefix) else ""
    if shape.namespace and (prefix or not attribute) and mine.bound.get(prefix) != shape.namespace:
        mine.bound[prefix] = shape.namespace
        mine.attributes.append(f" xmlns{':' if prefix else ''}{prefix}={_quoted(shape.namespace)}")
    return f"{prefix}:{shape.name}" if prefix and prefix in mine.bound else shape.name


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)


def _allowed(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise CannotBuildError("XML cannot hold this character")
    return text


def _escaped(text: str) -> str:
    return _allowed(text).translate(_IN_TEXT)


def _quoted(text: str) -> str:
    return f'"{_allowed(text).translate(_IN_QUOTES)}"'
