"""Bytes become the same requests however they are cut, and what could be read in two ways is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.mock.serving.head import BadHttpError
from apiyard.mock.serving.limits import Limits
from apiyard.mock.serving.reader import Reader, Taken
from apiyard.spec.exchange import Request

HOST = b"Host: a\r\n"
SEVERAL = (
    b"GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-Y:  z \r\n\r\n"
    b"POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
    b"\r\n"
    b"POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
    b"4;x=y\r\nwiki\r\n00005 \r\npedia\r\n0\r\nTrailer: t\r\n\r\n"
    b"HEAD http://b:1/d HTTP/1.0\r\n\r\n"
)


def read(*pieces: bytes, limits: Limits | None = None) -> list[Taken]:
    reader, found = Reader(limits or Limits()), []
    for piece in pieces:
        reader.feed(piece)
        while (taken := reader.take()) is not None:
            found.append(taken)
    return found


def refused(data: bytes, limits: Limits | None = None) -> int:
    with pytest.raises(BadHttpError) as caught:
        read(data, limits=limits)
    return caught.value.status


def test_requests_are_read_one_after_the_other():
    first, second, third, fourth = read(SEVERAL)
    assert first.request == Request("GET", "/a", "b=c", (("host", "a"), ("x-y", "z")))
    assert (second.request.path, second.request.body) == ("/b", b"hello")
    assert (third.request.path, third.request.body) == ("/c", b"wikipedia")
    assert (fourth.request.method, fourth.request.path) == ("HEAD", "/d")
    assert [each.keep for each in (first, second, third, fourth)] == [True, True, True, False]


@given(st.lists(st.integers(0, len(SEVERAL)), max_size=12))
@settings(max_examples=100, deadline=None)
def test_it_does_not_matter_where_the_bytes_are_cut(cuts):
    ends = [0, *sorted(cuts), len(SEVERAL)]
    pieces = [SEVERAL[start:end] for start, end in pairwise(ends)]
    assert read(*pieces) == read(SEVERAL)


def test_byte_by_byte():
    assert read(*(SEVERAL[at : at + 1] for at in range(len(SEVERAL)))) == read(SEVERAL)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 505),
        (b"PRI * HTTP/2.0\r\n\r\n", 505),
        (b"GET  / HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\x00\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\nHost: a\n\n", 400),
        (b"GET /#f HTTP/1.1\r\n" + HOST + b"\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 1\r\nContent-Length: 1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 1,1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HOST + "Content-Length: ²\r\n\r\n".encode("latin-1"), 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Expect: miracles\r\n\r\n", 417),
        (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 10485761\r\n\r\n", 413),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
        (b"GET /" + b"a" * 20_000, 414),
        (b"GET / HTTP/1.1\r\n" + HOST + b"a: b\r\n" * 200 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\na: " + b"b" * 70_000, 431),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    ],
)
def test_what_is_no_clear_request_is_refused(data, status):
    assert refused(data) == status


@pytest.mark.parametrize(
    ("chunks", "status"),
    [
        (b"x\r\n", 400),
        (b"\r\n", 400),
        (b"-1\r\n", 400),
        (b"1\r\nab\r\n", 400),
        (b"1\nb\n", 400),
        (b"1" * 2_000, 400),
        (b"fffffffff\r\n", 413),
        (b"0\r\n" + b"a: b\r\n" * 2_000, 431),
    ],
)
def test_wrong_chunks_are_refused(chunks, status):
    assert refused(b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n" + chunks) == status


def test_a_target_names_the_host_of_the_header_or_none():
    assert read(b"GET http://A/b HTTP/1.1\r\n" + HOST + b"\r\n")[0].request.path == "/b"
    assert refused(b"GET http://evil.example/b HTTP/1.1\r\n" + HOST + b"\r\n") == 400


def test_bounds_are_those_that_were_given():
    data = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\nabc"
    assert read(data)[0].request.body == b"abc"
    assert refused(data, Limits(body_bytes=2)) == 413


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_requests_or_are_refused(data):
    status = 400
    try:
        read(data, data)
    except BadHttpError as error:
        status = error.status
    assert 400 <= status < 600


def test_a_target_is_escaped_where_it_should_have_been():
    (taken,) = read(b'GET /\xe4"?\xff HTTP/1.1\r\n' + HOST + b"\r\n")
    assert (taken.request.path, taken.request.query) == ("/%E4%22", "%FF")


@pytest.mark.parametrize(
    ("version", "connection", "keep"),
    [
        (b"1.1", b"", True),
        (b"1.1", b"Connection: x, Close\r\n", False),
        (b"1.0", b"", False),
        (b"1.0", b"Connection: Keep-Alive\r\n", True),
        (b"1.0", b"Connection: keep-alive\r\nConnection: close\r\n", False),
    ],
)
def test_whether_a_connection_stays(version, connection, keep):
    (taken,) = read(b"GET / HTTP/" + version + b"\r\n" + HOST + connection + b"\r\n")
    assert taken.keep is keep
