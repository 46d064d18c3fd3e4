"""Values as the bytes of a media type."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote_plus, urlencode

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.spec import sequence


class CannotEncodeError(ApiyardError):
    """A value cannot be written in a media type."""

    code = "cannot-encode"


def encode_body(value: Json, media: str) -> bytes:
    """Write a value in a media type.

    Args:
        value: the value.
        media: a media type without wildcards.

    Returns:
        The bytes.

    Raises:
        CannotEncodeError: the media type is none of JSON, text, form, or one whose value is text as it stands.
    """
    name = media.partition(";")[0].strip().lower()
    if name in sequence.FORMS and isinstance(value, list):
        return sequence.write(name, value).encode()
    if name == "application/json" or name.endswith("+json"):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    if isinstance(value, str):
        return value.encode()
    if name == "application/x-www-form-urlencoded" and isinstance(value, Mapping):
        pairs = {key: plain(item) for key, item in value.items()}
        return urlencode(pairs, quote_via=quote_plus).encode()
    if name.startswith("text/") and not isinstance(value, Mapping | Sequence):
        return plain(value).encode()
    raise CannotEncodeError(f"a value of this form cannot be written as {name}")


def plain(value: Json) -> str:
    """Write a value in the style ``simple`` without explode (RFC 6570, section 3.2.2).

    Args:
        value: the value.

    Returns:
        Text without delimiters around it; arrays and objects are joined by commas.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ",".join(part for key, item in value.items() for part in (key, plain(item)))
    if isinstance(value, Sequence):
        return ",".join(plain(item) for item in value)
    return json.dumps(value)
