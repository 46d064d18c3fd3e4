"""One view of a schema whose parts are spread over references, ``allOf`` and alternatives with null."""

from __future__ import annotations

from typing import Any

from apiyard.core.errors import TooLargeError
from apiyard.spec.inventory import Inventory

MAX_WORK = 3_000_000
_MAX_DEPTH = 12
_ALTERNATIVES = ("anyOf", "oneOf")
# Schemas are copied into views, so only what rules ask about is taken of one with many members of its own.
_MANY = 30
_ASKED = (
    "type",
    "format",
    "enum",
    "properties",
    "required",
    "items",
    "readOnly",
    "writeOnly",
    "nullable",
    "title",
    "description",
    "additionalProperties",
    "patternProperties",
    "pattern",
    "allOf",
    "anyOf",
    "oneOf",
    "example",
    "x-extensible-enum",
    "deprecated",
    "in",
    "name",
    "style",
    "explode",
    "content",
    "collectionFormat",
)


def members(value: dict[str, Any]) -> dict[str, Any]:
    """Give a copy of what rules ask about in a schema or a parameter.

    Args:
        value: the schema or parameter.
    """
    return dict(value) if len(value) <= _MANY else {key: value[key] for key in _ASKED if key in value}


class Flattener:
    """Flattens the schemas of an inventory, each once.

    Args:
        inventory: the documents.
    """

    __slots__ = ("_fields", "_inventory", "_known", "_left")

    def __init__(self, inventory: Inventory) -> None:
        """Start with nothing known."""
        self._inventory = inventory
        # Values live as long as their documents, so their identities name them.
        self._known: dict[int, dict[str, Any]] = {}
        self._fields: dict[int, dict[str, dict[str, Any]]] = {}
        self._left = MAX_WORK

    def spend(self, steps: int) -> None:
        """Count work that a small document can ask for many times by references.

        Args:
            steps: how much.

        Raises:
            TooLargeError: it was too much.
        """
        self._left -= steps
        if self._left < 0:
            raise TooLargeError(f"with all references the parts take more than {MAX_WORK} steps to survey")

    def meaning(self, value: Any) -> Any:
        """Give what a reference object means, or the value itself."""
        if type(value) is dict and "$ref" in value:
            found = self._inventory.target(value)
            return found[0] if found is not None else value
        return value

    def flat(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        """Give a schema with its references and ``allOf`` merged at the top; null as ``nullable``.

        Args:
            schema: the schema as written in its document; anything but an object is empty.
            depth: how many schemas were entered before.

        Raises:
            TooLargeError: all schemas together take too much work.
        """
        known = self._known.get(id(schema))
        if known is not None:
            return known
        target = self.meaning(schema)
        if type(target) is not dict:
            return {}
        if depth >= _MAX_DEPTH:
            return members(target)
        # A schema that holds itself adds nothing to itself.
        self._known[id(schema)] = {}
        made = self._merged(target, depth)
        if target is not schema and type(schema.get("description")) is str:
            made["description"] = schema["description"]
        self._known[id(schema)] = made
        return made

    def fields(self, schema: Any) -> dict[str, dict[str, Any]]:
        """Give the flat properties of a schema by name.

        Args:
            schema: the schema as written in its document.

        Raises:
            TooLargeError: all schemas together take too much work.
        """
        known = self._fields.get(id(schema))
        if known is None:
            written = self.flat(schema).get("properties")
            names = written if type(written) is dict else {}
            self.spend(len(names))
            known = self._fields[id(schema)] = {str(name): self.flat(each) for name, each in names.items()}
        return known

    def _merged(self, target: dict[str, Any], depth: int) -> dict[str, Any]:
        made = members(target)
        own = [self.flat(each, depth + 1) for each in _listed(target.get("allOf"))]
        for key in _ALTERNATIVES:
            choices = _listed(target.get(key))
            left = [each for each in choices if not _is_null(each)]
            if len(choices) == 2 and len(left) == 1:
                own.append(self.flat(left[0], depth + 1))
                made["nullable"] = True
        for each in own:
            self._merge(made, each)
        _settle_type(made)
        return made

    def _merge(self, made: dict[str, Any], other: dict[str, Any]) -> None:
        for key, value in other.items():
            old = made.get(key)
            if key == "properties" and type(value) is dict and type(old) is dict:
                self.spend(len(value) + len(old))
                made[key] = {**value, **old}
            elif key == "required" and type(value) is list and type(old) is list:
                self.spend(len(value) + len(old))
                made[key] = [*old, *value]
            else:
                made.setdefault(key, value)


def _listed(value: Any) -> list[Any]:
    return value if type(value) is list else []


def _is_null(schema: Any) -> bool:
    return type(schema) is dict and schema.get("type") == "null"


def _settle_type(made: dict[str, Any]) -> None:
    kind = made.get("type")
    if type(kind) is list:
        rest = [each for each in kind if each != "null"]
        if len(rest) < len(kind):
            made["nullable"] = True
        made["type"] = rest[0] if len(rest) == 1 else rest
    elif kind is None:
        if type(made.get("properties")) is dict:
            made["type"] = "object"
        elif type(made.get("items")) is dict:
            made["type"] = "array"
