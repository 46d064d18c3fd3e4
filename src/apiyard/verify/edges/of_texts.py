"""Texts at the bounds of their length, pattern, format and alphabet."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from apiyard.spec.merge import ImpossibleError
from apiyard.spec.text import text as made
from apiyard.verify.edges.edge import Edge, bad, good
from apiyard.verify.edges.of_formats import BAD, GOOD

_LONGEST = 20_000
_FREE = 10
"""Texts that may be shorter than this are often codes, of which not every one is known to a service."""
_STRANGE = (
    ("letters beyond ASCII", "Žluťoučký"),
    ("letters beyond 16 bits", "\U0001f40e\U0001f9c0"),
    ("quotes, brackets and a backslash", "'\"<b>\\{}%"),
    ("a text of blanks", "   "),
    ("a text that looks like a number", "007"),
)


def of_texts(schema: dict[str, Any], value: object) -> Iterator[Edge]:
    """Give texts at the bounds of a flat schema.

    Args:
        schema: the schema.
        value: a text that keeps it, from which others are made.

    Yields:
        For each bound the last text inside and the first one outside.
    """
    start = value if isinstance(value, str) and value else "text"
    yield from _of_length(schema, start)
    pattern, name = schema.get("pattern"), schema.get("format")
    if isinstance(pattern, str):
        for words, text in _off(start):
            yield bad(f"{words} that the pattern {_cut(pattern)} does not have", text)
    if isinstance(name, str):
        yield from (bad(f"no {name}: {text}", text) for text in BAD.get(name, ()))
        yield from (good(f"a {name} at its edge: {text}", text) for text in GOOD.get(name, ()))
    if pattern is None and name is None and "enum" not in schema and "const" not in schema:
        if not _size(schema, "minLength"):
            yield good("the empty text", "")
        for words, text in _STRANGE:
            least = _size(schema, "minLength") or 0
            yield good(words, text * max(1, -(-least // len(text))))


def _of_length(schema: dict[str, Any], start: str) -> Iterator[Edge]:
    least, most = _size(schema, "minLength"), _size(schema, "maxLength")
    free = "pattern" not in schema and "format" not in schema and (most is None or most >= _FREE)
    if least:
        yield from _good_length(schema, start, least, words=f"the least length {least}", firm=free)
        yield bad(f"one character less than the least length {least}", _long(start, least - 1))
    if most is not None and most <= _LONGEST:
        yield from _good_length(schema, start, most, words=f"the greatest length {most}", firm=free)
        yield bad(f"one character more than the greatest length {most}", _long(start, most + 1))
        if free and most > 1:
            yield good(f"the greatest length {most} in letters of two bytes", "ž" * most, firm=False)


def _good_length(schema: dict[str, Any], start: str, length: int, *, words: str, firm: bool) -> Iterator[Edge]:
    if "pattern" not in schema and "format" not in schema:
        yield good(words, _long(start, length), firm=firm)
        return
    try:
        text = made({**schema, "minLength": length, "maxLength": length}, Random(0))
    except ImpossibleError:
        return
    if len(text) == length:
        yield good(words, text)


def _long(start: str, length: int) -> str:
    """Repeat a text to a length, without a blank at its ends, which services may take away."""
    text = (start * (length // len(start) + 1))[:length]
    return text if text == text.strip() else "x" * length


def _off(start: str) -> Iterator[tuple[str, str]]:
    yield "a character at the end", f"{start}!"
    yield "a character at the start", f"!{start}"
    yield "a blank", f"{start} "
    yield "a line break", f"{start}\n"
    yield "no character", ""


def _size(schema: dict[str, Any], word: str) -> int | None:
    value = schema.get(word)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None


def _cut(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
