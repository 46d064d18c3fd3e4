"""Run ``apiyard verify`` in a process of its own: its memory and time are bounded, and it shares nothing with us."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from apiyard.core.errors import ApiyardError, UnavailableError
from apiyard.core.noun import dataclass, field
from apiyard.wiring.processes import follow_child

_NEEDED = frozenset({"PATH", "HOME", "LANG", "TZ", "TMPDIR", "VIRTUAL_ENV", "SSL_CERT_FILE", "SSL_CERT_DIR"})
"""What a Python program needs of an environment, besides its language (LC_...) and its own switches."""
_SWITCH = re.compile(r"LC_[A-Z]+|PYTHON[A-Z0-9]+", re.ASCII)
_SLACK_SECONDS = 60.0
_MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Question:
    """What the verifier is asked.

    Args:
        contract: the contract, as bytes.
        url: the service.
        seconds: the time of the run.
        words: further flags of ``apiyard verify``; files are named by their names among ``files``.
        files: files beside the contract, by name.
        forms: further forms of the report that are wanted.
        tell: is given lines about how it goes on; None for nobody.
    """

    contract: bytes
    url: str
    seconds: float
    words: Sequence[str] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    forms: Sequence[str] = ()
    tell: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the verifier told.

    Args:
        told: the report for programs.
        reports: the report in each form, as text, ``json`` among them.
    """

    told: Mapping[str, Any]
    reports: Mapping[str, str]


def ask_verifier(question: Question, variables: Collection[str] = ()) -> Answer:
    """Ask the verifier and wait for its report.

    It is given no variable of our environment but those that a Python program needs, and those that are named: what
    it is asked may come from others, and what it reads it may tell the service.

    Args:
        question: what it is asked.
        variables: the names of the variables that it may read besides.

    Returns:
        The report, whatever its verdict.

    Raises:
        UnavailableError: it could not run, took too long, or its report is too large.
        ApiyardError: its report cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="ay-verify-") as made:
        folder = Path(made)
        for name, data in {**question.files, "contract.json": question.contract}.items():
            (folder / name).write_bytes(data)
        outputs = {form: folder / f"report.{form}" for form in question.forms if form != "json"}
        # -P: no file of the folder is taken for a module.
        words = [sys.executable, "-P", "-m", "apiyard", "verify", "contract.json", "--against", question.url]
        words += ["--format", "json", "--seconds", str(question.seconds), *question.words]
        for form, file in outputs.items():
            words += ["--output", f"{form}={file}"]
        words += [] if question.tell else ["--quiet"]
        seconds = question.seconds + _SLACK_SECONDS
        environ = _environment(os.environ, variables)
        done = follow_child(
            words, seconds=seconds, most_bytes=_MOST_BYTES, folder=folder, tell=question.tell, environ=environ
        )
        reports = {form: _text(file) for form, file in outputs.items() if file.is_file()}
    # A run that could ask nothing, or was let in nowhere, ends with 3 and has a report that says what it lacked.
    if done.code not in {0, 1} and not (done.code == UnavailableError.exit_code and done.output.strip()):
        raise UnavailableError("the verifier could not run", where=question.url, piece=done.errors[-190:])
    try:
        told: dict[str, Any] = json.loads(done.output)
    except ValueError as error:
        raise ApiyardError("the verifier's report cannot be read", piece=str(error)) from error
    return Answer(told, {"json": done.output.decode("utf-8", "replace"), **reports})


def _environment(environ: Mapping[str, str], variables: Collection[str]) -> dict[str, str]:
    named = {*_NEEDED, *(name for name in variables if not name.upper().startswith(("APIYARD_", "_APIYARD_")))}
    return {name: text for name, text in environ.items() if name in named or _SWITCH.fullmatch(name)}


def _text(file: Path) -> str:
    if file.stat().st_size > _MOST_BYTES:
        raise UnavailableError("the report is too large", where=file.name, hint="ask for a form without exchanges")
    return file.read_text(encoding="utf-8")
