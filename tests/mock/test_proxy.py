"""The proxy passes on what comes, judges both sides, and tells clearly when the server behind it does not answer."""

from __future__ import annotations

import asyncio
import gzip
import json
import zlib

import pytest

from apiyard.core.errors import ApiyardError
from apiyard.mock.forward.hops import back, onward
from apiyard.mock.forward.proxy import Proxy, ProxyOptions
from apiyard.mock.forward.site import ProxySite
from apiyard.mock.forward.target import read_target
from apiyard.mock.forward.upstream import Upstream
from apiyard.mock.journal.journal import Journal
from apiyard.mock.pipeline import settled
from apiyard.mock.step import Refused, Streamed, Wrong, whole
from apiyard.spec.decode import decode
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes, load_contract
from tests.parts import ROOT

CONTRACT = load_contract(ROOT / "examples/shop/apis/orders/openapi.yaml")
ORDER = {
    "id": "ord_00000001",
    "customer": "cus_ab12",
    "lines": [{"product": "sencha", "quantity": 1}],
    "status": "placed",
    "units": 1,
    "createdAt": "2026-01-01T00:00:00Z",
}
BODY = json.dumps(ORDER).encode()
KEY = (("authorization", "Bearer any"),)


def http(status, body=b"", **headers):
    given = {"content-length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value is not None)
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body


JSON = {"content_type": "application/json"}
ANSWERS = {
    "/orders/ord_00000001": http(200, BODY, **JSON, connection="x-own", x_own="1", set_cookie="a=1"),
    "/orders/ord_000000gz": http(200, gzip.compress(BODY), **JSON, content_encoding="gzip"),
    "/orders/ord_000000br": http(200, b"?", **JSON, content_encoding="br"),
    "/orders/ord_0000junk": b"junk\r\n\r\n",
    "/orders/ord_0000half": http(200, b"{", **{**JSON, "content_length": "100"}),
    "/orders/ord_000wrong": http(200, b'{"id": 7}', **JSON),
    "/orders/ord_00000big": http(200, b" " * 300_000 + BODY, **JSON),
    "/orders/ord_0chunked": http(
        200, b"5\r\n[1,2,\r\n2\r\n3]\r\n0\r\n\r\n", **JSON, content_length=None, transfer_encoding="chunked"
    ),
    "/orders/ord_00redirs": http(302, location="/base/orders/ord_00000001"),
    "/events": http(
        200, b'data: {"n": 1}\n\ndata: {"n"', content_type="text/event-stream", content_length=None, connection="close"
    ),
}


class Wire:
    """A server that answers with bytes as they are written here, and keeps what it was sent."""

    def __init__(self):
        self.got = []

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()

    async def _serve(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = await reader.readexactly(int(lines.get("content-length", 0)))
        method, target, _ = head.split("\r\n")[0].split(" ")
        self.got.append((method, target, lines, body))
        path = target.removeprefix("/base")
        if path == "/orders/ord_0000slow":
            await asyncio.sleep(5)
        writer.write(
            ANSWERS.get(path, http(404, b"{}", **JSON)) if method != "HEAD" else http(200, **JSON, content_length="77")
        )
        await writer.drain()
        writer.close()


def through(
    path="/orders/ord_00000001", *, method="GET", headers=KEY, body=b"", base="", seconds=20.0, most=100_000, **options
):
    """Send one request through a proxy; give the answer, the proxy's journal and what the server got."""
    journal, streams = Journal(), []

    async def go():
        async with Wire() as wire:
            target = read_target(f"http://127.0.0.1:{wire.port}{base}")
            upstream = Upstream(target, seconds=seconds, most_bytes=most)
            proxy = Proxy(
                CONTRACT,
                upstream,
                ProxyOptions(**options),
                watchers=[journal.watch],
                streams=lambda *given: streams.append(given),
            )
            path_, _, query = path.partition("?")
            answer = await settled(proxy.handle(Request(method, path_, query, headers, body)))
            inner = answer.answer if isinstance(answer, Wrong) else answer
            if isinstance(inner, Streamed):
                chunks = []
                try:
                    chunks = [chunk async for chunk in inner.chunks]
                except ApiyardError as error:
                    chunks.append(error.code.encode())
                inner = Reply(inner.status, inner.headers, b"".join(chunks))
                answer = Wrong(inner, answer.why) if isinstance(answer, Wrong) else inner
            await proxy.close()
            return answer, wire.got

    answer, got = asyncio.run(go())
    return answer, journal.entries(), got, streams


def test_a_good_exchange_passes_unchanged():
    answer, (entry,), ((method, target, headers, _),), _ = through("/orders/ord_00000001", base="/base")
    assert isinstance(answer, Reply)
    assert (answer.status, answer.body) == (200, BODY)
    assert answer.header("set-cookie") == "a=1"
    assert answer.header("x-own") is None
    assert answer.header("x-apiyard-violations") is None
    assert (method, target) == ("GET", "/base/orders/ord_00000001")
    assert headers["authorization"] == "bearer any"
    assert entry.valid


def test_what_breaks_the_contract_is_passed_on_and_told():
    answer, (entry,), got, _ = through("/orders/ord_000wrong", headers=())
    assert isinstance(answer, Reply)
    assert answer.body == b'{"id": 7}'
    told = json.loads(answer.header("x-apiyard-violations") or "")
    assert {each["place"] for each in told} == {"security", "body"}
    assert entry.seen.wrong_request
    assert entry.seen.wrong_reply
    assert len(got) == 1
    unasked, _, _, _ = through("/orders/ord_00000001", headers=(), check_security=False)
    assert isinstance(unasked, Reply)
    assert unasked.header("x-apiyard-violations") is None


def test_with_errors_nothing_wrong_passes():
    answer, _, got, _ = through("/orders?limit=999", refuse=True)
    assert isinstance(answer, Reply)
    assert (answer.status, got) == (400, [])
    answer, _, got, _ = through("/orders/ord_000wrong", refuse=True)
    assert isinstance(answer, Refused)
    assert answer.reply.status == 502
    assert b'"code":"upstream-broke-contract"' in answer.reply.body
    answer, _, got, _ = through("/nowhere", refuse=True)
    assert isinstance(answer, Reply)
    assert (answer.status, got) == (404, [])


def test_with_errors_browsers_still_ask_the_server():
    headers = (("origin", "http://page"), ("access-control-request-method", "GET"))
    answer, _, ((method, target, _, _),), _ = through("/orders", method="OPTIONS", headers=headers, refuse=True)
    assert isinstance(answer, Reply)
    assert (method, target, answer.status) == ("OPTIONS", "/orders", 404)
    refused, _, got, _ = through("/orders", method="BREW", refuse=True)
    assert isinstance(refused, Reply)
    assert (refused.status, refused.header("allow"), got) == (405, "GET, POST", [])


def test_callers_may_use_the_whole_paths_of_the_service():
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://api.example/v1"}],
        "paths": {"/orders": {"get": {"responses": {"404": {"description": "none"}}}}},
    }
    contract = contract_from_bytes(json.dumps(tree).encode())

    async def go():
        async with Wire() as wire:
            proxy = Proxy(contract, Upstream(read_target(f"http://127.0.0.1:{wire.port}/base")))
            site = ProxySite(proxy)
            for path in ("/v1/orders", "/orders", "/v1", "/other"):
                await settled(site.handle(Request("GET", path)))
            await proxy.close()
            return [target for _, target, _, _ in wire.got]

    assert asyncio.run(go()) == ["/base/orders", "/base/orders", "/base/v1", "/base/other"]


def test_what_the_contract_does_not_have_is_passed_on():
    answer, (entry,), got, _ = through("/nowhere", method="BREW")
    assert isinstance(answer, Reply)
    assert answer.status == 404
    assert got[0][0] == "BREW"
    assert not entry.valid


def test_head_asks_for_the_head_alone():
    answer, (entry,), ((method, _, _, _),), _ = through(method="HEAD")
    assert isinstance(answer, Reply)
    assert (method, answer.status, answer.body) == ("HEAD", 200, b"")
    assert answer.header("content-length") == "77"
    assert entry.operation == "getOrder"
    refused, _, got, _ = through("/orders?limit=999", method="HEAD", refuse=True)
    assert isinstance(refused, Reply)
    assert (refused.status, got) == (400, [])


def test_codings_are_taken_off():
    answer, (entry,), ((_, _, headers, _),), _ = through(
        "/orders/ord_000000gz", headers=(*KEY, ("accept-encoding", "br, gzip;q=0.8"))
    )
    assert isinstance(answer, Reply)
    assert (answer.body, answer.header("content-encoding")) == (BODY, None)
    assert headers["accept-encoding"] == "gzip"
    assert entry.valid
    other, _, _, _ = through("/orders/ord_000000br")
    assert isinstance(other, Wrong)
    assert whole(other).header("content-encoding") == "br"  # type: ignore[union-attr]
    given = (*KEY, ("content-type", "application/json"), ("content-encoding", "gzip"))
    order = {"customer": "cus_ab12", "lines": [{"product": "sencha", "quantity": 1}]}
    _, (entry,), ((_, _, headers, body),), _ = through(
        "/orders", method="POST", headers=given, body=gzip.compress(json.dumps(order).encode())
    )
    assert not entry.seen.wrong_request
    assert json.loads(body) == order
    assert "content-encoding" not in headers


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/orders/ord_0000junk", 502, "upstream-broken"),
        ("/orders/ord_0000half", 502, "upstream-broken"),
        ("/orders/ord_0000slow", 504, "upstream-timeout"),
    ],
)
def test_a_broken_server_is_told(path, status, code):
    answer, (entry,), _, _ = through(path, seconds=0.3 if status == 504 else 20)
    assert isinstance(answer, Wrong)
    assert (answer.why, whole(answer).status) == (code, status)  # type: ignore[union-attr]
    assert entry.fault == code
    assert not entry.seen.wrong_reply


def test_a_dead_server_is_told():
    async def go():
        async with Wire() as wire:
            port = wire.port
        proxy = Proxy(CONTRACT, Upstream(read_target(f"http://127.0.0.1:{port}")))
        return await settled(proxy.handle(Request("GET", "/orders", "", KEY)))

    answer = asyncio.run(go())
    assert isinstance(answer, Wrong)
    assert answer.why == "upstream-unreachable"


def test_a_large_body_is_passed_on_as_it_comes():
    answer, _, _, _ = through("/orders/ord_00000big")
    assert isinstance(answer, Wrong)
    assert answer.why == "too-large-to-judge"
    assert len(whole(answer).body) == 300_000 + len(BODY)  # type: ignore[union-attr]


def test_chunks_are_put_together():
    answer, _, _, _ = through("/orders/ord_0chunked")
    assert isinstance(answer, Reply)
    assert answer.body == b"[1,2,3]"


def test_a_stream_is_passed_on_and_told_when_it_is_over():
    answer, _, _, streams = through("/events")
    assert isinstance(answer, Reply)
    assert answer.body == b'data: {"n": 1}\n\ndata: {"n"'
    assert streams[0][1].body == b'data: {"n": 1}\n\n'


def test_locations_lead_through_the_proxy():
    answer, _, _, _ = through("/orders/ord_00redirs", base="/base")
    assert isinstance(answer, Reply)
    assert answer.header("location") == "/orders/ord_00000001"
    target = read_target("http://api.example/base")
    assert target.as_seen("http://api.example:80/base/x?y#z") == "/x?y#z"
    assert target.as_seen("http://api.example/base") == "/"
    for other in ("http://api.example/based", "https://api.example/base/x", "//evil/base/x", "x", "http://[", "/up"):
        assert target.as_seen(other) == other


@pytest.mark.parametrize(
    "path",
    [
        "/orders/../admin",
        "/orders/%2e%2E/admin",
        "/..\\admin",
        "/..%2fadmin",
        "/orders/%2e%2e%2F%2e%2e%2fadmin",
        "/..%5Cadmin",
        "/%252e%252e/admin",
        "/orders/..;a=b/admin",
        "http://evil.example/",
        "*",
        "/orders/ü",
    ],
)
def test_no_request_leads_elsewhere(path):
    answer, _, got, _ = through(path, base="/base")
    assert isinstance(answer, Refused)
    assert (answer.reply.status, got) == (400, [])


def test_two_slashes_stay_a_path():
    _, _, ((_, target, headers, _),), _ = through("//evil.example/x")
    assert target == "//evil.example/x"
    assert headers["host"].startswith("127.0.0.1:")


@pytest.mark.parametrize("target", ["/orders?a=%zz&b=%FF", "/orders/%2e", "/a%2Fb//c;d=1", "/orders?", "/a|b^c`"])
def test_targets_go_out_as_they_came(target):
    _, _, ((_, got, _, _),), _ = through(target)
    assert got == target.removesuffix("?")


def test_questions_about_the_whole_server_are_passed_on():
    _, _, ((method, target, _, _),), _ = through("*", method="OPTIONS", base="/base")
    assert (method, target) == ("OPTIONS", "*")


def test_a_proxy_does_not_forward_to_itself():
    answer, _, got, _ = through()
    via = got[0][2]["via"]

    async def go():
        async with Wire() as wire:
            upstream = Upstream(read_target(f"http://127.0.0.1:{wire.port}"))
            upstream._mark = via.removeprefix("1.1 apiyard-")
            proxy = Proxy(CONTRACT, upstream)
            return await settled(proxy.handle(Request("GET", "/orders", "", (*KEY, ("via", via)))))

    looped = asyncio.run(go())
    assert isinstance(looped, Wrong)
    assert whole(looped).status == 508  # type: ignore[union-attr]
    assert isinstance(answer, Reply)


@pytest.mark.parametrize(
    "url", ["ftp://a", "http://", "//a", "http://u:p@a/", "http://a/?b", "http://a/#b", "http://a:x/", "http://a b/"]
)
def test_urls_that_are_none_of_a_server(url):
    with pytest.raises(ApiyardError):
        read_target(url)


def test_headers_of_one_connection_stay_there():
    given = (
        ("Host", "me:1"),
        ("Connection", "close, X-Hop"),
        ("X-Hop", "1"),
        ("TE", "trailers"),
        ("Upgrade", "websocket"),
        ("Proxy-Authorization", "Basic x"),
        ("X-Kept", "1"),
        ("Via", "1.0 other"),
    )
    sent = onward(given, authority="up:2", mark="ab")
    assert sent == (
        ("host", "up:2"),
        ("X-Kept", "1"),
        ("accept-encoding", "identity"),
        ("via", "1.0 other, 1.1 apiyard-ab"),
        ("x-forwarded-host", "me:1"),
    )
    assert back((("Transfer-Encoding", "chunked"), ("ETag", "x"))) == (("ETag", "x"),)
    assert back((("Connection", "close"), ("Connection", "X-Hop"), ("X-Hop", "1"))) == ()


def test_bodies_are_decoded_within_bounds():
    raw = zlib.compressobj(wbits=-15)
    assert decode(zlib.compress(b"abc"), "deflate", most=3) == b"abc"
    assert decode(raw.compress(b"abc") + raw.flush(), "DEFLATE", most=3) == b"abc"
    assert decode(gzip.compress(b"ab") + gzip.compress(b"c"), "x-gzip", most=3) == b"abc"
    assert decode(b"", "gzip", most=3) == b""
    bomb = gzip.compress(b"\0" * 10_000_000)
    for body, coding in [(bomb, "gzip"), (b"junk", "gzip"), (gzip.compress(b"abc")[:-9], "gzip"), (b"a", "br")]:
        with pytest.raises(ApiyardError):
            decode(body, coding, most=1_000)
