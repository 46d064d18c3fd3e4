"""A JSON value as JSON text in a given layout."""

from __future__ import annotations

import json

from apiyard.core.json import Json
from apiyard.spec.editing.node import Style


def write_json(value: Json, style: Style | None = None, *, indent: str = "") -> str:
    """Write a value.

    Args:
        value: the value.
        style: the layout; by default two spaces for each level.
        indent: the indentation of the line that it starts on.

    Returns:
        The text without a line break at its end.
    """
    style = style or Style()
    comma = "," if style.unit is not None else "," + style.comma
    text = json.dumps(value, indent=style.unit, ensure_ascii=False, separators=(comma, style.colon))
    return text.replace("\n", "\n" + indent) if indent else text
