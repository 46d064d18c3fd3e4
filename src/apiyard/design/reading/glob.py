"""Globs of file names as minimatch 3 reads them in Spectral's overrides, without its exponential time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from apiyard.core.errors import TooLargeError
from apiyard.core.late import late_pattern

_MAX_LENGTH = 1_000
_MAX_BRACES = 256
_MAX_NAME = 100
_MAX_GROUPS = 4
_MAX_OPTIONS = 16
_STAR, _ANY = "*", "?"
Token = str | tuple[bool, frozenset[str], tuple[tuple[str, str], ...]]
_RANGE = late_pattern(r"(-?[0-9]{1,6})\.\.(-?[0-9]{1,6})", re.ASCII)
_EXT = late_pattern(r"([@?*+!])\(([^()]*)\)")
_CLASS = late_pattern(r"\[([!^]?)(\]?[^\]]*)\]")


def matches(path: str, pattern: str) -> bool:
    """Say whether a path matches a glob.

    Args:
        path: the path with ``/`` between its names.
        pattern: ``*``, ``**``, ``?``, ``[a-z]``, ``{a,b}``, ``{1..3}``, ``+(a|b)`` and a leading ``!``; one without a
            slash is compared with the last name of the path.

    Returns:
        Whether it does; the time is bounded by the product of both lengths.

    Raises:
        TooLargeError: the pattern is too long, or its braces mean too much.
    """
    if len(pattern) > _MAX_LENGTH:
        raise TooLargeError(f"a glob has more than {_MAX_LENGTH} characters", piece=pattern)
    if not pattern or pattern.startswith("#"):
        return False
    wanted = True
    while pattern.startswith("!"):
        pattern, wanted = pattern[1:], not wanted
    names = path.split("/")
    return any(_path(names, each) for each in _braces(pattern)) is wanted


def _path(names: list[str], pattern: str) -> bool:
    parts = pattern.split("/")
    if len(parts) == 1:
        return _name(next((name for name in reversed(names) if name), ""), parts[0])
    here = [True] + [False] * len(names)
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        here = _globstar(here, names, last=last) if part == "**" else _step(here, names, part)
    return here[-1]


def _step(here: list[bool], names: list[str], part: str) -> list[bool]:
    return [False, *(here[at] and _name(name, part) for at, name in enumerate(names))]


def _globstar(here: list[bool], names: list[str], *, last: bool) -> list[bool]:
    """Go on over any number of names; at the end of a pattern over at least one. Hidden names are not meant."""
    after = list(here) if not last else [False] * len(here)
    for at, name in enumerate(names):
        if (here[at] or after[at]) and not name.startswith("."):
            after[at + 1] = True
    return after


@lru_cache(maxsize=512)
def _tokens(part: str) -> tuple[Token, ...]:
    found: list[Token] = []
    at = 0
    while at < len(part):
        sign = part[at]
        box = _CLASS.match(part, at) if sign == "[" else None
        if box:
            found.append(_box(box[2], negated=box[1] != ""))
            at = box.end()
            continue
        if sign == "\\" and at + 1 < len(part):
            at += 1
            sign = part[at]
            found.append((False, frozenset(sign), ()))
        elif sign in (_STAR, _ANY):
            found.append(sign)
        else:
            found.append((False, frozenset(sign), ()))
        at += 1
    return tuple(found)


def _box(text: str, *, negated: bool) -> Token:
    single: set[str] = set()
    ranges: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        if at + 2 < len(text) and text[at + 1] == "-":
            ranges.append((text[at], text[at + 2]))
            at += 3
        else:
            single.add(text[at])
            at += 1
    return negated, frozenset(single), tuple(ranges)


def _name(name: str, part: str) -> bool:
    """Say whether one name matches one part of a pattern; a hidden name is meant by a part with a dot in front only."""
    if name.startswith(".") and part[:1] not in {".", "\\"}:
        return False
    return _text(name, part)


@lru_cache(maxsize=1 << 17)
def _text(name: str, part: str) -> bool:
    extended = _EXT.search(part)
    if extended:
        if len(_EXT.findall(part)) > _MAX_GROUPS:
            raise TooLargeError(f"a name of a glob has more than {_MAX_GROUPS} groups", piece=part)
        return len(name) <= _MAX_NAME and _extended(name, part, extended)
    here = {0}
    for token in _tokens(part):
        if token == _STAR:
            here = set(range(min(here), len(name) + 1))
        else:
            here = {at + 1 for at in here if at < len(name) and _fits(name[at], token)}
        if not here:
            return False
    return len(name) in here


def _fits(sign: str, token: Token) -> bool:
    if isinstance(token, str):
        return True
    negated, single, ranges = token
    return (sign in single or any(low <= sign <= high for low, high in ranges)) is not negated


def _extended(name: str, part: str, found: re.Match[str]) -> bool:
    """Compare with a part that holds ``+(a|b)`` or its like, by the places in the name that are reached."""
    before, after, options = part[: found.start()], part[found.end() :], found[2].split("|")[:_MAX_OPTIONS]
    size = len(name) + 1
    here = {at for at in range(size) if _text(name[:at], before)}
    if found[1] == "!":
        ends = {(at, end) for at in here for end in range(at, size) if _text(name[end:], after)}
        return any(not any(_text(name[at:end], option) for option in options) for at, end in ends)
    reached = set(here) if found[1] in "?*" else set()
    fresh = here
    while fresh:
        fresh = {end for at in fresh for end in range(at, size) if any(_text(name[at:end], each) for each in options)}
        fresh -= reached
        reached |= fresh
        if found[1] in "@?":
            break
    return any(_text(name[at:], after) for at in reached)


def _braces(pattern: str) -> Iterator[str]:
    """Give the patterns that braces mean, at most some hundreds."""
    waiting, given = [pattern], 0
    while waiting:
        text = waiting.pop()
        spread = _first_brace(text)
        if spread is None:
            given += 1
            if given > _MAX_BRACES:
                raise TooLargeError("the braces of a glob mean too many patterns", piece=pattern)
            yield text
        else:
            before, options, after = spread
            waiting += [f"{before}{option}{after}" for option in options]
            if len(waiting) > _MAX_BRACES:
                raise TooLargeError("the braces of a glob mean too many patterns", piece=pattern)


def _first_brace(text: str) -> tuple[str, list[str], str] | None:
    """Find the first pair of braces that means something: ``before{options}after``."""
    start = text.find("{")
    while start >= 0:
        depth, cuts = 0, [start]
        for at in range(start, len(text)):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            if text[at] == "," and depth == 1:
                cuts.append(at)
            if depth == 0:
                options = [text[low + 1 : high] for low, high in zip(cuts, [*cuts[1:], at], strict=True)]
                options = options if len(options) > 1 else _counted(options[0])
                if options:
                    return text[:start], options, text[at + 1 :]
                break
        start = text.find("{", start + 1)
    return None


def _counted(text: str) -> list[str]:
    found = _RANGE.fullmatch(text)
    if not found:
        return []
    low, high = int(found[1]), int(found[2])
    step = 1 if high >= low else -1
    return [str(number) for number in range(low, high + step, step)][: _MAX_BRACES + 1]
