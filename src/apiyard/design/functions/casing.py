"""The text is written in one style, such as camel case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from apiyard.core.errors import nearest
from apiyard.core.json import Json
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_flag, is_text
from apiyard.spec.regex import Pattern, compile_pattern

# {d} stands for the digits that may be anywhere but at the start.
_STYLES: Final = {
    "flat": "[a-z][a-z{d}]*",
    "camel": "[a-z][a-z{d}]*(?:[A-Z{d}](?:[a-z{d}]+|$))*",
    "pascal": "[A-Z][a-z{d}]*(?:[A-Z{d}](?:[a-z{d}]+|$))*",
    "kebab": "[a-z][a-z{d}]*(?:-[a-z{d}]+)*",
    "cobol": "[A-Z][A-Z{d}]*(?:-[A-Z{d}]+)*",
    "snake": "[a-z][a-z{d}]*(?:_[a-z{d}]+)*",
    "macro": "[A-Z][A-Z{d}]*(?:_[A-Z{d}]+)*",
}
_SPECIAL = late_pattern(r"[\\^$.*+?()[\]{}|]")


@dataclass(frozen=True, slots=True)
class _Casing:
    """A style.

    Args:
        type: its name.
        pattern: what texts of it match.
        alone: a text that is one separator and is fine; ``""`` for none.
    """

    type: str
    pattern: Pattern
    alone: str = ""


def _one_letter(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 1


_MEMBERS = {
    "type": (lambda value: value in _STYLES if isinstance(value, str) else False, "one of " + ", ".join(_STYLES)),
    "disallowDigits": (is_flag, "true or false"),
    "separator": (lambda value: isinstance(value, Mapping), "an object with char and allowLeading"),
}
_SEPARATOR = {"char": (_one_letter, "one character, such as /"), "allowLeading": (is_flag, "true or false")}


def _read(options: Mapping[str, Json] | None) -> _Casing:
    written = options.get("type") if isinstance(options, Mapping) else None
    members = dict(_MEMBERS)
    if is_text(written) and written not in _STYLES:
        members["type"] = (members["type"][0], f"{members['type'][1]}; {nearest(str(written), _STYLES)}")
    found = check_members("casing", options, members, needed="type")
    word = _STYLES[found["type"]].replace("{d}", "" if found.get("disallowDigits") is True else "0-9")
    if "separator" not in found:
        return _Casing(found["type"], compile_pattern(f"^{word}$"))
    separator = check_members("casing", found["separator"], _SEPARATOR, needed="char", where="/separator")
    letter = separator["char"]
    leading = separator.get("allowLeading") is True
    between = "[" + _SPECIAL.sub(r"\\\g<0>", letter) + "]"
    whole = f"^{between + '?' if leading else ''}{word}(?:{between}{word})*$"
    return _Casing(found["type"], compile_pattern(whole), letter if leading else "")


def _call(value: Any, options: _Casing, _context: Context) -> Iterator[Result]:
    if not isinstance(value, str) or not value or (value == options.alone and value <= "\uffff"):
        return
    if not options.pattern.search(value):
        yield Result(f"must be written in {options.type} case", piece=value[:100], hint=f"use {options.type} case")


FUNCTION = Function(
    id="casing",
    name="casing",
    why="Names of one style are guessed right at the first try.",
    call=_call,
    read=_read,
    public=True,
)
