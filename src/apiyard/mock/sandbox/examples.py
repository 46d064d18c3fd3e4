"""The items that a contract shows in its examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from apiyard.core.json import Json, JsonObject
from apiyard.mock.sandbox.resource import Frame, Role
from apiyard.spec.operation import MediaType

_ORDER = {"read": 0, "list": 1, "create": 2, "replace": 3, "change": 4}
_MOST = 200


def shown_items(roles: Iterable[Role]) -> list[JsonObject]:
    """Give the items that examples of successes show.

    Args:
        roles: what the operations of one resource do.

    Returns:
        The items, those that are read alone first.
    """
    ordered = sorted((role for role in roles if role.does in _ORDER), key=lambda role: _ORDER[role.does])
    found: list[JsonObject] = []
    for role in ordered:
        for media in _medias(role):
            for value in media.examples.values():
                found += [item for item in held(value, role.told) if item and item not in found]
    return found[:_MOST]


def _medias(role: Role) -> Iterator[MediaType]:
    for status, response in role.operation.responses.items():
        if status.startswith("2"):
            for media in response.content.values():
                if (
                    role.told is not None
                    and media.schema is not None
                    and media.schema.pointer == role.told.root.pointer
                ):
                    yield media


def held(value: Json, frame: Frame | None) -> list[JsonObject]:
    """Give the items that stand in a body.

    Args:
        value: the whole body.
        frame: where they stand.

    Returns:
        The objects among them.
    """
    for name in frame.path if frame is not None else ():
        value = value.get(name) if isinstance(value, Mapping) else None
    row = value if isinstance(value, list) else [value]
    return [item for item in row if isinstance(item, Mapping)]
