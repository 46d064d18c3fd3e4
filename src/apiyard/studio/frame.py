"""Frames between the studio and its children: four bytes of length, then JSON."""

from __future__ import annotations

from typing import IO, Any

import orjson

from apiyard.core.errors import TooLargeError

HEAD = 4
MOST = 256 * 1024 * 1024
"""The longest frame, in bytes."""


def packed(value: Any) -> bytes:
    """Give a JSON value as one frame.

    Args:
        value: the value; whole numbers beyond 64 bits become text, for JSON readers in browsers lose them anyway.

    Returns:
        The bytes.

    Raises:
        TooLargeError: it is longer than a frame may be.
    """
    try:
        body = orjson.dumps(value)
    except TypeError:
        body = orjson.dumps(_plain(value))
    if len(body) > MOST:
        raise TooLargeError("the answer is too long to be shown", hint="split the document into files")
    return len(body).to_bytes(HEAD, "big") + body


def length(head: bytes) -> int:
    """Read the head of a frame.

    Args:
        head: its first four bytes.

    Returns:
        How many bytes follow.

    Raises:
        TooLargeError: more than a frame may have.
    """
    size = int.from_bytes(head, "big")
    if size > MOST:
        raise TooLargeError("the frame is too long", piece=f"{size} bytes")
    return size


def read_frame(stream: IO[bytes]) -> Any:
    """Read one frame.

    Args:
        stream: a stream of frames that blocks.

    Returns:
        The value; None when the stream has ended.
    """
    head = stream.read(HEAD)
    if len(head) < HEAD:
        return None
    size = length(head)
    body = stream.read(size)
    return None if len(body) < size else orjson.loads(body)


def _plain(value: Any) -> Any:
    """Turn what JSON writers do not take into text: numbers beyond 64 bits, and text that is no Unicode."""
    if isinstance(value, dict):
        return {_text(str(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int) and -(1 << 63) <= value < 1 << 64:
        return value
    return _text(str(value))


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
