"""Access-log messages as Envoy writes them, made with the full message types."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from envoy.data.accesslog.v3 import accesslog_pb2
from envoy.service.accesslog.v3 import als_pb2

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def entry(at=NOON, *, status=200, took_us=20_000, upstream_us=15_000, version="1.0.0", flags=(), **tags):
    """One call; ``upstream_us`` None means that no upstream answered."""
    made = accesslog_pb2.HTTPAccessLogEntry(protocol_version="HTTP11")
    common = made.common_properties
    common.start_time.FromDatetime(at)
    common.duration.FromTimedelta(timedelta(microseconds=took_us))
    if upstream_us is not None:
        common.time_to_first_upstream_tx_byte.FromTimedelta(timedelta(microseconds=1_000))
        common.time_to_last_upstream_rx_byte.FromTimedelta(timedelta(microseconds=1_000 + upstream_us))
    if version:
        common.upstream_cluster = f"orders@{version}/production"
    for flag in flags:
        setattr(common.response_flags, flag, True)
    tags = {"api": "orders", "operation": "list", "consumer": "acme", "plan": "gold", "trace_id": "ab" * 16} | tags
    for name, value in tags.items():
        common.custom_tags[name] = value
    common.downstream_remote_address.socket_address.address = "203.0.113.7"
    made.request.request_method = 1
    made.request.path = "/orders/secret-of-a-person"
    made.request.request_id = f"{random.Random(str(at)).getrandbits(64):032x}"
    made.request.request_headers_bytes, made.request.request_body_bytes = 300, 10
    made.response.response_code.value = status
    made.response.response_headers_bytes, made.response.response_body_bytes = 200, 1_000
    return made


def message(*entries):
    """One serialised StreamAccessLogsMessage."""
    made = als_pb2.StreamAccessLogsMessage()
    made.http_logs.log_entry.extend(entries)
    return made.SerializeToString()
