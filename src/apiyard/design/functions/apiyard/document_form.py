"""A document has the form that its format gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.structure.verdict import structure

_FORMATS = ("arazzo1_0", "arazzo1_1", "overlay1_0", "overlay1_1")


def _call(value: Any, _options: None, context: Context) -> Iterator[Result]:
    found = next((each for each in _FORMATS if each in context.formats), "")
    for fault in structure(found).faults(value) if found else ():
        name = f'"{fault.path[-1]}" ' if fault.path else "the document "
        yield Result(name + fault.message, fault.path)


FUNCTION = Function(
    id="document-form",
    name="documentForm",
    why="Tools read a document only as far as it keeps its specification.",
    call=_call,
)
"""The function."""
