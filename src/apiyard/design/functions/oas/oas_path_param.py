"""The variables of a path and its path parameters are the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.find_operations import METHODS
from apiyard.design.function import Context, Function, Result
from apiyard.design.script_value import script_text
from apiyard.spec.inventory import Path

_VARIABLE = late_pattern(r"\{;?\??([a-zA-Z0-9_-]+)\*?\}")


def _call(value: Any, _options: Any, context: Context) -> Iterator[Result]:
    if not isinstance(value, dict):
        return
    shapes: dict[str, str] = {}
    for path, written in value.items():
        item = context.follow(written)
        if not isinstance(item, dict | list):
            continue
        first = shapes.setdefault(_VARIABLE.sub("%", path), path)
        if first != path:
            yield Result(f'"{path}" stands for the same paths as "{first}".', (path,), path, "put them under one path")
        names = _VARIABLE.findall(path)
        variables = dict.fromkeys(names)
        seen: set[str] = set()
        for name in names:
            if name in seen:
                message = f'The variable "{{{name}}}" occurs more than once in "{path}".'
                yield Result(message, (path,), path, "give each variable its own name")
            seen.add(name)
        if isinstance(item, dict):
            yield from _item(path, item, context, variables=variables)


def _item(path: str, item: dict[str, Any], context: Context, *, variables: dict[str, None]) -> Iterator[Result]:
    shared: dict[str, Path] = {}
    yield from _read(item, (path,), context, names=shared)
    for method, written in item.items():
        if method not in METHODS:
            continue
        operation = context.follow(written)
        if not isinstance(operation, dict | list):
            continue
        own: dict[str, Path] = {}
        if isinstance(operation, dict):
            yield from _read(operation, (path, method), context, names=own)
        declared = {**shared, **own}
        for name, place in declared.items():
            if name not in variables:
                message = f'The path "{path}" has no variable for its path parameter "{name}".'
                yield Result(message, place, name, f"write {{{name}}} into the path, or remove the parameter")
        for name in variables:
            if name not in declared:
                message = f'{method.upper()} declares no path parameter for "{{{name}}}" of "{path}".'
                hint = f"add a parameter named {name} with in: path and required: true"
                yield Result(message, (path, method), name, hint)


def _read(holder: dict[str, Any], place: Path, context: Context, *, names: dict[str, Path]) -> Iterator[Result]:
    """Collect the path parameters of a path item or an operation and tell what is wrong with themselves."""
    parameters = context.follow(holder.get("parameters"))
    if not isinstance(parameters, list):
        return
    for index, written in enumerate(parameters):
        parameter = context.follow(written)
        if not isinstance(parameter, dict) or "name" not in parameter:
            continue
        if context.follow(parameter.get("in")) != "path":
            continue
        name = script_text(context.follow(parameter["name"]))
        where = (*place, "parameters", index)
        if context.follow(parameter.get("required")) is not True:
            yield Result(f'The path parameter "{name}" needs "required: true".', where, name, "add required: true")
        if name in names:
            yield Result(
                f'The path parameter "{name}" is declared more than once here.', where, name, "keep one of them"
            )
        else:
            names[name] = where


FUNCTION = Function(
    id="oas-path-param",
    name="oasPathParam",
    why="A variable without a parameter, or a parameter without a variable, makes an operation nobody can call.",
    call=_call,
)
