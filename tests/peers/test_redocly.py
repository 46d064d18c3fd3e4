"""apiyard:redocly says what the real Redocly CLI says; its answers on the small documents become the golden files."""

from __future__ import annotations

import json

import pytest

from apiyard.design.rule import rules
from tests.peers import redocly_cli
from tests.peers.difference import show
from tests.peers.redocly_cli import CONFIGS, CORPUS, GOLDEN, documents, judge, ours, theirs
from tests.peers.verdict import by_document

pytestmark = [pytest.mark.peers, pytest.mark.timeout(300)]


@pytest.mark.parametrize("name", CONFIGS)
def test_both_say_the_same_of_the_small_documents(tmp_path, name):
    config = CORPUS / f"{name}.yaml"
    real = theirs(documents(), config)
    path = GOLDEN / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(by_document(real), indent=1, ensure_ascii=False) + "\n", "utf-8")
    wrong = judge(ours(documents(), config, tmp_path), real)
    assert not wrong, show(wrong)


def test_both_say_the_same_of_the_examples_of_rules(tmp_path):
    paths = []
    for rule in rules("redocly").values():
        for kind, texts in (("good", rule.good), ("bad", rule.bad)):
            for number, text in enumerate(texts):
                path = tmp_path / f"{rule.id}-{kind}-{number}.yaml"
                path.write_text(text, "utf-8")
                paths.append(path)
    config = CORPUS / "all.yaml"
    real = theirs(paths, config)
    wrong = judge(ours(paths, config, tmp_path), real)
    assert not wrong, show(wrong)
    for rule in rules("redocly").values():
        told = {document for document, verdict in real if f" {rule.name} #" in verdict}
        assert any(f"{rule.id}-bad-0.yaml" == each for each in told), rule.name
        assert not any(f"{rule.id}-good-0.yaml" == each for each in told), rule.name


@pytest.mark.parametrize("document", ["asana.yaml", "digitalocean_bundled.json", "stripe_spec3_2023.json"])
def test_both_say_the_same_of_real_documents(need, tmp_path, document):
    path = need("specs") / document
    for name in CONFIGS:
        config = CORPUS / f"{name}.yaml"
        wrong = judge(ours([path], config, tmp_path), redocly_cli.theirs([path], config))
        assert not wrong, show(wrong)
