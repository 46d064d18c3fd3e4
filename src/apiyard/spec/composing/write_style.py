"""From a parameter's value to the wire: the styles of OpenAPI 3.2 (Style Values, after RFC 6570)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from apiyard.core.json import Json
from apiyard.spec import media
from apiyard.spec.composing.wish import CannotBuildError
from apiyard.spec.operation import Parameter

_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "|", "tabDelimited": "%09"}
# What may stand in a query as it is when allowReserved is set (RFC 3986, section 2.2), but for what ends a pair.
_RESERVED = ":/?@!$'()*,;[]"
_HEADER = re.compile(r"[\x21-\x7e\xa0-\xff](?:[\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa0-\xff])?")
_MAX_DEPTH = 8

Pairs = list[tuple[str, str]]


def plain(value: Json) -> str:
    """Give the text of a value that is no list of its own: booleans and null as JSON has them, strings as they are."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def as_path(parameter: Parameter, value: Json) -> str:
    """Write a path parameter.

    Args:
        parameter: the parameter.
        value: its value.

    Returns:
        Its text, percent-encoded.

    Raises:
        CannotBuildError: no text of the style means this value.
    """
    if parameter.content:
        return _filled(quote(plain(value) if _is_text(parameter) else _json(value), safe=""))
    name = quote(parameter.name, safe="")
    pieces = _pieces(value, joined="=" if parameter.explode else "")
    if parameter.style == "label":
        return "." + ("." if parameter.explode else ",").join(pieces)
    if parameter.style == "matrix":
        if parameter.explode and isinstance(value, Mapping):
            return "".join(f";{piece}" for piece in pieces)
        if parameter.explode and _is_list(value):
            return "".join(f";{name}={piece}" for piece in pieces)
        return f";{name}={','.join(pieces)}"
    return _filled(",".join(pieces))


def as_query(parameter: Parameter, value: Json, *, allow_reserved: bool = False) -> Pairs:
    """Write a query or cookie parameter.

    Args:
        parameter: the parameter.
        value: its value.
        allow_reserved: whether reserved characters stand as they are.

    Returns:
        Names and values, both encoded, in order.

    Raises:
        CannotBuildError: no text of the style means this value, such as an empty list.
    """
    safe = _RESERVED if allow_reserved else ""
    name = quote(parameter.name, safe="")
    if parameter.content:
        return [(name, quote(plain(value) if _is_text(parameter) else _json(value), safe=safe))]
    if isinstance(value, Mapping):
        if not value:
            raise CannotBuildError("an object without members cannot be written in a query")
        if parameter.style == "deepObject":
            return list(nested(parameter.name, value))
        if parameter.explode:
            return [(quote(key, safe=""), quote(plain(item), safe=safe)) for key, item in value.items()]
    if _is_list(value):
        if parameter.explode:
            if not value:
                raise CannotBuildError("a list without items cannot be written in a query")
            return [(name, quote(plain(item), safe=safe)) for item in value]  # type: ignore[union-attr]
        if parameter.style == "deepObject":
            raise CannotBuildError("a list cannot be written as deepObject")
    delimiter = _DELIMITERS.get(parameter.style, ",")
    return [(name, delimiter.join(_pieces(value, joined="", safe=safe)))]


def nested(name: str, value: Json, depth: int = 0) -> Pairs:
    """Write a value as ``name[a][b]=1``, lists as repeated ``name[a][]``.

    Args:
        name: the name so far, as it is meant.
        value: the value.
        depth: how many brackets there are.

    Returns:
        Names and values, both encoded.

    Raises:
        CannotBuildError: it is empty or deeper than eight levels, which cannot be written so.
    """
    if depth > _MAX_DEPTH:
        raise CannotBuildError("the value is too deep for brackets")
    if isinstance(value, Mapping):
        if not value:
            raise CannotBuildError("an object without members cannot be written in a form")
        return [pair for key, item in value.items() for pair in nested(f"{name}[{key}]", item, depth + 1)]
    if _is_list(value):
        items: Sequence[Json] = value  # type: ignore[assignment]
        if not items:
            raise CannotBuildError("a list without items cannot be written in a form")
        inner = [isinstance(item, Mapping) or _is_list(item) for item in items]
        if any(inner):
            found = (nested(f"{name}[{index}]", item, depth + 1) for index, item in enumerate(items))
            return [pair for pairs in found for pair in pairs]
        return [(quote(f"{name}[]", safe="[]"), quote(plain(item), safe="")) for item in items]
    return [(quote(name, safe="[]"), quote(plain(value), safe=""))]


def as_header(parameter: Parameter, value: Json) -> str:
    """Write a header.

    Args:
        parameter: the parameter, or a header of a response.
        value: its value.

    Returns:
        The header's value.

    Raises:
        CannotBuildError: it has characters or spaces at its ends that a header cannot carry (RFC 9110, 5.5).
    """
    if parameter.content:
        text = plain(value) if _is_text(parameter) else json.dumps(value, separators=(",", ":"))
    elif isinstance(value, Mapping):
        mark = "=" if parameter.explode else ","
        text = ",".join(f"{key}{mark}{plain(item)}" for key, item in value.items())
    elif _is_list(value):
        text = ",".join(plain(item) for item in value)  # type: ignore[union-attr]
    else:
        text = plain(value)
    if _HEADER.fullmatch(text) is None:
        raise CannotBuildError("a header cannot carry this value", piece=text[:60])
    return text


def _pieces(value: Json, *, joined: str, safe: str = "") -> list[str]:
    """Give the encoded texts of a value's parts: of its items, or of its members with their names."""
    if isinstance(value, Mapping):
        pairs = [(quote(key, safe=safe), quote(plain(item), safe=safe)) for key, item in value.items()]
        return [f"{key}{joined}{item}" for key, item in pairs] if joined else [each for pair in pairs for each in pair]
    if _is_list(value):
        return [quote(plain(item), safe=safe) for item in value]  # type: ignore[union-attr]
    return [quote(plain(value), safe=safe)]


def _is_list(value: Json) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _is_text(parameter: Parameter) -> bool:
    return not media.read(next(iter(parameter.content))).is_json


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _filled(text: str) -> str:
    if not text:
        raise CannotBuildError("an empty text cannot stand in a path")
    # A segment of dots alone is taken away by clients before they send (RFC 3986, section 5.2.4).
    return "%2E" * len(text) if text in {".", ".."} else text
