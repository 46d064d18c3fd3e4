"""Tests of users start a mock, ask it what it was asked, let it go wrong, and are told what they did wrong."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from apiyard.cli.mocking.pytest_plugin import _apiyard_mock  # noqa: F401 - the fixture, as pytest loads it elsewhere
from apiyard.cli.mocking.running import running_mock
from apiyard.core.errors import ApiyardError, InvalidInputError, UnavailableError, UnknownNameError
from apiyard.mock.journal.client import MockClient
from tests.parts import ROOT

ORDERS = ROOT / "examples/shop/apis/orders/openapi.yaml"
KEY = {"authorization": "Bearer any"}
ORDER = {"customer": "cus_ab12", "lines": [{"product": "sencha", "quantity": 1}]}


@pytest.fixture(scope="module")
def one():
    """One mock for the whole file; each test begins with nothing in its journal."""
    with running_mock(ORDERS) as mock:
        yield mock


@pytest.fixture
def mock(one):
    one.reset()
    return one


def get(mock, path="/orders", **given):
    return httpx.get(mock.url + path, headers=KEY, trust_env=False, **given)


def post(mock, body):
    return httpx.post(mock.url + "/orders", headers=KEY, json=body, trust_env=False)


def test_a_test_starts_a_mock_and_asserts_its_calls(apiyard_mock):
    mock = apiyard_mock(ORDERS)
    assert post(mock, ORDER).status_code == 201
    mock.verify("createOrder", times=1, body={"customer": "cus_ab12"}, status=201)
    mock.verify("createOrder", no_others=True)
    mock.verify("listOrders", times=0)
    with pytest.raises(AssertionError, match=r'body /customer: "cus_ab12" is not "cus_zz99"'):
        mock.verify("createOrder", body={"customer": "cus_zz99"})


def test_a_strict_mock_tells_calls_that_broke_the_contract():
    with pytest.raises(AssertionError, match=r"1 calls broke the contract:\n  #1 GET /orders 400\n    query /limit"):
        use_strictly()


def use_strictly():
    with running_mock(ORDERS, strict=True) as mock:
        get(mock, "/orders?limit=999")


def test_calls_are_listed_counted_and_forgotten(mock):
    get(mock)
    get(mock, "/orders?limit=5")
    assert mock.count("listOrders") == mock.count() == 2
    assert [call["request"]["query"] for call in mock.calls(path="/ord*")] == ["", "limit=5"]
    mock.verify_order({"query": {}}, {"query": {"limit": 5}})
    with pytest.raises(AssertionError, match="found 0 of 2 calls"):
        mock.verify_order("getOrder")
    mock.verify_valid()
    mock.reset()
    assert mock.count() == 0


def test_a_test_waits_for_calls_of_the_background(mock):
    caller = threading.Timer(0.05, get, [mock])
    caller.start()
    mock.verify("listOrders", within=10)
    caller.join()
    with pytest.raises(AssertionError, match="expected exactly 2"):
        mock.verify("listOrders", times=2, within=0.05)


def test_faults_are_injected(mock):
    mock.inject("listOrders", fault="reset", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        get(mock)
    assert get(mock).status_code == 200
    mock.inject("listOrders", fault="truncated", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        get(mock)
    mock.inject("listOrders", fault="slow=100000", times=1)
    assert get(mock).json()["items"]
    mock.inject("listOrders", fault="hang=0.01", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        get(mock)
    assert mock.count(fault="*") == 5
    assert [call["fault"] for call in mock.calls()] == ["reset", "", "truncated", "slow", "hang"]
    with pytest.raises(InvalidInputError, match="unknown fault"):
        mock.inject(fault="explode")


def test_a_call_that_nobody_waited_for_is_in_the_journal(mock):
    mock.inject("listOrders", delay=30, times=1)
    with pytest.raises(httpx.ReadTimeout):
        get(mock, timeout=0.2)
    assert get(mock).status_code == 200
    mock.verify("listOrders", times=2)
    mock.verify("listOrders", times=1, fault="under way")


def test_wrong_questions_are_told(mock):
    with pytest.raises(InvalidInputError, match="unknown part of a match"):
        mock.count(opration="x")
    with pytest.raises(InvalidInputError, match="unknown webhook"):
        mock.fire("shipped")
    with pytest.raises(UnknownNameError, match="flag"), running_mock(ORDERS, sandbx=True):
        pass
    with pytest.raises(ApiyardError), running_mock("/no/such.yaml"):
        pass
    with pytest.raises(UnavailableError), MockClient("http://127.0.0.1:1") as nobody:
        nobody.count()


def test_webhooks_are_fired_and_settings_are_read(tmp_path, apiyard_mock):
    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    contract, settings = tmp_path / "hooks.yaml", tmp_path / "mock.yaml"
    contract.write_text(
        "openapi: 3.1.0\ninfo: {title: H, version: '1'}\npaths: {}\nwebhooks:\n  done:\n    post:\n      requestBody:\n"
        "        content: {application/json: {schema: {type: object}}}\n      responses: {'204': {description: ok}}\n",
        "utf-8",
    )
    with HTTPServer(("127.0.0.1", 0), Ear) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/"
        settings.write_text(f"callbacks: {{webhooks: {{done: '{url}'}}}}\n", "utf-8")
        mock = apiyard_mock(contract, settings=settings)
        fired = mock.fire("done")
        server.shutdown()
        thread.join()
    assert (fired["reply"]["status"], fired["violations"]) == (204, [])
    assert [each["url"] for each in mock.sent()] == [url]
