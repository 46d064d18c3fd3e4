"""What the checker of schemas answers, in the form of the answers of the field's checker."""

from __future__ import annotations

from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.design.schema_check.checker import compile_schema
from apiyard.design.schema_check.error import MissingReferenceError
from apiyard.design.schema_check.kept import kept

# How the field's checker ends where it has a fault of its own: endless recursion, or code that does not hold together.
_FAULTS = ("Maximum call stack", "Cannot set properties", "Cannot read properties")


def fault(theirs: dict[str, Any]) -> bool:
    """Say whether the field's checker broke down, so that there is nothing to compare with."""
    return str(theirs.get("why", "")).startswith(_FAULTS)


def answer(pair: dict[str, Any]) -> dict[str, Any]:
    """Answer a question as tests/peers/schema_answers.mjs does."""
    try:
        checker = compile_schema(pair["schema"], dialect=pair["dialect"], all_errors=pair["allErrors"])
        errors = checker.errors(pair["value"])
    except MissingReferenceError:
        return {"refused": "reference"}
    except InvalidInputError:
        return {"refused": "schema"}
    return {
        "errors": [[each.pointer, each.keyword, each.schema_path, each.message] for each in errors],
        "kept": [each.pointer for each in kept(errors)],
    }


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Say whether two answers are the same; why something is refused is told in own words."""
    return ours == {key: value for key, value in theirs.items() if key != "why"}
