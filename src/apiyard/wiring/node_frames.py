"""Bodies that are more than JSON: a small header and bytes, and snapshots of which only the difference travels."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.core.json import Json, canonical
from apiyard.gateway.snapshot import Snapshot, snapshot

MEDIA_TYPE = "application/vnd.apiyard.frame"
_LENGTH = struct.Struct(">I")
_LARGEST_HEADER = 4 * 1024 * 1024


def pack_frame(header: Mapping[str, Json], body: bytes) -> bytes:
    """Put a header before bytes.

    Args:
        header: a JSON object.
        body: the bytes.

    Returns:
        Length of the header (4 bytes, big endian), the header as JSON, the bytes.
    """
    head = canonical(header)
    return b"".join((_LENGTH.pack(len(head)), head, body))


def read_frame(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Read what ``pack_frame`` gave.

    Args:
        data: the frame.

    Returns:
        Header and bytes.

    Raises:
        InvalidInputError: it is no frame.
    """
    try:
        (length,) = _LENGTH.unpack_from(data)
        if length > min(_LARGEST_HEADER, len(data) - _LENGTH.size):
            raise InvalidInputError("the frame's header is longer than the frame")
        header = json.loads(data[_LENGTH.size : _LENGTH.size + length])
    except (struct.error, ValueError) as error:
        raise InvalidInputError("not a frame", piece=str(error)) from error
    if not isinstance(header, dict):
        raise InvalidInputError("a frame's header is a JSON object")
    return header, data[_LENGTH.size + length :]


def cut(body: bytes, sizes: Sequence[int]) -> list[bytes]:
    """Cut bytes into messages.

    Args:
        body: the messages, one after the other.
        sizes: their lengths in bytes.

    Returns:
        The messages.

    Raises:
        InvalidInputError: the sizes do not add up to the bytes.
    """
    if sum(sizes) != len(body) or any(size < 0 for size in sizes):
        raise InvalidInputError("the sizes of the messages do not add up")
    messages, at = [], 0
    for size in sizes:
        messages.append(body[at : at + size])
        at += size
    return messages


def difference(base: Snapshot, wanted: Snapshot) -> tuple[Snapshot, dict[str, list[str]]]:
    """Give what has to travel when the other side holds the base.

    Args:
        base: what the other side holds.
        wanted: what it shall hold.

    Returns:
        The resources that are new or changed, and the names that are gone, by type URL.
    """
    changed = snapshot(
        (type_url, one)
        for type_url, by_name in wanted.resources.items()
        for name, one in by_name.items()
        if (old := base.of(type_url).get(name)) is None or (old.version, old.owner) != (one.version, one.owner)
    )
    gone = {
        type_url: [name for name in by_name if name not in wanted.of(type_url)]
        for type_url, by_name in base.resources.items()
    }
    return changed, {type_url: names for type_url, names in gone.items() if names}


def merge(base: Snapshot, changed: Snapshot, gone: Mapping[str, Sequence[str]], *, digest: str) -> Snapshot:
    """Put a difference onto its base.

    Args:
        base: what this side holds.
        changed: resources that are new or changed.
        gone: names that are gone, by type URL.
        digest: what the result's digest must be.

    Returns:
        The wanted snapshot.

    Raises:
        ConflictError: the result has another digest, so the base was another one.
    """
    kept = (
        (type_url, one)
        for type_url, by_name in base.resources.items()
        for name, one in by_name.items()
        if name not in gone.get(type_url, ())
    )
    new = ((type_url, one) for type_url, by_name in changed.resources.items() for one in by_name.values())
    merged = snapshot((*kept, *new))
    if merged.digest != digest:
        raise ConflictError(
            "the snapshot does not have the digest that was named",
            piece=merged.digest,
            hint="send the whole snapshot",
            code="snapshot-base",
        )
    return merged
