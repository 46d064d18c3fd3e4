"""What an action such as ``/orders/{id}/cancel`` sets, told by its name and its example."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.mock.sandbox.anatomy import Anatomist
from apiyard.mock.sandbox.facts import Facts
from apiyard.mock.sandbox.resource import Frame
from apiyard.mock.sandbox.words import pieces, stem
from apiyard.spec.coerce import parts, types
from apiyard.spec.schema import Schema

_STATES = frozenset({"status", "state", "phase", "stage", "lifecycle"})
_LEAST = 4


def effect_of(facts: Facts, told: Frame | None, anatomist: Anatomist) -> Mapping[str, Json]:
    """Tell what an action sets on the item.

    A state whose word begins as the action does is the one that it leads to; where no word does, the state in the
    example of the action's answer is.

    Args:
        facts: the operation.
        told: where the item stands in its answer.
        anatomist: reads schemas.

    Returns:
        The values by member; nothing when it cannot be told.
    """
    if told is None:
        return {}
    members = anatomist.read(told.schema).members
    states = {name: _listed(schema) for name, schema in members.items() if _is_state(name, schema)}
    word = stem(facts.name)
    for name, listed in states.items():
        for value in listed:
            if len(word) >= _LEAST and (stem(str(value)).startswith(word) or word.startswith(stem(str(value)) or "-")):
                return {name: value}
    for name, schema in members.items():
        if types(schema) <= {"boolean", "null"} and len(word) >= _LEAST and stem(pieces(name)[-1]) == word:
            return {name: True}
    shown = _example(facts, told)
    return {name: shown[name] for name in states if name in shown}


def _is_state(name: str, schema: Schema) -> bool:
    words = pieces(name)
    return bool(words) and words[-1] in _STATES and bool(_listed(schema))


def _listed(schema: Schema) -> list[Json]:
    for part in parts(schema):
        listed = part.value.get("enum") if isinstance(part.value, dict) else None
        if isinstance(listed, list):
            return listed
    return []


def _example(facts: Facts, told: Frame) -> Mapping[str, Json]:
    for response in facts.operation.responses.values():
        for media in response.content.values():
            for value in media.examples.values() if media.schema == told.root else ():
                for name in told.path:
                    value = value.get(name) if isinstance(value, Mapping) else None  # noqa: PLW2901
                if isinstance(value, Mapping):
                    return value
    return {}
