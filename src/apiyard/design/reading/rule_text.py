"""A rule as a ruleset writes it, checked word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError, TooLargeError, nearest
from apiyard.core.late import late_pattern
from apiyard.design.function import Function
from apiyard.design.reading.definition import Origin, RuleText
from apiyard.design.reading.expression import check_expression
from apiyard.design.reading.format_name import read_format
from apiyard.design.reading.level import read_level
from apiyard.design.reading.written import Code, Named, Part
from apiyard.design.rule import Then

_TEXTS = {"description": "description", "message": "message", "documentationUrl": "documentation_url"}
_FLAGS = {"recommended": "recommended", "resolved": "resolved"}
_KEYS = (*_TEXTS, *_FLAGS, "given", "then", "severity", "formats", "type", "tags", "extensions")
_THEN = ("field", "function", "functionOptions")
_URL = late_pattern(r"[A-Za-z][A-Za-z0-9+.-]*://\S+", re.ASCII)
_MAX_TEXT = 10_000
FORMATS_MODULE = "@stoplight/spectral-formats"
FUNCTIONS_MODULE = "@stoplight/spectral-functions"

Lookup = Callable[[Part], "Function | str"]
"""Gives the function that a place names, or why there is none."""


def read_rule(name: str, part: Part, functions: Lookup) -> RuleText:
    """Read what a ruleset says about a rule.

    Args:
        name: the rule's name.
        part: what stands there.
        functions: finds functions by the place that names them.

    Returns:
        What it says.

    Raises:
        InvalidInputError: it is no rule, switch or severity; names file, line and column.
    """
    value = part.value
    code = _code(value) if isinstance(value, Code | Named) else _code_around(value)
    if code is not None:
        given = {"given": ("$",), "then": ()}
        return RuleText(name, part.origin, part.pointer, changes=given, blocked=f"it holds {code.what} at {code.where}")
    if isinstance(value, bool):
        return RuleText(name, part.origin, part.pointer, switch=value)
    if not isinstance(value, dict):
        if isinstance(value, list):
            raise part.wrong(
                "a rule must be an object, a severity, true or false", "lists were left behind with format 5"
            )
        return RuleText(name, part.origin, part.pointer, level=read_level(part))
    check_keys(part, _KEYS, "rule")
    return _rule(name, part, functions)


def _rule(name: str, part: Part, functions: Lookup) -> RuleText:
    value: dict[str, Any] = part.value
    changes: dict[str, Any] = {}
    for key, field in _TEXTS.items():
        if key in value:
            changes[field] = part.member(key).text(f"the {key} of a rule")
    if "documentationUrl" in value:
        check_url(part.member("documentationUrl"))
    for key in _FLAGS:
        if key in value:
            changes[key] = part.member(key).flag(f'"{key}"')
    if "type" in value and value["type"] not in ("style", "validation"):
        raise part.member("type").wrong("the type of a rule is style or validation")
    if "given" in value:
        changes["given"] = read_given(part.member("given"))
    blocked, options = "", None
    if "then" in value:
        then = part.member("then")
        options = _only_options(then)
        if options is None:
            changes["then"], blocked = _read_then(then, functions)
    level = read_level(part.member("severity")) if "severity" in value else None
    formats = read_formats(part.member("formats")) if "formats" in value else None
    return RuleText(name, part.origin, part.pointer, None, level, changes, formats, None, blocked, options)


def check_keys(part: Part, known: Collection[str], noun: str, *, strict: bool = True) -> None:
    """Refuse members that nobody reads; those that start with ``x-`` are the user's own.

    Args:
        part: the object.
        known: the members that are read.
        noun: what it is.
        strict: whether a member that resembles none of them is refused; the field's format allows it in some places.

    Raises:
        InvalidInputError: there is such a member; names the nearest known one.
    """
    for key in part.object(f"a {noun}"):
        if key in known or key.startswith("x-") or not (strict or _is_near(key, known)):
            continue
        what = f"a {noun} has no such member"
        raise InvalidInputError(what, where=part.member(key).where, piece=key, hint=nearest(key, known))


def _is_near(key: str, known: Collection[str]) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(key[:100], known, n=1, cutoff=0.8))


def check_url(part: Part) -> None:
    """Refuse an address that is none.

    Raises:
        InvalidInputError: it has no scheme.
    """
    if not _URL.fullmatch(part.text("documentationUrl")):
        raise part.wrong("this is no URL", "it starts with https://")


def read_given(part: Part) -> tuple[str, ...]:
    """Read the expressions of a rule, an alias or a target: one or a list.

    Raises:
        InvalidInputError: one is neither an alias nor an expression; names its place.
    """
    parts = part.items("given") if isinstance(part.value, list) else [part]
    if not parts:
        raise part.wrong("the list of expressions is empty", 'write at least "$"')
    for each in parts:
        text = each.text("an expression")
        if len(text) > _MAX_TEXT:
            raise TooLargeError(f"an expression has more than {_MAX_TEXT} characters", where=each.where, piece=text)
        if not text.startswith(("$", "#")):
            raise each.wrong("an expression starts with $, or with # and the name of an alias")
        check_expression(each)
    return tuple(each.value for each in parts)


def read_formats(part: Part) -> tuple[str, ...]:
    """Read a list of formats.

    Raises:
        InvalidInputError: it is no list, or no format is called so.
    """
    found: dict[str, None] = {}
    for each in part.items("formats"):
        value = each.value
        if isinstance(value, Named) and value.module == FORMATS_MODULE:
            found[read_format(value.name, each)] = None
        else:
            found[read_format(each.text("a format"), each)] = None
    return tuple(found)


def _only_options(then: Part) -> dict[str, Any] | None:
    """Give other options for the question of a rule that is extended; the field's format has no word for it."""
    if isinstance(then.value, dict) and then.value.keys() == {"functionOptions"}:
        return then.member("functionOptions").object("functionOptions")
    return None


def _read_then(part: Part, functions: Lookup) -> tuple[tuple[Then, ...], str]:
    """Read the questions of a rule, and why they cannot be asked where they cannot."""
    parts = part.items("then") if isinstance(part.value, list) else [part]
    thens: list[Then] = []
    blocked: list[str] = []
    for each in parts:
        found = _one(each, functions)
        if isinstance(found, str):
            blocked.append(found)
        else:
            thens.append(found)
    return tuple(thens), "; ".join(dict.fromkeys(blocked))


def _one(part: Part, functions: Lookup) -> Then | str:
    check_keys(part, _THEN, "question (then)", strict=False)
    value: dict[str, Any] = part.value
    if "function" not in value:
        raise part.wrong("a question (then) needs a function")
    field = part.member("field").text("field") if "field" in value else ""
    if field.startswith("$"):
        check_expression(part.member("field"))
    function = functions(part.member("function"))
    if isinstance(function, str):
        return function
    options = value.get("functionOptions")
    code = _code(options)
    if code is not None:
        return f"its options hold {code.what} at {code.where}"
    check_options(part.origin, part.pointer, function, options=options)
    return Then(function, field, options)


def check_options(origin: Origin, pointer: str, function: Function, *, options: Mapping[str, Any] | None) -> None:
    """Check the options of a function.

    Args:
        origin: the ruleset.
        pointer: the place of the question in it.
        function: the function.
        options: its options as written.

    Raises:
        InvalidInputError: the function does not take them; names the place.
    """
    try:
        function.read(options)
    except InvalidInputError as error:
        below = error.where if error.where.startswith("/") else ""
        error.where = origin.where(f"{pointer}/functionOptions{below}")
        raise


def _code_around(value: object) -> Code | None:
    """Find code in a rule, but not where it names functions and formats, or gives options."""
    if not isinstance(value, dict):
        return None
    then = value.get("then")
    return _code([each for key, each in value.items() if key not in {"formats", "then"}]) or (
        _code(then) if isinstance(then, Code | Named) else None
    )


def _code(value: object) -> Code | None:
    """Find something in plain data that is none."""
    if isinstance(value, Code | Named):
        return value if isinstance(value, Code) else Code(f"{value.name} of {value.module}", value.where)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for each in inner if (found := _code(each)) is not None), None)
