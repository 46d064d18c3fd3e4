"""An operation has a response of success or redirection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.script_value import script_number


def _call(value: Any, _options: Any, context: Context) -> Iterable[Result]:
    if not isinstance(value, dict):
        return ()
    ranges = "oas3" in context.formats
    if any((ranges and status in {"2XX", "3XX"}) or 200 <= script_number(status) < 400 for status in value):
        return ()
    hint = 'add the response that a caller gets when all went well, such as "200" or "204"'
    return (Result("The operation tells no response of success: no 2xx and no 3xx status.", hint=hint),)


FUNCTION = Function(
    id="oas-op-success-response",
    name="oasOpSuccessResponse",
    why="An operation that tells only its failures leaves open what it is for.",
    call=_call,
)
