"""Generated requests: they differ, and an operation with few of them is not asked for more."""

from __future__ import annotations

import re

from apiyard.core.clock import SystemClock
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_request
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.generate import Generator
from apiyard.verify.kinds.fuzz import KIND
from apiyard.verify.plan import Plan
from apiyard.verify.session import Session
from tests.apps.pets import CONTRACT

SHELVES = b"""\
openapi: 3.1.0
info: {title: Shelves, version: 1.0.0}
paths:
  /shelves/{place}:
    get:
      operationId: getShelf
      parameters:
        - {name: place, in: path, required: true, schema: {enum: [left, middle, right]}}
      responses:
        '200': {description: fine}
        '400': {description: no}
"""


class Counted(Generator):
    """A generator that counts how many requests it makes."""

    def __init__(self, contract):
        super().__init__(contract)
        self.made = {True: 0, False: 0}

    def explore(self, operation, visit, *, good, **words):
        """Count each request, and pass it on."""

        def counted(request):
            self.made[good] += 1
            return visit(request)

        super().explore(operation, counted, good=good, **words)


class Shelves:
    """A door to a service that refuses what its contract does not have, and sometimes what it has."""

    base_url = "http://127.0.0.1"

    def __init__(self, contract, lost=""):
        self.contract, self.lost, self.asked = contract, lost, []

    def send(self, request):
        """Answer by the contract."""
        self.asked.append(request)
        if self.lost and request.path.endswith(self.lost):
            return Reply(500)
        return Reply(200 if check_request(self.contract, request).outcome == "valid" else 400)


def explored(door, generator):
    session = Session(door.contract, Plan(kinds=("fuzz",), max_examples=200), door, generator, SystemClock())
    list(KIND.probe(session, door.contract.operation("getShelf"), SystemClock().monotonic() + 60))
    return session


def test_an_operation_with_three_good_requests_is_asked_three_and_left():
    contract = contract_from_bytes(SHELVES)
    door, generator = Shelves(contract), Counted(contract)
    session = explored(door, generator)
    good = [each.path for each in door.asked if check_request(door.contract, each).outcome == "valid"]
    assert set(good) == {"/shelves/left", "/shelves/middle", "/shelves/right"}
    assert generator.made[True] < 50
    assert not session.failures


def test_a_failure_among_few_requests_is_found():
    contract = contract_from_bytes(SHELVES)
    session = explored(Shelves(contract, "/right"), Generator(contract))
    assert {each.trouble.check for each in session.failures.values()} == {"server-error"}


def test_generated_requests_hardly_repeat():
    contract = load_contract(CONTRACT)
    made = []

    def visit(request):
        made.append(request)
        return False

    Generator(contract).explore(contract.operation("getPet"), visit, good=False, most=60, seed=0)
    assert len(made) == 60
    assert len(set(made)) > 50


FILES = b"""\
openapi: 3.1.0
info: {title: Files, version: 1.0.0}
paths:
  /files:
    post:
      operationId: send
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}}}
      responses: {'200': {description: fine}}
"""


def test_the_names_of_parts_are_ones_that_a_form_can_have():
    contract = contract_from_bytes(FILES)
    operation, names = contract.operation("send"), list[bytes]()

    def visit(request):
        names.extend(re.findall(rb'form-data; name="([^"]*)"', request.body))
        return False

    Generator(contract).explore(operation, visit, good=True, most=30, seed=0)
    assert len(set(names)) > 10
    assert not [name for name in names if re.search(rb"[\x00-\x1f\x7f]", name)]
