"""The exchanges that prove breaks as test cases that are kept, and can be replayed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from apiyard.design.cause import ExchangeProof
from apiyard.design.diff_form import DiffForm
from apiyard.design.telling.diff_report import Compared, DiffReport
from apiyard.design.witness.case import to_case


def _write(report: DiffReport) -> str:
    return json.dumps([each for pair in report.compared for each in _cases(pair)], indent=2, ensure_ascii=False)


def _cases(compared: Compared) -> Iterator[dict[str, Any]]:
    """Give the cases of all breaks, the accepted ones too: what was accepted is still true."""
    for cause in compared.report.causes:
        for side in cause.sides:
            if isinstance(side.proof, ExchangeProof):
                operation = cause.reach[0].operation if cause.reach else ""
                yield to_case(
                    side.proof, check=cause.check, side=side.direction, operation=operation, origin=cause.message
                )


DIFF_FORM = DiffForm(
    "witnesses", "A test replays it: each exchange that proves a break as a case.", ".json", _write, names=("cases",)
)
