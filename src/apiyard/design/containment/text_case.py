"""Texts: lengths, patterns, formats and excluded words as one language (JSON Schema Validation, section 6.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from apiyard.core.errors import ApiyardError
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.claim import Claim, Refused, Unsure
from apiyard.design.containment.holds import is_format, matches
from apiyard.design.containment.outcome import Closed, Open, Outcome, Solver, Witness, closed
from apiyard.design.containment.part import Format, Pattern, Size, Values
from apiyard.design.containment.state import State
from apiyard.design.containment.value import TEXT
from apiyard.design.languages.language import ALL, Language, length, words
from apiyard.design.languages.pattern import language

_MAX_LENGTH: Final = 200_000
_RULES: Final = {"minLength": "length", "maxLength": "length"}
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
        return _plain(least, most, others)
    rules = {_RULES.get(part.keyword, part.keyword) for part in map(_part, state.claims) if part is not None}
    outer, exact, keyword = _language(solver, least, most, others=others)
    try:
        some = outer.some(1 if exact else 8)
        if exact and some and not _all_hold(others, some[0]):
            # The validator reads the pattern a little differently; another text may do for both.
            some, exact, keyword = outer.some(24), False, "pattern"
    except ApiyardError:
        return _guess(others, least, most, keyword="pattern")
    if not some and _is_empty(outer):
        return Closed(frozenset(rules))
    if exact and some:
        return Witness(some[0])
    return _guess(others, least, most, keyword=keyword, more=some)


def _is_empty(found: Language) -> bool:
    try:
        return found.is_empty()
    except ApiyardError:
        return False


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


def _plain(least: int, most: int | None, others: list[Claim]) -> Outcome:
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
        return Open("minLength")
    some = (length(least, most) - words(each for each in excluded if isinstance(each, str))).some(1)
    return Witness(some[0]) if some else Closed(frozenset({"length", "enum"}))


def _language(solver: Solver, least: int, most: int | None, *, others: list[Claim]) -> tuple[Language, bool, str]:
    """Give a language that holds all texts that are possible, whether it holds no others, and what it leaves out."""
    found, exact, keyword = length(least, most), True, ""
    for claim in others:
        part, positive = (claim.part, False) if isinstance(claim, Refused) else (claim, True)
        try:
            solver.budget.tick(20)
            if isinstance(part, Values):
                listed = words(each for each in part.values if isinstance(each, str))
                found = found & (listed if positive else ~listed)
            elif isinstance(part, Pattern):
                spoken = language(part.source)
                found = found & (spoken if positive else ~spoken)
            elif isinstance(part, Format):
                exact, keyword = False, keyword or "format"
            elif isinstance(part, Unsure):
                exact, keyword = False, keyword or part.keyword
        except ApiyardError:
            exact, keyword = False, keyword or "pattern"
    return found, exact, keyword


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
        each, exact, keyword = _language(solver, least, most, others=others)
        if not exact:
            raise UndecidedError(keyword)
        found = each if found is None else found | each
    return ALL & ~ALL if found is None else found
