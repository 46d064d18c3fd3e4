"""From Envoy's serialised access-log messages to one Arrow batch of records: pure, bounded, never fatal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from google.protobuf.message import DecodeError

from apiyard.core.noun import dataclass
from apiyard.observe.flags import words
from apiyard.observe.message import Stream
from apiyard.observe.schema import MAX_ID, MAX_WORD, SCHEMA

OLDEST = timedelta(days=32)
"""A record that says it is older than this was not told the truth about its time."""

AHEAD = timedelta(minutes=5)
"""How far the clock of a gateway may be ahead."""

_MAX_US = 366 * 86_400 * 1_000_000
_MAX_BYTES = 1 << 50
_CLUSTER = re.compile(r"([a-z0-9-]{1,63})@([0-9A-Za-z.-]{1,96})/([a-z0-9-]{1,63})", re.ASCII)
_METHODS = ("", "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH")
_PROTOCOLS = ("", "HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3")
_TAGS = ("api", "operation", "deployment", "consumer", "application", "plan")

# What a record has in common with many others: six tags, cluster, flags, method, protocol.
_Tag = bytes | None
_Kind = tuple[_Tag, _Tag, _Tag, _Tag, _Tag, _Tag, bytes, bytes, int, int]
_Row = tuple[int, int, int, int | None, int, int, int, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came out of a list of messages.

    Args:
        batch: the records, with the columns of ``schema.SCHEMA``.
        bad_messages: messages that could not be read at all; their records are lost and must be told.
        mended: records of which a number was out of bounds and was bounded.
    """

    batch: pa.RecordBatch
    bad_messages: int = 0
    mended: int = 0


def _rows(entries: Iterable[Any], rows: list[_Row], kinds: dict[_Kind, int]) -> None:
    """Add the entries of one message; this loop is the cost of the intake, so it is written flat."""
    add = rows.append
    for entry in entries:
        common, request, response = entry.common_properties, entry.request, entry.response
        if common.intermediate_log_entry:
            continue
        tag = common.custom_tags.get
        kind = (
            tag("api"),
            tag("operation"),
            tag("deployment"),
            tag("consumer"),
            tag("application"),
            tag("plan"),
            common.upstream_cluster,
            common.response_flags,
            request.request_method,
            entry.protocol_version,
        )
        number = kinds.get(kind)
        if number is None:
            number = kinds[kind] = len(kinds)
        start, total, last = common.start_time, common.duration, common.time_to_last_upstream_rx_byte
        upstream: int | None = last.seconds * 1_000_000 + last.nanos // 1000
        if upstream:
            first = common.time_to_first_upstream_tx_byte
            upstream -= first.seconds * 1_000_000 + first.nanos // 1000
        add(
            (
                number,
                start.seconds * 1_000_000 + start.nanos // 1000,
                (total.seconds * 1_000_000 + total.nanos // 1000) or _last_byte_us(common),
                upstream or None,
                response.response_code.value,
                request.request_headers_bytes + request.request_body_bytes,
                response.response_headers_bytes + response.response_body_bytes,
                (tag("trace_id") or b"")[:MAX_ID],
                request.request_id[:MAX_ID],
            )
        )


def _last_byte_us(common: Any) -> int:
    span = common.time_to_last_downstream_tx_byte
    return int(span.seconds * 1_000_000 + span.nanos // 1000)


def _text(data: bytes | None) -> str:
    return data[:MAX_WORD].decode("utf-8", "replace") if data else ""


def _describe(kind: _Kind) -> dict[str, str]:
    """Give the texts of a kind by column."""
    *tags, cluster, flags, method, protocol = kind
    texts = {name: _text(value) for name, value in zip(_TAGS, tags, strict=True)}
    match = _CLUSTER.fullmatch(_text(cluster))
    texts["api"] = texts["api"] or (match[1] if match else "")
    texts["version"] = match[2] if match else ""
    texts["method"] = _METHODS[method] if 0 <= method < len(_METHODS) else "?"
    texts["protocol"] = _PROTOCOLS[protocol] if 0 <= protocol < len(_PROTOCOLS) else "?"
    texts["flags"] = words(flags)
    return texts


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What the numbers of an honest record keep to."""

    oldest_us: int
    newest_us: int
    received_us: int

    @classmethod
    def around(cls, received: datetime) -> _Bounds:
        """Give the bounds for records received at a time."""
        now, tick = int(received.timestamp() * 1_000_000), timedelta(microseconds=1)
        return cls(now - OLDEST // tick, now + AHEAD // tick, now)

    def hold(self, columns: Mapping[str, Any]) -> bool:
        """Say whether all numbers keep to the bounds: one look at the ends of each column."""
        for name, low, high in (
            ("time", self.oldest_us, self.newest_us),
            ("duration_us", 0, _MAX_US),
            ("upstream_us", 0, _MAX_US),
            ("status", 0, 999),
            ("request_bytes", 0, _MAX_BYTES),
            ("response_bytes", 0, _MAX_BYTES),
        ):
            ends = pc.min_max(columns[name])
            if ends["min"].is_valid and not low <= ends["min"].as_py() <= ends["max"].as_py() <= high:
                return False
        return True

    def mend(self, rows: list[_Row]) -> tuple[list[_Row], int]:
        """Give the rows within the bounds and how many had to be changed."""
        mended = [self._mend(row) for row in rows]
        return mended, sum(old != new for old, new in zip(rows, mended, strict=True))

    def _mend(self, row: _Row) -> _Row:
        number, when, duration, upstream, status, sent, got, trace, request = row
        return (
            number,
            when if self.oldest_us <= when <= self.newest_us else self.received_us,
            min(max(duration, 0), _MAX_US),
            None if upstream is None else min(max(upstream, 0), _MAX_US),
            status if status < 1000 else 0,
            min(sent, _MAX_BYTES),
            min(got, _MAX_BYTES),
            trace,
            request,
        )


def _word_column(values: Sequence[str], numbers: pa.Array) -> pa.DictionaryArray:
    """Give a dictionary column: each kind's text, spread over the rows by the number of their kind."""
    encoded = pa.array(values, pa.string()).dictionary_encode()
    return pa.DictionaryArray.from_arrays(pc.take(encoded.indices, numbers), encoded.dictionary)


def _id_column(values: Sequence[bytes]) -> pa.Array:
    column = pa.array(values, pa.binary())
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        return pa.array([value.decode("utf-8", "replace") for value in values], pa.string())


def parse(messages: Iterable[bytes], *, gateway: str, environment: str, received: datetime) -> Parsed:
    """Read access-log messages into one batch.

    Args:
        messages: serialised envoy.service.accesslog.v3.StreamAccessLogsMessage.
        gateway: id of the gateway they come from.
        environment: the environment that the gateway serves.
        received: when they were received, aware; a record whose own time is too far from it gets this time.

    Returns:
        The batch, in the order of the messages, and what could not be read. Columns are named in
        ``schema.COLUMNS``; ``version`` is taken from clusters named ``{api}@{version}/{environment}``, the other
        words from the custom tags ``api``, ``operation``, ``deployment``, ``consumer``, ``application``, ``plan``
        and ``trace_id``. Values that are not what they should be are bounded or empty, never an error.
    """
    rows: list[_Row] = []
    kinds: dict[_Kind, int] = {}
    bad = 0
    for message in messages:
        try:
            stream = Stream.FromString(message)
        except DecodeError:
            bad += 1
            continue
        _rows(stream.http_logs.log_entry, rows, kinds)
    if not rows:
        return Parsed(pa.RecordBatch.from_pylist([], schema=SCHEMA), bad)
    bounds, mended = _Bounds.around(received), 0
    try:
        columns = _numbers(rows)
        honest = bounds.hold(columns)
    except (OverflowError, pa.ArrowInvalid):  # a number that its column cannot hold
        honest = False
    if not honest:
        rows, mended = bounds.mend(rows)
        columns = _numbers(rows)
    columns["time"] = columns["time"].cast(pa.timestamp("us", tz="UTC"))
    spread, texts = columns.pop("kind"), [_describe(kind) for kind in kinds]
    for name in ("version", "method", "protocol", "flags", *_TAGS):
        columns[name] = _word_column([text[name] for text in texts], spread)
    for name, value in (("gateway", gateway), ("environment", environment)):
        columns[name] = pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), len(rows)), [value])
    return Parsed(pa.record_batch([columns[name] for name in SCHEMA.names], schema=SCHEMA), bad, mended)


def _trace(tag: bytes) -> bytes:
    """Give the trace id of a ``traceparent`` header (W3C Trace Context, 3.2); another text is kept as it came."""
    return tag[3:35] if len(tag) >= 55 and tag[2:3] == tag[35:36] == tag[52:53] == b"-" else tag


def _numbers(rows: list[_Row]) -> dict[str, Any]:
    """Turn rows into columns, words left as the number of their kind."""
    kinds, when, duration, upstream, status, sent, got, traces, requests = zip(*rows, strict=True)
    return {
        "kind": pa.array(kinds, pa.int32()),
        "time": pa.array(when, pa.int64()),
        "duration_us": pa.array(duration, pa.int64()),
        "upstream_us": pa.array(upstream, pa.int64()),
        "status": pa.array(status, pa.uint16()),
        "request_bytes": pa.array(sent, pa.int64()),
        "response_bytes": pa.array(got, pa.int64()),
        "trace_id": _id_column([_trace(each) for each in traces]),
        "request_id": _id_column(requests),
    }
