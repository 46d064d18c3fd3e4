"""Paths, framing and headers that no honest client sends: no way around the key or to another service."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from tests.envoy.stage import Stage

pytestmark = pytest.mark.envoy


def _raw(stage: Stage, path: str, lines: Sequence[str] = (), *, key: bool = True, body: str = "") -> tuple[int, int]:
    """Send bytes as they are; give the first status and how many answers came."""
    shown = [f"x-api-key: {stage.signer.sign()}"] if key else []
    text = "\r\n".join([f"GET {path} HTTP/1.1", "Host: shop", *shown, *lines, "Connection: close", "", body])
    with socket.create_connection(("127.0.0.1", stage.port), timeout=10) as connection:
        connection.sendall(text.encode("latin-1"))
        got = b""
        while data := connection.recv(65_536):
            got += data
    return int(got[9:12]), got.count(b"HTTP/1.1 ")


PATHS = (
    *("/shop//things", "/shop/./things", "/shop/x/../things", "/x/../shop/things", "//shop/things", "/shop\\things"),
    *("/shop/%74hings", "/shop%2Fthings", "/SHOP/things", "/shop/things;x=1", "/shop/%2e%2e/shop/things"),
    *("/shop/..%2fthings", "/shop/%252e%252e/things", "/shop/..;/shop/things", "http://other/shop/things", "/shop/%00"),
)


@pytest.mark.parametrize("path", PATHS)
def test_no_writing_of_a_path_gets_around_the_key(shop, path):
    stage, service = shop
    before = service.asked
    assert _raw(stage, path, key=False)[0] in {400, 401}
    assert service.asked == before


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/shop/healthz",
            "/shop/../healthz",
            "/healthz",
            "/shop/%2e%2e/healthz",
            "/shop/..%2fhealthz",
            "/shopx/things",
        ),
        *("/shop/%2Fthings", "/shop/%2574hings", "/shop/things;x=1", "/SHOP/things", "/shop%2fthings"),
    ],
)
def test_what_the_contract_does_not_name_reaches_no_service(shop, path):
    stage, service = shop
    before = service.asked
    assert _raw(stage, path)[0] == 404
    assert service.asked == before


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (("Content-Length: 4", "Transfer-Encoding: chunked"), "0\r\n\r\nGET /shop/things HTTP/1.1\r\nHost: x\r\n\r\n"),
        (("Content-Length: 4", "Content-Length: 0"), "abcd"),
        (("Transfer-Encoding: xchunked",), "0\r\n\r\n"),
        (("Transfer-Encoding : chunked",), "0\r\n\r\n"),
        (("Content-Length: +4",), "abcd"),
    ],
)
def test_framing_that_can_be_read_in_two_ways_is_refused(shop, lines, body):
    stage, service = shop
    before = service.asked
    status, answers = _raw(stage, "/shop/things", lines, body=body)
    assert (status in {400, 501}, answers) == (True, 1)
    assert service.asked == before


@pytest.mark.parametrize(
    "shown",
    [
        "BEARER {}",
        "Bearer  {}",
        "Bearer\t{}",
        "Bearer {},x",
        "Bearer {} x",
        "Basic {}",
        "{}",
        "Bearer AY_{}",
        "Bearer {}{}",
    ],
)
def test_a_key_is_read_in_one_way_only(shop, shown):
    stage, service = shop
    before = service.asked
    words = f"authorization: {shown.replace('{}', stage.signer.sign())}"
    assert _raw(stage, "/shop/things", [words], key=False)[0] == 401
    assert service.asked == before


@pytest.mark.parametrize("name", ["x_api_key", "X-Api_Key", "x-key", "api-key"])
def test_a_key_stands_in_its_two_headers_only(shop, name):
    stage, _ = shop
    assert _raw(stage, "/shop/things", [f"{name}: {stage.signer.sign()}"], key=False)[0] == 401


@pytest.mark.parametrize("value", ["1.0.0,2.0.0", "9.9.9", "", "../x", "v1.0.0", "1.0"])
def test_a_version_that_is_not_deployed_is_no_other(shop, value):
    stage, service = shop
    before = service.asked
    assert _raw(stage, "/shop/things", [f"api-version: {value}"])[0] == 404
    assert service.asked == before
