"""The methods of texts and arrays that filters may call."""

from __future__ import annotations

from typing import Any

from apiyard.design.jsonpath.value import UNDEFINED, Method, ScriptError, clamp, same, to_text
from apiyard.spec.regex import Pattern, compile_pattern


def _pattern(value: Any) -> Pattern:
    return value if isinstance(value, Pattern) else compile_pattern(to_text(value))


def _match(text: str, pattern: Any = "") -> Any:
    return [text] if _pattern(pattern).search(text) else None


def _search(text: str, pattern: Any = "") -> int:
    return 0 if _pattern(pattern).search(text) else -1


def _split(text: str, by: Any = UNDEFINED) -> list[str]:
    if by is UNDEFINED:
        return [text]
    if isinstance(by, Pattern):
        raise ScriptError("a text is split by a text only")
    mark = to_text(by)
    if len(text) > 100_000:
        raise ScriptError("the text is too long")
    return text.split(mark) if mark else list(text)


def _substring(text: str, *args: Any) -> str:
    length = len(text)
    ends = sorted(max(0, clamp(_floor(args), each, length, default=default)) for each, default in ((0, 0), (1, length)))
    return text[ends[0] : ends[1]]


def _floor(args: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(0 if type(each) in (int, float) and each < 0 else each for each in args)


def _slice(value: Any, *args: Any) -> Any:
    return value[clamp(args, 0, len(value), default=0) : clamp(args, 1, len(value), default=len(value))]


def _char(text: str, at: Any = 0) -> str:
    where = clamp(_floor((at,)), 0, len(text), default=0)
    return text[where : where + 1]


def _replace(text: str, old: Any = "", new: Any = "") -> str:
    if isinstance(old, Pattern):
        raise ScriptError("a text is replaced by a text only")
    made = text.replace(to_text(old), to_text(new), 1)
    if len(made) > 100_000:
        raise ScriptError("the text is too long")
    return made


def _concat(text: str, *more: Any) -> str:
    made = text + "".join(map(to_text, more))
    if len(made) > 100_000:
        raise ScriptError("the text is too long")
    return made


TEXT: dict[str, Method] = {
    "match": _match,
    "search": _search,
    "includes": lambda text, part=UNDEFINED: to_text(part) in text,
    "startsWith": lambda text, part=UNDEFINED: text.startswith(to_text(part)),
    "endsWith": lambda text, part=UNDEFINED: text.endswith(to_text(part)),
    "indexOf": lambda text, part=UNDEFINED: text.find(to_text(part)),
    "lastIndexOf": lambda text, part=UNDEFINED: text.rfind(to_text(part)),
    "toLowerCase": lambda text: text.lower(),
    "toUpperCase": lambda text: text.upper(),
    "trim": lambda text: text.strip(),
    "trimStart": lambda text: text.lstrip(),
    "trimEnd": lambda text: text.rstrip(),
    "split": _split,
    "slice": _slice,
    "substring": _substring,
    "charAt": _char,
    "replace": _replace,
    "concat": _concat,
    "toString": lambda text: text,
    "valueOf": lambda text: text,
}


def _includes(items: list[Any], value: Any = UNDEFINED) -> bool:
    return any(same(each, value) for each in items)


def _index_of(items: list[Any], value: Any = UNDEFINED) -> int:
    return next((index for index, each in enumerate(items) if same(each, value)), -1)


def _join(items: list[Any], by: Any = ",") -> str:
    return to_text(by).join("" if each is None or each is UNDEFINED else to_text(each) for each in items)


LIST: dict[str, Method] = {
    "includes": _includes,
    "indexOf": _index_of,
    "join": _join,
    "slice": _slice,
    "toString": to_text,
}


def _has_own(value: Any, name: Any = UNDEFINED) -> bool:
    key = to_text(name)
    if type(value) is dict:
        return key in value
    return key == "length" or (key.isdecimal() and int(key[:9]) < len(value))


OBJECT: dict[str, Method] = {"hasOwnProperty": _has_own, "toString": to_text}
PATTERN: dict[str, Method] = {
    "test": lambda pattern, text=UNDEFINED: pattern.search(to_text(text)),
    "exec": lambda pattern, text=UNDEFINED: [to_text(text)] if pattern.search(to_text(text)) else None,
}
NUMBER: dict[str, Method] = {"toString": to_text}
METHODS: dict[type, dict[str, Method]] = {
    str: TEXT,
    list: LIST,
    dict: OBJECT,
    int: NUMBER,
    float: NUMBER,
    bool: NUMBER,
    Pattern: PATTERN,
}
"""The methods by the type of the value."""
