"""Whatever a mock says conforms, and mock and verifier give every exchange the same verdict."""

from __future__ import annotations

from contextlib import suppress

import pytest

from apiyard.core.evidence import Verdict
from apiyard.mock.answering.answer import Wanted, answer
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served
from apiyard.mock.step import Refused
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import load_contract
from apiyard.verify.check import checks
from apiyard.verify.doors.transport import Door
from apiyard.verify.exchange import judge_exchange
from apiyard.verify.generate import CannotGenerateError, Generator
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify
from tests.parts import ROOT, absent, specs_folder

OURS = [
    *sorted((ROOT / "examples/shop/apis").glob("*/openapi.yaml")),
    *sorted((ROOT / "tests/corpus").glob("*.yaml")),
    ROOT / "tests/apps/pets.yaml",
]
HEADERS = (("authorization", "Bearer anything"), ("x-api-key", "anything"))


def name(path) -> str:
    return f"{path.parent.name}-{path.stem}"


def status_of(key: str) -> int:
    return 500 if key == "default" else int(key.replace("XX", "00"))


@pytest.mark.parametrize("path", OURS, ids=name)
def test_every_answer_to_every_seed_conforms(path):
    contract = load_contract(path)
    for operation in contract.operations:
        for key in operation.responses:
            for seed in range(10):
                wishes = Wishes(code=status_of(key), dynamic=seed > 0)
                reply = answer(operation, Wanted(operation.method, None, wishes, seed))
                assert isinstance(reply, Reply), reply
                assert check_reply(operation, operation.method, reply) == ()


@pytest.mark.heavy
@pytest.mark.timeout(300)
def test_every_answer_for_real_contracts_conforms_or_says_why_not():
    folder = specs_folder()
    if not folder.is_dir():
        absent("../shared/specs", "put real documents there")
    without = []
    for path in sorted(folder.glob("*.json")):
        operations = load_contract(path).operations
        # Every third operation of a large document: the documents repeat themselves, and minutes are dear.
        for operation in operations[:: 3 if len(operations) > 300 else 1]:
            for key in operation.responses:
                reply = answer(operation, Wanted(operation.method, None, Wishes(code=status_of(key))))
                if isinstance(reply, Refused):
                    without.append(f"{path.name} {operation.id} {key}")
                else:
                    assert check_reply(operation, operation.method, reply) == ()
    assert without == []


@pytest.mark.parametrize("path", OURS, ids=name)
def test_the_verifier_finds_nothing_wrong_with_the_mock(path):
    contract = load_contract(path)
    with Served(mock_app(contract)) as served:
        plan = Plan(("examples", "edges", "fuzz"), seconds=90, max_examples=20, headers=HEADERS)
        report = verify(contract, served.url, plan)
    assert [(failure.trouble, failure.curl) for failure in report.failures] == []
    assert report.verdict in {Verdict.PASS, Verdict.WARN}


@pytest.mark.parametrize("path", OURS, ids=name)
def test_mock_and_verifier_give_the_same_verdict(path):
    contract = load_contract(path)
    generator = Generator(contract)
    seen = {"valid": 0, "invalid": 0}
    with Served(mock_app(contract)) as served, Door(served.url) as door:
        for operation in contract.operations:

            def visit(request, operation=operation):
                reply = door.send(request)
                judgement = check_request(contract, request)
                refused = reply.status in {400, 401, 404, 405, 415, 422} and not reply.status < 300
                assert refused == (judgement.outcome != "valid"), (request, reply)
                exchange = judge_exchange(contract, operation, request, reply=reply)
                looks = [(each.look, each.options()) for each in checks().values() if each.look is not None]
                assert [trouble for look, options in looks for trouble in look(exchange, options)] == []
                seen["valid" if judgement.outcome == "valid" else "invalid"] += 1
                return False

            for good in (True, False):
                with suppress(CannotGenerateError):  # a contract that forbids nothing has no bad requests
                    generator.explore(operation, visit, good=good, most=10, seed=1)
    assert sum(seen.values()) >= 10
