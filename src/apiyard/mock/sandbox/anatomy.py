"""What a schema says about the members of an object, looking through references and composition."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec.coerce import items, parts, types
from apiyard.spec.schema import Schema

_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The members of an object as its schema declares them.

    Args:
        members: schemas of its members by name.
        required: names that must be there in a response.
        open: whether members that are not declared are asked for on purpose, by additional or pattern properties.
        types: the types that it may have; empty when it does not say.
        items: the schema of the items where it is an array.
        component: the component that it is, such as ``/components/schemas/Pet``; its own pointer otherwise.
    """

    members: Mapping[str, Schema]
    required: tuple[str, ...]
    open: bool
    types: frozenset[str]
    items: Schema | None
    component: str

    @property
    def is_object(self) -> bool:
        """Whether it is an object with members that are known."""
        return bool(self.members) and (not self.types or "object" in self.types)

    @property
    def is_array(self) -> bool:
        """Whether it is an array and nothing else."""
        return self.items is not None and self.types <= {"array", "null"}


@dataclass(slots=True)
class Anatomist:
    """Reads schemas of one contract; what was read once is kept."""

    _known: dict[str, Anatomy] = field(default_factory=dict)
    _flags: dict[tuple[str, str], bool] = field(default_factory=dict)
    _defaults: dict[str, Mapping[str, Json]] = field(default_factory=dict)

    def read(self, schema: Schema) -> Anatomy:
        """Give what a schema says about its members.

        Args:
            schema: a schema of the contract.

        Returns:
            What it says; members of branches count as those of the whole.
        """
        found = self._known.get(schema.pointer)
        if found is None:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = self._known[schema.pointer] = _read(schema)
        return found

    def flagged(self, schema: Schema, flag: str) -> bool:
        """Say whether a member is marked, as with ``readOnly``."""
        key = (schema.pointer, flag)
        found = self._flags.get(key)
        if found is None:
            if len(self._flags) >= _MOST_KEPT:
                self._flags.clear()
            marked = any(isinstance(part.value, dict) and part.value.get(flag) is True for part in parts(schema))
            found = self._flags[key] = marked
        return found

    def defaults(self, schema: Schema) -> Mapping[str, Json]:
        """Give the defaults of the members of an object; of members that have one."""
        found = self._defaults.get(schema.pointer)
        if found is None:
            if len(self._defaults) >= _MOST_KEPT:
                self._defaults.clear()
            members = self.read(schema).members
            found = {name: value for name, inner in members.items() for value in given_default(inner)}
            self._defaults[schema.pointer] = found
        return found


def given_default(schema: Schema) -> list[Json]:
    """Give the default of a schema, in a list; none when it has none."""
    found = [
        part.value["default"] for part in parts(schema) if isinstance(part.value, dict) and "default" in part.value
    ]
    return found[:1]


def _read(schema: Schema) -> Anatomy:
    members: dict[str, Schema] = {}
    required: dict[str, None] = {}
    is_open = False
    for part in parts(schema):
        value = part.value if isinstance(part.value, dict) else {}
        properties = value.get("properties")
        for name in properties if isinstance(properties, dict) else ():
            inner = part.at("properties", name)
            if inner is not None and name not in members:
                members[name] = inner
        listed = value.get("required")
        required.update(
            dict.fromkeys(name for name in (listed if isinstance(listed, list) else ()) if isinstance(name, str))
        )
        extra = value.get("additionalProperties")
        is_open = is_open or extra is True or (isinstance(extra, dict) and extra.get("not") != {})
        is_open = is_open or isinstance(value.get("patternProperties"), dict)
    return Anatomy(
        members, tuple(required), is_open, frozenset(types(schema)), items(schema), schema.resolved().pointer
    )
