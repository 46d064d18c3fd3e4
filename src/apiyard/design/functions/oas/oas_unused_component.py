"""Something in the document refers to each of its components."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from apiyard.core.noun import replace
from apiyard.design.function import Context, Function, Result
from apiyard.design.functions.unreferenced_reusable_object import FUNCTION as UNREFERENCED

_KINDS = ("schemas", "responses", "parameters", "examples", "requestBodies", "headers", "links", "callbacks")


@cache
def _by_kind() -> dict[str, Any]:
    return {kind: UNREFERENCED.read({"reusableObjectsLocation": f"#/components/{kind}"}) for kind in _KINDS}


def _call(value: Any, _options: Any, context: Context) -> Iterator[Result]:
    components = value.get("components") if isinstance(value, dict) else None
    if not isinstance(components, dict):
        return
    for kind, options in _by_kind().items():
        held = components.get(kind)
        if isinstance(held, dict):
            for result in UNREFERENCED.call(held, options, context):
                yield replace(result, path=("components", kind, *result.path))


FUNCTION = Function(
    id="oas-unused-component",
    name="oasUnusedComponent",
    why="What nothing refers to is read, kept and never needed.",
    call=_call,
)
