"""Which forms a report of the verifier is written in, and where to."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from apiyard.cli.linting.outputs import STDOUT, match_files
from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.verify.form import Form, find_form
from apiyard.verify.report import Report

Output = tuple[Form, str]


def choose(formats: Sequence[str], outputs: Sequence[str]) -> list[Output]:
    """Match forms with files.

    Args:
        formats: names of forms in order; empty for text.
        outputs: ``FORMAT=FILE``, or ``FILE`` for the first form that has none; ``-`` is standard output. A file whose
            end is that of one form alone, of those that were named if any were, needs no name.

    Returns:
        Each form with its file; text goes to standard output too when nothing else does.

    Raises:
        UnknownNameError: no form is called so.
        InvalidInputError: files and forms do not fit.
    """
    wanted = {find_form(name).id for name in formats}
    outputs = [each if "=" in each else _named(each, wanted) for each in outputs]
    found = match_files(formats, outputs, find_form)
    if not formats and outputs and all(file != STDOUT for _, file in found):
        found.append((find_form("text"), STDOUT))
    return found


def _named(file: str, wanted: Collection[str]) -> str:
    """Give ``FORMAT=FILE`` where the end of the file's name says the form, and that is wanted or none is."""
    from apiyard.verify.form import forms

    by_suffix = {form.suffix: form.id for form in forms().values()}
    name = by_suffix.get(Path(file).suffix)
    return f"{name}={file}" if name is not None and (name in wanted or not wanted) else file


def write(report: Report, outputs: Sequence[Output]) -> None:
    """Write a report in its forms; files are replaced whole.

    Args:
        report: the report.
        outputs: the forms with their files.

    Raises:
        InvalidInputError: a file cannot be written.
    """
    write_texts([(form.write(report), file) for form, file in outputs])


def write_texts(texts: Sequence[tuple[str, str]]) -> None:
    """Write texts into files; files are replaced whole.

    Args:
        texts: each with its file; ``-`` is standard output.

    Raises:
        InvalidInputError: a file cannot be written; all others are.
    """
    from apiyard.spec.save import save

    problem: ApiyardError | None = None
    for text, file in texts:
        if file == STDOUT:
            sys.stdout.write(text)
            continue
        path = Path(file)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            save(path, text.encode("utf-8", "replace"), roots=(path.resolve().parent,))
        except OSError as error:
            problem = problem or InvalidInputError("no file can be here", where=file, piece=error.strerror or "")
        except ApiyardError as error:
            problem = problem or error
    if problem is not None:
        sys.stdout.flush()
        raise problem
