"""Do what the flags of ``apiyard diff`` say."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from apiyard import __version__
from apiyard.cli.comparing.compare import Asked, Outcome, compare_all
from apiyard.cli.comparing.inputs import Door
from apiyard.cli.linting.outputs import STDOUT, match_files, of_terminal
from apiyard.cli.output import complain
from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.noun import dataclass, replace
from apiyard.design.acceptance import Acceptance
from apiyard.design.cause import Strictness
from apiyard.design.diff_form import find_diff_form
from apiyard.design.diff_level import FailOn
from apiyard.design.oasdiff_ignore import IgnoreFile, read_ignore_file
from apiyard.design.readable import clean
from apiyard.design.report import Look
from apiyard.design.telling.diff_report import DiffReport, fails
from apiyard.spec import source as sources
from apiyard.spec.save import save
from apiyard.wiring.diff_agreed import Flags, keep_accepted
from apiyard.wiring.lint_agreed import near_workspace


@dataclass(frozen=True, slots=True)
class Given:
    """The flags as they were given, by the names of the command's parameters."""

    old: str
    new: str
    strictness: Strictness | None
    format: Sequence[str] | None
    output: Sequence[str] | None
    fail_on: FailOn | None
    fail_unknown: bool
    level: Sequence[str] | None
    formats: bool | None
    budget: int
    err_ignore: Sequence[Path] | None
    warn_ignore: Sequence[Path] | None
    accept: Sequence[str] | None
    reason: str
    by: str
    until: str
    allow_remote: bool
    max_changes: int
    quiet: bool
    workspace: Path | None


def perform(given: Given) -> int:
    """Compare, and tell.

    Args:
        given: the flags.

    Returns:
        The exit code: 0 fine, 1 there are changes that make it fail, 2 or 3 when a pair of several could not be
        compared.

    Raises:
        ApiyardError: it could not be done, or the flags are wrong.
    """
    outputs = match_files(given.format or (), given.output or (), find_diff_form)
    today = SystemClock().now().date()
    outcome = compare_all(_asked(given, today))
    notes = list(outcome.notes)
    if given.accept:
        notes += _accept(given, outcome)
        outcome = compare_all(_asked(given, today))
    look = Look(str(Path.cwd()), most=given.max_changes)
    report = DiffReport(outcome.compared, __version__, look)
    for form, file in outputs:
        if file == STDOUT:
            text = form.write(replace(report, look=of_terminal(look)))
            # Reports can be large: they are not copied for a line break.
            sys.stdout.write(text)
            sys.stdout.write("\n" * bool(text))
            continue
        path = Path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, (form.write(report) + "\n").encode("utf-8", "replace"), roots=(path.resolve().parent,))
    if not given.quiet:
        for note in notes:
            sys.stderr.write(f"{clean(note)}\n")
    for name, error in outcome.failures:
        error.where = error.where or name
        complain(error, as_json=any(form.id == "json" for form, _ in outputs))
    return max((error.exit_code for _, error in outcome.failures), default=int(report.failed))


def _asked(given: Given, today: date) -> Asked:
    fail = FailOn.UNKNOWN if given.fail_unknown and given.fail_on is not FailOn.SAFE else given.fail_on
    flags = Flags(given.strictness, given.formats, given.budget, fail, tuple(given.level or ()))
    files = (*(given.err_ignore or ()), *(given.warn_ignore or ()))
    ignored = tuple(_ignored(each) for each in dict.fromkeys(files))
    return Asked(given.old, given.new, Door(given.workspace, given.allow_remote), flags, today, ignored)


def _ignored(path: Path) -> IgnoreFile:
    return read_ignore_file(sources.read(path, roots=(path.resolve().parent,)).data, str(path))


def _accept(given: Given, outcome: Outcome) -> list[str]:
    """Add the named changes to the file of accepted ones."""
    if not given.reason.strip() or not given.by.strip():
        hint = '--reason "nobody calls it" --by "Ada Lovelace"'
        raise InvalidInputError("who accepts a change says why, and who it is", where="--accept", hint=hint)
    known = {each.fingerprint: each for pair in outcome.compared for each in pair.report.causes}
    failing = [each.fingerprint for pair in outcome.compared for each in pair.counted if fails(each, pair.fail)]
    wanted: list[str] = []
    for name in given.accept or ():
        fitting = failing if name == "all" else [each for each in known if name and each.startswith(name)]
        if not fitting and name != "all":
            raise unknown("change", name, known, where="--accept")
        if len(fitting) > 1 and name != "all":
            hint = "write more of the fingerprint"
            raise InvalidInputError("several changes begin so", where="--accept", piece=", ".join(fitting), hint=hint)
        wanted += fitting
    reason, by = given.reason.strip(), given.by.strip()
    found = [
        Acceptance(each.fingerprint, reason, by, given.until, clean(pair.report.new.title), clean(each.message)[:200])
        for pair in outcome.compared
        for each in pair.report.causes
        if each.fingerprint in wanted
    ]
    here = given.workspace or Path.cwd()
    file = keep_accepted(near_workspace(here) or here, found)
    return [f"{file}: {len(found)} change{'s' * (len(found) != 1)} accepted"]
