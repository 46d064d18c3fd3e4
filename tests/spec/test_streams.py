"""Streams are judged item by item, whole and as they pass, by the same judge."""

from __future__ import annotations

import json
import zlib

import pytest

from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.judge_stream import StreamJudge, stream_judge, whole_items
from apiyard.spec.load import contract_from_bytes

PRICE = {"type": "object", "required": ["price"], "properties": {"price": {"type": "number"}}}
DATA = {"data": {"type": "string", "contentMediaType": "application/json", "contentSchema": PRICE}}
EVENT = {
    "type": "object",
    "required": ["data"],
    "properties": DATA,
}
CHOICE = {
    "oneOf": [
        {**EVENT, "properties": {**DATA, "event": {"const": "price"}}, "required": ["data", "event"]},
        {"type": "object", "required": ["event"], "properties": {"event": {"const": "end"}, "data": {}}},
    ]
}
FORMS = {
    "/item": ("text/event-stream", {"itemSchema": EVENT}),
    "/choice": ("text/event-stream", {"itemSchema": CHOICE}),
    "/loose": ("text/event-stream", {"schema": PRICE}),
    "/lines": ("application/jsonl", {"itemSchema": PRICE}),
    "/each": ("application/x-ndjson", {"schema": PRICE}),
    "/list": ("application/jsonl", {"schema": {"type": "array", "minItems": 2, "items": PRICE}}),
    "/records": ("application/json-seq", {"itemSchema": PRICE}),
    "/parts": ("multipart/mixed", {"itemSchema": PRICE}),
    "/free": ("text/event-stream", {}),
}
CONTRACT = contract_from_bytes(
    json.dumps(
        {
            "openapi": "3.2.0",
            "info": {"title": "T", "version": "1"},
            "paths": {
                path: {"get": {"responses": {"200": {"description": "d", "content": {kind: entry}}}}}
                for path, (kind, entry) in FORMS.items()
            },
        }
    ).encode()
)
GOOD, BAD = '{"price": 1}', '{"price": "1"}'
PARTS = 'multipart/mixed; boundary="b"'


def event(data, name=""):
    return f"event: {name}\ndata: {data}\n\n" if name else f"data: {data}\n\n"


def part(data, kind="application/json"):
    return f"--b\r\nContent-Type: {kind}\r\n\r\n{data}\r\n"


STREAMS = [
    ("/item", event(GOOD) + ": still here\n\n" + event(GOOD), None),
    ("/item", event(GOOD) + event(BAD), "/1/data/price"),
    ("/item", event(GOOD) + event("no JSON"), "/1/data"),
    ("/item", event(GOOD) + "event: x\n\n", "/1"),
    ("/item", event(GOOD).replace("\n", "\r\n") + event(BAD).replace("\n", "\r"), "/1/data/price"),
    ("/choice", event(GOOD, "price") + event("bye", "end"), None),
    ("/choice", event(BAD, "price"), "/0/data/price"),
    ("/choice", event(GOOD, "other"), "/0"),
    ("/loose", event(GOOD) + event("[DONE]") + "event: ping\n\n", None),
    ("/loose", event(GOOD) + event(BAD), "/1/data/price"),
    ("/lines", f"{GOOD}\n\n{GOOD}\n", None),
    ("/lines", f"{GOOD}\n{BAD}\n", "/1/price"),
    ("/lines", f"{GOOD}\n{{\n", ""),
    ("/each", f"{GOOD}\n{BAD}\n", "/1/price"),
    ("/list", f"{GOOD}\n{GOOD}\n", None),
    ("/list", f"{GOOD}\n{BAD}\n", "/1/price"),
    ("/records", f"\x1e{GOOD}\n\x1e{GOOD}\n", None),
    ("/records", f"\x1e{GOOD}\n\x1e{BAD}\n", "/1/price"),
    ("/parts", part(GOOD) + part("x", "image/png") + "--b--\r\n", None),
    ("/parts", "a preamble\r\n" + part(GOOD) + part(BAD) + "--b--\r\n", "/1/price"),
    ("/free", event("anything"), None),
]


def asked(path):
    operation = next(each for each in CONTRACT.operations if each.path == path)
    kind = FORMS[path][0]
    return operation, (("content-type", PARTS if kind == "multipart/mixed" else kind),)


@pytest.mark.parametrize(("path", "text", "wrong"), STREAMS)
def test_a_whole_stream_is_judged(path, text, wrong):
    operation, headers = asked(path)
    found = check_reply(operation, "get", Reply(200, headers, text.encode()))
    assert [each.pointer for each in found][:1] == ([] if wrong is None else [wrong])


def judge_of(operation, headers) -> StreamJudge:
    judge = stream_judge(operation, 200, headers)
    assert judge is not None
    return judge


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize(("path", "text", "wrong"), STREAMS)
@pytest.mark.parametrize("coding", ["", "gzip"])
def test_a_stream_is_judged_as_it_passes(path, text, wrong, size, coding):
    operation, headers = asked(path)
    data = text.encode()
    if coding:
        packer = zlib.compressobj(wbits=31)
        data, headers = packer.compress(data) + packer.flush(), (*headers, ("content-encoding", coding))
    if path == "/free":
        assert stream_judge(operation, 200, headers) is None
        return
    judge = judge_of(operation, headers)
    found = [each for at in range(0, len(data), size) for each in judge.feed(data[at : at + size])]
    found += judge.end()
    shown = [] if wrong is None else [wrong or "/1"]
    assert [each.pointer for each in found][:1] == shown
    assert judge.broken == len(shown)


def test_the_same_fault_is_told_once():
    operation, headers = asked("/item")
    judge = judge_of(operation, headers)
    told = [judge.feed(event(BAD).encode()) for _ in range(100)]
    assert [len(each) for each in told] == [1] + [0] * 99
    assert (judge.items, judge.broken) == (100, 100)


def test_an_item_without_end_is_not_kept():
    operation, headers = asked("/item")
    judge = judge_of(operation, headers)
    assert [judge.feed(b"data: " + b"x" * 600_000) for _ in range(9)] == [()] * 9
    assert judge.cutter.lost


def test_an_item_that_comes_in_single_bytes_is_not_searched_anew_with_each():
    operation, headers = asked("/lines")
    judge = judge_of(operation, headers)
    for _ in range(300_000):  # a thousand times slower where all that is held is looked at each time
        assert judge.feed(b"x") == ()
    assert [each.pointer for each in judge.feed(b"\n")] == ["/0"]


def test_a_packed_stream_of_which_too_much_comes_at_once_is_judged_no_more():
    operation, headers = asked("/lines")
    judge = judge_of(operation, (*headers, ("content-encoding", "gzip")))
    packer = zlib.compressobj(wbits=31)
    much = packer.compress(b'{"price": 1}\n' * 200_000) + packer.flush(zlib.Z_SYNC_FLUSH)
    assert judge.feed(much) == ()
    assert judge.feed(packer.compress(b'"') + packer.flush()) == ()
    assert judge.end() == ()
    assert judge.cutter.lost


@pytest.mark.parametrize(
    ("path", "text"), [(path, text) for path, text, wrong in STREAMS if wrong is None and path != "/list"]
)
def test_a_stream_that_is_cut_off_keeps_the_contract(path, text):
    operation, headers = asked(path)
    for end in range(len(text)):
        reply = whole_items(Reply(200, headers, text[:end].encode()), 50)
        assert check_reply(operation, "get", reply) == ()
