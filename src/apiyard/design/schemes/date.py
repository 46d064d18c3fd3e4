"""Versions that are dates, such as 2026-11-22, 2026.11 or 2026-11-22-preview."""

from __future__ import annotations

import re
from datetime import date, timedelta

from apiyard.core.noun import dataclass
from apiyard.design.scheme import Ask, Case, Scheme
from apiyard.design.versioning.bump import Bump
from apiyard.design.versioning.stated import Stated

_FORM = re.compile(
    r"(?P<prefix>[vV]?)(?P<year>(?:19|20)\d\d)"
    r"(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?"
    r"|\.(?P<dotted>0?[1-9]|1[0-2])(?:\.(?P<third>\d{1,4}))?"
    r"|(?P<close>0[1-9]|1[0-2])(?P<closed>0[1-9]|[12]\d|3[01]))"
    r"(?:[-.](?P<more>[0-9A-Za-z.-]{1,40}))?",
    re.ASCII,
)
_BEFORE_RELEASE = re.compile(r"alpha|beta|preview|pre|rc|dev|draft|unstable|experimental|private", re.IGNORECASE)
_PIECES = re.compile(r"\d+|\D+")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date as it is written."""

    text: str
    numbers: tuple[int, ...]
    more: str

    @property
    def preview(self) -> bool:
        return _BEFORE_RELEASE.match(self.more) is not None

    @property
    def age(self) -> tuple[object, ...]:
        pieces = tuple(
            (each.isdigit(), int(each) if each.isdigit() else 0, each) for each in _PIECES.findall(self.more)
        )
        return (*self.numbers, 0)[:3], not self.preview, pieces


def _parse(stated: Stated) -> _Dated | None:
    found = _FORM.fullmatch(stated.version)
    if found is None:
        return None
    month = found["month"] or found["dotted"] or found["close"]
    day = found["day"] or found["third"] or found["closed"]
    numbers = (int(found["year"]), int(month), *((int(day),) if day else ()))
    return _Dated(stated.version, numbers, found["more"] or "")


def _read(stated: Stated) -> _Dated:
    return _parse(stated) or _Dated("", (0, 0), "")


def _newer(old: Stated, new: Stated) -> bool:
    return _read(new).age > _read(old).age


def _required(_old: Stated, bump: Bump) -> Bump:
    # What callers of one date get may grow under it; only a break needs another date.
    return Bump.MAJOR if bump is Bump.MAJOR else Bump.NONE


def _follow(ask: Ask) -> tuple[str, str]:
    version = _read(ask.old)
    if ask.bump is Bump.NONE or _required(ask.old, ask.bump) is Bump.NONE:
        return ask.old.version, ""
    if version.preview:
        return version.text.removesuffix(version.more).rstrip("-."), ""
    if ask.today is None:
        return "", ""
    after = _after(version, ask.today)
    return after, f"{after}-{ask.label or 'preview'}" if after else ""


def _after(version: _Dated, today: date) -> str:
    """Give the date of today in the form of a version, or when that is not later, the next one after it."""
    found = _FORM.fullmatch(version.text)
    if found is None:
        return ""
    prefix, year, month = found["prefix"], version.numbers[0], version.numbers[1]
    if found["third"] and (int(found["third"]) < 1 or int(found["third"]) > 31 or len(found["third"]) == 1):
        # The third number counts the releases of a month.
        now = (today.year, today.month)
        dotted = _as(found["dotted"], today.month if now > (year, month) else month)
        count = 0 if now > (year, month) else int(found["third"]) + 1
        return f"{prefix}{max(year, today.year) if now > (year, month) else year}.{dotted}.{count}"
    if len(version.numbers) == 2:
        now = max((today.year, today.month), (year + month // 12, month % 12 + 1))
        return f"{prefix}{now[0]}" + (f"-{now[1]:02}" if found["month"] else f".{_as(found['dotted'], now[1])}")
    try:
        day = max(today, date(*version.numbers[:3]) + timedelta(days=1))
    except (ValueError, OverflowError):
        day = today
    form = "%Y-%m-%d" if found["month"] else "%Y.%m.%d" if found["dotted"] else "%Y%m%d"
    return prefix + day.strftime(form)


def _as(written: str, number: int) -> str:
    return f"{number:02}" if written.startswith("0") or len(written) == 2 else str(number)


SCHEME = Scheme(
    id="date",
    why="Each breaking change gets a date, callers name the date they were written for; what is compatible joins it.",
    source="version",
    reads=lambda stated: _parse(stated) is not None,
    shown=lambda stated: stated.version,
    newer=_newer,
    given=lambda old, new: Bump.MAJOR if _newer(old, new) else Bump.NONE,
    required=_required,
    word=lambda _: "a later date",
    free=lambda stated: _read(stated).preview,
    follow=_follow,
    cases=(
        Case("2026-05-01", "2026-11-22", Bump.MAJOR, True, "2026-11-22"),
        Case("2026-05-01", "2026-05-01", Bump.MAJOR, False, "2026-11-22"),
        Case("2026-05-01", "2026-05-01", Bump.MINOR, True, "2026-05-01"),
        Case("2026-05-01", "2026-11-22-preview", Bump.MAJOR, True, "2026-11-22"),
        Case("2026-11-22-preview", "2026-11-22", Bump.MAJOR, True, "2026-11-22"),
        Case("2026.10", "2026.11", Bump.MAJOR, True, "2026.11"),
        Case("2026.11", "2026.10", Bump.PATCH, False, "2026.11"),
    ),
)
