"""Looking into an access log message no further than needed: whose it is, and how many entries it holds.

The whole message is not parsed: one call with an ill-formed byte in its path would make the entries of a hundred others
unreadable here, and parsing is the reader's work.
"""

from __future__ import annotations

from collections.abc import Iterator

from envoy.service.accesslog.v3 import als_pb2
from google.protobuf.message import DecodeError

_IDENTIFIER, _HTTP_LOGS, _TCP_LOGS = 1, 2, 3  # fields of StreamAccessLogsMessage
_LOG_ENTRY = 1  # field of HTTPAccessLogEntries and TCPAccessLogEntries
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(_LONGEST_VARINT):
        byte = data[at + shift]
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            return value, at + shift + 1
    raise ValueError("a number that does not end")


def _parts(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Give number, start and end of each field that holds bytes (protobuf encoding, "Message Structure")."""
    while at < end:
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == _VARINT:
            _, at = _varint(data, at)
        elif kind in {_FIXED64, _FIXED32}:
            at += 8 if kind == _FIXED64 else 4
        elif kind == _BYTES:
            length, at = _varint(data, at)
            if at + length > end:
                raise ValueError("a field that is longer than its message")
            yield tag >> 3, at, at + length
            at += length
        else:
            raise ValueError("a field of no known kind")


def entries_of(message: bytes) -> int:
    """Count the log entries of a message.

    Args:
        message: a serialised ``envoy.service.accesslog.v3.StreamAccessLogsMessage``.

    Returns:
        How many calls and connections it tells of.

    Raises:
        ValueError: it is no such message.
    """
    count = 0
    try:
        for number, start, end in _parts(message, 0, len(message)):
            if number in {_HTTP_LOGS, _TCP_LOGS}:
                count += sum(inner == _LOG_ENTRY for inner, _, _ in _parts(message, start, end))
    except IndexError as error:
        raise ValueError("a message that was cut") from error
    return count


def node_of(message: bytes) -> str:
    """Give the id of the node that opened a stream.

    Args:
        message: the first serialised message of the stream.

    Returns:
        The node id; empty when it says none.

    Raises:
        ValueError: it is no such message.
    """
    try:
        for number, start, end in _parts(message, 0, len(message)):
            if number == _IDENTIFIER:
                return str(als_pb2.StreamAccessLogsMessage.Identifier.FromString(message[start:end]).node.id)
    except (IndexError, DecodeError) as error:
        raise ValueError("a message without a readable identifier") from error
    return ""
