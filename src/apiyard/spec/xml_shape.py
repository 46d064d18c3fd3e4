"""How a schema says its values look in XML: the XML Object of OpenAPI 3.0 to 3.2."""

from __future__ import annotations

from typing import Any, Literal, cast

from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers
from apiyard.spec.coerce import types
from apiyard.spec.schema import Schema

Kind = Literal["element", "attribute", "text", "cdata", "none"]
_KINDS = frozenset({"element", "attribute", "text", "cdata", "none"})
_COMPONENTS = "/components/schemas/"


@dataclass(frozen=True, slots=True)
class Shape:
    """How one value looks.

    Args:
        kind: what it is; ``none`` has nothing of its own, only what is inside it has.
        name: of its element or attribute, without prefix.
        told: whether the contract gives the name itself, so that no other will do.
        prefix: before the name; empty for none.
        namespace: its URI; empty for none.
    """

    kind: Kind
    name: str
    told: bool = False
    prefix: str = ""
    namespace: str = ""


def shape_of(schema: Schema | None, name: str) -> Shape:
    """Give how a value of a schema looks.

    A list has no element of its own unless it is wrapped; its items have. Where an XML Object says nothing, the name
    is that of the property (OpenAPI 3.2, section 4.25).

    Args:
        schema: the schema; None for a value that the contract does not speak of.
        name: the name of the property, or of the list whose item it is.

    Returns:
        Its look.
    """
    if schema is None:
        return Shape("element", name)
    said = _said(schema)
    is_list = "array" in types(schema)
    kind = said.get("nodeType")
    if kind not in _KINDS:
        wrapped = said.get("wrapped") is True
        kind = "attribute" if said.get("attribute") is True else "none" if is_list and not wrapped else "element"
    given = said.get("name")
    return Shape(
        cast("Kind", kind),
        given if isinstance(given, str) and given else name,
        told=isinstance(given, str) and bool(given),
        prefix=_text(said.get("prefix")),
        namespace=_text(said.get("namespace")),
    )


def component_name(schema: Schema) -> str:
    """Give the name of the component that a schema is or refers to; empty when it is none."""
    at = schema.resolved().pointer
    rest = at.removeprefix(_COMPONENTS)
    return pointers.unescape(rest) if rest != at and "/" not in rest else ""


def _said(schema: Schema) -> dict[str, Any]:
    """Give the XML Object beside a reference, of what it leads to, or of the only schema that it is composed of."""
    found: dict[str, Any] = {}
    for each in (_only(schema.resolved()), schema.resolved(), schema):
        held = each.value.get("xml") if each is not None and isinstance(each.value, dict) else None
        if isinstance(held, dict):
            found |= held
    return found


def _only(schema: Schema) -> Schema | None:
    branches = schema.value.get("allOf") if isinstance(schema.value, dict) else None
    if isinstance(branches, list) and len(branches) == 1:
        inner = schema.at("allOf", 0)
        return None if inner is None else inner.resolved()
    return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
