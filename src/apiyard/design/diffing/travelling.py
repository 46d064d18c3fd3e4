"""Properties that no longer travel on one side, or travel again: what that does to the object that has them."""

from __future__ import annotations

from typing import Any, cast

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.design.diffing.below import Key
from apiyard.design.diffing.edit import MISSING, Turn
from apiyard.design.diffing.pair import SchemaPair
from apiyard.design.diffing.place import Site, Step
from apiyard.spec import pointer as pointers

_BESIDE = frozenset(("allOf", "ref"))
TRAVELLING = frozenset(("readOnly", "writeOnly"))


@dataclass(frozen=True, slots=True)
class Hoisted:
    """An edit of a property as one of the object around it.

    Args:
        pair: the objects.
        turns: what happens to them.
        sites: where they stand.
        whole: where they stand when they are to be decided as a whole, with all that changed in them.
    """

    pair: SchemaPair
    turns: tuple[Turn, ...]
    sites: tuple[Site, ...]
    whole: Key | None = None


def hoisted(pair: SchemaPair, turns: tuple[Turn, ...], sites: tuple[Site, ...]) -> Hoisted | None:
    """Give an edit of ``readOnly`` or ``writeOnly`` as one of the object that has the property.

    Args:
        pair: the schemas of the property.
        turns: the edit.
        sites: where they stand.

    Returns:
        The edit of the object, or None when it is another edit or stands in no object.
    """
    if not any(turn.keyword in TRAVELLING for turn in turns) or not sites:
        return None
    site, count = next(((each, found) for each in sites if (found := _property(each.steps))), (sites[0], 0))
    steps = site.steps
    if not count:
        # It is the property of an object only somewhere inside: all that stands at the place is decided as a whole.
        return None if steps else Hoisted(pair, turns, (site,), (pair.old_at, pair.new_at))
    last = steps[count - 1]
    at = (_holder(last.old), _holder(last.new))
    start = count - 1
    while start and steps[start - 1].kind in _BESIDE:
        start -= 1
    if start < count - 1 or count < len(steps):
        # What is asked for may stand in other branches: the composition is decided as a whole.
        head = at if start == count - 1 else (_holder(steps[start].old), _holder(steps[start].new))
        return Hoisted(pair, turns, (replace(site, steps=steps[:start]),), head)
    contracts = pair.contracts
    old, new = pointers.get(contracts.old.tree, at[0]), pointers.get(contracts.new.tree, at[1])
    if not isinstance(old, dict) or not isinstance(new, dict):
        return None
    around = replace(
        pair, old=cast("Json", old), new=cast("Json", new), old_at=at[0], new_at=at[1],
        differs=frozenset(("properties", "required")), aligned={}, whole=False, wrap=None,
    )  # fmt: skip
    name = last.name
    edit = (
        Turn("properties", pair.old, pair.new, member=name),
        Turn("required", _asked(old, name), _asked(new, name), member=name),
    )
    same = tuple(replace(site, steps=site.steps[:-1]) for site in sites if site.steps[-1:] == (last,))
    return Hoisted(around, edit, same)


def _property(steps: tuple[Step, ...]) -> int:
    """Give how many steps lead to the property that a schema is, by itself or as a branch of allOf; 0 for none."""
    count = len(steps)
    while count and steps[count - 1].kind in _BESIDE:
        count -= 1
    return count if count and steps[count - 1].kind == "property" else 0


def _asked(value: dict[str, Any], name: str) -> Any:
    required = value.get("required")
    return name if isinstance(required, list) and name in required else MISSING


def _holder(pointer: str) -> str:
    return pointers.join("", *pointers.split(pointer)[:-2])
