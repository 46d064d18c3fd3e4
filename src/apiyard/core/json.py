"""The type of JSON values, and their one canonical byte form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = Mapping[str, Json]


def canonical(value: object) -> bytes:
    """Give the canonical bytes of a JSON value: sorted keys, no spaces, UTF-8.

    The form follows RFC 8785 for all values the house writes (no non-finite numbers); equal values give
    equal bytes, so digests of content can be compared.

    Args:
        value: a JSON value; mappings need string keys.

    Returns:
        UTF-8 bytes.

    Raises:
        ValueError: the value holds NaN or an infinity.
        TypeError: the value is not JSON.
    """
    import json  # others only name the type

    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")
