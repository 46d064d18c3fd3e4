"""Configurable rules of Redocly (``rule/NAME``) as rules with given and then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.design.jsonpath.parse import parse_path
from apiyard.design.redocly.subject import given

Thens = list[dict[str, Any]]
_CASINGS = {
    "camelCase": "camel",
    "kebab-case": "kebab",
    "snake_case": "snake",
    "PascalCase": "pascal",
    "MACRO_CASE": "macro",
    "COBOL-CASE": "cobol",
    "flatcase": "flat",
}
_KNOWN = {"subject", "assertions", "where", "message", "suggest", "severity", "weight"}


def translate(rule: Mapping[str, Any]) -> tuple[dict[str, Json] | None, str]:
    """Translate one configurable rule.

    Args:
        rule: its subject, assertions, message and severity.

    Returns:
        The rule in the field's format, or None; and what could not be translated, empty when all was.
    """
    subject, assertions = rule.get("subject"), rule.get("assertions")
    if not isinstance(subject, dict) or not isinstance(assertions, dict):
        return None, "it needs subject and assertions"
    if rule.get("where"):
        return None, "where narrows it by other assertions, which no expression can"
    places, why = given(subject)
    if not places:
        return None, why
    try:
        for place in places:
            parse_path(place)
    except InvalidInputError as error:
        return None, f"matchParentKeys: {error.what}"
    named = subject.get("property")
    fields = named if isinstance(named, list) else [named] if isinstance(named, str) else []
    thens: Thens = []
    left: list[str] = []
    for name, value in assertions.items():
        found = _one(name, value, [str(field) for field in fields])
        if found is None:
            left.append(f"{name} cannot be asked")
        else:
            thens += found
    if not thens:
        return None, "; ".join(left) or "it asserts nothing"
    made: dict[str, Any] = {"given": places[0] if len(places) == 1 else places}
    made["severity"] = str(rule.get("severity", "error"))
    if isinstance(rule.get("message"), str):
        made["message"] = rule["message"].replace("{{problems}}", "{{error}}").replace("{{key}}", "{{property}}")
    made["then"] = thens[0] if len(thens) == 1 else thens
    left += [f"{key} is left out" for key in rule if key not in _KNOWN or key == "suggest"]
    return made, "; ".join(left)


def _one(name: str, value: Any, fields: list[str]) -> Thens | None:
    if name in _ON_KEYS:
        return None if fields else _ON_KEYS[name](value)
    if name not in _ON_VALUES:
        return None
    asked = _ON_VALUES[name](value)
    if asked is None:
        return None
    if name in {"minLength", "maxLength", "contains", "schema", "sortOrder"} and not fields:
        return [asked]
    return [{"field": field, **asked} for field in fields or ["@key"]]


def _function(name: str, **options: Json) -> dict[str, Any]:
    return {"function": name, "functionOptions": options} if options else {"function": name}


def _schema(schema: Json) -> Thens:
    return [_function("schema", schema=schema)]


def _casing(value: Any) -> dict[str, Any] | None:
    return _function("casing", type=_CASINGS[value]) if value in _CASINGS else None


def _sorted(value: Any) -> dict[str, Any] | None:
    told = value if isinstance(value, dict) else {"direction": value}
    if told.get("direction") != "asc":
        return None
    return _function("alphabetical", **({"keyedBy": told["property"]} if told.get("property") else {}))


def _exclusive(names: Any) -> Thens:
    pairs = [{"required": [left, right]} for left, right in combinations(names, 2)]
    return _schema({"not": {"anyOf": pairs}})


def _together(names: Any) -> Thens:
    return _schema({"anyOf": [{"required": names}, {"not": {"anyOf": [{"required": [name]} for name in names]}}]})


def _contains(values: Any) -> dict[str, Any]:
    return _schema({"type": "array", "allOf": [{"contains": {"const": value}} for value in values]})[0]


_ON_VALUES: dict[str, Callable[[Any], dict[str, Any] | None]] = {
    "defined": lambda value: _function("defined" if value else "undefined"),
    "nonEmpty": lambda value: _function("truthy" if value else "falsy"),
    "pattern": lambda value: _function("pattern", match=value),
    "notPattern": lambda value: _function("pattern", notMatch=value),
    "enum": lambda value: _function("enumeration", values=value),
    "const": lambda value: _function("enumeration", values=[value]),
    "casing": _casing,
    "minLength": lambda value: _function("length", min=value),
    "maxLength": lambda value: _function("length", max=value),
    "sortOrder": _sorted,
    "contains": _contains,
    "schema": lambda value: _schema(value)[0],
}
_ON_KEYS: dict[str, Callable[[Any], Thens]] = {
    "required": lambda names: [{"field": name, "function": "defined"} for name in names],
    "disallowed": lambda names: [{"field": name, "function": "undefined"} for name in names],
    "requireAny": lambda names: _schema({"anyOf": [{"required": [name]} for name in names]}),
    "mutuallyExclusive": _exclusive,
    "mutuallyRequired": _together,
}
