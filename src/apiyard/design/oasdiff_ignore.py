"""Read the files in which users of oasdiff list changes to be ignored, and find the changes that they mean here.

A line names a method and a path (its first word with a slash at its start), or the word ``components``, and tells the
change in oasdiff's words; everything else in it is free text, in any order and case. The words differ here, so a line
means the change at that place whose check covers the check of oasdiff that the words resemble most, and whose names
and values are those that the line quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from apiyard.core.noun import dataclass
from apiyard.design.cause import Cause, Verdict
from apiyard.design.check import checks
from apiyard.design.readable import clean
from apiyard.design.telling.diff_report import Accepted
from apiyard.design.telling.diff_words import value

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_WORD = re.compile(r"[a-z]+")
_QUOTED = re.compile(r"(?<!\w)'([^']{0,200})'|`([^`]{0,200})`|\"([^\"]{0,200})\"")
_ID = re.compile(r"\[([a-z-]{3,100})\]")
_VARIABLE = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"-?\d+\.\d+")
_SAME = {
    "add": "added",
    "adds": "added",
    "new": "added",
    "delete": "removed",
    "deleted": "removed",
    "drop": "removed",
    "dropped": "removed",
    "remove": "removed",
    "param": "parameter",
    "parameters": "parameter",
    "properties": "property",
    "change": "changed",
    "endpoint": "api",
    "operationid": "id",
}
_LEAST = 0.6
_MOST_LINES = 200_000
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class IgnoreLine:
    """A line that names a change.

    Args:
        number: of the line, from 1.
        text: the line, clean.
        call: method and path, such as ``get /orders/{}``, variables without their names; empty for components.
    """

    number: int
    text: str
    call: str


@dataclass(frozen=True, slots=True)
class IgnoreFile:
    """A file of changes to be ignored.

    Args:
        name: the file.
        lines: the lines that name a change.
    """

    name: str
    lines: tuple[IgnoreLine, ...]

    def match(self, causes: Sequence[Cause]) -> tuple[Mapping[str, Accepted], set[int], list[str]]:
        """Find the changes that the lines mean.

        Args:
            causes: the changes of a pair.

        Returns:
            By fingerprint the changes that are ignored in each operation that they break, the numbers of the lines
            that mean a change, and notes about changes that are ignored in some operations only.
        """
        covered: dict[str, set[str]] = {}
        by: dict[str, IgnoreLine] = {}
        used: set[int] = set()
        bad = [_Told.of(each) for each in causes if each.verdict is not Verdict.SAFE]
        here: dict[str, list[_Told]] = {"": [each for each in bad if each.shared]}
        for told in bad:
            for call in told.calls:
                here.setdefault(call, []).append(told)
        for line in self.lines:
            for told in _meant(line, here.get(line.call, [])):
                name = told.cause.fingerprint
                used.add(line.number)
                covered.setdefault(name, set()).add(line.call)
                by.setdefault(name, line)
        found: dict[str, Accepted] = {}
        notes: list[str] = []
        for told in (each for each in bad if each.cause.fingerprint in covered):
            cause, calls, lines = told.cause, told.calls, covered[told.cause.fingerprint]
            missing = [call for call in calls if call not in lines]
            if not missing or "" in lines:
                found[cause.fingerprint] = Accepted(f"{self.name}:{by[cause.fingerprint].number}")
            else:
                notes.append(
                    f"{self.name} ignores {cause.fingerprint} in {len(calls) - len(missing)} of {len(calls)} "
                    f"operations, so it counts: {clean(cause.message)}"
                )
        return found, used, notes


def read_ignore_file(data: bytes, name: str) -> IgnoreFile:
    """Read such a file; lines that name neither a path nor components are free text.

    Args:
        data: the text, Markdown or anything else.
        name: the file.

    Returns:
        The lines that name a change.
    """
    found = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines()[:_MOST_LINES], start=1):
        text = clean(line[:_LONGEST]).strip()
        words = text.lower().split()
        path = next((each for each in words if each.startswith("/")), "")
        method = next((each for each in _WORD.findall(text.lower().replace(path, " ")) if each in _METHODS), "")
        if path and method:
            found.append(IgnoreLine(number, text, _call(f"{method} {path}")))
        elif "components" in words:
            found.append(IgnoreLine(number, text, ""))
    return IgnoreFile(name, tuple(found))


def _call(call: str) -> str:
    return _VARIABLE.sub("{}", call.lower()).rstrip(".,;:")


@dataclass(frozen=True, slots=True)
class _Told:
    """A change as lines are held against it.

    Args:
        cause: the change.
        calls: the operations in which it is bad.
        known: all its words, small letters.
        shared: whether it stands among the components.
    """

    cause: Cause
    calls: tuple[str, ...]
    known: str
    shared: bool

    @classmethod
    def of(cls, cause: Cause) -> _Told:
        """Prepare a change."""
        sides = {side.direction for side in cause.sides if side.verdict is not Verdict.SAFE}
        bad = [each for each in cause.reach if each.direction in sides] or cause.reach
        reached = " ".join(f"{each.position} {each.path}" for each in cause.reach[:200])
        values = f"{value(cause.before, 10_000)} {value(cause.after, 10_000)}"
        known = f"{cause.message} {cause.old} {cause.new} {reached} {values}".lower()
        shared = cause.old.startswith("/components") or cause.new.startswith("/components")
        return cls(cause, tuple(dict.fromkeys(_call(each.call) for each in bad)), known, shared)


def _meant(line: IgnoreLine, here: Iterable[_Told]) -> list[_Told]:
    names = [_plain(name) for name in _names(line.text)]
    fitting = [each for each in here if all(name in each.known for name in names)]
    scored = [(score, each) for each in fitting if (score := _score(line.text, each.cause.check)) >= _LEAST]
    best = max((score for score, _ in scored), default=0.0)
    return [each for score, each in scored if score == best]


def _names(text: str) -> list[str]:
    """Give what a line quotes; of the way to a property the last name."""
    quoted = ["".join(groups).lower() for groups in _QUOTED.findall(text)]
    return [
        each if "application/" in each or "text/" in each else each.rstrip("/").rpartition("/")[2] for each in quoted
    ]


def _plain(name: str) -> str:
    return name.rstrip("0").rstrip(".") if _NUMBER.fullmatch(name) else name


def _score(text: str, check: str) -> float:
    """Say how much of the best id of oasdiff's that a check covers the words of a line hold, from 0 to 1."""
    named = _ID.search(text)
    if named is not None and named[1] in checks()[check].oasdiff:
        return 2.0  # the line tells the id itself
    words = {_SAME.get(each, each) for each in _WORD.findall(_QUOTED.sub(" ", text.lower()))}
    return max((len(each & words) / len(each) + len(each) / 1_000 for each in _ids().get(check, ())), default=0.0)


@cache
def _ids() -> dict[str, tuple[frozenset[str], ...]]:
    return {
        name: tuple(frozenset(_SAME.get(each, each) for each in id_.split("-")) for id_ in (*check.oasdiff, name))
        for name, check in checks().items()
    }
