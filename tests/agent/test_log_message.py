"""A message is looked into no further than needed, and nonsense is told from it."""

from __future__ import annotations

import pytest
from envoy.service.accesslog.v3 import als_pb2

from apiyard.agent.log_message import entries_of, node_of


def message(entries: int, *, tcp: int = 0, node: str = "staging", path: str = "/a") -> bytes:
    made = als_pb2.StreamAccessLogsMessage()
    if node:
        made.identifier.node.id = node
        made.identifier.log_name = "records"
    for _ in range(entries):
        entry = made.http_logs.log_entry.add()
        entry.request.path = path
        entry.common_properties.sample_rate = 0.5
        entry.response.response_code.value = 200
    for _ in range(tcp):
        made.tcp_logs.log_entry.add()
    return made.SerializeToString()


@pytest.mark.parametrize("entries", [0, 1, 100])
def test_entries_are_counted(entries):
    assert entries_of(message(entries)) == entries
    assert entries_of(message(0, tcp=entries)) == entries


def test_the_node_is_read_from_the_first_message_only():
    assert node_of(message(1)) == "staging"
    assert node_of(message(1, node="")) == ""


def test_an_ill_formed_byte_in_a_path_loses_no_other_entry():
    data = message(3, path="/abcdef").replace(b"/abcdef", b"/abc\xff\xfe\xfd")
    assert entries_of(data) == 3
    assert node_of(data) == "staging"


def test_every_cut_is_seen_or_counts_less():
    whole = message(4)
    for end in range(len(whole)):
        try:
            assert entries_of(whole[:end]) <= 4
        except ValueError:
            continue


@pytest.mark.parametrize("data", [b"\x0a", b"\x0a\xff", b"\x07", b"\xff" * 20, b"\x12\x05\x0a\x7f"])
def test_nonsense_is_refused(data):
    with pytest.raises(ValueError, match="a "):
        entries_of(data)
