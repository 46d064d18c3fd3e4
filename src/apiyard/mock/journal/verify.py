"""Was it called as expected? With the nearest call when it was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass
from apiyard.mock.journal.journal import Entry
from apiyard.mock.journal.match import Match, differences, read_match

_MEMBERS = ("match", "times", "at-least", "at-most", "sequence", "no-others")
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a test expects of the calls.

    Args:
        matches: the calls that are meant; several must come in this order, with others between them.
        at_least: as many times at least.
        at_most: as many times at most; None for any.
        no_others: whether there may be no call besides.
    """

    matches: tuple[Match, ...]
    at_least: int = 1
    at_most: int | None = None
    no_others: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the calls were as expected.

    Args:
        met: whether they were.
        count: how many were meant.
        told: what was expected and found, with the nearest calls, in lines for people; one line when it was met.
        numbers: the numbers of the meant calls.
    """

    met: bool
    count: int
    told: str
    numbers: tuple[int, ...] = ()


def read_expectation(held: object, *, where: str = "") -> Expectation:
    """Read an expectation from plain data.

    Args:
        held: an object with ``match`` and ``times``, or ``at-least`` and ``at-most``; or with ``sequence``; and
            ``no-others``.
        where: what the errors are about.

    Returns:
        The expectation.

    Raises:
        InvalidInputError: a member has not its form.
        UnknownNameError: a member has no such name.
    """
    if not isinstance(held, Mapping):
        raise InvalidInputError("an expectation is an object", where=where, piece=type(held).__name__)
    given = {str(name).replace("_", "-"): value for name, value in held.items()}
    for name in given:
        if name not in _MEMBERS:
            raise unknown("part of an expectation", name, _MEMBERS, where=where)
    rows = given.get("sequence", [given.get("match", {})])
    if not isinstance(rows, list) or not rows or len(rows) > 1000:
        raise InvalidInputError("a sequence is a list of 1 to 1000 matches", where=where)
    counts = {name: _count(name, given[name], where) for name in ("times", "at-least", "at-most") if name in given}
    exactly = counts.get("times")
    least = exactly if exactly is not None else counts.get("at-least", 0 if "at-most" in counts else 1)
    most = exactly if exactly is not None else counts.get("at-most")
    matches = tuple(read_match(each, where=where) for each in rows)
    return Expectation(matches, least, most, given.get("no-others") is True)


def _count(name: str, value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidInputError(f"{name} needs a number, 0 or more", where=where, piece=str(value))
    return value


def verify(expectation: Expectation, entries: Sequence[Entry]) -> Verdict:
    """Hold calls against an expectation.

    Args:
        expectation: what is expected.
        entries: the calls, the oldest first.

    Returns:
        The verdict.
    """
    if len(expectation.matches) > 1:
        verdict = _in_order(expectation.matches, entries)
    else:
        verdict = _counted(expectation, entries)
    if not verdict.met or not expectation.no_others:
        return verdict
    others = [each for each in entries if each.number not in verdict.numbers]
    if not others:
        return verdict
    lines = [f"expected no other calls, found {len(others)}:", *(f"  {line_of(each)}" for each in others[:_NEAR])]
    return Verdict(met=False, count=verdict.count, told="\n".join(lines), numbers=verdict.numbers)


def _counted(expectation: Expectation, entries: Sequence[Entry]) -> Verdict:
    match, least, most = expectation.matches[0], expectation.at_least, expectation.at_most
    found = [entry.number for entry in entries if not differences(match, entry)]
    wanted = f"exactly {least}" if least == most else f"at least {least}" if most is None else f"{least} to {most}"
    told = f"expected {wanted} of {meaning(match)}, found {len(found)} of {len(entries)} calls"
    met = len(found) >= least and (most is None or len(found) <= most)
    if met:
        return Verdict(met=True, count=len(found), told=told, numbers=tuple(found))
    meant = set(found)
    lines = [told, *(f"  {line_of(entry)}" for entry in entries if entry.number in meant)][:11]
    if len(found) < least:
        lines += _near(match, [entry for entry in entries if entry.number not in meant])
    return Verdict(met=False, count=len(found), told="\n".join(lines), numbers=tuple(found))


def _in_order(matches: Sequence[Match], entries: Sequence[Entry]) -> Verdict:
    numbers: list[int] = []
    rest = list(entries)
    for step, match in enumerate(matches):
        index = next((index for index, entry in enumerate(rest) if not differences(match, entry)), None)
        if index is None:
            before = f" after #{numbers[-1]}" if numbers else ""
            told = f"step {step + 1} of {len(matches)}: no {meaning(match)}{before}"
            return Verdict(met=False, count=step, told="\n".join([told, *_near(match, rest)]), numbers=tuple(numbers))
        numbers.append(rest[index].number)
        rest = rest[index + 1 :]
    return Verdict(met=True, count=len(numbers), told=f"{len(numbers)} calls in order", numbers=tuple(numbers))


def _near(match: Match, entries: Sequence[Entry]) -> list[str]:
    """Tell the calls with the fewest differences."""
    ranked = sorted(
        (len(found), -entry.number, entry, found) for entry in entries if (found := differences(match, entry))
    )
    lines: list[str] = []
    for _, _, entry, found in ranked[:_NEAR]:
        lines += [f"  near: {line_of(entry)}", *(f"    {text}" for text in found[:5])]
    return lines


def line_of(entry: Entry) -> str:
    """Give a call in one line, such as ``#3 POST /orders 201 createOrder``."""
    request = entry.request
    target = f"{request.path}?{request.query}" if request.query else request.path
    fault = f" ({entry.fault})" if entry.fault else ""
    line = f"#{entry.number} {request.method.upper()} {target[:200]} {entry.reply.status or 'cut'}{fault}"
    return f"{line} {entry.operation}".rstrip()


def meaning(match: Match) -> str:
    """Give a match in words, such as ``calls with operation "createOrder", status 201``."""
    parts = [
        f"{name.replace('_', '-')} {value!r}"
        for name in Match.__dataclass_fields__
        if (value := getattr(match, name)) is not None
    ]
    return "calls" if not parts else f"calls with {', '.join(parts)}"
