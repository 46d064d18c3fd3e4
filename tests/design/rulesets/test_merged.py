"""Rulesets are merged as Spectral merges them; its answers are kept beside the rulesets."""

from __future__ import annotations

import json
from pathlib import Path

from tests.design.rulesets.merged import answer, write

_GOLDEN = json.loads((Path(__file__).parents[2] / "golden/rulesets/merged.json").read_text())


def test_what_is_in_force_is_what_spectral_says(tmp_path):
    documents, pointers = _GOLDEN["documents"], _GOLDEN["pointers"]
    seen = {"answers": 0, "errors": 0}
    for number, case in enumerate(_GOLDEN["cases"]):
        write(tmp_path / str(number), case["files"])
        ours = answer(tmp_path / str(number), documents, pointers)
        if "error" in case["answer"]:
            assert "error" in ours, (case["files"], case["answer"])
            seen["errors"] += 1
        else:
            assert ours == case["answer"], case["files"]
            seen["answers"] += 1
    assert seen["answers"] > 20
