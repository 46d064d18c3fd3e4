"""Each server that is wrong in one way is found by its kind in the stated cases; their correct twins are clean."""

from __future__ import annotations

import inspect

import pytest

from apiyard.core.evidence import Verdict
from apiyard.core.options import Dotted
from apiyard.spec.load import load_contract
from apiyard.verify.auth.grant import read_grant
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import CaseJudged
from apiyard.verify.plan import Plan
from apiyard.verify.run import kinds, run, verify
from tests.apps.catalogue import faults, twins

FAULTS = {name: fault for name, fault in faults().items() if fault.kind in kinds()}


def plan(server, kind, **more) -> Plan:
    """Give the plan of a run: as many cases as the command line makes, and time enough."""
    auth = tuple(read_grant(name, written, Dotted("auth")) for name, written in server.auth.items())
    return Plan(kinds=kind if isinstance(kind, tuple) else (kind,), seconds=100, auth=auth, **more)


def first_found(server, plan) -> tuple[int, set[str]]:
    """Give how many cases it took until something was wrong, and the checks that said so."""
    seen = 0
    for event in run(load_contract(server.contract), Application(server()), plan):
        if isinstance(event, CaseJudged):
            seen += 1
            if event.troubles:
                return seen, {trouble.check for trouble in event.troubles}
    return seen, set()


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_its_kind_in_the_stated_cases(name):
    fault = FAULTS[name]
    seen, checks = first_found(fault.server, plan(fault.server, fault.kind, max_examples=60, **fault.plan))
    assert checks == {fault.check}
    assert seen <= fault.cases


@pytest.mark.parametrize("twin", twins(), ids=lambda twin: twin.__name__)
def test_a_correct_twin_is_clean(twin):
    everything = tuple(kind for kind in kinds() if kind != "kept")
    report = verify(load_contract(twin.contract), Application(twin()), plan(twin, everything, max_examples=40))
    assert [(each.case, each.trouble) for each in report.failures] == []
    assert report.verdict is Verdict.PASS


@pytest.mark.parametrize(("kind", "name"), [(kind.id, name) for kind in kinds().values() for name in kind.misses])
def test_a_kind_misses_what_it_says_it_misses(kind, name):
    server = faults()[name].server
    assert first_found(server, plan(server, kind)) == (3, set())


def test_what_kinds_name_is_in_the_catalogue():
    assert {name for kind in kinds().values() for name in (*kind.finds, *kind.misses)} <= set(faults())


@pytest.mark.parametrize("name", faults())
def test_a_fault_is_a_few_lines_in_its_twin(name):
    fault = faults()[name]
    assert fault.twin in twins()
    assert len(inspect.getsource(fault.server).splitlines()) <= 12
    assert fault.wrong.endswith(".")
