"""Which errors of a schema the field's linter tells: fewer than its checker finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass, field, replace
from apiyard.design.schema_check.error import SchemaError
from apiyard.spec.inventory import Path

# The linter cuts pointers with this: keys with other characters fall away, and errors without any key left with them.
_PIECES = late_pattern(r"/[\w$_-]+(?:/[0-9]+)?", re.ASCII)


@dataclass(slots=True)
class _Branch:
    """The errors at a place and below it."""

    errors: list[SchemaError] = field(default_factory=list)
    below: dict[str, _Branch] = field(default_factory=dict)


def kept(errors: Sequence[SchemaError]) -> list[SchemaError]:
    """Give the errors that the field's linter tells.

    Where a schema of ``anyOf`` failed deeper down, the errors at the place itself fall away; errors of ``enum`` alone
    fall away beside others, and are told as one with all their values.

    Args:
        errors: what a checker found, in its order.

    Returns:
        Those that are told, in the order they are told.
    """
    if len(errors) == 1 and errors[0].keyword != "enum":
        return [] if errors[0].path and _PIECES.search(errors[0].pointer) is None else [errors[0]]
    if not any(error.path for error in errors) and not all(error.keyword == "enum" for error in errors):
        return list(errors)
    root = _Branch()
    for error in errors:
        pieces = _PIECES.findall(error.pointer) if error.path else [""]
        branch = root
        for piece in pieces:
            branch = branch.below.setdefault(piece, _Branch())
        if pieces:
            branch.errors.append(error)
    _thin(root)
    return _told(root)


def told_path(error: SchemaError) -> Path:
    """Give the path under which the field's linter tells an error: keys stay escaped as in a JSON Pointer."""
    return tuple(key.replace("~", "~0").replace("/", "~1") if isinstance(key, str) else key for key in error.path)


def _only_enum(branch: _Branch) -> bool:
    return bool(branch.errors) and all(error.keyword == "enum" for error in branch.errors)


def _thin(root: _Branch) -> None:
    stack: list[tuple[_Branch, _Branch | None, str]] = [(root, None, "")]
    while stack:
        branch, parent, key = stack.pop()
        if branch.below and any(error.keyword == "anyOf" for error in branch.errors):
            branch.errors = []
        if parent is not None and _only_enum(branch) and len(parent.below) > 1:
            del parent.below[key]
        stack.extend((each, branch, name) for name, each in reversed(branch.below.items()))


def _told(branch: _Branch) -> list[SchemaError]:
    if _only_enum(branch):
        allowed: list[Any] = []
        for error in branch.errors:
            allowed.extend(value for value in error.params["allowedValues"] if value not in allowed)
        return [replace(branch.errors[0], params={"allowedValues": allowed})]
    found = list(branch.errors)
    for each in branch.below.values():
        found.extend(_told(each))
    return found
