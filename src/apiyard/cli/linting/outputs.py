"""Which forms a report is written in, and where to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from apiyard import __version__
from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.noun import replace
from apiyard.design.form import Form, find_form
from apiyard.design.readable import clean
from apiyard.design.report import Look, Report

if TYPE_CHECKING:
    from apiyard.cli.linting.judge import Judgement

_WIDTH = 100
STDOUT = "-"
Output = tuple[Form, str]


def choose(formats: Sequence[str], outputs: Sequence[str]) -> list[Output]:
    """Match forms of lint reports with files, as ``match_files`` does."""
    return match_files(formats, outputs, find_form)


class Named(Protocol):
    """A form of some report."""

    @property
    def id(self) -> str:
        """Its name."""
        ...


NamedT = TypeVar("NamedT", bound=Named)


def match_files(
    formats: Sequence[str], outputs: Sequence[str], find: Callable[[str], NamedT]
) -> list[tuple[NamedT, str]]:
    """Match forms with files.

    Args:
        formats: names of forms in order; empty for text.
        outputs: ``FORMAT=FILE``, or ``FILE`` for the first form that has none; ``-`` is standard output.
        find: gives a form by its name.

    Returns:
        Each form with its file. At most one goes to standard output.

    Raises:
        UnknownNameError: no form is called so.
        InvalidInputError: files and forms do not fit.
    """
    asked = list(dict.fromkeys(find(name) for name in formats))
    named: dict[str, str] = {}
    plain: list[str] = []
    for each in outputs:
        name, sign, file = each.partition("=")
        if sign and _known(name, find):
            named[find(name).id] = file
        else:
            plain.append(each)
    asked += [form for form in map(find, named) if form not in asked]
    asked = asked or [find("text")]
    found: list[tuple[NamedT, str]] = []
    for form in asked:
        file = named.get(form.id) or (plain.pop(0) if plain else STDOUT)
        found.append((form, STDOUT if file == "<stdout>" else file))
    if plain:
        hint = f"say what each one is: --output FORMAT={plain[0]}"
        raise InvalidInputError("there are more files than formats", where="--output", piece=plain[0], hint=hint)
    if sum(file == STDOUT for _, file in found) > 1:
        names = ", ".join(form.id for form, file in found if file == STDOUT)
        hint = "name a file for the others: --output html=report.html"
        raise InvalidInputError("only one format can go to standard output", where="--format", piece=names, hint=hint)
    return found


def _known(name: str, find: Callable[[str], object]) -> bool:
    try:
        find(name)
    except UnknownNameError:
        return False
    return True


def write(report: Report, outputs: Sequence[Output]) -> None:
    """Write a report in its forms; files are replaced whole.

    Args:
        report: the report.
        outputs: the forms with their files.

    Raises:
        InvalidInputError: a file cannot be written.
    """
    for form, file in outputs:
        if file == STDOUT:
            text = form.write(replace(report, look=of_terminal(report.look)))
            sys.stdout.write(text + "\n" * bool(text))
            continue
        from apiyard.spec.save import save

        path = Path(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        save(path, (form.write(report) + "\n").encode("utf-8", "replace"), roots=(path.resolve().parent,))


def tell(judgement: Judgement, look: Look, outputs: Sequence[Output], *, quiet: bool) -> bool:
    """Write what came of a run.

    Args:
        judgement: what came of it.
        look: how reports are to look.
        outputs: the forms with their files.
        quiet: whether only findings are told.

    Returns:
        Whether it failed.
    """
    report = Report(judgement.judged, __version__, judgement.fail, look)
    write(report, outputs)
    if not quiet:
        for note in judgement.notes:
            sys.stderr.write(f"{clean(note)}\n")
    return report.failed


def of_terminal(look: Look) -> Look:
    """Give the look of a report that goes to standard output: as wide as the terminal, coloured where that is fine."""
    is_terminal = sys.stdout.isatty()
    width = _WIDTH
    if is_terminal:
        import shutil

        width = shutil.get_terminal_size((_WIDTH, 24)).columns
    colour = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return replace(look, width=width, colour=colour)
