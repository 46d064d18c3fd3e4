"""Operations of some methods ask for a security scheme, by themselves or through the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.spec.grammar import METHODS

_OPTIONS = {"schemesPath", "nullable", "methods"}


def _read(options: Mapping[str, Json] | None) -> frozenset[str]:
    for name in options or {}:
        if name not in _OPTIONS:
            raise InvalidInputError("there is no such option", where=f"/{name}", piece=name, hint="methods")
    methods = (options or {}).get("methods", list(METHODS))
    if not isinstance(methods, list):
        raise InvalidInputError("methods must be a list", where="/methods", piece=str(methods), hint="[get, head]")
    return frozenset(str(each) for each in methods)


def _call(value: Any, methods: frozenset[str], context: Context) -> Iterator[Result]:
    paths = context.follow(value.get("paths")) if isinstance(value, dict) else None
    if not isinstance(paths, dict):
        return
    shared = value.get("security", MISSING)
    for path, written in paths.items():
        item = context.follow(written)
        for method in METHODS if isinstance(item, dict) else ():
            operation = context.follow(item.get(method))
            if method not in methods or not isinstance(operation, dict):
                continue
            asked = context.follow(operation.get("security", shared))
            if asked is MISSING or not asked:
                message = f"Nothing protects {method.upper()} {path}."
                hint = "name a scheme under security, of the operation or of the whole document"
                yield Result(message, ("paths", path, method, "security", "schemes"), hint=hint)


FUNCTION = Function(
    id="check-security",
    name="checkSecurity",
    why="An operation that asks for nothing lets everybody in.",
    call=_call,
    read=_read,
)
