"""The bodies that steps send have a media type, and expressions that lead to something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.arazzo.expression import leads
from apiyard.design.arazzo.parts import objects, steps
from apiyard.design.function import Context, Function, Result
from apiyard.spec.inventory import Path

_MEDIA_TYPE = late_pattern(
    r"(?:application|audio|font|example|image|message|model|multipart|text|video)/[a-zA-Z0-9!#$&^_.+-]{1,127}", re.ASCII
)


def _call(value: Any, _options: None, context: Context) -> Iterator[Result]:
    for path, _workflow, step in steps(value):
        body = step.get("requestBody")
        if not isinstance(body, dict):
            continue
        at = (*path, "requestBody")
        kind = body.get("contentType")
        if kind is not None and (not isinstance(kind, str) or _MEDIA_TYPE.fullmatch(kind) is None):
            yield Result("The content type is no media type.", (*at, "contentType"), str(kind))
        places: list[tuple[Any, Path]] = [(body.get("payload"), (*at, "payload"))]
        for index, each in objects(body, "replacements"):
            if not each.get("target"):
                yield Result('The replacement needs a "target".', (*at, "replacements", index, "target"))
            places.append((each.get("value"), (*at, "replacements", index, "value")))
        for text, place in places:
            is_expression = isinstance(text, str) and text.startswith("$")
            if is_expression and not leads(text, value, int(path[1]), follow=context.follow):
                yield Result(f'"{text[:80]}" is a runtime expression that leads to nothing.', place, text)


FUNCTION = Function(
    id="arazzo-step-request-body-validation",
    name="arazzoStepRequestBodyValidation",
    why="A run sends the body as the operation expects it.",
    call=_call,
)
"""The function."""
