"""Texts: lengths, patterns, formats and excluded words as one language (JSON Schema Validation, section 6.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.claim import Claim, Refused, Unsure
from apiyard.design.containment.holds import is_format, matches
from apiyard.design.containment.outcome import TOO_LONG, Closed, Open, Outcome, Solver, Witness, closed
from apiyard.design.containment.part import Format, Pattern, Size, Values
from apiyard.design.containment.state import State
from apiyard.design.containment.value import TEXT
from apiyard.design.languages.format import format_language
from apiyard.design.languages.language import ALL, NONE, Language, length, words
from apiyard.design.languages.pattern import language
from apiyard.design.languages.refused import TooManyStatesError

_MAX_LENGTH: Final = 200_000
_RULES: Final = {"minLength": "length", "maxLength": "length"}
_MANY: Final = 24
_EXAMPLES: Final = ("", "a", "A", "0", "abc", "1", "-", " ", "a b", "a1", "x-a", "2020-01-01", "a@b.co", "é")


def solve_text(solver: Solver, state: State) -> Outcome:
    """Find a text that makes the claims of a case.

    Args:
        solver: counts the steps.
        state: the case.
    """
    least, most, others = _lengths(state.claims)
    if most is not None and least > most:
        return closed("length")
    if not any(isinstance(_part(claim), Pattern | Format) for claim in others):
        return _plain(state.claims, least, most, others=others)
    if _is_torn(others):
        return closed("format")
    rules = {_RULES.get(part.keyword, part.keyword) for part in map(_part, state.claims) if part is not None}
    spoken = _language(solver, least, most, others=others)
    keyword, why = spoken.keyword or "pattern", ""
    try:
        # The validator may read a pattern a little differently; another text may do for both.
        for texts, count in ((spoken.inner, 1), (spoken.outer, _MANY)):
            found = texts.some(count)
            for text in found:
                if _all_hold(others, text):
                    return Witness(text)
        if not found:
            return Closed(frozenset(rules))
    except TooManyStatesError as error:
        keyword, why = "budget", error.what
    except ApiyardError:
        pass
    if spoken.many:
        keyword, why = "budget", spoken.many
    guessed = _guess(others, least, most, keyword=keyword)
    return Open(keyword, why) if isinstance(guessed, Open) else guessed


def _is_torn(claims: list[Claim]) -> bool:
    """Say whether a text must have a format and must not have it, whatever its texts are."""
    had = {claim.name for claim in claims if isinstance(claim, Format)}
    return any(
        isinstance(claim, Refused) and isinstance(claim.part, Format) and claim.part.name in had for claim in claims
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Texts that claims leave.

    Args:
        inner: these surely make them.
        outer: all that make them are among these.
        keyword: what the two differ by; empty when they are equal.
        many: what is said of texts that need too many states; empty when none do.
    """

    inner: Language
    outer: Language
    keyword: str
    many: str = ""


def _part(claim: Claim) -> Size | Pattern | Format | Values | None:
    part = claim.part if isinstance(claim, Refused) else claim
    return part if isinstance(part, Size | Pattern | Format | Values) else None


def _lengths(claims: list[Claim]) -> tuple[int, int | None, list[Claim]]:
    least, most = 0, None
    others: list[Claim] = []
    for claim in claims:
        if isinstance(claim, Size):
            least = max(least, claim.least)
            if claim.most is not None:
                most = claim.most if most is None else min(most, claim.most)
        else:
            others.append(claim)
    return least, most, others


def _plain(claims: list[Claim], least: int, most: int | None, *, others: list[Claim]) -> Outcome:
    """Find a text when only lengths and excluded words matter."""
    excluded: set[object] = set()
    for claim in others:
        if isinstance(claim, Refused) and isinstance(claim.part, Values):
            excluded |= claim.part.keys
    for letter in "ab":
        for size in range(least, least + len(excluded) + 1):
            if (most is None or size <= most) and size <= _MAX_LENGTH and letter * size not in excluded:
                return Witness(letter * size)
    if least > _MAX_LENGTH:
        asking = max((each for each in claims if isinstance(each, Size)), key=lambda each: each.least)
        return Open(asking.keyword, TOO_LONG)
    some = (length(least, most) - words(each for each in excluded if isinstance(each, str))).some(1)
    return Witness(some[0]) if some else Closed(frozenset({"length", "enum"}))


def _language(solver: Solver, least: int, most: int | None, *, others: list[Claim]) -> _Spoken:
    """Give the texts that claims leave, as far as they can be told."""
    inner = outer = length(least, most)
    keyword = many = ""
    for claim in others:
        part, positive = (claim.part, False) if isinstance(claim, Refused) else (claim, True)
        solver.budget.tick(20)
        try:
            ends = _ends(part)
        except ApiyardError as error:
            ends, many = (NONE, ALL), many or _many(error)
        if ends is None:
            continue
        if not positive:
            ends = (~ends[1], ~ends[0])
        same = inner is outer and ends[0] == ends[1]
        keyword = keyword or ("" if same else getattr(part, "keyword", "pattern"))
        try:
            outer &= ends[1]
            inner = outer if same else inner & ends[0]
        except ApiyardError as error:
            inner, keyword, many = NONE, keyword or "pattern", many or _many(error)
    return _Spoken(inner, outer, keyword, many)


def _many(error: ApiyardError) -> str:
    return error.what if isinstance(error, TooManyStatesError) else ""


def _ends(part: Claim) -> tuple[Language, Language] | None:
    """Give the texts that surely make a part, and those that may; None for what says nothing of texts."""
    if isinstance(part, Values):
        found = words(each for each in part.values if isinstance(each, str))
        return found, found
    if isinstance(part, Pattern):
        found = language(part.source)
        return found, found
    if isinstance(part, Format):
        # A format that the validator does not know is none.
        return format_language(part.name) or (ALL, ALL)
    return (NONE, ALL) if isinstance(part, Unsure) else None


def _guess(others: Iterable[Claim], least: int, most: int | None, *, keyword: str, more: Iterable[str] = ()) -> Outcome:
    """Try some texts where the language is not known exactly."""
    claims = list(others)
    for text in (*more, *_EXAMPLES, "a" * min(least, 1000)):
        if least <= len(text) and (most is None or len(text) <= most) and _all_hold(claims, text):
            return Witness(text)
    return Open(keyword)


def _all_hold(claims: Iterable[Claim], text: str) -> bool:
    return all(_holds(each, text) for each in claims)


def _holds(claim: Claim, text: str) -> bool:
    part, positive = (claim.part, False) if isinstance(claim, Refused) else (claim, True)
    try:
        if isinstance(part, Pattern):
            return matches(part.source, text) == positive
        if isinstance(part, Format):
            return is_format(part.name, text) == positive
    except UndecidedError:
        return False
    if isinstance(part, Values):
        return (text in part.keys) == positive
    return True


def names_language(solver: Solver, codes: Iterable[int]) -> Language:
    """Give the texts for which literals hold.

    Args:
        solver: takes the literals apart.
        codes: the literals.

    Raises:
        UndecidedError: they are no language that can be told.
        ApiyardError: it needs too many states.
    """
    found: Language | None = None
    stack = [State(TEXT, agenda=[*sorted(codes)])]
    while stack:
        solver.budget.tick()
        state = stack.pop()
        if state.settle(solver):
            continue
        if state.choices:
            choice = state.choices[0]
            live = state.live(choice, solver)
            if isinstance(live, str):
                raise UndecidedError(live)
            stack.extend(state.branch(choice, row) for row in live)
            continue
        least, most, others = _lengths(state.claims)
        spoken = _language(solver, least, most, others=others)
        if spoken.keyword:
            raise UndecidedError(spoken.keyword)
        found = spoken.outer if found is None else found | spoken.outer
    return NONE if found is None else found
