"""Each server that is wrong in one way is found by the kinds that say so; their correct twin gives no failure."""

from __future__ import annotations

import importlib

import pytest

from apiyard.core.evidence import Verdict
from apiyard.mock.serve import Served
from apiyard.spec.load import load_contract
from apiyard.verify.plan import Plan
from apiyard.verify.run import kinds, verify
from tests.apps.pets import CONTRACT, Pets

CHECKS = {
    "wrong_schema": "wrong-body",
    "wrong_status": "undocumented-status",
    "missing_header": "wrong-header",
    "wrong_media_type": "wrong-media-type",
    "crash_on_edge": "server-error",
    "accepts_anything": "accepted-bad-request",
    "wrong_problem": "wrong-body",
}


def found_by(kind: str, app) -> set[str]:
    """Verify an application with one kind and give the checks that failed."""
    with Served(app) as served:
        report = verify(load_contract(CONTRACT), served.url, Plan(kinds=(kind,), seconds=60, max_examples=40))
    assert set(report.kinds[0].reached) == {"listPets", "createPet", "getPet"}
    return {failure.trouble.check for failure in report.failures}


@pytest.mark.parametrize(("kind", "fault"), [(kind.id, fault) for kind in kinds().values() for fault in kind.finds])
def test_a_kind_finds_what_it_says_it_finds(kind, fault):
    app = importlib.import_module(f"tests.apps.{fault}").app
    assert found_by(kind, app) == {CHECKS[fault]}


@pytest.mark.parametrize(("kind", "fault"), [(kind.id, fault) for kind in kinds().values() for fault in kind.misses])
def test_a_kind_misses_what_it_says_it_misses(kind, fault):
    assert found_by(kind, importlib.import_module(f"tests.apps.{fault}").app) == set()


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_correct_twin_is_clean(seed):
    with Served(Pets()) as served:
        all_kinds = tuple(each.id for each in kinds().values() if each.covers_all)
        plan = Plan(kinds=all_kinds, seed=seed, max_examples=30, seconds=60)
        report = verify(load_contract(CONTRACT), served.url, plan)
    assert report.failures == ()
    assert report.verdict is Verdict.PASS


def test_every_server_of_the_catalogue_is_found_by_a_kind():
    assert set(CHECKS) == {fault for kind in kinds().values() for fault in kind.finds}
    assert set(CHECKS) == {path.stem for path in CONTRACT.parent.glob("*.py")} - {"pets"}
