"""Fixed values make no finding of a service that keeps its word: sequences know what they did not choose themselves."""

from __future__ import annotations

import pytest

from apiyard.core.evidence import Verdict
from apiyard.spec.load import load_contract
from apiyard.verify.doors.inside import Application
from apiyard.verify.plan import Plan
from apiyard.verify.planning.fixture import Fixture
from apiyard.verify.run import verify
from tests.apps.books import Books
from tests.apps.catalogue import faults

CONTRACT = load_contract(Books.contract)


def run(app, *fixtures):
    plan = Plan(("stateful",), seconds=100, max_examples=20, fixtures=fixtures)
    return verify(CONTRACT, Application(app()), plan)


@pytest.mark.parametrize("always", [False, True])
@pytest.mark.parametrize(("name", "value"), [("bookId", 1), ("limit", 3), ("offset", 1)])
def test_a_fixed_parameter_is_no_failure(name, value, always):
    report = run(Books, Fixture(value, parameter=name, always=always))
    assert [(each.case.operation, each.trouble) for each in report.failures] == []
    assert report.verdict is Verdict.PASS


def test_a_fixed_property_is_no_failure():
    report = run(Books, Fixture("Fixed", property="/title"))
    assert [(each.case.operation, each.trouble) for each in report.failures] == []


def test_what_is_wrong_is_found_all_the_same():
    report = run(faults()["created_altered"].server, Fixture(1, parameter="bookId"))
    assert {each.trouble.check for each in report.failures} == {"created-differs"}
