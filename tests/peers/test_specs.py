"""On real documents apiyard says what Spectral says."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.parts import need
from tests.peers import spectral
from tests.peers.corpus import CORPUS
from tests.peers.difference import judge, show
from tests.peers.verdict import ours, theirs

pytestmark = [pytest.mark.peers, pytest.mark.timeout(900)]

# The longest first: two run at a time. On owasp with github_api.json Spectral ends without an answer.
RUNS = [
    ("stripe_spec3_2023.yaml", "owasp"),
    ("stripe_spec3_2023.json", "owasp"),
    ("stripe_spec3_2020.json", "owasp"),
    ("github_api.json", "oas"),
    ("digitalocean_bundled.json", "oas"),
    ("digitalocean_bundled.json", "owasp"),
    ("stripe_spec3_2023.yaml", "oas"),
    ("stripe_spec3_2023.json", "oas"),
    ("stripe_spec3_2020.json", "oas"),
    ("asana.yaml", "owasp"),
    ("asana.yaml", "oas"),
]

Answers = dict[tuple[str, str], Future[list[dict[str, Any]]]]


@pytest.fixture(scope="module")
def answers(request: pytest.FixtureRequest) -> Iterator[Answers]:
    """Let Spectral begin with all documents that chosen tests ask for, two at a time."""
    chosen = {
        (item.callspec.params["name"], item.callspec.params["rules"])
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.path == request.path and hasattr(item, "callspec")
    }
    folder = need("specs")
    spectral.install()
    with ThreadPoolExecutor(2) as pool:
        running = {
            (name, rules): pool.submit(spectral.run, [folder / name], _ruleset(rules), seconds=600)
            for name, rules in RUNS
            if (name, rules) in chosen and (folder / name).exists()
        }
        yield running
        for each in running.values():
            each.cancel()


@pytest.mark.parametrize(("name", "rules"), RUNS, ids=[f"{name}-{rules}" for name, rules in RUNS])
def test_both_say_the_same(name, rules, answers):
    if (name, rules) not in answers:
        pytest.skip(f"needs {name} among the real documents")
    folder = need("specs")
    said = theirs(answers[name, rules].result(), folder)
    wrong = judge(f"specs-{name}-{rules}", ours([folder / name], _ruleset(rules), folder), said)
    assert not wrong, show(wrong)


def _ruleset(rules: str) -> Path:
    return CORPUS / f"{rules}.yaml"
