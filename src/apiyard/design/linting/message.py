"""The message of a finding: text with names that values are put in for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import ApiyardError
from apiyard.core.late import late_module, late_pattern
from apiyard.design.jsonpath.script import Node, parse_script
from apiyard.design.jsonpath.value import UNDEFINED, ScriptError, to_text
from apiyard.spec import pointer as pointers

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

# What is not closed is taken too: no other start in it could be closed either, so it is looked at once.
_NAMED = late_pattern(r"(#?)\{\{([^}\n]+)(\}\})?")
_MAX_LENGTH = 10_000
_MAX_PLACES = 50
_SPACE = late_pattern(r"\s")


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Put values in the places of ``{{name}}`` and ``#{{expression}}``.

    Expressions may name values, join them by ``+``, call ``print("property")``, ``print("value")`` and
    ``.toUpperCase()``. What nobody knows gives an empty text, as in Spectral.

    Args:
        text: the message; only its first 10,000 letters and 50 places count.
        values: the values by name: ``error``, ``property``, ``path``, ``value``, ``description``.
    """
    if "{{" not in text:
        return text
    text = text if len(text) <= _MAX_LENGTH else text[:_MAX_LENGTH] + "..."
    made = _NAMED.sub(lambda found: _one(found, values), text, count=_MAX_PLACES)
    return made if len(made) <= _MAX_LENGTH else made[:_MAX_LENGTH] + "..."


def _one(found: re.Match[str], values: Mapping[str, Any]) -> str:
    if not found[3]:
        return found[0]
    if not found[1]:
        return _shown(values[found[2]]) if found[2] in values else ""
    try:
        return _shown(_ask(_read(found[2].strip()), values))
    except (ApiyardError, ScriptError):
        return ""


@lru_cache(maxsize=200)
def _read(text: str) -> Node:
    """Read an expression; findings of a rule ask the same ones again and again."""
    return parse_script(text)


def _shown(value: Any) -> str:
    text = to_text(value)
    return text if len(text) <= 1_000 else text[:1_000] + "..."


def _ask(node: Node, values: Mapping[str, Any]) -> Any:
    if node.kind == "literal":
        return node.value
    if node.kind == "name" and node.value in values:
        return values[node.value]
    if node.kind == "binary" and node.value == "+":
        return "".join(_shown(_ask(part, values)) for part in node.parts)
    if node.kind == "call":
        callee = node.parts[0]
        if callee == Node("name", "print") and len(node.parts) == 2:
            return _print(_ask(node.parts[1], values), values)
        if callee.kind == "member" and callee.parts[1].value == "toUpperCase":
            return _shown(_ask(callee.parts[0], values)).upper()
    raise ScriptError(node.kind)


def _print(what: Any, values: Mapping[str, Any]) -> str:
    if what == "property":
        name = values.get("property")
        return f'"{name}" property ' if name not in (None, "") else "The document "
    if what == "value":
        return print_value(values.get("value", UNDEFINED))
    return _shown(values[what]) if type(what) is str and values.get(what) is not None else ""


def print_value(value: Any) -> str:
    """Give a value as messages show it: arrays and objects by their kind, texts between quotes."""
    if value is UNDEFINED:
        return "undefined"
    if type(value) is list:
        return "Array[]"
    if type(value) is dict:
        return "Object{}"
    if type(value) in (int, float):
        return to_text(value)
    return _short(orjson.dumps(value).decode())


def _short(text: str) -> str:
    return text if len(text) <= 1_000 else text[:1_000] + "..."


def dotted(path: tuple[str | int, ...]) -> str:
    """Give a path as messages name properties: names joined by dots, indices between brackets."""
    made = ""
    for key in path:
        text = str(key)
        if not text:
            made += "['']"
        elif _SPACE.search(text):
            made += f"['{text}']"
        elif type(key) is int or re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)", text, re.ASCII):
            made += f"[{text}]"
        else:
            made += f".{text}" if made else text
    return made


def pointer_of(path: tuple[str | int, ...]) -> str:
    """Give a path as ``{{path}}`` shows it: a pointer behind ``#``."""
    return "#" + pointers.build(path)
