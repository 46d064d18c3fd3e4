"""A run is repeatable, keeps its time, and tells what it did."""

from __future__ import annotations

import importlib
import json

import pytest

from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.evidence import Verdict
from apiyard.core.json import canonical
from apiyard.mock.serve import Served
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import CaseJudged, OperationSkipped, RunEnded, RunStarted
from apiyard.verify.generate import Generator
from apiyard.verify.plan import Plan
from apiyard.verify.run import run, verify
from tests.apps.pets import CONTRACT, Pets, changed


def requests_of(seed: int):
    with Served(Pets()) as served:
        events = list(
            run(load_contract(CONTRACT), served.url, Plan(("examples", "fuzz"), seed=seed, seconds=60, max_examples=20))
        )
    return [(event.case, event.status) for event in events if isinstance(event, CaseJudged)]


def test_equal_seeds_make_equal_cases():
    assert requests_of(3) == requests_of(3)


def test_what_else_is_loaded_makes_no_other_cases(tmp_path, monkeypatch):
    before = requests_of(5)
    words = ", ".join(f"'word {number}'" for number in range(500))
    (tmp_path / "loaded_by_chance.py").write_text(f"WORDS = [{words}]\n")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("loaded_by_chance")
    assert requests_of(5) == before


def test_other_seeds_make_other_cases():
    assert {case.request for case, _ in requests_of(3)} != {case.request for case, _ in requests_of(4)}


def test_events_tell_the_run():
    with Served(Pets()) as served:
        events = list(run(load_contract(CONTRACT), served.url, Plan(("examples", "fuzz"), seconds=60)))
        assert events[0] == RunStarted(served.url, 3, ("examples", "fuzz"))
    last = events[-1]
    assert isinstance(last, RunEnded)
    cases = [event for event in events if isinstance(event, CaseJudged)]
    assert last.report.cases == len(cases)
    assert sum(last.report.kinds[1].statuses.values()) == last.report.kinds[1].cases
    canonical(last.report.kinds[1].numbers(seed=0))


class RacingClock:
    """Each look at the clock takes a second."""

    def __init__(self) -> None:
        self.elapsed = 0.0

    def now(self):
        return SystemClock().now()

    def monotonic(self) -> float:
        self.elapsed += 1.0
        return self.elapsed


def test_what_was_not_reached_in_time_is_told():
    with Served(Pets()) as served:
        events = list(
            run(load_contract(CONTRACT), served.url, Plan(("examples", "fuzz"), seconds=3), clock=RacingClock())
        )
    skipped = [event for event in events if isinstance(event, OperationSkipped)]
    assert {event.reason for event in skipped} <= {"the time was up before", "no case can be made"}
    last = events[-1]
    assert isinstance(last, RunEnded)
    assert last.report.verdict in {Verdict.WARN, Verdict.UNKNOWN}


class Hourglass:
    """Time passes only when the service is asked."""

    def __init__(self) -> None:
        self.elapsed = 0.0

    def now(self):
        return SystemClock().now()

    def monotonic(self) -> float:
        return self.elapsed


def test_time_is_shared_fairly():
    clock = Hourglass()
    asked: dict[str, int] = {}

    def app(environ, start_response):
        path = environ["PATH_INFO"]
        asked[path] = asked.get(path, 0) + 1
        clock.elapsed += 5.0 if path == "/slow" else 0.1
        start_response("200 OK", [])
        return []

    parameter = {"name": "q", "in": "query", "schema": {"type": "string"}}
    get = {
        "get": {"parameters": [parameter], "responses": {"200": {"description": "fine"}, "400": {"description": "no"}}}
    }
    paths = dict.fromkeys(("/slow", "/b", "/c"), get)
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    contract = contract_from_bytes(json.dumps(document).encode())
    plan = Plan(("fuzz",), seconds=30, max_examples=40)
    report = verify(contract, Application(app), plan, clock=clock)
    assert asked["/slow"] <= 4
    assert min(asked["/b"], asked["/c"]) >= 10
    assert report.seconds <= 30 * 1.1 + 5


def test_time_that_is_left_over_goes_to_operations_that_had_none():
    clock = Hourglass()
    asked: list[str] = []

    def app(environ, start_response):
        clock.elapsed += 16.0 if not asked else 0.1
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [])
        return []

    get = {"get": {"parameters": [], "responses": {"200": {"description": "fine"}}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": dict.fromkeys(("/a", "/b"), get)}
    plan = Plan(("fuzz", "examples"), seconds=30, max_examples=4)
    events = list(run(contract_from_bytes(json.dumps(document).encode()), Application(app), plan, clock=clock))
    last = events[-1]
    assert isinstance(last, RunEnded)
    assert [(kind.kind, kind.skipped) for kind in last.report.kinds] == [("fuzz", {}), ("examples", {})]
    assert sorted(last.report.kinds[0].reached) == ["get /a", "get /b"]
    assert asked.index("/b") == 2, "after what the other kind asked"
    assert not [event for event in events if isinstance(event, OperationSkipped)]
    assert last.report.kinds[0].seconds == pytest.approx(16.1)


def test_one_operation_that_cannot_be_used_does_not_stop_the_others():
    document = json.loads(load_contract(CONTRACT).bundle())
    parameter = {
        "name": "q",
        "in": "query",
        "required": True,
        "schema": {"allOf": [{"type": "string"}, {"type": "null"}]},
    }
    document["paths"]["/broken"] = {"get": {"parameters": [parameter], "responses": {"200": {"description": "ok"}}}}
    with Served(Pets()) as served:
        report = verify(
            contract_from_bytes(json.dumps(document).encode()), served.url, Plan(("examples", "fuzz"), seconds=60)
        )
    assert set(report.kinds[1].reached) >= {"listPets", "createPet", "getPet"}
    assert "get /broken" in report.kinds[0].skipped


def test_what_a_visitor_raises_comes_out():
    contract = load_contract(CONTRACT)

    def visit(request):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Generator(contract).explore(contract.operation("getPet"), visit, good=True, most=5, seed=0)


def test_a_found_failure_is_made_small():
    contract = load_contract(CONTRACT)
    bodies = []

    def visit(request):
        found = len(json.loads(request.body)["name"]) > 1
        bodies.append(request.body)
        return found

    Generator(contract).explore(contract.operation("createPet"), visit, good=True, most=30, seed=0)
    assert min(len(json.loads(body)["name"]) for body in bodies if len(json.loads(body)["name"]) > 1) == 2


def test_failures_tell_where_the_promise_stands_in_a_file_that_people_read():
    class Silent(Pets):
        def get_pet(self, call, text):
            return changed(super().get_pet(call, text), value={}, status=200)

    contract = load_contract(CONTRACT)
    plan = Plan(kinds=("examples",), operations=("getPet",), seconds=60)
    report = verify(contract, Application(Silent()), plan)
    place = report.places[report.failures[0].trouble.why]
    assert place.document.endswith("pets.yaml")
    assert place.line > 1
    bundled = contract_from_bytes(contract.bundle(), uri="/tmp/contract.json")
    assert verify(bundled, Application(Silent()), plan).places == {}


def test_where_the_commands_for_an_application_lead_is_told():
    class Silent(Pets):
        def get_pet(self, call, text):
            return changed(super().get_pet(call, text), value={}, status=200)

    plan = Plan(kinds=("examples",), seconds=60)
    told = "the commands ask http://127.0.0.1:8000: serve the application there before they are run"
    assert verify(load_contract(CONTRACT), Application(Silent(), "pets:app"), plan).notes == (told,)
    assert verify(load_contract(CONTRACT), Application(Pets(), "pets:app"), plan).notes == ()
    with Served(Silent()) as served:
        assert verify(load_contract(CONTRACT), served.url, plan).notes == ()


def test_chosen_operations_only():
    with Served(Pets()) as served:
        report = verify(
            load_contract(CONTRACT), served.url, Plan(("examples", "fuzz"), operations=("getPet",), seconds=60)
        )
        assert report.operations == ("getPet",)
        with pytest.raises(UnknownNameError, match="getPat"):
            verify(load_contract(CONTRACT), served.url, Plan(operations=("getPat",)))
        with pytest.raises(UnknownNameError, match="fuz"):
            verify(load_contract(CONTRACT), served.url, Plan(kinds=("fuz",)))


@pytest.mark.parametrize("wrong", [{"max_examples": 0}, {"seconds": 0}, {"reply_seconds": 1e9}])
def test_a_plan_has_bounds(wrong):
    with pytest.raises(InvalidInputError):
        Plan(**wrong)
