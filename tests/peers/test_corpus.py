"""On the small documents apiyard says what Spectral says; its answers become the golden files."""

from __future__ import annotations

import json

import pytest

from tests.peers import spectral
from tests.peers.corpus import CORPUS, CRASHING, GOLDEN, Group, groups
from tests.peers.difference import differences, judge, show
from tests.peers.verdict import Verdicts, by_document, ours, theirs

pytestmark = [pytest.mark.peers, pytest.mark.timeout(300)]


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_both_say_the_same(group):
    said = _ask_spectral(group)
    _write(group, said)
    wrong = judge(group.name, ours(group.documents, group.ruleset, group.folder), said)
    assert not wrong, show(wrong)


@pytest.mark.parametrize(("name", "document"), [(name, each) for name, all_ in CRASHING.items() for each in all_])
def test_what_ends_spectral_does_not_end_apiyard(name, document):
    path = CORPUS / "documents" / document
    ruleset = CORPUS / f"{name}.yaml"
    with pytest.raises(spectral.SpectralError, match="Error running Spectral"):
        spectral.run([path], ruleset)
    assert not [verdict for _, verdict in ours([path], ruleset, path.parent) if "unreadable" in verdict]


def test_every_difference_belongs_to_a_group():
    known = {group.name for group in groups()}
    assert {each.group for each in differences() if not each.group.startswith("specs-")} <= known


def _ask_spectral(group: Group) -> Verdicts:
    runs = [[each] for each in group.documents] if group.alone else [list(group.documents)]
    said: Verdicts = set()
    for documents in runs:
        said |= theirs(spectral.run(documents, group.ruleset, seconds=120), group.folder)
    return said


def _write(group: Group, said: Verdicts) -> None:
    text = json.dumps(by_document(said), indent=1, ensure_ascii=False) + "\n"
    path = GOLDEN / f"{group.name}.json"
    if not path.exists() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
