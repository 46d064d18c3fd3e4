"""The drafts of JSON Schema: which keywords they know, in which order they are asked, and what a schema must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from apiyard.core.errors import InvalidInputError, nearest
from apiyard.core.json import Json
from apiyard.core.late import late_module, late_pattern
from apiyard.core.noun import dataclass
from apiyard.design.schema_check.shape import judge_enums
from apiyard.spec import pointer as pointers

if TYPE_CHECKING:
    import jsonschema_rs
else:
    jsonschema_rs = late_module("jsonschema_rs")

DIALECTS: Final = ("auto", "draft4", "draft6", "draft7", "draft2019-09", "draft2020-12")

_ANY = [
    "$comment",
    "$ref",
    "type",
    "nullable",
    "const",
    "enum",
    "not",
    "anyOf",
    "oneOf",
    "allOf",
    "if",
    "then",
    "else",
]
_NUMBER = ["maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf", "format"]
_STRING = ["maxLength", "minLength", "pattern", "format"]
_FORMAT_LIMITS = ["formatMaximum", "formatMinimum", "formatExclusiveMaximum", "formatExclusiveMinimum"]
_OBJECT = ["maxProperties", "minProperties", "required", "propertyNames", "additionalProperties"]
_OBJECT_END = ["dependencies", "properties", "patternProperties"]
_DYNAMIC = ["$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef"]
_NEXT_OBJECT = ["dependentRequired", "dependentSchemas", "unevaluatedProperties"]
_NEXT_ARRAY = ["maxContains", "minContains", "unevaluatedItems"]

_SCHEMA_NAME = late_pattern(
    r"https?://json-schema.org/(?:draft-0([467])|draft/(20(?:19-09|20-12)))/(?:hyper-)?schema#?", re.ASCII
)
_METASCHEMAS: Final = {
    "draft4": "http://json-schema.org/draft-04/schema#",
    "draft6": "http://json-schema.org/draft-06/schema#",
    "draft7": "http://json-schema.org/draft-07/schema#",
    "draft2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
}
_KNOWN_TO: Final = {
    "draft4": ("draft4",),
    "draft6": ("draft4", "draft6", "draft7"),
    "draft7": ("draft4", "draft6", "draft7"),
    "draft2019-09": ("draft2019-09",),
    "draft2020-12": ("draft2020-12",),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a draft knows.

    Args:
        name: such as ``draft7``.
        id: the keyword that names a schema.
        groups: type of value (``""`` for any) and the keywords asked of it, in order.
        later: whether it is 2019-09 or later.
        prefix: whether tuples are written with ``prefixItems``.
        old_limits: whether ``exclusiveMaximum`` is a boolean.
    """

    name: str
    id: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    later: bool
    prefix: bool
    old_limits: bool

    @property
    def keywords(self) -> frozenset[str]:
        """All keywords that say something about a value."""
        return _keywords(self.groups)


@cache
def _keywords(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> frozenset[str]:
    return frozenset(keyword for _, keywords in groups for keyword in keywords)


@cache
def dialect(name: str) -> Dialect:
    """Give a draft by its name; draft 6 is asked as draft 7."""
    later = name in {"draft2019-09", "draft2020-12"}
    prefix = name == "draft2020-12"
    tuples = ["prefixItems", "items"] if prefix else ["additionalItems", "items"]
    groups = {
        "": (_DYNAMIC if later else []) + ([] if name == "draft4" else ["id"]) + _ANY,
        "number": _NUMBER,
        "string": _STRING + _FORMAT_LIMITS,
        "array": ["maxItems", "minItems", *tuples, "contains", "uniqueItems", *(_NEXT_ARRAY if later else [])],
        "object": _OBJECT + _OBJECT_END + (_NEXT_OBJECT if later else []),
    }
    old = name == "draft4"
    return Dialect(
        name,
        "id" if old else "$id",
        tuple((kind, tuple(keywords)) for kind, keywords in groups.items()),
        later=later,
        prefix=prefix,
        old_limits=old,
    )


def dialect_of(schema: Json, name: str) -> Dialect:
    """Give the draft to read a schema by.

    Args:
        schema: the schema.
        name: one of `DIALECTS`; ``auto`` looks at ``$schema`` and takes draft 7 without it.

    Raises:
        InvalidInputError: there is no such draft.
    """
    if name not in DIALECTS:
        raise InvalidInputError(f"there is no dialect {name[:40]!r}", where="/dialect", hint=nearest(name, DIALECTS))
    if name != "auto":
        return dialect(name)
    written = schema.get("$schema") if isinstance(schema, Mapping) else None
    found = _SCHEMA_NAME.fullmatch(written) if isinstance(written, str) else None
    return dialect(f"draft{found[1] or found[2]}" if found else "draft7")


def metaschema(url: str, known: Dialect) -> jsonschema_rs.Validator | None:
    """Give what checks schemas of a draft by the draft's address; None for one that a draft does not know."""
    for name in _KNOWN_TO[known.name]:
        if _METASCHEMAS[name].removesuffix("#") == url.removesuffix("#"):
            return _metaschema(name)
    return None


def _own(known: Dialect) -> str:
    return _METASCHEMAS["draft7" if known.name == "draft6" else known.name]


@cache
def _metaschema(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        {"$schema": _METASCHEMAS[name], "$ref": _METASCHEMAS[name]}, validate_formats=False
    )


def judge_schema(schema: Any, known: Dialect) -> None:
    """Check that a schema is one of its draft.

    Raises:
        InvalidInputError: it is not; ``where`` is the pointer in the schema.
    """
    if not isinstance(schema, dict):
        raise InvalidInputError("a schema is an object")
    written = schema.get("$schema", _own(known))
    if not isinstance(written, str):
        raise InvalidInputError("$schema is a text", where="/$schema")
    if written == "http://json-schema.org/schema":
        written = _own(known)
    checker = metaschema(written, known)
    if checker is None:
        hint = "known: " + ", ".join(_METASCHEMAS[name] for name in _KNOWN_TO[known.name])
        raise InvalidInputError("no such meta-schema is known", where="/$schema", piece=written, hint=hint)
    for error in checker.iter_errors(schema):
        raise InvalidInputError(
            f"this is no JSON Schema: {error.message[:160]}", where=pointers.build(list(error.instance_path))
        )
    if not known.later:
        judge_enums(schema)
