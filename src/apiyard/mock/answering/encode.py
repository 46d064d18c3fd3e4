"""Values as the bytes of a media type."""

from __future__ import annotations

from apiyard.core.json import Json
from apiyard.spec import media
from apiyard.spec.composing.write_body import MULTIPART, write_body
from apiyard.spec.operation import MediaType

_OPAQUE = frozenset({"image", "audio", "video", "font", "model"})


def encode_body(value: Json | bytes, name: str, entry: MediaType) -> tuple[str, bytes]:
    """Write a value in a media type.

    Args:
        value: the value; bytes are sent as they are.
        name: a media type without wildcards.
        entry: what the contract says about it.

    Returns:
        The Content-Type to send, and the bytes.

    Raises:
        CannotBuildError: no bytes of this type mean this value.
    """
    if isinstance(value, bytes):
        return name, value
    read = media.read(name)
    if read.type == "multipart" and read.essence != MULTIPART:
        # Other multiparts differ in what their parts mean together, not in how they are written (RFC 2046, 5.1).
        sent, data = write_body(MULTIPART, entry, value)
        return sent.replace(MULTIPART, read.essence, 1), data
    if isinstance(value, str) and not read.is_json and is_opaque(name):
        return name, value.encode("utf-8", "replace")
    return write_body(name, entry, value)


def is_opaque(name: str) -> bool:
    """Say whether bodies of a media type are bytes that no schema can judge.

    Args:
        name: a media type.

    Returns:
        Whether they are, as those of images and archives.
    """
    read = media.read(name)
    if read.is_json or ("xml" in read.subtype and read.type != "image"):
        return False
    return read.type in _OPAQUE or (read.type == "application" and read.subtype != "x-www-form-urlencoded")
