"""A document has the form that its version of OpenAPI gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.structure.verdict import structure

_NEWER = ("oas2", "oas3_2", "oas3_1")
_ELSE = "oas3_0"


def _call(value: Any, _options: None, context: Context) -> Iterator[Result]:
    if not context.formats:
        return
    found = next((each for each in _NEWER if each in context.formats), _ELSE)
    for fault in structure(found).faults(value):
        name = f'"{fault.path[-1]}" ' if fault.path else "the document "
        yield Result(name + fault.message, fault.path)


FUNCTION = Function(
    id="oas-document-schema",
    name="oasDocumentSchema",
    why="Tools read a document only as far as it keeps the specification.",
    call=_call,
)
"""The function."""
