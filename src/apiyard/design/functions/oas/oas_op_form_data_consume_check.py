"""An operation that takes form fields says that it takes forms (OpenAPI 2.0, Parameter Object)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.script_value import script_text

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def _call(value: Any, _options: Any, context: Context) -> Iterable[Result]:
    if not isinstance(value, dict):
        return ()
    parameters, consumes = context.follow(value.get("parameters")), context.follow(value.get("consumes"))
    if not isinstance(parameters, list) or not isinstance(consumes, list):
        return ()
    if not any(isinstance(each, dict) and each.get("in") == "formData" for each in map(context.follow, parameters)):
        return ()
    media = script_text(consumes)
    if any(form in media for form in _FORMS):
        return ()
    hint = f'add "{_FORMS[0]}" or "{_FORMS[1]}" to "consumes"'
    return (Result('The operation has "formData" parameters and consumes no form.', piece=media, hint=hint),)


FUNCTION = Function(
    id="oas-op-form-data-consume-check",
    name="oasOpFormDataConsumeCheck",
    why="Form fields can only be sent in a body of a form's media type.",
    call=_call,
)
