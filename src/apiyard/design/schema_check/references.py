"""Finds what references in a schema mean: pointers, anchors and identifiers, all inside the one schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote, urljoin

from apiyard.core.errors import InvalidInputError
from apiyard.design.schema_check.dialect import Dialect
from apiyard.design.schema_check.error import MissingReferenceError

_MAX_CHAIN: Final = 64
_LISTS: Final = frozenset({"items", "allOf", "anyOf", "oneOf", "prefixItems"})
_MAPS: Final = frozenset(
    {"$defs", "definitions", "properties", "patternProperties", "dependencies", "dependentSchemas"}
)
# Values, not schemas.
_DATA: Final = frozenset({"default", "enum", "const", "required", "examples"})
_REFERRING: Final = frozenset({"$ref", "$recursiveRef", "$recursiveAnchor", "$dynamicRef", "$dynamicAnchor"})


class References:
    """The schemas of one document that can be referred to."""

    def __init__(self, root: Any, dialect: Dialect) -> None:
        self.root = root
        self.dialect = dialect
        self.bases: dict[int, str] = {}
        self.named: dict[str, Any] = {}
        self.dynamic: set[str] = set()
        base = root.get(dialect.id) if isinstance(root, dict) else None
        self.base = _plain(base) if isinstance(base, str) else ""
        for schema, inherited in _walk(root, self.base, dialect.id):
            self.note(schema, inherited)

    def note(self, schema: dict[str, Any], base: str) -> None:
        """Remember the names of a schema."""
        self.bases[id(schema)] = base
        name = schema.get(self.dialect.id)
        if isinstance(name, str):
            self.named.setdefault(base if not name.startswith("#") else _join(self.base, name), schema)
        for keyword in ("$anchor", "$dynamicAnchor"):
            anchor = schema.get(keyword)
            if isinstance(anchor, str):
                self.named.setdefault(f"{base}#{anchor}", schema)
                if keyword == "$dynamicAnchor":
                    self.dynamic.add(anchor)
        if schema.get("$recursiveAnchor") is True:
            self.dynamic.add("")

    def base_of(self, schema: Any) -> str:
        """Give the address that references in a schema start at."""
        return self.bases.get(id(schema), self.base)

    def address(self, schema: Any, reference: str) -> str:
        """Give a reference in full."""
        base = self.base_of(schema)
        return _join(base, reference) if base and not reference.startswith("#") else base + reference

    def find(self, schema: Any, reference: str) -> Any:
        """Give the schema that a reference means, through references that stand alone.

        Args:
            schema: the schema that holds the reference.
            reference: the reference.

        Raises:
            MissingReferenceError: it leads to nothing here.
        """
        for _ in range(_MAX_CHAIN):
            target = self.one(self.address(schema, reference), reference)
            alone = isinstance(target, dict) and isinstance(target.get("$ref"), str)
            if not alone or target is self.root or any(key in self.dialect.keywords - {"$ref"} for key in target):
                return target
            schema, reference = target, target["$ref"]
        raise InvalidInputError("references of a schema lead in a circle", piece=reference)

    def one(self, address: str, written: str) -> Any:
        """Give the schema at a full address."""
        if address in self.named:
            return self.named[address]
        resource, _, fragment = address.partition("#")
        target = self.root if resource == self.base else self.named.get(resource)
        if target is not None and fragment in {"", "/"}:
            return target
        if target is not None and fragment.startswith("/"):
            for part in fragment[1:].split("/"):
                target = _member(target, unquote(part).replace("~1", "/").replace("~0", "~"))
            if isinstance(target, dict | bool):
                return target
        raise MissingReferenceError("a reference of a schema leads to nothing", piece=written)


def refers(schema: Any) -> bool:
    """Say whether a reference stands anywhere in a schema; such schemas are checked on their own, others in place."""
    stack = [schema]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if not _REFERRING.isdisjoint(value):
                return True
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
    return False


def _member(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and key.isascii() and key.isdigit() and int(key[:9]) < len(value):
        return value[int(key[:9])]
    return None


def _join(base: str, name: str) -> str:
    try:
        return urljoin(base, name)
    except ValueError:
        raise InvalidInputError("a schema's name or reference is no address", piece=name) from None


def _plain(name: str) -> str:
    return name.removesuffix("/").removesuffix("#") if name.endswith(("#", "#/")) else name


def _walk(root: Any, base: str, id_word: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Give all schemas with the address they are at."""
    stack: list[tuple[Any, str]] = [(root, base)]
    while stack:
        schema, inherited = stack.pop()
        if not isinstance(schema, dict):
            continue
        name = schema.get(id_word)
        if schema is not root and isinstance(name, str) and not name.startswith("#"):
            inherited = _plain(_join(inherited, name) if inherited else name)
        yield schema, inherited
        for key, value in schema.items():
            if isinstance(value, list) and key in _LISTS:
                stack.extend((item, inherited) for item in value)
            elif isinstance(value, dict) and key in _MAPS:
                stack.extend((item, inherited) for item in value.values())
            elif isinstance(value, dict) and key not in _DATA:
                stack.append((value, inherited))
