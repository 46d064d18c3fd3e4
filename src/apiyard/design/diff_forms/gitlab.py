"""Changes as GitLab's code quality report, a subset of Code Climate's issues."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from apiyard.design.cause import Cause
from apiyard.design.diff_form import DiffForm
from apiyard.design.readable import clean
from apiyard.design.telling.diff_report import Compared, DiffReport, kind_of
from apiyard.design.telling.diff_spot import spots
from apiyard.design.telling.diff_words import proof_words

_SEVERITIES = {"breaking": "critical", "unknown": "major", "safe": "minor", "documentation": "info"}


def _write(report: DiffReport) -> str:
    found = [_issue(pair, each, report.look.folder) for pair in report.compared for each in pair.counted]
    return json.dumps(found, indent=2, ensure_ascii=False)


def _issue(compared: Compared, cause: Cause, folder: str) -> dict[str, Any]:
    _, new = spots(compared, cause, folder)
    proofs = [proof_words(side.proof) for side in cause.sides if side.proof is not None]
    end = new.extent.last if new.own else new.extent.key_end
    return {
        "type": "issue",
        "check_name": cause.check,
        "description": clean(": ".join([cause.message, *proofs[:1]])),
        "categories": ["Compatibility"],
        "severity": _SEVERITIES[kind_of(cause)],
        # The same change can happen in several contracts; GitLab wants a name of its own for each.
        "fingerprint": sha256(f"{new.path}\0{cause.fingerprint}".encode("utf-8", "replace")).hexdigest()[:32],
        "location": {
            "path": new.path,
            "positions": {
                "begin": {"line": new.line, "column": new.column},
                "end": {"line": end[0], "column": end[1]},
            },
        },
    }


DIFF_FORM = DiffForm(
    "gitlab", "GitLab shows it in merge requests.", ".json", _write, names=("code-climate", "codeclimate")
)
