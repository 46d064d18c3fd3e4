"""Rulesets made by chance are merged as the real Spectral merges them."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from tests.design.rulesets.merged import answer, write
from tests.peers.made_rulesets import DOCUMENTS, POINTERS, Maker
from tests.peers.spectral import install

pytestmark = pytest.mark.peers
_GOLDEN = Path(__file__).parents[1] / "golden/rulesets/merged.json"
_CASES = 150


def _spectral(cases: Path, home: Path) -> dict[str, dict]:
    (cases / "asked.json").write_text(json.dumps({"documents": DOCUMENTS, "pointers": POINTERS}))
    output = cases.parent / "answers.json"
    command = ["node", str(Path(__file__).with_name("ruleset_answers.cjs")), str(home), str(cases), str(output)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return json.loads(output.read_text())


@pytest.mark.parametrize("oas", [False, True], ids=["own rules", "spectral:oas"])
def test_rulesets_are_merged_as_spectral_does(tmp_path, oas):
    maker = Maker(random.Random(int(os.environ.get("APIYARD_SEED", "7"))), oas=oas)
    made = {f"{number:03}": maker.case() for number in range(_CASES)}
    for name, files in made.items():
        write(tmp_path / "cases" / name, files)
    theirs = _spectral(tmp_path / "cases", install())
    wrong = {}
    for name, files in made.items():
        ours = answer(tmp_path / "cases" / name, list(DOCUMENTS), list(POINTERS))
        if ours != theirs[name] and not ("error" in ours and "error" in theirs[name]):
            wrong[name] = {"ruleset": files, "ours": ours, "theirs": theirs[name]}
    assert not wrong, json.dumps(next(iter(wrong.values())), indent=1)[:5000]


def test_the_kept_answers_are_spectrals(tmp_path):
    """Write the kept answers anew with APIYARD_WRITE_GOLDEN=1."""
    maker = Maker(random.Random(11))
    made = {f"{number:03}": maker.case() for number in range(40)}
    for name, files in made.items():
        write(tmp_path / "cases" / name, files)
    theirs = _spectral(tmp_path / "cases", install())
    kept = [{"files": made[name], "answer": theirs[name]} for name in made]
    text = json.dumps({"documents": DOCUMENTS, "pointers": POINTERS, "cases": kept}, separators=(",", ":")) + "\n"
    if os.environ.get("APIYARD_WRITE_GOLDEN") == "1":
        _GOLDEN.parent.mkdir(exist_ok=True)
        _GOLDEN.write_text(text)
    assert _GOLDEN.read_text() == text
