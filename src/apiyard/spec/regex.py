"""Patterns as documents and rules write them: ECMAScript's regular expressions, searched in bounded time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from time import thread_time
from typing import TYPE_CHECKING, Final

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.late import late_module, late_pattern
from apiyard.core.noun import dataclass
from apiyard.spec.regex_cost import looks_once, states, surely_short
from apiyard.spec.regex_letters import UNIT
from apiyard.spec.regex_literal import literal_of
from apiyard.spec.regex_read import read_pattern
from apiyard.spec.regex_tree import Tree
from apiyard.spec.regex_walk import TooManyStepsError, program
from apiyard.spec.regex_write import NoFormError, write

if TYPE_CHECKING:
    import jsonschema_rs
else:
    jsonschema_rs = late_module("jsonschema_rs")

_MAX_TEXT: Final = 2_000_000
_MAX_WORK: Final = 50_000_000
_MAX_LOOKED: Final = 100_000
_MAX_LOOKS: Final = 10_000
_SHORT: Final = 1_000
_CHEAP: Final = 1_000
_SECONDS: Final = 5.0
_left: ContextVar[list[float] | None] = ContextVar("left", default=None)
_PAIRED = late_pattern("[\ud800-\udfff\U00010000-\U0010ffff]")
_LONE = late_pattern("[\ud800-\udfff]")


class PatternTooSlowError(ApiyardError):
    """A pattern takes too long for a text; the same text will take as long again."""

    code = "pattern-too-slow"
    status = 422


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    Args:
        source: as written, without slashes.
        flags: its flags.
        run: searches a text whose characters are as the engine takes them.
        unicode: whether characters are code points; else units of UTF-16.
        weight: about how much work each character may be.
        literal: a text that is in each match; empty when none is known.
    """

    source: str
    flags: str
    run: Callable[[str], bool]
    unicode: bool
    weight: int = _CHEAP
    literal: str = ""

    def search(self, text: str) -> bool:
        """Say whether the pattern is found anywhere in a text, as ``RegExp.prototype.test`` does for a fresh one.

        Raises:
            PatternTooSlowError: the bound on steps, on the length of the text, or on all searches together is crossed.
        """
        if self.literal and self.literal not in text and len(text) <= _MAX_TEXT:
            return False
        if not text.isascii():
            text = (_LONE if self.unicode else _PAIRED).sub(_moved, text)
        if len(text) > _MAX_TEXT:
            raise _slow(self.source)
        left = _left.get()
        if left is None or len(text) * self.weight < _CHEAP:
            return self.run(text)
        if left[0] <= 0:
            raise _slow(self.source)
        start = thread_time()
        try:
            return self.run(text)
        finally:
            left[0] -= thread_time() - start


@contextmanager
def bounded_searches(seconds: float = _SECONDS) -> Iterator[None]:
    """Bound what all searches inside cost together: many searches that each stay within their own bound are too many.

    Args:
        seconds: of the processor; once they are spent, only searches that are surely cheap are made.
    """
    token = _left.set([seconds])
    try:
        yield
    finally:
        _left.reset(token)


def compile_pattern(source: str, flags: str = "") -> Pattern:
    """Compile a pattern of ECMAScript (edition 2024 with Annex B; without the operations on sets of the flag v).

    Patterns without look-around and references back run in time linear in the text; the others give up at a bound.

    Args:
        source: the pattern, without slashes around it.
        flags: its flags; ``g`` and ``d`` change nothing, ``y`` means that it must match at the start.

    Returns:
        The pattern; the last 500 are kept.

    Raises:
        InvalidInputError: it is no pattern (``where`` names the column), or it is too large.
    """
    return _compiled(source, flags)


def weight(source: str) -> int:
    """Give about how much work a pattern may be for each character of a text.

    Args:
        source: the pattern; 0 for one that is none.
    """
    try:
        return states(read_pattern(source, "").root)
    except ApiyardError:
        return 0


@lru_cache(maxsize=500)
def _compiled(source: str, flags: str) -> Pattern:
    tree = read_pattern(source, flags)
    run, weight = _engine(source, tree)
    return Pattern(source, flags, run, tree.unicode, weight, literal_of(tree))


def _engine(source: str, tree: Tree) -> tuple[Callable[[str], bool], int]:
    """Give what searches, and its weight."""
    size = states(tree.root)
    try:
        text, looks = write(tree)
        if looks:
            return _looking(source, text, tree), _CHEAP
        linear = jsonschema_rs.RegexOptions(size_limit=1 << 20, dfa_size_limit=1 << 21)
        engine = jsonschema_rs.validator_for({"pattern": text}, pattern_options=linear).is_valid
    except (NoFormError, jsonschema_rs.ValidationError):
        return _walking(source, tree), _CHEAP
    longest = min(_MAX_TEXT, _MAX_WORK // size)

    def run(text: str) -> bool:
        if len(text) > longest:
            raise _slow(source)
        return engine(text)

    return run, size


def _looking(source: str, text: str, tree: Tree) -> Callable[[str], bool]:
    """Search with an engine that steps back: thoroughly in short texts, for fewer steps in longer ones."""
    thorough, quick = (
        jsonschema_rs.validator_for(
            {"pattern": text},
            pattern_options=jsonschema_rs.FancyRegexOptions(
                backtrack_limit=limit, size_limit=1 << 20, dfa_size_limit=1 << 21
            ),
        )
        for limit in (250_000, 30_000)
    )
    size = states(tree.root)
    # Where it looks around at each place, each look may take the whole text.
    longest = min(_MAX_LOOKED, _MAX_WORK // size) if looks_once(tree) else min(_MAX_LOOKS, _MAX_TEXT // size)
    short = surely_short(tree) or 0

    def run(text: str) -> bool:
        if len(text) > longest:
            raise _slow(source)
        engine = thorough if len(text) <= _SHORT else quick
        if engine.is_valid(text):
            return True
        # Only an error tells "not found" from "given up", and errors cost more than the search.
        if len(text) <= short:
            return False
        for error in engine.iter_errors(text):
            if type(error.kind).__name__.endswith("BacktrackLimitExceeded"):
                raise _slow(source)
        return False

    return run


def _walking(source: str, tree: Tree) -> Callable[[str], bool]:
    try:
        steps = program(tree)
    except jsonschema_rs.ValidationError:
        raise InvalidInputError("this is no pattern: a property of characters is not known", piece=source) from None

    def run(text: str) -> bool:
        if len(text) > _MAX_LOOKED:
            raise _slow(source)
        try:
            return steps.search(text)
        except TooManyStepsError:
            raise _slow(source) from None

    return run


def _slow(source: str) -> PatternTooSlowError:
    return PatternTooSlowError(
        "a pattern takes too long for a text",
        piece=source,
        hint="avoid repetitions inside repetitions, and look-around; or bound the length of the text first",
    )


def _moved(found: re.Match[str]) -> str:
    """Give a character as units of UTF-16, moved where an engine takes them."""
    code = ord(found[0])
    if code < 0x10000:
        return chr(code + UNIT)
    code -= 0x10000
    return chr(UNIT + 0xD800 + (code >> 10)) + chr(UNIT + 0xDC00 + (code & 0x3FF))
