"""One version of OpenAPI to a later one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from apiyard.core.errors import InvalidInputError, nearest
from apiyard.core.noun import dataclass
from apiyard.design.transform.downgrade import downgrade
from apiyard.design.transform.losses import losses_of_swagger
from apiyard.design.transform.open_api import Opened, tree_of
from apiyard.spec.grammar import OPENAPI_3
from apiyard.spec.swagger import upgrade_swagger
from apiyard.spec.upgrade import upgrade_schema
from apiyard.spec.walk import walk

TARGETS = {"3.0": "3.0.4", "3.1": "3.1.1", "3.2": "3.2.0"}
_RENAMED = {
    "example": "examples",
    "minimum": "exclusiveMinimum",
    "maximum": "exclusiveMaximum",
    "items": "prefixItems",
    "format": "contentMediaType",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be carried over.

    Args:
        what: one sentence.
        count: how often.
    """

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Converted:
    """A document in another version.

    Args:
        tree: the document; where it was one file without changes in its order.
        old: the version it was written in.
        new: the version it is written in now.
        losses: what could not be carried over.
    """

    tree: dict[str, Any]
    old: str
    new: str
    losses: tuple[Loss, ...]


def convert(opened: Opened, to: str) -> Converted:
    """Give a document in a later version.

    Args:
        opened: the document.
        to: ``3.0``, ``3.1`` or ``3.2``.

    Returns:
        The converted document, several files as one, and what could not be carried over.

    Raises:
        InvalidInputError: no such version, or it is not later than that of the document.
    """
    if to not in TARGETS:
        raise InvalidInputError("this is no version to convert to", piece=to, hint=nearest(to, TARGETS))
    if opened.version[:3] >= to:
        where = str(opened.document.locate("/openapi"))
        raise InvalidInputError(f"the document is OpenAPI {opened.version} already", where=where, piece=to)
    tree = deepcopy(tree_of(opened))
    losses: Counter[str] = Counter()
    if opened.version == "2.0":
        losses.update(losses_of_swagger(tree))
        tree = _from_swagger(tree, losses)
        if to == "3.0":
            downgrade(tree)
        else:
            for _, node, kind in list(walk(tree, grammar=OPENAPI_3)):
                if kind == "schema":
                    _contents(node)
    elif opened.version.startswith("3.0"):
        _from_3_0(tree, losses)
    if to == "3.2":
        _to_3_2(tree)
    tree["openapi"] = TARGETS[to]
    told = tuple(Loss(what, count) for what, count in sorted(losses.items()))
    return Converted(tree, opened.version, TARGETS[to], told)


def _from_swagger(old: dict[str, Any], losses: Counter[str]) -> dict[str, Any]:
    tree, _ = upgrade_swagger(old)
    for _, node, kind in list(walk(tree, grammar=OPENAPI_3)):
        if kind == "parameter" and node.get("style") == "tabDelimited":
            del node["style"], node["explode"]
            losses["values separated by tabs (collectionFormat: tsv) have no word in OpenAPI 3"] += 1
    return tree


def _from_3_0(tree: dict[str, Any], losses: Counter[str]) -> None:
    for _, node, kind in list(walk(tree, grammar=OPENAPI_3)):
        if kind == "schema":
            _schema(node, losses)


def _schema(node: dict[str, Any], losses: Counter[str]) -> None:
    """Upgrade one schema and put its members where they were."""
    before = list(node)
    beside = set(before) - {"$ref"} if "$ref" in node else set()
    upgrade_schema(node)
    if lost := beside - set(node) - {"nullable", "x-nullable"}:
        losses["words beside $ref in a schema, which 3.0 ignores, are left out: " + ", ".join(sorted(lost))] += 1
    _contents(node)
    _order(node, before)


def _contents(node: dict[str, Any]) -> None:
    """Say what is inside a string as JSON Schema says it (OpenAPI 3.1, Considerations for File Uploads)."""
    form = node.get("format")
    if form == "byte" and node.get("type") in ("string", ["string", "null"]):
        del node["format"]
        node["contentEncoding"] = "base64"
    elif form == "binary" and node.get("type") in ("string", ["string", "null"]):
        del node["format"]
        node["contentMediaType"] = "application/octet-stream"


def _order(node: dict[str, Any], before: list[str]) -> None:
    places = {name: index for index, name in enumerate(before)}
    for old, new in (*_RENAMED.items(), ("format", "contentEncoding")):
        if old in places and old not in node:
            places.setdefault(new, places[old])
    items = sorted(node.items(), key=lambda item: places.get(item[0], len(places)))
    node.clear()
    node.update(items)


def _to_3_2(tree: dict[str, Any]) -> None:
    for _, node, kind in list(walk(tree, grammar=OPENAPI_3)):
        xml = node.get("xml") if kind == "schema" else None
        if isinstance(xml, Mapping) and xml.get("attribute") is True and "nodeType" not in xml:
            node["xml"] = {
                ("nodeType" if name == "attribute" else name): ("attribute" if name == "attribute" else each)
                for name, each in xml.items()
            }
