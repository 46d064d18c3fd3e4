"""Whether a value keeps a schema of a document, where that can be said quickly."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import ApiyardError
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass, field
from apiyard.design.quick.narrow import narrow
from apiyard.design.quick.translate import CircularError, Follow, HardError, RefusedError, Translator
from apiyard.design.schema_check.dialect import dialect as draft
from apiyard.design.schema_check.dialect import metaschema
from apiyard.design.schema_check.formats import FORMATS
from apiyard.spec import exact_json

if TYPE_CHECKING:
    import jsonschema_rs
else:
    jsonschema_rs = late_module("jsonschema_rs")

_KNOWN = {
    "draft4": "http://json-schema.org/draft-04/schema#",
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
}
_MOST = 500
_PLAIN = frozenset(
    {"type", "description", "title", "example", "default", "nullable", "readOnly", "writeOnly", "deprecated", "enum"}
)
_PYTHON = {"string": str, "boolean": bool, "array": list, "object": dict}


class Answer(Enum):
    """What can be said quickly."""

    FINE = 1
    """The value keeps the schema."""
    ASK = 2
    """It may not; the careful check knows."""
    CIRCULAR = 3
    """The schema leads to itself or to nothing, and is right otherwise."""
    REFUSED = 4
    """The schema cannot be used: ``nullable`` stands without ``type`` in it."""


@dataclass(slots=True)
class Verdicts:
    """Judges values by the schemas of one document.

    Args:
        translator: reads the schemas.
        made: what others made of parts of schemas, by their text; they ask the same again and again.
    """

    translator: Translator
    made: dict[bytes, Any] = field(default_factory=dict)
    _same: dict[bytes, jsonschema_rs.Validator] = field(default_factory=dict)
    _compiled: dict[int, tuple[Any, jsonschema_rs.Validator | Answer]] = field(default_factory=dict)

    def of(self, schema: Any, value: Any) -> Answer:
        """Say what is known of a value.

        Args:
            schema: the schema as it stands in the document, references followed.
            value: the value as it stands there.

        Returns:
            The answer.
        """
        if _is_plainly_fine(schema, value):
            return Answer.FINE
        known = self._compiled.get(id(schema))
        if known is None:
            known = self._compiled[id(schema)] = (schema, self._compile(schema))
        if isinstance(known[1], Answer):
            return known[1]
        try:
            return Answer.FINE if known[1].is_valid(value) and _plain_values().is_valid(value) else Answer.ASK
        except (ValueError, TypeError, OverflowError, ApiyardError):
            return Answer.ASK

    def narrowed(self, schema: Any, value: Any) -> Any:
        """Give the part of a schema by which a value is wrong, where that can be said.

        Args:
            schema: the schema, after `of` answered ASK.
            value: the value.

        Returns:
            A schema without references; None where only the whole one will do.
        """
        known = self._compiled.get(id(schema))
        if known is None or isinstance(known[1], Answer) or not _plain_values().is_valid(value):
            return None
        try:
            wrong = [tuple(each.instance_path) for each in islice(known[1].iter_errors(value), _MOST)]
        except (ValueError, TypeError, OverflowError, ApiyardError, RecursionError):
            return None
        if not wrong or len(wrong) == _MOST:
            return None
        return narrow(schema, value, wrong, follow=self.translator.follow, optional=self.translator.optional)

    def _compile(self, schema: Any) -> jsonschema_rs.Validator | Answer:
        try:
            translated = self.translator.root(schema)
            key = exact_json.dumps(translated)
            if key not in self._same:
                formats = {**_formats(), **self._patterns()}
                self._same[key] = jsonschema_rs.Draft202012Validator(
                    translated, formats=formats, validate_formats=True, offline=True
                )
            return self._same[key]
        except CircularError:
            return Answer.CIRCULAR
        except RefusedError:
            return Answer.REFUSED
        except (HardError, ValueError, TypeError, OverflowError, jsonschema_rs.ValidationError):
            return Answer.ASK

    def _patterns(self) -> dict[str, Callable[[str], bool]]:
        return {name: pattern.search for name, pattern in self.translator.patterns.items()}


@cache
def _formats() -> dict[str, Callable[[str], bool]]:
    return {f"format:{name}": found.test for name, found in FORMATS.items() if found.type == "string"}


def verdicts(follow: Follow, dialect: str, optional: str = "", *, swagger: bool = False) -> Verdicts | None:
    """Make the judge of a document's schemas.

    Args:
        follow: gives what a reference object means.
        dialect: the draft of its schemas; ``draft4`` and ``draft2020-12`` are known.
        optional: the keyword that lets a property be missing, or ``""``.
        swagger: whether the document is one of OpenAPI 2.0.

    Returns:
        The judge; None for another draft.
    """
    checker = metaschema(_KNOWN[dialect], draft(dialect)) if dialect in _KNOWN else None
    if checker is None:
        return None
    return Verdicts(
        Translator(follow, checker.is_valid, draft4=dialect == "draft4", swagger=swagger, optional=optional)
    )


def _is_plainly_fine(schema: Any, value: Any) -> bool:
    """Say whether a value fits a schema that asks for a type, and perhaps for one of some texts, and nothing else."""
    if not isinstance(schema, dict) or not schema.keys() <= _PLAIN or isinstance(value, dict | list):
        return False
    kind = schema.get("type")
    if not isinstance(kind, str) or not all(isinstance(schema.get(each, ""), str) for each in ("description", "title")):
        return False
    if "enum" in schema:
        listed = schema["enum"]
        texts = isinstance(listed, list) and all(isinstance(each, str) for each in listed)
        if not texts or not isinstance(value, str) or value not in listed or len(set(listed)) < len(listed):
            return False
    if kind in _PYTHON:
        return isinstance(value, _PYTHON[kind])
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return kind == "number" and isinstance(value, int | float) and not isinstance(value, bool)


@cache
def _plain_values() -> jsonschema_rs.Validator:
    """Make what takes all values without a reference object in them."""
    no_reference = {"properties": {"$ref": {"not": {"type": "string"}}}, "additionalProperties": {"$ref": "#"}}
    return jsonschema_rs.Draft202012Validator({**no_reference, "items": {"$ref": "#"}})
