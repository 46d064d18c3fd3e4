"""A call goes through a real Envoy, and everything that is not right is told as problem details."""

from __future__ import annotations

import socket

import pytest

pytestmark = pytest.mark.envoy


def test_a_call_reaches_its_service_without_the_base_path_and_with_its_query(shop):
    stage, _ = shop
    answer = stage.call("/shop/things/7?a=%20b")
    assert answer.status == 200, (answer, stage.log())
    assert answer.json["path"] == "/things/7?a=%20b"
    assert answer.headers["server"] == "apiyard"


def test_the_request_id_is_the_gateways_own(shop):
    stage, _ = shop
    answer = stage.call("/shop/things", headers={"x-request-id": "of-the-caller"})
    assert answer.headers["x-request-id"] != "of-the-caller"
    assert answer.json["headers"]["x-request-id"] == answer.headers["x-request-id"]


def test_answers_never_carry_what_the_proxy_is_or_how_long_the_service_took(shop):
    stage, _ = shop
    answer = stage.call("/shop/things")
    assert not [name for name in answer.headers if name.startswith("x-envoy")]
    assert answer.headers["server"] == "apiyard"
    assert [name for name in answer.headers if name.startswith("x-ratelimit-")]


def test_a_request_that_is_too_large_or_cannot_be_understood_is_told(shop):
    stage, _ = shop
    answer = stage.call("/shop/things", headers={"x-large": "x" * 70_000})
    assert answer.status == 431
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["code"] == "headers-too-large"
    with socket.create_connection(("127.0.0.1", stage.port), 5) as line:
        line.sendall(b"GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 400")
    with socket.create_connection(("127.0.0.1", stage.port), 5) as line:
        line.sendall(
            b"POST /shop/things HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
        )
        assert line.recv(4096).startswith(b"HTTP/1.1 400")
