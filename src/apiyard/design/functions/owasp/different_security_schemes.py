"""Operations for administrators ask for something else than those for everybody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.spec.grammar import METHODS
from apiyard.spec.inventory import Path


def _read(options: Mapping[str, Json] | None) -> str:
    for name in options or {}:
        if name != "adminUrl":
            raise InvalidInputError("there is no such option", where=f"/{name}", piece=name, hint="adminUrl")
    return str((options or {}).get("adminUrl", "/admin"))


def _call(value: Any, admin: str, context: Context) -> Iterator[Result]:
    everybody: set[str] = set()
    theirs: list[tuple[str, str, Path]] = []
    for path, place, requirement in _requirements(value, context):
        # Names in another order are another requirement to the field's rule, so the order is kept.
        told = json.dumps(context.whole(requirement))
        if admin in path:
            theirs.append((path, told, place))
        else:
            everybody.add(told)
    for path, told, place in theirs:
        if told in everybody:
            yield Result(f"{path} asks for what others ask for too.", place, told, "ask for a scheme of its own")


def _requirements(value: Any, context: Context) -> Iterator[tuple[str, Path, Any]]:
    paths = context.follow(value.get("paths")) if isinstance(value, dict) else None
    for path, written in paths.items() if isinstance(paths, dict) else ():
        item = context.follow(written)
        for method in METHODS if isinstance(item, dict) else ():
            operation = context.follow(item.get(method))
            asked = context.follow(operation.get("security")) if isinstance(operation, dict) else None
            for index, each in enumerate(asked if isinstance(asked, list) else ()):
                requirement = context.follow(each)
                if isinstance(requirement, dict | list) or requirement is None:
                    yield path, ("paths", path, method, "security", index), requirement


FUNCTION = Function(
    id="different-security-schemes",
    name="differentSecuritySchemes",
    why="The right to use an API is not the right to administer it.",
    call=_call,
    read=_read,
)
