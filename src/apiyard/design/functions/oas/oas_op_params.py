"""The parameters of one operation do not get in each other's way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.script_value import script_text


def _text(parameter: dict[str, Any], field: str, context: Context) -> str:
    return script_text(context.follow(parameter[field])) if field in parameter else "undefined"


def _call(value: Any, _options: Any, context: Context) -> Iterator[Result]:
    if not isinstance(value, list) or len(value) < 2:
        return
    seen: set[tuple[str, str]] = set()
    bodies: list[int] = []
    forms = False
    for index, written in enumerate(value):
        parameter = context.follow(written)
        if isinstance(parameter, list):
            parameter = {}  # to the field's linters an array is an object without these members
        if not isinstance(parameter, dict) or "$ref" in parameter:
            continue
        key = (_text(parameter, "in", context), _text(parameter, "name", context))
        if key in seen:
            message = (
                f'The operation has the "{key[0]}" parameter "{key[1]}" already; each pair of in and name counts once.'
            )
            yield Result(message, (index,), key[1], "remove or rename one of them")
        seen.add(key)
        if key[0] == "body":
            bodies.append(index)
        forms = forms or key[0] == "formData"
    if bodies and forms:
        yield Result('"body" and "formData" parameters exclude each other.', hint="keep one kind of body")
    for index in bodies[1:]:
        yield Result(
            'An operation has at most one "body" parameter.', (index,), hint="merge the bodies into one schema"
        )


FUNCTION = Function(
    id="oas-op-params",
    name="oasOpParams",
    why="Two parameters of one place and name cannot be told apart in a request.",
    call=_call,
)
