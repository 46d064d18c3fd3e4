"""A connection answers in order, within bounds and times, and ends cleanly; without a socket."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from apiyard.core.noun import replace
from apiyard.mock.serving.connection import Connection
from apiyard.mock.serving.limits import Limits
from apiyard.mock.serving.writer import Writer
from apiyard.mock.step import Cut, Refused, Streamed, Wrong
from apiyard.spec.exchange import Reply

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


class Transport(asyncio.Transport):
    """Remembers what is written, and how it ended."""

    def __init__(self):
        super().__init__({"peername": ("127.0.0.1", 5)})
        self.sent = b""
        self.ended = ""
        self.reading = True

    def write(self, data):
        self.sent += data

    def can_write_eof(self):
        return True

    def write_eof(self):
        self.ended = self.ended or "half"

    def is_closing(self):
        return self.ended in {"closed", "aborted"}

    def close(self):
        self.ended = "closed"

    def abort(self):
        self.ended = "aborted"

    def pause_reading(self):
        self.reading = False

    def resume_reading(self):
        self.reading = True


class House:
    """A server of one connection whose clock is moved by hand."""

    def __init__(self, handler, limits=None, room=True):
        self.handler = handler
        self.limits = limits or Limits()
        self.writer = Writer(datetime(2026, 1, 1, tzinfo=UTC))
        self.closing = False
        self.now = 0.0
        self.room = room
        self.gone = False
        self.held = 0

    def readable(self, reply, fields):
        origin = dict(fields).get("origin")
        return replace(reply, headers=(*reply.headers, ("seen", origin))) if origin else reply

    def time(self):
        return self.now

    def opened(self, connection):
        return self.room

    def closed(self, connection):
        self.gone = True


def play(handler, *steps, house=None):
    """Open a connection and play steps: bytes that come, functions that are called, None for a turn of the loop."""
    house = house or House(handler)

    async def run():
        transport = Transport()
        connection = Connection(house, asyncio.get_running_loop())
        connection.connection_made(transport)
        for step in steps:
            if isinstance(step, bytes):
                connection.data_received(step)
            elif step is None:
                for _ in range(10):
                    await asyncio.sleep(0)
            else:
                step(connection, house, transport)
        if connection._task is not None:
            await asyncio.wait([connection._task])
            await asyncio.sleep(0)
        return transport

    return asyncio.run(run())


def echo(request, peer):
    return Reply(200, (("x-peer", peer),), request.path.encode() + request.body)


def later(*answers):
    """Make a handler whose answers come later."""
    waiting = list(answers)

    async def answer():
        await asyncio.sleep(0)
        return waiting.pop(0)

    return lambda request, peer: answer()


async def pieces(*parts):
    for part in parts:
        await asyncio.sleep(0)
        if isinstance(part, Exception):
            raise part
        yield part


def bodies(transport):
    return [each.rpartition(b"\r\n")[2] for each in transport.sent.split(b"HTTP/1.1 ")[1:]]


def test_pipelined_requests_are_answered_in_order():
    data = b"".join(b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number for number in range(100))
    transport = play(echo, data, None)
    assert bodies(transport) == [b"/%d" % number for number in range(100)]
    assert b"x-peer: 127.0.0.1" in transport.sent


def test_an_answer_that_comes_later_keeps_its_turn():
    answers = later(Reply(200, (), b"first"), Reply(200, (), b"second"))
    assert bodies(play(answers, GET + GET, None, None)) == [b"first", b"second"]


def test_a_handler_that_breaks_ends_nothing():
    def broken(request, peer):
        raise KeyError("secret")

    transport = play(broken, GET, GET)
    assert transport.sent.count(b"500 Internal Server Error") == 2
    assert b"secret" not in transport.sent
    assert not transport.ended

    async def breaks():
        raise KeyError("secret")

    assert b"500 Internal" in play(lambda request, peer: breaks(), GET, None).sent


def test_what_cannot_be_sent_is_told():
    transport = play(lambda request, peer: Reply(200, (("x", "a\r\nb: c"),)), GET)
    assert b"500 Internal" in transport.sent
    assert b"unsendable" in transport.sent


def test_each_kind_of_answer():
    assert b"418" in play(lambda request, peer: Refused(Reply(418)), GET).sent
    assert b"419" in play(lambda request, peer: Wrong(Reply(419), "a fault"), GET).sent
    cut = play(lambda request, peer: Cut("a fault", Reply(200, (), b"ab")), GET)
    assert cut.sent.endswith(b"content-length: 3\r\n\r\nab")
    assert cut.ended == "closed"
    nothing = play(later(Cut("a fault")), GET, None)
    assert (nothing.sent, nothing.ended) == (b"", "aborted")


def test_a_stream_goes_out_in_chunks():
    def stream(request, peer):
        return Streamed(200, (("content-type", "text/event-stream"),), pieces(b"ab", b"", b"c"))

    transport = play(stream, GET, None, GET, None)
    body = b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"
    assert transport.sent.count(b"transfer-encoding: chunked\r\n\r\n" + body) == 2
    assert not transport.ended
    old = play(stream, b"GET / HTTP/1.0\r\n\r\n", None)
    assert b"chunked" not in old.sent
    assert old.sent.endswith(b"\r\n\r\nabc")
    assert old.ended == "half"


def test_a_stream_that_breaks_does_not_look_whole():
    def stream(request, peer):
        return Wrong(Streamed(200, (), pieces(b"ab", RuntimeError("broken"))), "a fault")

    transport = play(stream, GET, None)
    assert not transport.sent.endswith(b"0\r\n\r\n")
    assert transport.ended == "aborted"


def test_a_stream_ends_when_its_caller_leaves():
    closed = []

    async def endless():
        try:
            while True:
                yield b"x"
                await asyncio.sleep(0)
        finally:
            closed.append(True)

    def leave(connection, house, transport):
        connection.connection_lost(None)

    play(lambda request, peer: Streamed(200, (), endless()), GET, None, leave)
    assert closed == [True]


def test_a_caller_is_told_to_go_on():
    head = b"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    transport = play(echo, head, b"o", b"k")
    assert transport.sent.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")
    assert b"100 Continue" not in play(echo, head + b"ok").sent


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"nonsense\r\n\r\n", b"400"), (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", b"413")],
)
def test_after_a_wrong_request_the_connection_ends(data, status):
    transport = play(echo, data + GET, GET)
    assert transport.sent.count(b"HTTP/1.1 ") == 1
    assert transport.sent.startswith(b"HTTP/1.1 " + status)
    assert transport.ended == "half"


def test_who_asks_to_close_is_answered_and_closed():
    transport = play(echo, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + GET)
    assert transport.sent.count(b"HTTP/1.1 200") == 1
    assert b"connection: close" in transport.sent
    assert transport.ended == "half"


def at(seconds):
    def look(connection, house, transport):
        house.now = seconds
        connection.overdue(seconds)

    return look


def test_slow_callers_are_told_and_ended():
    slow_head = play(echo, b"GET / HT", at(9), b"TP/1.1\r\n", at(10.5))
    assert slow_head.sent.startswith(b"HTTP/1.1 408")
    slow_body = play(echo, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", at(59), b"a", at(61))
    assert slow_body.sent.startswith(b"HTTP/1.1 408")
    idle = play(echo, GET, at(74), GET, at(148), at(150))
    assert idle.sent.count(b"200 OK") == 2
    assert idle.ended == "aborted"


def test_answers_may_take_their_time():
    transport = play(later(Reply(200)), GET, at(1_000), None)
    assert transport.sent.startswith(b"HTTP/1.1 200")


def test_a_caller_that_does_not_read_is_not_answered_more_and_ended():
    def pause(connection, house, transport):
        connection.pause_writing()

    def resume(connection, house, transport):
        connection.resume_writing()

    assert play(echo, pause, GET).sent == b""
    assert play(echo, pause, GET, resume).sent.startswith(b"HTTP/1.1 200")
    assert play(echo, GET, pause, at(61)).ended == "aborted"


def test_reading_stops_while_much_is_waiting():
    async def wait():
        await asyncio.sleep(0.01)
        return Reply(200)

    seen = []

    def look(connection, house, transport):
        seen.append(transport.reading)

    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n"
    transport = play(lambda request, peer: wait(), GET, head, b"x" * 300_000, look)
    assert seen == [False]
    assert transport.sent


def test_too_many_connections_are_told():
    transport = play(echo, GET, house=House(echo, room=False))
    assert transport.sent.startswith(b"HTTP/1.1 503")


def test_at_the_end_what_is_under_way_is_finished():
    def close(connection, house, transport):
        house.closing = True
        connection.finish()

    transport = play(later(Reply(200)), GET, close, None)
    assert b"connection: close" in transport.sent
    assert transport.ended == "closed"
    assert play(echo, close).ended == "closed"


@pytest.mark.parametrize("body", [b"Content-Length: 9\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n9\r\n"])
def test_a_page_can_read_that_its_body_is_too_large(body):
    head = b"PUT / HTTP/1.1\r\nHost: a\r\nOrigin: http://b\r\n"
    transport = play(echo, head + body, house=House(echo, Limits(body_bytes=2)))
    assert transport.sent.startswith(b"HTTP/1.1 413 ")
    assert b"seen: http://b\r\n" in transport.sent
    assert b'"code":"too-large"' in transport.sent
    transport = play(echo, GET + head.replace(b"/ ", b"") + body, house=House(echo, Limits(body_bytes=2)))
    assert b"seen" not in transport.sent


PUT = b"PUT / HTTP/1.1\r\nHost: a\r\n"


@pytest.mark.parametrize("framing", [b"Content-Length: 900\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n384\r\n"])
def test_all_callers_together_may_send_so_much(framing):
    house = House(echo, Limits(all_bytes=1_000, body_bytes=900, head_bytes=100))

    def others(much):
        def change(*_):
            house.held += much

        return change

    transport = play(echo, PUT + framing, b"x" * 500, others(600), b"x" * 100, house=house)
    assert transport.sent.startswith(b"HTTP/1.1 503 ")
    assert house.held == 600
    transport = play(echo, PUT + framing, b"x" * 300, others(-600), b"x" * 100, house=house)
    assert transport.sent == b""
    assert house.held == 400


def test_what_was_answered_or_lost_takes_no_room():
    house = House(echo)
    whole = PUT + b"Content-Length: 4\r\n\r\n"
    play(echo, whole, b"ab", b"cd", house=house)
    assert house.held == 0
    play(echo, whole, b"ab", lambda connection, *_: connection.connection_lost(None), house=house)
    assert house.held == 0


def test_a_caller_whose_answer_is_under_way_is_ended_where_there_is_no_room():
    house = House(later(Reply(200)), Limits(all_bytes=1_000, body_bytes=900, head_bytes=100))
    transport = play(None, GET, PUT + b"x" * 2_000, house=house)
    assert b" 503 " not in transport.sent
    assert transport.ended == "aborted"


def test_a_connection_that_rests_keeps_no_body():
    kept = []
    play(echo, PUT + b"Content-Length: 500\r\n\r\n" + b"x" * 500, lambda each, *_: kept.append(each._reader._data))
    assert kept == [b""]
