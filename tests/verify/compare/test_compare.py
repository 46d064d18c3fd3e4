"""Services that mean the same show no difference; each kind of difference is found where it is."""

from __future__ import annotations

import base64
import json

import pytest

from apiyard.cli.verifying.against import against_named
from apiyard.core.clock import SystemClock
from apiyard.core.evidence import Verdict
from apiyard.core.json import Json
from apiyard.core.noun import replace as with_
from apiyard.mock.app import mock_app
from apiyard.mock.options import MockOptions
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import load_contract
from apiyard.verify.compare.compare_replies import Asked, compare_replies
from apiyard.verify.compare.compare_services import compare_services
from apiyard.verify.compare.mirror import Mirror
from apiyard.verify.compare.pair_ids import listed_ids, made_ids, placed_ids
from apiyard.verify.compare.side import Side
from apiyard.verify.compare.twins import Twins
from apiyard.verify.compare.values import values_apart
from apiyard.verify.doors.door import door_to
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import RunEnded
from apiyard.verify.failure import kept_reply
from apiyard.verify.form import forms
from apiyard.verify.plan import Plan
from apiyard.verify.planning.baseline import Baseline
from tests.apps.pets import CONTRACT, Pets, changed, problem

CONTRACT_OF_PETS = load_contract(CONTRACT)


class OtherIds(Pets):
    """Gives other ids to what it creates."""

    def keep(self, pet):
        kept = {"id": 500 + len(self.pets), **pet}
        self.pets.append(kept)
        return kept


class Loud(Pets):
    """Says names in capitals."""

    def get_pet(self, call, text):
        answer = super().get_pet(call, text)
        return changed(answer, value={**answer.value, "name": "LOUD"}) if answer.status == 200 else answer


class NoTotal(Pets):
    """Forgets a header."""

    def list_pets(self, call):
        answer = super().list_pets(call)
        return changed(answer, headers={})


class Strict(Pets):
    """Answers another status."""

    def create_pet(self, call):
        answer = super().create_pet(call)
        return changed(answer, status=422) if answer.status == 400 else answer


def side(app, name, *, made_up=False) -> Side:
    return Side(name, door_to(Application(app, name)), made_up)


def mock() -> Side:
    return side(mock_app(CONTRACT_OF_PETS, MockOptions(check_security=False)), "mock", made_up=True)


def compared(first, *others, kinds=("examples", "fuzz")):
    plan = Plan(kinds=kinds, seconds=60, max_examples=12)
    for event in compare_services(CONTRACT_OF_PETS, first, others, plan=plan):
        if isinstance(event, RunEnded):
            return event.report
    raise AssertionError


def test_equal_services_show_no_difference():
    report = compared(side(Pets(), "one"), side(Pets(), "two"))
    assert report.failures == ()
    assert report.kinds[-1].kind == "compare"
    assert report.kinds[-1].cases == report.kinds[0].cases + report.kinds[1].cases > 20
    assert report.verdict is Verdict.PASS


def test_ids_that_services_make_may_differ():
    report = compared(side(Pets(), "one"), side(OtherIds(), "two"), kinds=("stateful",))
    assert report.failures == ()
    assert report.kinds[-1].statuses["200/200"] > 20, "what one made is asked of the other by its own name"
    assert [note for note in report.notes if "body /id: an id" in note]


def test_a_mock_and_its_service_agree():
    for sides in ((mock(), side(Pets(), "live")), (side(Pets(), "live"), mock())):
        report = compared(*sides)
        assert report.failures == ()
        assert "values of mock are made up" in report.notes[0]
        assert [note for note in report.notes if "a mock holds other things" in note]


def remembering() -> Side:
    return Side("mock", door_to(against_named("mock", CONTRACT_OF_PETS)), made_up=True)


def test_a_mock_is_asked_for_what_it_made_and_what_it_has():
    for live in (Pets(), OtherIds()):
        report = compared(side(live, "live"), remembering(), kinds=("examples", "edges", "stateful"))
        assert report.failures == ()
        assert not [note for note in report.notes if "a mock holds other things" in note]
        statuses = report.kinds[-1].statuses
        assert statuses["200/200"] > 40
        assert not {"200/404", "404/200"} & statuses.keys()
        met = statuses["200/200"] + statuses["201/201"]
        assert f"{met} of {report.kinds[-1].cases} pairs of answers are two successes" in report.notes


@pytest.mark.parametrize(
    ("app", "check", "operation", "place"),
    [
        (Loud(), "differs-body", "getPet", "body /name"),
        (NoTotal(), "differs-schema", "listPets", "header /X-Total"),
        (Strict(), "differs-status", "createPet", "status"),
    ],
)
def test_a_difference_is_found(app, check, operation, place):
    report = compared(side(Pets(), "old"), side(Pets(), "same"), side(app, "new"))
    found = {(each.trouble.check, each.case.operation, each.trouble.place) for each in report.kinds[-1].failures}
    assert (check, operation, place) in found
    assert {each[1] for each in found} == {operation}
    assert all("new" in each.trouble.message for each in report.kinds[-1].failures)
    assert report.verdict is Verdict.FAIL


class Chatty(Pets):
    """Tells what it was asked with."""

    def list_pets(self, call):
        answer = super().list_pets(call)
        told = call.headers.get("authorization", "") + call.headers.get("x-tenant", "")
        return changed(answer, value=[{"id": 1, "name": told, "kind": "cat"}]) if answer.status == 200 else answer


def test_no_secret_is_told():
    headers = (("authorization", "Bearer the-secret-key"), ("x-tenant", "secret-tenant"))
    sides = [Side(name, door_to(Application(app, name), headers=headers)) for name, app in TWO]
    plan = Plan(kinds=("examples",), seconds=60, headers=headers)
    events = compare_services(CONTRACT_OF_PETS, sides[0], sides[1:], plan=plan)
    report = next(event.report for event in events if isinstance(event, RunEnded))
    assert [each.trouble.check for each in report.kinds[-1].failures].count("differs-body")
    for form in forms().values():
        written = form.write(report)
        assert "the-secret-key" not in written, form.id
        assert "secret-tenant" not in written, form.id


TWO = (("one", Pets()), ("two", Chatty()))


class Decoding(Chatty):
    """Tells the password that it found in what it was asked with."""

    def list_pets(self, call):
        pair = base64.b64decode(call.headers.get("authorization", "").partition(" ")[2]).decode()
        return super().list_pets(with_(call, headers={**call.headers, "authorization": pair.partition(":")[2]}))


def test_no_password_is_told_as_a_service_decoded_it():
    headers = (("authorization", f"Basic {base64.b64encode(b'ann:hunter2' + bytes([34]) + b'22').decode()}"),)
    sides = [
        Side(name, door_to(Application(app, name), headers=headers))
        for name, app in (("one", Pets()), ("two", Decoding()))
    ]
    plan = Plan(kinds=("examples",), seconds=60, headers=headers)
    events = compare_services(CONTRACT_OF_PETS, sides[0], sides[1:], plan=plan)
    report = next(event.report for event in events if isinstance(event, RunEnded))
    assert [each.trouble.check for each in report.kinds[-1].failures].count("differs-body")
    assert not [form for form, entry in forms().items() if "hunter2" in entry.write(report)]


def heard(*replies, held=True, doubtful=False, made_up=False):
    """Compare two replies to listPets."""
    asked = Asked(CONTRACT_OF_PETS.operation("listPets"), "GET", held, doubtful)
    sides = (side(Pets(), "one"), with_(side(Pets(), "two"), made_up=made_up))
    return compare_replies(asked, *zip(sides, replies, strict=True))


JSON = ("content-type", "application/json")
GOOD = Reply(200, (JSON, ("x-total", "0")), b"[]")


def checks_of(compared):
    return [each.check for each in compared.differences]


def test_two_replies():
    assert checks_of(heard(GOOD, GOOD)) == []
    assert checks_of(heard(GOOD, None)) == ["differs-reply"]
    assert checks_of(heard(None, None)) == []
    assert checks_of(heard(GOOD, Reply(404))) == ["differs-status"]
    assert checks_of(heard(GOOD, with_(GOOD, body=b'[{"id": 1}]'))) == [
        "differs-schema",
        "differs-body",
    ]
    assert checks_of(heard(GOOD, with_(GOOD, headers=(JSON,)))) == ["differs-schema"], "no header is told twice"
    pets = [with_(GOOD, body=json.dumps([{"id": 1, "name": name, "kind": "cat"}]).encode()) for name in ("Tom", 7)]
    assert checks_of(heard(*pets)) == ["differs-schema"], "nor is a value"
    assert checks_of(heard(GOOD, with_(GOOD, headers=(("content-type", "text/plain"), ("x-total", "0"))))) == [
        "differs-schema",
        "differs-media-type",
    ]
    assert checks_of(heard(GOOD, with_(GOOD, headers=(*GOOD.headers, ("etag", '"a"'))))) == ["differs-header"]
    assert checks_of(heard(GOOD, with_(GOOD, headers=(JSON, ("x-total", "9"))))) == ["differs-header"]


def test_only_what_a_mock_cannot_know_is_explained():
    refused, teapot = Reply(400), Reply(422)
    assert checks_of(heard(refused, teapot)) == ["differs-status"]
    assert heard(refused, teapot, made_up=True).explained
    assert heard(Reply(401), GOOD, made_up=True).explained
    assert checks_of(heard(Reply(500), GOOD, made_up=True)) == ["differs-status"]
    assert checks_of(heard(GOOD, Reply(500), made_up=True)) == ["differs-status"]
    assert heard(GOOD, Reply(404), made_up=True).explained
    assert checks_of(heard(Reply(404), GOOD, made_up=True)) == ["differs-status"]  # 404 is not documented here
    assert checks_of(heard(GOOD, refused, held=False, made_up=True)) == ["differs-status"]
    assert heard(GOOD, refused, doubtful=True, made_up=True).explained
    assert checks_of(heard(GOOD, refused, doubtful=True)) == ["differs-status"]


def test_what_is_changed_twice_in_the_same_store_is_no_contradiction():
    def met(one, other, *, method="POST", keeps=("shop", "shop")):
        asked = Asked(CONTRACT_OF_PETS.operation("createPet"), method, held=True)
        sides = [with_(side(Pets(), name), keeps=kept) for name, kept in zip(("live", "gateway"), keeps, strict=True)]
        return compare_replies(asked, (sides[0], one), (sides[1], other))

    made, there = Reply(201), Reply(409)
    assert met(made, there).explained
    assert checks_of(met(there, made)) == ["differs-status"], "the second one is not the one that comes too late"
    assert checks_of(met(made, there, method="GET")) == ["differs-status"]
    assert checks_of(met(made, there, keeps=("", ""))) == ["differs-status"]
    assert checks_of(met(made, there, keeps=("shop", "other"))) == ["differs-status"]
    assert checks_of(met(made, Reply(400))) == ["differs-status"]


def test_a_side_that_wants_credentials_is_told():
    class Shut(Pets):
        def list_pets(self, call):
            return problem(401)

        create_pet = list_pets

        def get_pet(self, call, text):
            return problem(403)

    report = compared(side(Pets(), "live"), side(Pets(), "twin"), side(Shut(), "gateway"), kinds=("examples",))
    (hint,) = report.hints
    assert hint.startswith("gateway answers nearly all requests with 401, 403 or 407: give credentials with -H")


@pytest.mark.parametrize(
    ("left", "right", "sorts"),
    [
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": 1}, {"a": True}, ["differs"]),
        ({"a": 1}, {"b": 1}, ["differs", "differs"]),
        ({"id": 1}, {"id": 2}, ["twin"]),
        ({"petId": "x"}, {"petId": 2}, ["differs"]),
        ({"created": 1}, {"created": 2}, ["masked"]),
        ({"x": "2026-01-01T00:00:00Z"}, {"x": "2026-01-02T00:00:00Z"}, ["masked"]),
        ({"x": "2026-01-01T00:00:00Z"}, {"x": "never"}, ["differs"]),
        ({"x": "http://one:1/p"}, {"x": "http://two:2/p"}, []),
        ({"x": "http://one:1/p"}, {"x": "http://two:2/q"}, ["differs"]),
        ([1, 2], [2, 1], ["differs", "differs"]),
        ([1], [1, 2], ["differs"]),
        ({"nextToken": "a"}, {"nextToken": "b"}, ["masked"]),
        ({"paid": 1}, {"paid": 2}, ["differs"]),
        ({"age": 1}, {"age": 2}, ["differs"]),
        (None, {}, ["differs"]),
    ],
)
def test_values(left, right, sorts):
    assert [each.sort for each in values_apart(left, right, ("http://one:1", "http://two:2"))] == sorts


def test_values_are_compared_to_an_end():
    assert len(list(values_apart(list(range(1000)), list(range(1, 1001))))) == 20
    deep: list = []
    for _ in range(5000):
        deep = [deep]
    assert [each.sort for each in values_apart(deep, [deep])] == ["masked"]


def test_twins_are_translated():
    twins = Twins()
    twins.learn([("7", "9"), ("ord_one_a", "ord b/2")])
    asked = Request(
        "POST",
        "/orders/ord_one_a/lines/7",
        "limit=7&order=ord_one_a",
        (("authorization", "Bearer ord_one_a"), JSON),
        json.dumps({"order": "ord_one_a", "count": 7, "text": "ord_one_a!"}).encode(),
    )
    told = twins.translate(asked)
    assert told.path == "/orders/ord%20b%2F2/lines/9"
    assert told.query == "limit=7&order=ord%20b%2F2"
    assert told.header("authorization") == "Bearer ord b/2"
    assert json.loads(told.body) == {"order": "ord b/2", "count": 7, "text": "ord_one_a!"}


def test_things_that_both_made_are_paired_also_when_their_ids_are_equal():
    uuids = ["c0ffee00-0000-4000-8000-000000000001", "c0ffee00-0000-4000-8000-000000000002"]
    left: Json = {"id": 7, "name": "a", "owner": {"ownerId": "x"}, "ref": uuids[0]}
    right: Json = {"id": 7, "name": "b", "owner": {"ownerId": "y"}, "ref": uuids[1]}
    assert set(made_ids(left, right)) == {("7", "7"), ("x", "y"), (uuids[0], uuids[1])}
    assert list(made_ids(left, None)) == []


def test_listed_things_are_paired_with_what_the_other_side_has():
    rows: list[Json] = [{"id": "a", "shop": {"id": "s"}}, {"id": "b"}, {"id": "c"}, {"id": "d"}]
    assert list(listed_ids({"items": rows}, {"items": [{"id": "b"}, {"id": "z"}]})) == [
        ("a", "b"),
        ("c", "z"),
        ("d", "b"),
    ]
    assert list(listed_ids(rows, [])) == []


def test_what_headers_say_is_paired():
    made = [
        Reply(201, (("Location", f"http://host/pets/{name}?x=1"), ("ETag", f'"{name}"'))) for name in ("a%20b", "c/")
    ]
    assert list(placed_ids(*made)) == [("a b", "c"), ('"a%20b"', '"c/"')]
    assert list(placed_ids(made[0], GOOD)) == []


def test_a_known_thing_is_never_taken_for_another_one():
    twins = Twins()
    twins.learn([("7", "7")])
    twins.learn_peers([("7", "9"), ("8", "9")])
    assert twins.names == {"7": "7", "8": "9"}


def test_a_bad_request_stays_bad_for_the_other_side():
    names = {"1000": "1", "2": "2000"}
    live, other = side(Pets(), "live"), side(Pets(), "other")
    mirror = Mirror(CONTRACT_OF_PETS, live, [other], clock=SystemClock())
    mirror._twins["other"].learn(names.items())
    with mirror:
        assert mirror.send(Request("GET", "/pets/1000")).status == 404
        assert mirror.send(Request("GET", "/pets/2")).status == 200
    assert mirror.report(Baseline()).statuses == {"404/404": 1, "200/200": 1}


def test_a_failure_keeps_only_as_much_of_a_reply_as_somebody_reads():
    long = Reply(200, (), b"x" * 1_000_000)

    assert kept_reply(long) == with_(long, body=b"x" * 256 * 1024)
    assert kept_reply(GOOD) is GOOD
    assert kept_reply(None) is None


def test_very_long_values_are_no_ids():
    twins = Twins()
    twins.learn([("a" * 5_000, "b"), ("c", "d" * 5_000), ("e", "f")])

    assert twins.names == {"e": "f"}
