"""Which properties and items a schema looks at by what is written, whatever the value is."""

from __future__ import annotations

from typing import Any

from apiyard.core.noun import dataclass
from apiyard.design.schema_check.dialect import Dialect
from apiyard.design.schema_check.run import Seen


@dataclass(frozen=True, slots=True)
class Looks:
    """What a schema looks at.

    Args:
        props: names of properties; None for all.
        items: how many items at the start; None for all.
        all_props: whether nothing is left unlooked at behind it.
        all_items: the same for items.
        asks: whether it asks for what nothing has looked at.
    """

    props: frozenset[str] | None
    items: int | None
    all_props: bool
    all_items: bool
    asks: bool

    def before(self, seen: Seen) -> None:
        """Note what it looks at."""
        if self.props is None:
            seen.props = None
        elif seen.props is not None:
            seen.props |= self.props
        seen.see_items(self.items)

    def behind(self, seen: Seen) -> None:
        """Note what it looks at with what is left."""
        if self.all_props:
            seen.props = None
        if self.all_items:
            seen.items = None


def looks_of(schema: dict[str, Any], dialect: Dialect, *, contains: bool) -> Looks:
    """Give what a schema looks at.

    Args:
        schema: the schema.
        dialect: its draft.
        contains: whether its ``contains`` looks at items.
    """
    items: int | None = 0
    own = schema.get("items")
    first = schema.get("prefixItems") if dialect.prefix else own
    if isinstance(first, list):
        items = len(first)
        if not dialect.prefix and "additionalItems" in schema:
            items = None
    if contains or ("items" in schema and not isinstance(own, list)):
        items = None
    named = frozenset(schema.get("properties") or ())
    return Looks(
        None if "additionalProperties" in schema else named,
        items,
        all_props="unevaluatedProperties" in schema,
        all_items="unevaluatedItems" in schema,
        asks="unevaluatedProperties" in schema or "unevaluatedItems" in schema,
    )
