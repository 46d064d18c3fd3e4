"""What a team agreed on for comparing contracts: how strictly, single checks, and changes that were accepted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass, field
from apiyard.core.options import Pointed, read_options
from apiyard.design.acceptance import Acceptance
from apiyard.design.cause import Strictness, Verdict
from apiyard.design.check import checks
from apiyard.design.diff_level import LEVELS, FailOn
from apiyard.design.diffing.options import DEFAULT, DiffOptions
from apiyard.design.diffing.report import Report
from apiyard.design.readable import clean
from apiyard.design.telling.diff_report import Accepted
from apiyard.settings.workspace import DiffSpec
from apiyard.spec import source as sources
from apiyard.spec.limits import Limits
from apiyard.spec.parse import parse
from apiyard.spec.save import save

FILE = ".apiyard-diff-accepted.yaml"
"""The file of accepted changes, in the folder of the workspace or in the one that is worked in."""
_HEAD = (
    "# Changes of contracts that were accepted: `apiyard diff --accept FINGERPRINT --reason ... --by ...` adds one.\n"
)
_SMALL = Limits(max_bytes=4 * 1024 * 1024)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed for one pair.

    Args:
        options: how it is compared.
        fail: from which verdict on it fails.
        accepted: the acceptances, those whose day has passed too.
    """

    options: DiffOptions = DEFAULT
    fail: FailOn = FailOn.BREAKING
    accepted: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line says; it goes before all files.

    Args:
        strictness: what must keep working; None when nobody says.
        formats: whether formats are asserted; None when nobody says.
        budget: steps for one question; 0 when nobody says.
        fail: from which verdict on it fails; None when nobody says.
        levels: ``CHECK=LEVEL`` as written.
    """

    strictness: Strictness | None = None
    formats: bool | None = None
    budget: int = 0
    fail: FailOn | None = None
    levels: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _List:
    """A file of acceptances."""

    accepted: tuple[Acceptance, ...] = field(default=())


def agree(specs: Sequence[DiffSpec], flags: Flags, *, today: date, accepted: Iterable[Acceptance] = ()) -> Agreed:
    """Put together what counts.

    Args:
        specs: what files say, the nearest last: the workspace, then the API.
        flags: what the command line says.
        today: the day that sunsets are held against.
        accepted: acceptances of a file of their own.

    Returns:
        What counts.

    Raises:
        UnknownNameError: a check or a level that nobody knows.
    """
    nearest = tuple(reversed(specs))
    strictness = next((Strictness(each.strictness) for each in nearest if each.strictness), Strictness.WIRE)
    fail = next((FailOn(each.fail_on) for each in nearest if each.fail_on), FailOn.BREAKING)
    budget = next((each.budget for each in nearest if each.budget), DEFAULT.budget)
    levels: dict[str, str] = {}
    for spec in specs:
        levels |= spec.levels
    levels |= dict(_level(each) for each in flags.levels)
    options = DiffOptions(
        strictness=flags.strictness or strictness,
        formats=any(each.formats for each in specs) if flags.formats is None else flags.formats,
        budget=flags.budget or budget,
        today=today,
        levels=_checked(levels),
    )
    return Agreed(options, flags.fail or fail, (*(one for each in specs for one in each.accepted), *accepted))


def read_accepted(folders: Iterable[Path]) -> tuple[Acceptance, ...]:
    """Read the file of accepted changes.

    Args:
        folders: where it may lie; the first that has one counts.

    Returns:
        The acceptances; none without a file.

    Raises:
        InvalidInputError: it is wrong; says where.
    """
    file = next((each / FILE for each in folders if (each / FILE).is_file()), None)
    if file is None:
        return ()
    document = parse(sources.read(file, roots=(file.parent,), limits=_SMALL), _SMALL)
    if document.value is None:
        return ()

    def locate(pointer: str) -> str:
        return str(document.locate(pointer.removeprefix("/accepted")))

    return read_options(_List, {"accepted": document.value}, where=Pointed(locate), noun="field").accepted


def keep_accepted(folder: Path, found: Sequence[Acceptance]) -> Path:
    """Add acceptances to the file, behind what stands there; comments stay.

    Args:
        folder: where the file lies, or shall lie.
        found: the acceptances; those that stand there already are left out.

    Returns:
        The file.

    Raises:
        InvalidInputError: the file is wrong.
    """
    path = folder / FILE
    known = {(each.fingerprint, each.api) for each in read_accepted((folder,))}
    before = path.read_bytes() if path.is_file() else b""
    text = before.decode("utf-8") or _HEAD
    added = [_item(each) for each in found if (each.fingerprint, each.api) not in known]
    if text and not text.endswith("\n"):
        text += "\n"
    save(path, (text + "".join(added)).encode(), roots=(folder.resolve(),), expected=before or None)
    return path


def spared(report: Report, accepted: Sequence[Acceptance], today: date) -> tuple[Mapping[str, Accepted], list[str]]:
    """Give the changes that do not count.

    Args:
        report: the changes of one API.
        accepted: the acceptances.
        today: the day of the comparison.

    Returns:
        By fingerprint, why a change does not count; and notes about acceptances whose last day has passed.
    """
    by_name: dict[str, list[Acceptance]] = {}
    titles = {"", *(title for each in (report.old.title, report.new.title) for title in (each, clean(each)))}
    for each in (one for one in accepted if one.api in titles):
        by_name.setdefault(each.fingerprint, []).append(each)
    found: dict[str, Accepted] = {}
    notes = []
    for cause in report.causes:
        listed = by_name.get(cause.fingerprint, [])
        holding = next((each for each in listed if each.holds(today)), None)
        if holding is not None:
            found[cause.fingerprint] = Accepted(holding.by, holding.reason, holding.until)
        elif listed:
            notes.append(f"the acceptance of {cause.fingerprint} ended on {listed[0].until}: {cause.message}")
    return found, notes


def _level(text: str) -> tuple[str, str]:
    name, sign, level = text.partition("=")
    if not sign or not name:
        raise InvalidInputError("a level is CHECK=LEVEL", where="--level", piece=text, hint="such as enum-widened=off")
    if level not in LEVELS:
        raise unknown("level", level, LEVELS, where="--level")
    return name, level


def _checked(levels: Mapping[str, str]) -> dict[str, Literal["off"] | Verdict]:
    for name in levels:
        if name not in checks():
            raise unknown("check", name, checks(), where="levels")
    return {name: "off" if level == "off" else Verdict(level) for name, level in sorted(levels.items())}


def _item(each: Acceptance) -> str:
    rows = [("fingerprint", each.fingerprint), ("reason", each.reason), ("by", each.by)]
    rows += [("until", each.until)] if each.until else []
    rows += [("api", each.api)] if each.api else []
    rows += [("told", each.told)] if each.told else []
    # A string of JSON is a string of YAML 1.2 (section 1.3), whatever stands in it.
    lines = [
        f"{'- ' if at == 0 else '  '}{name}: {json.dumps(clean(text), ensure_ascii=False)}"
        for at, (name, text) in enumerate(rows)
    ]
    return "\n".join(lines) + "\n"
