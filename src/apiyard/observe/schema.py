"""The columns of a traffic record, fixed: what is kept of a call and what is not (no path, address or header)."""

from __future__ import annotations

import pyarrow as pa

WORD = pa.dictionary(pa.int32(), pa.string())
"""Text of few values, kept once in a batch."""

COLUMNS = (
    "time",
    "gateway",
    "environment",
    "api",
    "operation",
    "version",
    "deployment",
    "consumer",
    "application",
    "plan",
    "method",
    "status",
    "flags",
    "duration_us",
    "upstream_us",
    "request_bytes",
    "response_bytes",
    "trace_id",
    "request_id",
    "protocol",
)
"""Names of the columns, in order."""

WORDS = (
    "gateway",
    "environment",
    "api",
    "operation",
    "version",
    "deployment",
    "consumer",
    "application",
    "plan",
    "method",
    "flags",
    "protocol",
)
"""The columns whose text has few values."""

_NUMBERS = {
    "time": pa.timestamp("us", tz="UTC"),  # when the call began
    "status": pa.uint16(),  # 0: the caller went away before an answer began
    "duration_us": pa.int64(),  # from the first byte of the call to the end of the stream
    "upstream_us": pa.int64(),  # null: no answer came from an upstream, so the gateway spoke for itself
    "request_bytes": pa.int64(),  # headers and body
    "response_bytes": pa.int64(),
    "trace_id": pa.string(),
    "request_id": pa.string(),
}

SCHEMA = pa.schema([pa.field(name, _NUMBERS.get(name, WORD), nullable=name == "upstream_us") for name in COLUMNS])
"""The Arrow schema of a batch of records; Parquet segments hold the same columns."""

MAX_WORD = 128
"""Longer names are cut to this many bytes."""

MAX_ID = 64
"""Longer trace and request ids are cut to this many bytes."""
