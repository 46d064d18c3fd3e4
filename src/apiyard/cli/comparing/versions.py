"""What ``apiyard version`` finds out, and how it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from apiyard.cli.comparing.agreed_scheme import agreed_scheme, product_of
from apiyard.cli.comparing.compare import Asked, compare_all
from apiyard.cli.comparing.inputs import Door
from apiyard.cli.output import Format, show
from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass, replace
from apiyard.design.cause import Cause, Strictness
from apiyard.design.readable import clean
from apiyard.design.telling.diff_report import Compared
from apiyard.design.versioning.bump import Bump, Need, need_of
from apiyard.design.versioning.fit import Fit
from apiyard.design.versioning.fits import Choice, fits
from apiyard.design.versioning.sdk_bump import SdkNeed, sdk_need
from apiyard.design.versioning.stated import stated
from apiyard.wiring.diff_agreed import Flags
from apiyard.wiring.lint_agreed import near_workspace

_MOST_TOLD = 10
_MOST_SYMBOLS = 5
_LONGEST = 70
_LABEL = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,20}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for.

    Args:
        old: the old side as typed.
        new: the new side as typed; empty for what the old one names as it is now.
        scheme: the scheme; empty to find it.
        sdk: whether the version of a generated SDK is asked for.
        label: what pre-releases are called; empty for what the scheme's users say.
        strictness: the strictness; empty for what the workspace says.
        allow_remote: whether documents may come from URLs.
        workspace: folder of the workspace; None for the current one.
    """

    old: str
    new: str
    scheme: str
    sdk: bool
    label: str
    strictness: str
    allow_remote: bool
    workspace: Path | None


@dataclass(frozen=True, slots=True)
class Told:
    """What was found about one pair.

    Args:
        compared: the pair and its changes.
        need: what they ask for.
        fit: whether the new version says so.
        sdk: what they ask of a generated SDK; None when nobody asked.
    """

    compared: Compared
    need: Need
    fit: Fit
    sdk: SdkNeed | None


def versions(wanted: Wanted) -> list[Told]:
    """Compare, and judge the versions.

    Args:
        wanted: what the user asked for.

    Raises:
        ApiyardError: something cannot be read, or a word is unknown.
    """
    if wanted.label and _LABEL.fullmatch(wanted.label) is None:
        raise InvalidInputError(
            "this names no pre-release", where="--pre", piece=wanted.label, hint="such as rc or beta"
        )
    today = SystemClock().now().date()
    flags = Flags(strictness=strictness_named(wanted.strictness))
    door = Door(wanted.workspace, wanted.allow_remote)
    outcome = compare_all(Asked(wanted.old, wanted.new, door, flags, today))
    for _, error in outcome.failures:
        raise error
    return [_told(each, wanted, Choice(_scheme(wanted, each), wanted.label, today)) for each in outcome.compared]


def strictness_named(text: str) -> Strictness | None:
    """Read a strictness as a user writes it.

    Args:
        text: its name; empty for none.

    Raises:
        UnknownNameError: there is no such strictness; names the nearest one.
    """
    known = {each.value: each for each in Strictness}
    if text and text.lower().replace("_", "-") not in known:
        raise unknown("strictness", text, known)
    return known[text.lower().replace("_", "-")] if text else None


def tell(found: list[Told], format_: Format) -> None:
    """Say what was found.

    Args:
        found: what ``versions`` gave.
        format_: how.
    """
    told = [as_json(each) for each in found]
    whole = {"fits": all(each.fit.fits for each in found), "contracts": told}
    show(format_, told[0] if len(told) == 1 else whole, *(line for each in found for line in _lines(each)))


def as_json(told: Told) -> dict[str, Any]:
    """Give one pair for programs.

    Args:
        told: what was found.
    """
    fit, need = told.fit, told.need
    made = {
        "name": told.compared.name,
        "old": fit.old,
        "new": fit.new,
        "fits": fit.fits,
        "scheme": fit.scheme,
        "bump": need.bump.value,
        "by_caution": need.by_caution,
        "required": fit.required.value,
        "given": fit.given.value,
        "next": fit.next,
        "next_prerelease": fit.next_prerelease,
        "message": fit.message,
        "notes": list(fit.notes),
        "causes": dict(need.counts),
        "accepted": {name: each.told() for name, each in told.compared.accepted.items()},
        "asking": [
            {
                "check": each.check,
                "verdict": each.verdict.value,
                "message": each.message,
                "fingerprint": each.fingerprint,
            }
            for each in need.asking
        ],
    }
    if told.sdk is not None:
        names = ("gone", "changed", "added")
        made["sdk"] = {"bump": told.sdk.bump.value} | {name: list(getattr(told.sdk, name)) for name in names}
    return made


def _told(compared: Compared, wanted: Wanted, choice: Choice) -> Told:
    report = compared.report
    need = need_of(report.causes)
    fit = fits(stated(report.old), stated(report.new), need, choice=choice)
    if compared.presence != "both":
        # What comes or goes as a whole has no version before or after it.
        fit = replace(fit, fits=True, message=f"the contract was {compared.presence}", next="", next_prerelease="")
    return Told(compared, need, fit, sdk_need(report.old, report.new) if wanted.sdk else None)


def _scheme(wanted: Wanted, compared: Compared) -> str:
    """Give the scheme that the user chose, or that files name."""
    root = near_workspace(wanted.workspace or Path.cwd())
    if wanted.scheme or root is None:
        return wanted.scheme
    from apiyard.settings.read import read_workspace

    space = read_workspace(root)
    return agreed_scheme(space, product_of(space, (compared.new.name, compared.old.name)))


def _lines(told: Told) -> Iterator[str]:
    from rich.markup import escape

    fit, need = told.fit, told.need
    mark = "[green]✓[/]" if fit.fits else "[red]✗[/]"
    name, old, new, message = (escape(clean(each)) for each in (told.compared.name, fit.old, fit.new, fit.message))
    yield f"{mark} [bold]{name}[/] {old} → {new}: {message}"
    if not fit.fits and fit.next:
        before = f", or {fit.next_prerelease} before it" if fit.next_prerelease else ""
        yield f"  asks for [bold]{escape(fit.next)}[/]{escape(before)}"
    for note in fit.notes:
        yield f"  [yellow]![/] {escape(clean(note))}"
    yield from (_line(each) for each in need.asking[:_MOST_TOLD])
    if len(need.asking) > _MOST_TOLD:
        yield f"  [dim]and {len(need.asking) - _MOST_TOLD} more; apiyard diff tells them all[/]"
    if told.sdk is not None:
        yield from _sdk_lines(told.sdk)


def _line(cause: Cause) -> str:
    from rich.markup import escape

    where = f"{cause.reach[0].call}: " if cause.reach else ""
    more = f" [dim](and {len(cause.reach) - 1} more places)[/]" if len(cause.reach) > 1 else ""
    return f"  [dim]{cause.verdict.value:8}[/] {escape(clean(where + cause.message))}{more}"


def _sdk_lines(sdk: SdkNeed) -> Iterator[str]:
    from rich.markup import escape

    yield f"  a generated SDK asks for [bold]{sdk.bump.value}[/]" + (
        " (no name changed)" if sdk.bump is Bump.NONE else ""
    )
    for word, names in (("gone", sdk.gone), ("changed", sdk.changed), ("new", sdk.added)):
        if names:
            more = f" and {len(names) - _MOST_SYMBOLS} more" if len(names) > _MOST_SYMBOLS else ""
            shown = ", ".join(
                each if len(each) <= _LONGEST else f"{each[: _LONGEST - 1]}…" for each in names[:_MOST_SYMBOLS]
            )
            yield f"  [dim]{word:8}[/] {escape(clean(shown + more))}"
