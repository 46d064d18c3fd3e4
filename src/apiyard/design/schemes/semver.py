"""Semantic versions (semver.org 2.0.0), also with a leading v, with fewer numbers, and with build metadata."""

from __future__ import annotations

import re

from apiyard.core.noun import dataclass
from apiyard.design.scheme import Ask, Case, Scheme
from apiyard.design.versioning.bump import Bump
from apiyard.design.versioning.stated import Stated

_FORM = re.compile(
    r"([vV]?)(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]{1,64}))?(?:\+[0-9A-Za-z.-]{1,64})?", re.ASCII
)
_YEAR = re.compile(r"[vV]?(?:19|20)\d\d(?:[.-]|\d{4}(?:\D|$)|$)", re.ASCII)
_LABEL = "rc"
_PARTS = (Bump.MAJOR, Bump.MINOR, Bump.PATCH)
_Precedence = tuple[tuple[int, ...], bool, tuple[tuple[bool, int, str], ...]]


@dataclass(frozen=True, slots=True)
class _Semver:
    """A version; numbers that are not written count as 0."""

    prefix: str
    numbers: tuple[int, ...]
    prerelease: str

    @property
    def release(self) -> tuple[int, ...]:
        return (*self.numbers, 0, 0)[:3]

    @property
    def precedence(self) -> _Precedence:
        """Order by clause 11: numbers, then a pre-release before its release, then its parts."""
        parts = tuple(
            (not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in self.prerelease.split(".")
        )
        return self.release, not self.prerelease, parts if self.prerelease else ()

    def text(self, numbers: tuple[int, ...], prerelease: str = "") -> str:
        tail = f"-{prerelease}" if prerelease else ""
        return self.prefix + ".".join(map(str, numbers)) + tail


def _parse(stated: Stated) -> _Semver | None:
    found = _FORM.fullmatch(stated.version)
    # A year in front means a date, which promises something else.
    if found is None or _YEAR.match(stated.version):
        return None
    numbers = tuple(int(each) for each in found.groups()[1:4] if each is not None)
    return _Semver(found[1], numbers, found[5] or "")


def _read(stated: Stated) -> _Semver:
    return _parse(stated) or _Semver("", (0,), "")


def _given(old: Stated, new: Stated) -> Bump:
    before, after = _read(old), _read(new)
    if not after.precedence > before.precedence:
        return Bump.NONE
    grown = (part for part, one, two in zip(_PARTS, before.release, after.release, strict=True) if one != two)
    return next(grown, Bump.PATCH)


def _required(old: Stated, bump: Bump) -> Bump:
    """Lower what is asked for before 1.0.0 (clause 4), and to nothing where the number is not written."""
    version = _read(old)
    if version.release[0] == 0 and len(version.numbers) > 1:
        bump = {Bump.MAJOR: Bump.MINOR, Bump.MINOR: Bump.PATCH}.get(bump, bump)
    written = _PARTS[: len(version.numbers)]
    return bump if bump in written else Bump.NONE


def _follow(ask: Ask) -> tuple[str, str]:
    version = _read(ask.old)
    if ask.bump is Bump.NONE:
        return ask.old.version, ""
    if version.prerelease:
        return version.text(version.numbers), version.text(
            version.numbers, _next_label(version.prerelease, ask.label or _LABEL)
        )
    bump = _required(ask.old, ask.bump)
    if bump is Bump.NONE:
        return ask.old.version, ""
    at = _PARTS.index(bump)
    numbers = (*version.numbers[:at], version.numbers[at] + 1, *(0 for _ in version.numbers[at + 1 :]))
    return version.text(numbers), version.text(numbers, f"{ask.label or _LABEL}.1")


def _next_label(prerelease: str, label: str) -> str:
    """Count on where the pre-release is called the same, else begin where it stays later (clause 11.4)."""
    head, _, tail = prerelease.rpartition(".")
    if tail.isdigit() and len(tail) < 10 and (head == label or not head or head > label):
        return f"{head}.{int(tail) + 1}" if head else str(int(tail) + 1)
    return f"{label}.1" if label > prerelease else f"{prerelease}.1"


SCHEME = Scheme(
    id="semver",
    why="Most APIs use it: the part that grows says what happens to callers.",
    source="version",
    reads=lambda stated: _parse(stated) is not None,
    shown=lambda stated: stated.version,
    newer=lambda old, new: _read(new).precedence > _read(old).precedence,
    given=_given,
    required=_required,
    word=lambda bump: f"a new {bump.value} version",
    free=lambda stated: bool(_read(stated).prerelease),
    follow=_follow,
    cases=(
        Case("1.4.2", "1.4.3", Bump.PATCH, True, "1.4.3"),
        Case("1.4.2", "1.5.0", Bump.MINOR, True, "1.5.0"),
        Case("1.4.2", "1.5.0", Bump.MAJOR, False, "2.0.0"),
        Case("1.4.2", "2.0.0-rc.1", Bump.MAJOR, True, "2.0.0"),
        Case("2.0.0-rc.1", "2.0.0-rc.2", Bump.MAJOR, True, "2.0.0"),
        Case("0.4.2", "0.5.0", Bump.MAJOR, True, "0.5.0"),
        Case("0.4.2", "0.4.3", Bump.MINOR, True, "0.4.3"),
        Case("v1", "v1", Bump.MINOR, True, "v1"),
        Case("1.4", "1.4", Bump.MINOR, False, "1.5"),
    ),
)
