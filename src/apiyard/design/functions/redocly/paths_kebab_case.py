"""The parts of a path are in lower case, with hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk

_VARIABLE = re.compile(r"\{.+\}")
_PART = re.compile(r"[a-z0-9\-.]+")


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("PathItem"):
        parts = [part for part in str(arrival.key)[1:].split("/") if part]
        if not all(_VARIABLE.fullmatch(part) or _PART.fullmatch(part) for part in parts):
            message = "The path is not written in kebab case."
            hint = "write its parts in lower case, with hyphens between words"
            yield tell(context, arrival.spot, message, hint=hint, piece=str(arrival.key))


FUNCTION = Function(
    id="paths-kebab-case",
    name="pathsKebabCase",
    why="Paths of one style are guessed right at the first try.",
    call=_call,
    read=no_options("paths-kebab-case"),
)
