"""What holds for a step: its own parameters and actions, and those of its workflow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apiyard.core.noun import dataclass, replace
from apiyard.design.arazzo.expression import leads
from apiyard.design.arazzo.parts import component


@dataclass(frozen=True, slots=True)
class Item:
    """A parameter or action that holds for a step.

    Args:
        name: its name, or the reference that leads to nothing.
        value: what is written; empty for a reference that leads to nothing.
        lost: whether it is a reference that leads to nothing.
        twice: whether one of this name stands before it in the same array.
    """

    name: str
    value: dict[str, Any]
    lost: bool = False
    twice: bool = False


Key = Callable[[Item], Any]


def parameters(step: dict[str, Any], workflow: dict[str, Any], document: Any) -> list[Item]:
    """Give the parameters of a step."""

    def key(item: Item) -> Any:
        return _spelt(item), item.value.get("in") or ""

    def is_one(value: dict[str, Any]) -> bool:
        return isinstance(value.get("name"), str) and isinstance(value.get("in", ""), str)

    lists = [workflow.get("parameters"), step.get("parameters")]
    return _merge([_items(each, "parameters", document, is_one=is_one, key=key) for each in lists], key)


def actions(step: dict[str, Any], workflow: dict[str, Any], document: Any, *, success: bool) -> list[Item]:
    """Give the success or failure actions of a step."""
    kind, own = ("successActions", "onSuccess") if success else ("failureActions", "onFailure")

    def is_one(value: dict[str, Any]) -> bool:
        return isinstance(value.get("name"), str) and "type" in value

    lists = [workflow.get(kind), step.get(own)]
    return _merge([_items(each, kind, document, is_one=is_one, key=_spelt) for each in lists], _spelt)


def _spelt(item: Item) -> str:
    """Give the name by which items are told apart: those that are wrong are none of the others."""
    return f"{'lost ' * item.lost}{'twice ' * item.twice}{item.name}"


def _items(values: Any, kind: str, document: Any, *, is_one: Callable[[dict[str, Any]], bool], key: Key) -> list[Item]:
    found: list[Item] = []
    for value in values if isinstance(values, list) else ():
        if not isinstance(value, dict):
            continue
        item = _meant(value, kind, document) if "reference" in value else Item("", value)
        if not item.lost:
            if not is_one(item.value):
                continue
            item = replace(item, name=item.value["name"])
        if any(key(each) == key(item) for each in found):
            item = replace(item, twice=True)
        found.append(item)
    return found


def _meant(value: dict[str, Any], kind: str, document: Any) -> Item:
    reference = value["reference"]
    head = f"$components.{kind}."
    if not isinstance(reference, str) or not reference.startswith(head) or not leads(reference, document):
        return Item(str(reference), {}, lost=True)
    target = component(document, kind).get(reference.removeprefix(head))
    return Item("", target) if isinstance(target, dict) else Item(reference, {}, lost=True)


def _merge(lists: list[list[Item]], key: Key) -> list[Item]:
    shared, own = lists
    found = list(shared)
    for item in own:
        same = next((index for index, each in enumerate(found) if key(each) == key(item)), None)
        if same is None:
            found.append(item)
        else:
            found[same] = item
    return found
