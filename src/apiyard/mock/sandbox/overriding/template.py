"""An answer of your own as a template."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from apiyard.core.errors import InvalidInputError, UnavailableError
from apiyard.mock.sandbox.overriding.asking import Answered, Asking


def load_template(path: Path, data: bytes) -> Callable[[Asking], Answered | None]:
    """Read a Jinja template.

    Args:
        path: the file.
        data: its bytes, UTF-8.

    Returns:
        What writes the template for a call and reads what was written: JSON, else text. The template sees ``call``,
        ``usual`` and ``items(RESOURCE)``; ``{% set status = 404 %}`` in it chooses the status.

    Raises:
        InvalidInputError: it is no template.
        UnavailableError: Jinja is not installed.
    """
    try:
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError as error:
        raise UnavailableError(
            "templates need Jinja", where=str(path), hint="pip install jinja2, or write the answer in Python"
        ) from error
    # What is written is JSON or text and never shown as HTML; values are escaped by the filter tojson.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    try:
        template = environment.from_string(data.decode("utf-8"))
    except (TemplateError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"this is no template: {error}", where=str(path)) from error

    def answer(asking: Asking) -> Answered | None:
        try:
            module = template.make_module({"call": asking, "usual": asking.usual, "items": asking.state.items})
            text = str(module).strip()
        except TemplateError as error:
            raise InvalidInputError(f"the template cannot be written: {error}", where=str(path)) from error
        status = getattr(module, "status", 0)
        try:
            return Answered(int(status), json.loads(text) if text else None)
        except ValueError:
            return Answered(int(status), text)

    return answer
