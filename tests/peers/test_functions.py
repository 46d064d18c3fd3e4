"""Fresh questions to the real functions and the real checker of schemas, beside the stored ones."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.design.schema_answer import answer, fault, same
from tests.peers.function_cases import cases
from tests.peers.schema_pairs import pairs
from tests.peers.spectral import install

pytestmark = pytest.mark.peers
_HERE = Path(__file__).parent
_GOLDEN = _HERE.parent / "golden" / "lint"
_SCHEMAS = 500


def _ask(script: str, text: str) -> str:
    command = ["node", str(_HERE / script), str(install() / "node_modules")]
    return subprocess.run(command, input=text, check=True, capture_output=True, text=True, timeout=300).stdout


def test_schemas_made_by_chance_are_answered_alike():
    asked = list(pairs(int(os.environ.get("APIYARD_SEED", "11")), _SCHEMAS))
    answers = _ask("schema_answers.mjs", "".join(json.dumps(pair) + "\n" for pair in asked)).splitlines()
    wrong = []
    for pair, line in zip(asked, answers, strict=True):
        theirs = json.loads(line)
        if not fault(theirs) and not same(answer(pair), theirs):
            wrong.append((pair, answer(pair), theirs))
    assert not wrong


def test_stored_answers_of_functions_are_still_those_of_the_real_ones():
    stored = json.loads((_GOLDEN / "functions.json").read_text("utf-8"))
    assert json.loads(_ask("function_answers.mjs", json.dumps(cases()))) == stored


def test_stored_answers_of_patterns_are_still_those_of_the_language():
    command = ["node", str(_HERE / "regex_answers.mjs")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    # Newer releases know a newer Unicode and modifiers; what the pinned table asks is older than both.
    assert json.loads(done.stdout) == json.loads((_GOLDEN / "regex_answers.json").read_text("utf-8"))


def test_stored_answers_about_formats_are_still_those_of_the_real_checker():
    stored = json.loads((_GOLDEN / "formats.json").read_text("utf-8"))
    rows = [(schema, value, good) for schema, values in stored for value, good in values]
    asked = ({"schema": schema, "dialect": "auto", "allErrors": False, "value": value} for schema, value, _ in rows)
    answers = _ask("schema_answers.mjs", "".join(json.dumps(pair) + "\n" for pair in asked)).splitlines()
    assert [not json.loads(line)["errors"] for line in answers] == [good for _, _, good in rows]
