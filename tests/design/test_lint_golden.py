"""On the small documents apiyard says what Spectral said when the golden files were written."""

from __future__ import annotations

import json

import pytest

from tests.peers.corpus import GOLDEN, groups
from tests.peers.difference import judge, show
from tests.peers.verdict import ours


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_both_say_the_same(group):
    golden = json.loads((GOLDEN / f"{group.name}.json").read_text("utf-8"))
    said = {(document, verdict) for document, verdicts in golden.items() for verdict in verdicts}
    wrong = judge(group.name, ours(group.documents, group.ruleset, group.folder), said)
    assert not wrong, show(wrong)


def test_there_are_a_hundred_documents_and_a_golden_file_for_each_group():
    names = {group.name for group in groups()}
    assert names == {path.stem for path in GOLDEN.glob("*.json")}
    assert len({document for group in groups() for document in group.documents}) >= 100
