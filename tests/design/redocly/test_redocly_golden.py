"""On the small documents apiyard says what Redocly CLI said when the golden files were written."""

from __future__ import annotations

import json

import pytest

from tests.peers.difference import show
from tests.peers.redocly_cli import CONFIGS, CORPUS, GOLDEN, documents, judge, ours


@pytest.mark.parametrize("name", CONFIGS)
def test_both_say_the_same(tmp_path, name):
    golden = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    real = {(document, verdict) for document, verdicts in golden.items() for verdict in verdicts}
    assert len(real) > 100
    wrong = judge(ours(documents(), CORPUS / f"{name}.yaml", tmp_path), real)
    assert not wrong, show(wrong)
