"""Messages become records, and no message can stop the others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from envoy.data.accesslog.v3 import accesslog_pb2
from envoy.service.accesslog.v3 import als_pb2
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.observe import message as lean
from apiyard.observe.flags import WORDS, words
from apiyard.observe.parse import parse
from apiyard.observe.schema import COLUMNS, MAX_ID, MAX_WORD, SCHEMA
from tests.observe.messages import NOON, entry, message


def read(*messages):
    return parse(messages, gateway="g1", environment="production", received=NOON)


def rows(*messages):
    return read(*messages).batch.to_pylist()


def test_a_call_becomes_a_record():
    made = entry(
        status=503, version="1.1.0", flags=["upstream_connection_failure", "upstream_retry_limit_exceeded"],
        deployment="d1", application="web",
    )  # fmt: skip
    (row,) = rows(message(made))
    expected = {
        "time": NOON, "gateway": "g1", "environment": "production", "api": "orders", "operation": "list",
        "version": "1.1.0", "deployment": "d1", "consumer": "acme", "application": "web", "plan": "gold",
        "method": "GET", "status": 503, "flags": "UF,URX", "duration_us": 20_000, "upstream_us": 15_000,
        "request_bytes": 310, "response_bytes": 1_200, "trace_id": "ab" * 16,
        "request_id": made.request.request_id, "protocol": "HTTP/1.1",
    }  # fmt: skip
    assert row == expected
    assert tuple(row) == COLUMNS


def test_nothing_personal_is_kept():
    text = str(rows(message(entry())))
    assert "secret-of-a-person" not in text
    assert "203.0.113.7" not in text


def test_the_gateways_own_answer_has_no_upstream():
    (row,) = rows(message(entry(status=401, upstream_us=None, version="", consumer="")))
    assert (row["upstream_us"], row["version"], row["consumer"], row["api"]) == (None, "", "", "orders")


def test_the_cluster_gives_the_api_when_no_tag_does():
    made = entry(version="2.0.0-rc.1")
    del made.common_properties.custom_tags["api"]
    (row,) = rows(message(made))
    assert (row["api"], row["version"]) == ("orders", "2.0.0-rc.1")


@pytest.mark.parametrize("cluster", ["", "orders", "orders@1.0.0", "a/b", "Ω@1/production", "x" * 100_000])
def test_a_cluster_of_another_form_gives_no_version(cluster):
    made = entry()
    made.common_properties.upstream_cluster = cluster
    assert rows(message(made))[0]["version"] == ""


def test_an_unfinished_call_is_no_record():
    made = entry()
    made.common_properties.intermediate_log_entry = True
    assert read(message(made)).batch.num_rows == 0


def test_overlong_texts_are_cut():
    made = entry(consumer="c" * 5_000, trace_id="t" * 5_000)
    made.request.request_id = "r" * 5_000
    (row,) = rows(message(made))
    assert (len(row["consumer"]), len(row["trace_id"]), len(row["request_id"])) == (MAX_WORD, MAX_ID, MAX_ID)


def test_absurd_numbers_are_bounded_and_counted():
    made = entry(status=70_000, at=NOON + timedelta(days=3_000))
    made.common_properties.duration.seconds = -5
    made.common_properties.time_to_last_upstream_rx_byte.seconds = 1 << 62
    made.request.request_body_bytes = (1 << 64) - 1
    made.response.response_headers_bytes = made.response.response_body_bytes = (1 << 64) - 1
    made.request.request_method = 77
    made.protocol_version = 99
    parsed = read(message(made, entry()))
    row, honest = parsed.batch.to_pylist()
    assert parsed.mended == 1
    assert (row["time"], row["status"], row["method"], row["protocol"]) == (NOON, 0, "?", "?")
    assert row["duration_us"] == 0
    assert 0 < row["request_bytes"] < 1 << 51
    assert honest["status"] == 200


def test_a_bad_message_is_counted_and_the_others_stay():
    parsed = read(message(entry()), b"\xff\xff\xff", message(entry(status=404)))
    assert parsed.bad_messages == 1
    assert [row["status"] for row in parsed.batch.to_pylist()] == [200, 404]


def test_a_byte_that_is_no_text_costs_nothing_but_itself():
    made = message(entry(consumer="ac~me"), entry()).replace(b"ac~me", b"ac\xffme").replace(b"secret", b"secr\xfft")
    consumers = [row["consumer"] for row in rows(made)]
    assert consumers == ["ac�me", "acme"]
    broken = message(entry(trace_id="~" * 32)).replace(b"~~", b"~\xff")
    assert "�" in rows(broken)[0]["trace_id"]


def test_tags_in_another_order_are_the_same_kind():
    one, two = entry(), entry()
    tags = dict(one.common_properties.custom_tags)
    two.common_properties.custom_tags.clear()
    for name in sorted(tags, reverse=True):
        two.common_properties.custom_tags[name] = tags[name]
    first, second = rows(message(one), message(two))
    assert first == second


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=8))
def test_no_bytes_are_fatal(messages):
    parsed = read(*messages, message(entry()))
    assert parsed.batch.schema == SCHEMA
    assert parsed.batch.num_rows >= 1
    parsed.batch.validate(full=True)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_changed_byte_is_fatal(data):
    good = bytearray(message(entry(), entry(status=500, flags=["local_reset"])))
    for _ in range(data.draw(st.integers(1, 6))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(good)).batch.validate(full=True)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=700))
def test_no_flags_are_fatal(data):
    assert len(words(data)) < 400


def test_every_flag_of_envoy_has_a_word():
    fields = accesslog_pb2.ResponseFlags.DESCRIPTOR.fields
    assert {field.number for field in fields} == set(WORDS)
    for field in fields:
        made = accesslog_pb2.ResponseFlags()
        if field.message_type is None:
            setattr(made, field.name, True)
        else:
            getattr(made, field.name).SetInParent()
        assert words(made.SerializeToString()) == WORDS[field.number]


def test_the_parts_that_are_read_are_those_of_envoys_message():
    compare(lean.Stream.DESCRIPTOR, als_pb2.StreamAccessLogsMessage.DESCRIPTOR)


def compare(ours, theirs):
    wire = {field.TYPE_BYTES: 2, field.TYPE_STRING: 2, field.TYPE_MESSAGE: 2} if (field := ours.fields[0]) else {}
    for mine in ours.fields:
        real = theirs.fields_by_number[mine.number]
        assert mine.name == real.name
        assert mine.is_repeated == real.is_repeated
        assert wire.get(mine.type, 0) == wire.get(real.type, 0)
        if mine.message_type is not None:
            compare(mine.message_type, real.message_type)


def test_the_trace_id_is_taken_out_of_the_header_of_the_trace():
    header = f"00-{'4bf92f35' * 4}-00f067aa0ba902b7-01"
    assert rows(message(entry(trace_id=header)))[0]["trace_id"] == "4bf92f35" * 4
