"""Expressions of filters to functions that look at one value of a document."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from apiyard.core.errors import ApiyardError, TooLargeError
from apiyard.design.jsonpath.arithmetic import OPERATORS, whole_number
from apiyard.design.jsonpath.method import METHODS
from apiyard.design.jsonpath.script import Node, parse_script
from apiyard.design.jsonpath.value import (
    CONSTRUCTORS,
    UNDEFINED,
    ScriptError,
    index_of,
    to_number,
    to_text,
    truthy,
    type_name,
)
from apiyard.spec.regex import PatternTooSlowError, compile_pattern

Follow = Callable[[Any], Any]
MAX_WORK = 1_000_000_000
"""How many letters and items the methods of filters may look at in one run."""
_ITEM = 50  # an item of an array costs about what so many letters do


class Scope:
    """What an expression sees: the value, its key and what is around it.

    Args:
        root: the value of the whole document.
        follow: gives what a reference object means, or the value itself.
    """

    __slots__ = ("entry", "follow", "left", "root", "value")

    def __init__(self, root: Any, follow: Follow) -> None:
        """Start at the whole document."""
        self.root = root
        self.follow = follow
        self.value = root
        self.entry: tuple[Any, ...] = (root, None, None, None)
        self.left = MAX_WORK

    def spend(self, value: Any) -> Any:
        """Count the work on a text or an array.

        Returns:
            The value.

        Raises:
            TooLargeError: all of it together is too much.
        """
        if type(value) in (str, list, dict) and len(value) > _ITEM:
            self.left -= len(value) * (1 if type(value) is str else _ITEM)
            if self.left < 0:
                raise TooLargeError("the filters of an expression look at too much text")
        return value


Ask = Callable[[Scope], Any]
_KINDS: dict[str, Callable[[Any], bool]] = {
    "@string": lambda value: type(value) is str,
    "@boolean": lambda value: type(value) is bool,
    "@number": lambda value: type(value) in (int, float),
    "@integer": lambda value: type(value) is int or (type(value) is float and value.is_integer()),
    "@null": lambda value: value is None,
    "@array": lambda value: type(value) is list,
    "@object": lambda value: type(value) in (dict, list),
    "@scalar": lambda value: type(value) not in (dict, list),
}


def compile_script(text: str, *, whole: str = "", column: int = 1) -> tuple[Node, Ask]:
    """Read an expression and make it a question.

    Args:
        text: the expression.
        whole: the JSONPath around it, for errors.
        column: where it stands there, from 1.

    Returns:
        Its tree, and the question, which never raises what the expression throws: `ask` does.

    Raises:
        InvalidInputError: it is no expression, or it names what filters do not know.
    """
    node = parse_script(text, whole=whole, column=column)
    try:
        return node, _compile(node)
    except ScriptError as error:
        from apiyard.core.errors import InvalidInputError

        raise InvalidInputError(f"the expression is wrong at column {column}: {error}", piece=whole or text) from None


def holds(ask: Ask, scope: Scope) -> bool:
    """Say whether an expression is true; one that goes wrong is not.

    Raises:
        TooLargeError: it costs too much.
        PatternTooSlowError: a pattern in it does.
    """
    try:
        found = ask(scope)
        return found is True or (found is not False and truthy(found))
    except (TooLargeError, PatternTooSlowError):
        raise
    except (ScriptError, ApiyardError, TypeError, ValueError, OverflowError, RecursionError):
        return False


def _compile(node: Node) -> Ask:
    return _MAKERS[node.kind](node)


def _literal(node: Node) -> Ask:
    value = node.value
    return lambda scope: value


def _name(node: Node) -> Ask:
    name = node.value
    if name in _NAMES:
        return _NAMES[name]
    if name in _WORDS:
        value = _WORDS[name]
        return lambda scope: value
    raise ScriptError(f"nobody knows {name!r}")


def _property(scope: Scope) -> Any:
    return scope.entry[1]


def _parent(scope: Scope) -> Any:
    # The field's engine gives what holds the object or array around the value, and rulesets are written to that.
    parent = scope.entry[2]
    return UNDEFINED if parent is None or parent[2] is None else parent[2][0]


def _parent_property(scope: Scope) -> Any:
    parent = scope.entry[2]
    return UNDEFINED if parent is None or parent[1] is None else parent[1]


def _path(scope: Scope) -> str:
    keys: list[Any] = []
    entry: Any = scope.entry
    while entry is not None and entry[2] is not None:
        keys.append(entry[1])
        entry = entry[2]
    return "$" + "".join(f"['{key}']" if type(key) is str else f"[{key}]" for key in reversed(keys))


_NAMES: dict[str, Ask] = {
    "@": lambda scope: scope.value,
    "@root": lambda scope: scope.root,
    "@property": _property,
    "index": _property,
    "@parent": _parent,
    "@parentProperty": _parent_property,
    "@path": _path,
}
_WORDS = {"true": True, "false": False, "null": None, "undefined": UNDEFINED, "NaN": math.nan, "Infinity": math.inf}


def _regex(node: Node) -> Ask:
    pattern = compile_pattern(*node.value)
    return lambda scope: pattern


def _array(node: Node) -> Ask:
    parts = [_compile(part) for part in node.parts]
    return lambda scope: [part(scope) for part in parts]


def _choice(node: Node) -> Ask:
    test, yes, no = (_compile(part) for part in node.parts)
    return lambda scope: yes(scope) if truthy(test(scope)) else no(scope)


def _unary(node: Node) -> Ask:
    inner = _compile(node.parts[0])
    mark = node.value
    if mark == "!":
        return lambda scope: not truthy(inner(scope))
    if mark == "void":
        return lambda scope: UNDEFINED
    if mark == "typeof":
        return lambda scope: type_name(inner(scope))
    if mark == "-":
        return lambda scope: -to_number(inner(scope))
    if mark == "+":
        return lambda scope: to_number(inner(scope))
    return lambda scope: ~whole_number(inner(scope))


def _binary(node: Node) -> Ask:
    left, right = _compile(node.parts[0]), _compile(node.parts[1])
    mark = node.value
    if mark == "&&":
        return _all([_compile(part) for part in _flat(node)])
    if mark == "||":
        return lambda scope: found if truthy(found := left(scope)) else right(scope)
    if mark == "??":
        return lambda scope: right(scope) if (found := left(scope)) is None or found is UNDEFINED else found
    operator = OPERATORS[mark]
    if mark in ("==", "===") and node.parts[1].kind == "literal" and type(node.parts[1].value) is str:
        text = node.parts[1].value
        return lambda scope: found == text if type(found := left(scope)) is str else operator(found, text)
    return lambda scope: operator(left(scope), right(scope))


def _flat(node: Node) -> list[Node]:
    """Give the parts of a row of ``&&``."""
    parts: list[Node] = []
    stack = [node]
    while stack:
        part = stack.pop()
        if part.kind == "binary" and part.value == "&&":
            stack.extend((part.parts[1], part.parts[0]))
        else:
            parts.append(part)
    return parts


def _all(parts: list[Ask]) -> Ask:
    *first, last = parts

    def ask(scope: Scope) -> Any:
        for part in first:
            found = part(scope)
            if found is not True and not truthy(found):
                return found
        return last(scope)

    return ask


def _member(node: Node) -> Ask:
    holder, key = _compile(node.parts[0]), node.parts[1]
    optional = bool(node.value)
    if key.kind == "literal":
        name = key.value
        if node.parts[0] == Node("name", "@") and type(name) is str:
            return _own(name, optional=optional)
        return lambda scope: get(holder(scope), name, scope.follow, optional=optional)
    asked = _compile(key)
    return lambda scope: get(holder(scope), asked(scope), scope.follow, optional=optional)


def _own(name: str, *, optional: bool) -> Ask:
    """Make the question for a member of the value itself, the most frequent one."""

    def ask(scope: Scope) -> Any:
        value = scope.value
        if type(value) is dict and name in value:
            member = value[name]
            return scope.follow(member) if type(member) is dict else member
        return get(value, name, scope.follow, optional=optional)

    return ask


def get(value: Any, key: Any, follow: Follow, *, optional: bool = False) -> Any:
    """Give a member of a value as JavaScript would.

    Args:
        value: the value.
        key: the name or index.
        follow: gives what a reference object means.
        optional: whether ``undefined`` has members, all of them ``undefined``.

    Raises:
        ScriptError: the value is ``null`` or ``undefined``.
    """
    kind = type(value)
    if kind is dict:
        name = key if type(key) is str else to_text(key)
        if name in value:
            return follow(value[name])
    elif kind is list:
        at = index_of(key)
        if 0 <= at < len(value):
            return follow(value[at])
    elif kind is str:
        at = index_of(key)
        if 0 <= at < len(value):
            return value[at]
    elif value is None or value is UNDEFINED:
        if optional:
            return UNDEFINED
        raise ScriptError(f"{to_text(value)} has no members")
    if key == "length" and (kind is list or kind is str):
        return len(value)
    if key == "constructor" and kind in CONSTRUCTORS:
        return {"name": CONSTRUCTORS[kind]}
    return METHODS.get(kind, {}).get(key, UNDEFINED) if type(key) is str else UNDEFINED


_STATIC: dict[tuple[str, str], Callable[..., Any]] = {
    ("Array", "isArray"): lambda value=UNDEFINED: type(value) is list,
    ("Number", "isInteger"): _KINDS["@integer"],
    ("Object", "keys"): lambda value=UNDEFINED: (
        list(value) if type(value) is dict else list(map(str, range(len(value))))
    ),
    ("Object", "values"): lambda value=UNDEFINED: list(value.values()) if type(value) is dict else list(value),
}
_GLOBAL: dict[str, Callable[..., Any]] = {
    "String": lambda value="": to_text(value),
    "Number": lambda value=0: to_number(value),
    "Boolean": lambda value=UNDEFINED: truthy(value),
}


def _call(node: Node) -> Ask:
    callee, args = node.parts[0], [_compile(part) for part in node.parts[1:]]
    if callee.kind == "name":
        if callee.value in _KINDS and not args:
            is_kind = _KINDS[callee.value]
            return lambda scope: is_kind(scope.value)
        if callee.value in _GLOBAL:
            made = _GLOBAL[callee.value]
            return lambda scope: made(*[scope.spend(arg(scope)) for arg in args])
        raise ScriptError(f"nobody knows {callee.value}()")
    if callee.kind != "member" or callee.parts[1].kind != "literal":
        raise ScriptError("only methods can be called")
    name, holder = callee.parts[1].value, callee.parts[0]
    if holder.kind == "name" and (static := _STATIC.get((holder.value, name))):
        return lambda scope: static(*[scope.spend(arg(scope)) for arg in args])
    return _method(_compile(holder), name, args, is_key=holder.kind == "name" and holder.value == "@property")


def _method(holder: Ask, name: Any, args: list[Ask], *, is_key: bool) -> Ask:
    if not any(name in known for known in METHODS.values()):
        raise ScriptError(f"nobody knows the method {name!r}")

    def call(scope: Scope) -> Any:
        value = scope.spend(holder(scope))
        if is_key and type(value) is int:
            value = str(value)
        method = METHODS.get(type(value), {}).get(name)
        if method is None or (type(value) is dict and name in value):
            raise ScriptError(f"there is no method {name!r}")
        return method(value, *[scope.spend(arg(scope)) for arg in args])

    return call


_MAKERS: dict[str, Callable[[Node], Ask]] = {
    "literal": _literal,
    "name": _name,
    "regex": _regex,
    "array": _array,
    "choice": _choice,
    "unary": _unary,
    "binary": _binary,
    "member": _member,
    "call": _call,
}
