"""A value keeps a schema, in the dialect of the OpenAPI version of its document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass, field
from apiyard.design.function import Context, Function, Result
from apiyard.design.functions.schema import FUNCTION as SCHEMA

_DRAFT = late_pattern(
    r"https?://json-schema.org/(?:draft-0([467])|draft/(20(?:19-09|20-12)))/(?:hyper-)?schema#?", re.ASCII
)
_NEWEST = "draft2020-12"


@dataclass(frozen=True, slots=True)
class _Options:
    schema: Mapping[str, Json]
    read: dict[str, Any] = field(default_factory=dict)

    def for_dialect(self, dialect: str) -> Any:
        """Give the options of the schema function for a dialect, read on first use."""
        if dialect not in self.read:
            self.read[dialect] = SCHEMA.read({"schema": dict(self.schema), "dialect": dialect})
        return self.read[dialect]


def _read(options: Mapping[str, Json] | None) -> _Options:
    schema = (options or {}).get("schema")
    if not isinstance(schema, dict) or len(options or {}) > 1:
        raise InvalidInputError("the only option is schema, an object", where="/schema")
    return _Options(schema)


def _dialect(context: Context) -> str:
    """Give the dialect of the document's schemas (OpenAPI 3.1, section 4.8.24.2)."""
    if not context.formats & {"oas3_1", "oas3_2"}:
        return "draft4"
    root = context.root
    named = root.get("jsonSchemaDialect") if isinstance(root, dict) else None
    found = _DRAFT.fullmatch(named) if isinstance(named, str) else None
    return f"draft{found[1] or found[2]}" if found else _NEWEST


def _call(value: Any, options: _Options, context: Context) -> Iterable[Result]:
    return SCHEMA.call(value, options.for_dialect(_dialect(context)), context)


FUNCTION = Function(
    id="oas-schema",
    name="oasSchema",
    why="Schemas mean different things in different versions of OpenAPI.",
    call=_call,
    read=_read,
)
