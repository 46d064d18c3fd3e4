"""Faults strike the calls that rules, headers and schedules name, and each goes wrong in its own way."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

import pytest

from apiyard.core.clock import ManualClock
from apiyard.core.errors import ApiyardError
from apiyard.core.options import read_options
from apiyard.mock.app import Mock
from apiyard.mock.control import Control
from apiyard.mock.fault import faults, read_fault
from apiyard.mock.injecting.api import faults_api
from apiyard.mock.injecting.inject import Faults
from apiyard.mock.injecting.rule import FaultOptions
from apiyard.mock.journal.journal import Journal
from apiyard.mock.pipeline import settled
from apiyard.mock.step import Cut, Refused, Streamed, Wrong
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply
from apiyard.spec.load import load_contract
from tests.parts import ROOT

CONTRACT = load_contract(ROOT / "examples/shop/apis/orders/openapi.yaml")
KEY = (("authorization", "Bearer any"),)


class Shop:
    """A mock of the shop's orders with faults, a clock that is moved and sleeps that only count."""

    def __init__(self, *rules, **options):
        self.clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
        self.slept = []
        given = read_options(FaultOptions, {"rules": list(rules), **options})
        self.faults = Faults(given, clock=self.clock, sleep=self._sleep)
        self.journal = Journal()
        mock = Mock(CONTRACT, layers=[self.faults.layer], watchers=[self.journal.watch])
        self.handle = Control({"faults": faults_api(self.faults)}).before(mock.handle)

    async def _sleep(self, seconds):
        self.slept.append(seconds)

    def send(self, method="GET", path="/orders", *, fault="", body=b""):
        headers = KEY + ((("x-apiyard-fault", fault),) if fault else ())
        return asyncio.run(settled(self.handle(Request(method, path, "", headers, body))))

    def struck(self, count, **given):
        return [number for number in range(1, count + 1) if not isinstance(self.send(**given), Reply)]


def body_of(streamed):
    async def read():
        return [chunk async for chunk in streamed.chunks]

    return asyncio.run(read())


@pytest.mark.parametrize(("id_", "text"), [(each.id, text) for each in faults().values() for text in each.good])
def test_good_spellings_are_read(id_, text):
    assert read_fault(text)[0].id == id_


@pytest.mark.parametrize("text", [text for each in faults().values() for text in each.bad] + ["", "rest", "a=b=c"])
def test_bad_spellings_are_refused(text):
    with pytest.raises(ApiyardError):
        read_fault(text)


def test_without_rules_calls_go_through():
    assert isinstance(Shop().send(), Reply)


def test_reset_and_lost_give_no_answer():
    assert Shop().send(fault="reset") == Cut("reset")
    assert Shop().send(fault="lost") == Cut("lost")


def test_half_a_body_is_announced_whole():
    whole = Shop().send()
    cut = Shop().send(fault="truncated=25")
    assert isinstance(whole, Reply)
    assert isinstance(cut, Cut)
    assert cut.part is not None
    assert cut.part.body == whole.body[: len(whole.body) // 4]


def test_a_slow_body_comes_whole_and_in_time():
    shop = Shop()
    whole, slow = shop.send(), shop.send(fault="slow=100")
    assert isinstance(whole, Reply)
    assert isinstance(slow, Wrong)
    assert isinstance(slow.answer, Streamed)
    chunks = body_of(slow.answer)
    assert b"".join(chunks) == whole.body
    assert max(map(len, chunks)) == 10
    assert sum(shop.slept) == pytest.approx(len(whole.body) / 100)


def test_hanging_ends_without_an_answer():
    shop = Shop()
    assert shop.send(fault="hang=5") == Cut("hang")
    assert shop.slept == [5]


def test_bodies_that_cannot_be_read():
    wrong = Shop().send(fault="malformed")
    assert isinstance(wrong, Wrong)
    assert isinstance(wrong.answer, Reply)
    with pytest.raises(ValueError, match=r"utf-8|Expecting|Unterminated"):
        json.loads(wrong.answer.body)
    empty = Shop().send(fault="empty")
    assert isinstance(empty, Wrong)
    assert isinstance(empty.answer, Reply)
    assert (empty.answer.status, empty.answer.body) == (200, b"")


def test_another_status_is_the_contracts_own_where_it_has_one():
    own = Shop().send("GET", "/orders/ord_00000001", fault="status=404")
    assert isinstance(own, Reply)
    assert own.status == 404
    assert not check_reply(CONTRACT.operation("getOrder"), "GET", own)
    made = Shop().send(fault="status=599")
    assert isinstance(made, Wrong)
    assert made.why == "status=599"
    busy = Shop().send(fault="status=503")
    answer = busy.answer if isinstance(busy, Wrong) else busy
    assert isinstance(answer, Reply)
    assert answer.status == 503


def test_off_contract_is_json_that_breaks_the_contract():
    wrong = Shop().send(fault="off-contract")
    assert isinstance(wrong, Wrong)
    assert isinstance(wrong.answer, Reply)
    assert json.loads(wrong.answer.body) == {}
    assert check_reply(CONTRACT.operation("listOrders"), "GET", wrong.answer)


def test_the_header_may_ask_for_a_delay_too():
    shop = Shop()
    assert shop.send(fault="delay=0.5, reset") == Cut("reset")
    assert shop.slept == [0.5]
    refused = shop.send(fault="explode")
    assert isinstance(refused, Refused)
    assert refused.reply.status == 400
    assert b"known: empty" in refused.reply.body
    assert isinstance(shop.send(fault="delay=x"), Refused)
    assert isinstance(Shop(header=False).send(fault="reset"), Reply)


@pytest.mark.parametrize(
    ("rule", "struck"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"after": 4}, [5, 6]),
        ({"every": 3}, [1, 4]),
        ({"after": 1, "every": 2, "times": 2}, [2, 4]),
        ({"percent": 0}, []),
        ({"operation": "list*"}, [1, 2, 3, 4, 5, 6]),
        ({"operation": "createOrder"}, []),
        ({"method": "get", "path": "/ord*"}, [1, 2, 3, 4, 5, 6]),
        ({"path": "/order"}, []),
        ({"status": "2XX"}, [1, 2, 3, 4, 5, 6]),
        ({"status": "404"}, []),
        ({"status": "200", "times": 1}, [1]),
    ],
)
def test_rules_choose_calls(rule, struck):
    assert Shop({**rule, "fault": "reset"}).struck(6) == struck


def test_a_share_of_calls_is_struck_and_always_the_same():
    first, again = (Shop({"percent": 30, "fault": "reset"}).struck(200) for _ in range(2))
    assert first == again
    assert 35 < len(first) < 85
    assert Shop({"percent": 30, "fault": "reset"}, seed=1).struck(200) != first


def test_a_window_of_time_is_struck():
    shop = Shop({"between": [10, 20], "fault": "reset"})
    found = []
    for _ in range(5):
        found.append(isinstance(shop.send(), Cut))
        shop.clock.move(6)
    assert found == [False, False, True, True, False]


def test_delays_add_up_and_the_first_fault_decides():
    shop = Shop({"delay": 0.25}, {"delay": 0.5, "fault": "reset"}, {"fault": "empty"})
    assert shop.send() == Cut("reset")
    assert shop.slept == [0.75]
    spread = Shop({"delay": {"median": 0.1, "p99": 2}}, {"delay": [1, 3]})
    for _ in range(300):
        spread.send()
    assert all(1 < each < 20 for each in spread.slept)
    assert len(set(spread.slept)) == 300


def test_a_rule_may_choose_another_answer_that_conforms():
    answer = Shop({"operation": "getOrder", "answer": {"code": 404}}).send("GET", "/orders/ord_00000001")
    assert isinstance(answer, Reply)
    assert answer.status == 404


def test_rules_may_be_about_one_of_several_contracts():
    faults = Faults(read_options(FaultOptions, {"rules": [{"api": "or*", "fault": "reset"}]}))
    answers = [
        asyncio.run(settled(Mock(CONTRACT, layers=[faults.layer_of(name)]).handle(Request("GET", "/orders", "", KEY))))
        for name in ("orders", "stock")
    ]
    assert [isinstance(each, Cut) for each in answers] == [True, False]


def test_the_journal_tells_the_fault():
    shop = Shop({"every": 2, "fault": "malformed"})
    shop.send()
    shop.send()
    assert [each.fault for each in shop.journal.entries()] == ["malformed", ""]


def test_rules_are_changed_while_it_runs():
    shop = Shop()

    def ask(method, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        reply = shop.send(method, "/__apiyard/faults", body=body)
        assert isinstance(reply, Reply)
        return reply.status, json.loads(reply.body) if reply.body else None

    assert ask("PUT", [{"fault": "reset", "times": 1}])[0] == 200
    assert shop.struck(3) == [1]
    assert ask("GET") == (200, {"header": True, "rules": [{"fault": "reset", "times": 1, "meant": 3, "struck": 1}]})
    assert ask("POST", {"fault": "empty"})[0] == 200
    assert ask("DELETE") == (204, None)
    assert shop.struck(2) == []
    assert ask("PUT", {})[0] == ask("POST", {"falt": "reset"})[0] == ask("POST", [])[0] == 400
    assert ask("PATCH")[0] == 405
