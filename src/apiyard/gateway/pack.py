"""Protobuf messages as deterministic bytes, the content that versions are digests of."""

from __future__ import annotations

from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.message import Message

TYPE = "type.googleapis.com/"


def to_bytes(message: Message) -> bytes:
    """Serialise a message so that equal content gives equal bytes.

    Args:
        message: the message.

    Returns:
        Its wire form with ordered maps.
    """
    return message.SerializeToString(deterministic=True)


def pack(message: Message) -> AnyMessage:
    """Put a message into an Any, deterministically.

    Args:
        message: the message.

    Returns:
        The Any.
    """
    return AnyMessage(type_url=TYPE + message.DESCRIPTOR.full_name, value=to_bytes(message))
