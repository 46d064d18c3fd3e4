"""Replies are written so that they are read as what they are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from apiyard.mock.serving.writer import UnsendableError, Writer, chunk
from apiyard.spec.exchange import Reply

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DATE = b"date: Fri, 02 Jan 2026 03:04:05 GMT\r\n"


@pytest.fixture
def writer():
    return Writer(NOW)


def test_a_reply(writer):
    reply = Reply(200, (("Content-Type", "text/plain"),), b"hi")
    expected = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n" + DATE + b"content-length: 2\r\n\r\nhi"
    assert writer.reply(reply, method="GET", keep=True) == expected
    assert b"\r\nconnection: close\r\n\r\nhi" in writer.reply(reply, method="GET", keep=False)


def test_without_a_body(writer):
    assert writer.reply(Reply(204), method="GET", keep=True) == b"HTTP/1.1 204 No Content\r\n" + DATE + b"\r\n"
    assert writer.reply(Reply(200, (), b"hi"), method="HEAD", keep=True).endswith(b"content-length: 2\r\n\r\n")
    told = Reply(200, (("content-length", "7"),))
    assert writer.reply(told, method="HEAD", keep=True).endswith(b"content-length: 7\r\n\r\n")


def test_how_a_body_ends_is_not_for_the_contract_to_say(writer):
    headers = (("Content-Length", "99"), ("Transfer-Encoding", "chunked"), ("connection", "close"), ("x", "y"))
    data = writer.reply(Reply(200, headers, b"hi"), method="GET", keep=True)
    assert data == b"HTTP/1.1 200 OK\r\nx: y\r\n" + DATE + b"content-length: 2\r\n\r\nhi"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, (("x", "a\r\nset-cookie: b"),)),
        Reply(200, (("x y", "a"),)),
        Reply(200, (("x", "\u20ac"),)),
        Reply(101),
        Reply(1000),
    ],
)
def test_what_would_be_read_otherwise_is_not_sent(writer, reply):
    with pytest.raises(UnsendableError):
        writer.reply(reply, method="GET", keep=True)


def test_a_cut_reply_announces_more_than_it_has(writer):
    assert b"content-length: 3\r\n\r\nhi" in writer.cut(Reply(200, (), b"hi"))
    assert b"content-length: 9\r\n\r\nhi" in writer.cut(Reply(200, (("content-length", "9"),), b"hi"))


def test_chunks():
    assert chunk(b"hello" * 4) == b"14\r\n" + b"hello" * 4 + b"\r\n"
    assert chunk(b"") == b""


def test_the_date_goes_on(writer):
    writer.at(datetime(2027, 1, 2, tzinfo=UTC))
    assert b"date: Sat, 02 Jan 2027 00:00:00 GMT" in writer.reply(Reply(200), method="GET", keep=True)


def test_heads_are_kept_within_bounds(writer):
    for number in range(3_000):
        writer.head(200, (("x", str(number)),))
    assert len(writer._heads) <= 1_024
