"""Compare two JSON Schemas that stand alone: is every value of one a value of the other, and the other way round?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import jsonschema_rs

from apiyard.core.errors import InvalidInputError, nearest
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.containment.answer import DEFAULT, Answer, Options
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.contain import contain
from apiyard.design.containment.holds import CAREFUL, ENGINE
from apiyard.design.containment.modern import modern
from apiyard.design.containment.schemas import Schemas
from apiyard.spec.pointer import MISSING

_LEFT: Final = "urn:apiyard:left"
_RIGHT: Final = "urn:apiyard:right"
_Validator = Callable[..., Any]
_VALIDATORS: Final[Mapping[str, _Validator]] = MappingProxyType(
    {
        "draft-04": jsonschema_rs.Draft4Validator,
        "draft-06": jsonschema_rs.Draft6Validator,
        "draft-07": jsonschema_rs.Draft7Validator,
        "2019-09": jsonschema_rs.Draft201909Validator,
        "2020-12": jsonschema_rs.Draft202012Validator,
    }
)
_ADDRESSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "json-schema.org/draft-04/schema": "draft-04",
        "json-schema.org/draft-06/schema": "draft-06",
        "json-schema.org/draft-07/schema": "draft-07",
        "json-schema.org/draft/2019-09/schema": "2019-09",
        "json-schema.org/draft/2020-12/schema": "2020-12",
    }
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison says.

    Args:
        forward: whether the right schema takes all that the left one takes.
        backward: whether the left schema takes all that the right one takes.
    """

    forward: Answer
    backward: Answer

    @property
    def equal(self) -> bool:
        """Whether both are proved to take the same values."""
        return self.forward.verdict == self.backward.verdict == "contained"


def compare_schemas(
    left: Json, right: Json, *, draft: str | None = None, formats: bool = False, budget: int = DEFAULT.budget
) -> Comparison:
    """Compare two JSON Schemas.

    Args:
        left: a schema: an object, true or false. References in it stay inside it.
        right: the other one.
        draft: ``draft-04``, ``draft-06``, ``draft-07``, ``2019-09`` or ``2020-12``; None to go by ``$schema`` of
            each, and without one by how it is written: lists under ``items`` are of draft-07, else 2020-12.
        formats: whether ``format`` is an assertion; else it says nothing.
        budget: the steps that each direction may take; the same question always takes the same steps.

    Returns:
        One answer for each direction. A witness is confirmed by the validator of the draft that each schema is
        written in.

    Raises:
        InvalidInputError: there is no such draft, or ``$schema`` names another one.
    """
    drafts = tuple(draft_of(each, draft) for each in (left, right))
    options = Options(formats=formats, budget=budget)
    try:
        trees = {_LEFT: modern(left, drafts[0]), _RIGHT: modern(right, drafts[1])}
    except (UndecidedError, RecursionError) as error:
        keyword = error.keyword if isinstance(error, UndecidedError) else "depth"
        why = error.why if isinstance(error, UndecidedError) else "the schemas nest too deep"
        answer = Answer("unknown", MISSING, f"{keyword}: {why}", keyword)
        return Comparison(answer, answer)
    schemas = Schemas(trees)
    forward = contain({"$ref": _LEFT}, {"$ref": _RIGHT}, schemas, options=options)
    backward = contain({"$ref": _RIGHT}, {"$ref": _LEFT}, schemas, options=options)
    both = (left, drafts[0]), (right, drafts[1])
    return Comparison(
        _judged(forward, both[0], both[1], formats=formats), _judged(backward, both[1], both[0], formats=formats)
    )


def draft_of(schema: Json, draft: str | None = None) -> str:
    """Give the draft that a schema is written in.

    Args:
        schema: the schema.
        draft: the draft that is asked for, if one is.

    Raises:
        InvalidInputError: there is no such draft, or ``$schema`` names another one.
    """
    if draft is not None:
        if draft not in _VALIDATORS:
            raise InvalidInputError("there is no such draft", piece=draft, hint=nearest(draft, _VALIDATORS))
        return draft
    named = schema.get("$schema") if isinstance(schema, dict) else None
    if not isinstance(named, str):
        return "draft-07" if _has_list_of_items(schema) else "2020-12"
    address = named.partition("://")[2].rstrip("#").rstrip("/")
    if address not in _ADDRESSES:
        hint = "JSON Schema draft-04, draft-06, draft-07, 2019-09 and 2020-12 are compared"
        raise InvalidInputError("schemas of this draft cannot be compared", where="/$schema", piece=named, hint=hint)
    return _ADDRESSES[address]


def _has_list_of_items(schema: Json) -> bool:
    """Say whether a list stands under ``items``, which only the older drafts allow."""
    waiting: list[Any] = [schema]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if isinstance(each.get("items"), list):
                return True
            waiting.extend(
                below for name, below in each.items() if name not in {"enum", "const", "default", "examples"}
            )
        elif isinstance(each, list):
            waiting.extend(each)
    return False


def _judged(answer: Answer, left: tuple[Json, str], right: tuple[Json, str], *, formats: bool) -> Answer:
    """Keep a witness only when the validators of both drafts see one in the schemas as they are written."""
    if answer.verdict != "not-contained":
        return answer
    takes, refuses = (_takes(schema, answer.witness, draft=draft, formats=formats) for schema, draft in (left, right))
    if takes is True and refuses is False:
        return answer
    return Answer("unknown", MISSING, "witness: the validator of the draft does not confirm what was found", "witness")


def _takes(schema: Json, value: object, *, draft: str, formats: bool) -> bool | None:
    if isinstance(schema, dict) and "$schema" in schema:
        schema = {name: each for name, each in schema.items() if name != "$schema"}
    for engine in (ENGINE, CAREFUL):
        try:
            judge = _VALIDATORS[draft](schema, pattern_options=engine, validate_formats=formats, offline=True)
            return bool(judge.is_valid(value))
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError):
            continue
    return None
