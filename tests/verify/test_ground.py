"""A failure about a thing brings along what makes it, so that it shows on another day and at another service, too."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from apiyard.core.clock import SystemClock
from apiyard.mock.serve import Served
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.case import Case, Step, Taken
from apiyard.verify.doors.inside import Application
from apiyard.verify.generate import Generator
from apiyard.verify.minimise.ground import grounded
from apiyard.verify.plan import Plan
from apiyard.verify.replay.write_tests import write_tests
from apiyard.verify.run import verify
from apiyard.verify.session import Session
from apiyard.verify.stateful.supply import Supplied
from tests.apps.pets import CONTRACT, Pets, changed


class Forgetful(Pets):
    """Starts without pets and shows none of those that are made."""

    def __init__(self):
        super().__init__()
        self.pets = []

    def get_pet(self, call, text):
        answer = super().get_pet(call, text)
        return changed(answer, value={}) if answer.status == 200 else answer


class Listed(Forgetful):
    """Cannot make pets, but has one from the start."""

    def __init__(self):
        super().__init__()
        self.pets = [{"id": 7, "name": "Tom", "kind": "cat"}]


def failure_of(service, kind):
    plan = Plan(kinds=(kind,), operations=("getPet",), max_examples=30, seconds=60)
    report = verify(load_contract(CONTRACT), Application(service), plan)
    [failure] = [each for each in report.failures if each.trouble.check == "wrong-body"]
    return failure, report


@pytest.mark.parametrize("kind", ["edges", "fuzz"])
def test_what_is_asked_about_is_made_first(tmp_path, kind):
    failure, report = failure_of(Forgetful(), kind)
    [step] = failure.case.before
    [taken] = failure.case.takes
    assert (step.operation, taken.pointer, taken.step) == ("createPet", "/id", 0)
    assert failure.case.request.path == f"/pets/{taken.text}"
    assert failure.again is True
    assert "POST" in failure.curl
    assert f"/pets/{taken.text}" not in failure.curl
    for name, text in write_tests(load_contract(CONTRACT), report).items():
        (tmp_path / name).write_text(text)
    assert outcome(tmp_path, Forgetful()) == 1
    assert outcome(tmp_path, Pets()) == 0


def test_what_is_listed_is_looked_up_first():
    failure, _ = failure_of(Listed(), "edges")
    assert [step.operation for step in failure.case.before] == ["listPets"]
    assert failure.case.takes[0].text == "7"


THINGS = b"""\
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
paths:
  /things:
    post:
      operationId: makeThing
      responses:
        '201': {description: made, content: {application/json: {schema: {type: object}}}}
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: limit, in: query, schema: {type: integer}}
      responses: {'200': {description: fine}}
"""


class Crashing:
    """A door to a service whose next thing has the id 2, and that crashes when it is read."""

    base_url = "http://127.0.0.1"

    def send(self, request):
        """Answer."""
        if request.method == "POST":
            return Reply(201, (("content-type", "application/json"),), b'{"id": 2}')
        return Reply(500)


def grounded_at(query, door):
    contract = contract_from_bytes(THINGS)
    session = Session(contract, Plan(), door, Generator(contract), SystemClock())
    case = Case("edges", "getThing", "an edge", Request("GET", "/things/1", query))
    assert session.judge(contract.operation("getThing"), case) is not None
    [failure] = session.failures.values()
    steps = (Step("makeThing", Request("POST", "/things")),)
    session.learned["supplied edges getThing"] = Supplied({}, (), steps, (Taken(0, "/id", "1"),))
    return grounded(session, failure).case


def test_another_value_that_reads_like_the_id_is_not_taken_for_it():
    made = grounded_at("limit=7", Crashing())
    assert (len(made.before), made.request.path, made.request.query) == (1, "/things/2", "limit=7")
    for query in ("limit=1", "limit=2"):  # the id that was, and the one that comes
        left = grounded_at(query, Crashing())
        assert (len(left.before), left.request.path, left.request.query) == (0, "/things/1", query)


def outcome(folder, service):
    """Run the tests of a folder against a service that knows nothing of what was before."""
    with Served(service) as served:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(folder),
            str(folder),
        ]
        env = os.environ | {"BASE_URL": served.url}
        return subprocess.run(command, env=env, capture_output=True, check=False).returncode
