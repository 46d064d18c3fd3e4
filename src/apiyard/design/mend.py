"""Mend what a generated document commonly gets wrong, so that an imported contract can be used at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_TYPES = {
    "int": "integer",
    "long": "integer",
    "float": "number",
    "double": "number",
    "bool": "boolean",
    "str": "string",
    "dict": "object",
    "map": "object",
    "list": "array",
}
_CONTACT = frozenset(("name", "url", "email"))
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Mend:
    """One kind of thing that was mended.

    Args:
        what: one sentence.
        count: how often.
    """

    what: str
    count: int


def mend(tree: JsonObject) -> tuple[JsonObject, tuple[Mend, ...]]:
    """Give a document: operations have ids, variables of paths are declared and required, and types have their names.

    Nothing else is changed: what a service really does is not guessed.

    Args:
        tree: an OpenAPI 3.1 document; it is not changed.

    Returns:
        The mended document, and what was mended.
    """
    counts: Counter[str] = Counter()
    mended = _types(tree, counts, _DEEPEST)
    _extensions(mended.get("info"), counts)
    paths = mended.get("paths")
    if isinstance(paths, dict):
        mended["paths"] = _operations_mended(paths, counts)
    return mended, tuple(Mend(what, count) for what, count in sorted(counts.items()))


def _extensions(info: Any, counts: Counter[str]) -> None:
    """Call members of the contact that nobody knows what they are: extensions (their names begin with x-)."""
    contact = info.get("contact") if isinstance(info, dict) else None
    if not isinstance(contact, dict):
        return
    for name in list(contact):
        if name not in _CONTACT and not name.startswith("x-"):
            contact[f"x-{name}"] = contact.pop(name)
            counts["a member of the contact that is none is called an extension"] += 1


def _types(value: Any, counts: Counter[str], depth: int) -> Any:
    if depth == 0:
        return value
    if isinstance(value, Mapping):
        found = {key: _types(each, counts, depth - 1) for key, each in value.items()}
        name = found.get("type")
        if isinstance(name, str) and name in _TYPES:
            found["type"] = _TYPES[name]
            counts[f"the type {name!r} is called {_TYPES[name]!r} in JSON Schema"] += 1
        if (
            found.get("in") == "path"
            and ("schema" in found or "content" in found)
            and found.get("required") is not True
        ):
            found["required"] = True
            counts["a variable of a path is always required"] += 1
        return found
    if isinstance(value, list):
        return [_types(each, counts, depth - 1) for each in value]
    return value


def _operations_mended(paths: Mapping[str, Any], counts: Counter[str]) -> dict[str, Any]:
    taken = {operation.get("operationId") for item in paths.values() for operation in _operations(item).values()}
    found = {}
    for path, item in paths.items():
        found[path] = dict(item) if isinstance(item, Mapping) else item
        for method, operation in _operations(item).items():
            whole = _with_variables(path, item, operation, counts=counts)
            if not whole.get("operationId"):
                whole = {"operationId": _new_id(method, path, taken), **whole}
                counts["an operation had no operationId"] += 1
            found[path][method] = whole
    return found


def _declared(parameters: Any) -> set[Any]:
    found = parameters if isinstance(parameters, list) else []
    return {each.get("name") for each in found if isinstance(each, Mapping) and each.get("in") == "path"}


def _with_variables(
    path: str, item: Mapping[str, Any], operation: Mapping[str, Any], *, counts: Counter[str]
) -> dict[str, Any]:
    """Declare the variables of the path that neither the operation nor its path item declares."""
    known = _declared(item.get("parameters")) | _declared(operation.get("parameters"))
    # A reference may declare one; the bundle has resolved what it can, the rest is left alone.
    if any("$ref" in each for each in [*_listed(item), *_listed(operation)]):
        return dict(operation)
    missing = [name for name in re.findall(r"\{([^{}/]+)\}", path) if name not in known]
    if not missing:
        return dict(operation)
    counts["a variable of a path was not declared"] += len(missing)
    added = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in missing]
    return {**operation, "parameters": [*_listed(operation), *added]}


def _listed(holder: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = holder.get("parameters")
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _operations(item: Any) -> dict[str, Mapping[str, Any]]:
    if not isinstance(item, Mapping):
        return {}
    return {method: item[method] for method in _METHODS if isinstance(item.get(method), Mapping)}


def _new_id(method: str, path: str, taken: set[Any]) -> str:
    words = re.findall(r"[A-Za-z0-9]+", path)
    stem = method + "".join(word[:1].upper() + word[1:] for word in words)
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    taken.add(name)
    return name
