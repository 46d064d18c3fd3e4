"""One view of a schema whose parts are spread over references, ``allOf`` and alternatives with null."""

from __future__ import annotations

from typing import Any

from apiyard.spec.inventory import Inventory

_MAX_DEPTH = 12
_ALTERNATIVES = ("anyOf", "oneOf")


class Flattener:
    """Flattens the schemas of an inventory, each once.

    Args:
        inventory: the documents.
    """

    __slots__ = ("_fields", "_inventory", "_known")

    def __init__(self, inventory: Inventory) -> None:
        """Start with nothing known."""
        self._inventory = inventory
        self._known: dict[int, dict[str, Any]] = {}
        self._fields: dict[int, dict[str, dict[str, Any]]] = {}

    def meaning(self, value: Any) -> Any:
        """Give what a reference object means, or the value itself."""
        if type(value) is dict and "$ref" in value:
            found = self._inventory.target(value)
            return found[0] if found is not None else value
        return value

    def flat(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        """Give a schema with its references and ``allOf`` merged at the top; null as ``nullable``.

        Args:
            schema: the schema as written; anything but an object is empty.
            depth: how many schemas were entered before.
        """
        known = self._known.get(id(schema))
        if known is not None:
            return known
        target = self.meaning(schema)
        if type(target) is not dict:
            return {}
        made = self._merged(target, depth) if depth < _MAX_DEPTH else dict(target)
        if target is not schema and type(schema.get("description")) is str:
            made = {**made, "description": schema["description"]}
        if depth == 0:
            self._known[id(schema)] = made
        return made

    def fields(self, schema: Any) -> dict[str, dict[str, Any]]:
        """Give the flat properties of a schema by name."""
        known = self._fields.get(id(schema))
        if known is None:
            written = self.flat(schema).get("properties")
            names = written if type(written) is dict else {}
            known = self._fields[id(schema)] = {str(name): self.flat(each) for name, each in names.items()}
        return known

    def _merged(self, target: dict[str, Any], depth: int) -> dict[str, Any]:
        made = dict(target)
        parts = target.get("allOf")
        for each in parts if type(parts) is list else ():
            _merge(made, self.flat(each, depth + 1))
        for key in _ALTERNATIVES:
            choices = target.get(key)
            if type(choices) is list and len(choices) == 2:
                left = [each for each in choices if not _is_null(each)]
                if len(left) == 1:
                    _merge(made, self.flat(left[0], depth + 1))
                    made["nullable"] = True
        _settle_type(made)
        return made


def _is_null(schema: Any) -> bool:
    return type(schema) is dict and schema.get("type") == "null"


def _merge(made: dict[str, Any], other: dict[str, Any]) -> None:
    for key, value in other.items():
        if key == "properties" and type(value) is dict and type(made.get(key)) is dict:
            made[key] = {**value, **made[key]}
        elif key == "required" and type(value) is list and type(made.get(key)) is list:
            made[key] = [*made[key], *value]
        else:
            made.setdefault(key, value)


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
