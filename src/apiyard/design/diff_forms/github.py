"""Changes as workflow commands, which GitHub Actions shows at the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Cause
from apiyard.design.diff_form import DiffForm
from apiyard.design.readable import clean
from apiyard.design.telling.diff_report import Compared, DiffReport, kind_of
from apiyard.design.telling.diff_spot import spots
from apiyard.design.telling.diff_words import proof_lines, proof_words, reach, server_of, side_words, turned

_LEVELS = {"breaking": "error", "unknown": "warning", "safe": "notice"}
_MOST_REACHED = 3


def _write(report: DiffReport) -> str:
    return "\n".join(line for compared in report.compared for line in _compared(compared, report))


def _compared(compared: Compared, report: DiffReport) -> Iterator[str]:
    for cause in compared.counted:
        level = _LEVELS.get(kind_of(cause))
        if level is None:
            continue  # what only people read is told in longer forms
        _, new = spots(compared, cause, report.look.folder)
        values = {"title": f"{kind_of(cause)} {cause.check}", "file": new.path, "line": str(new.line)}
        if new.own and new.extent.last[0] >= new.line:
            values["endLine"] = str(new.extent.last[0])
        written = ",".join(f"{name}={_property(value)}" for name, value in values.items())
        yield f"::{level} {written}::{_data(_told(compared, cause))}"


def _told(compared: Compared, cause: Cause) -> str:
    named, rest = reach(cause, _MOST_REACHED)
    lines = [cause.message, turned(cause), *(f"reaches {each}" for each in named), f"and {rest}" if rest else ""]
    for side in cause.sides:
        lines.append(f"{side.direction}: {side_words(side)}")
        if side.proof is not None:
            lines += [proof_words(side.proof), *proof_lines(side.proof, server_of(compared, cause))]
    return "\n".join(line for line in lines if line)


def _data(text: str) -> str:
    return "%0A".join(clean(line).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


DIFF_FORM = DiffForm("github", "GitHub Actions shows it at the lines.", ".txt", _write, names=("github-actions",))
