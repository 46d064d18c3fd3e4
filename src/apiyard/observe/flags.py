"""Envoy's response flags as the short words of its access-log documentation (%RESPONSE_FLAGS%)."""

from __future__ import annotations

from functools import lru_cache

# Field number of envoy.data.accesslog.v3.ResponseFlags: word of "Response flags" in Envoy's access-log documentation.
WORDS = {
    1: "LH",
    2: "UH",
    3: "UT",
    4: "LR",
    5: "UR",
    6: "UF",
    7: "UC",
    8: "UO",
    9: "NR",
    10: "DI",
    11: "FI",
    12: "RL",
    13: "UAEX",
    14: "RLSE",
    15: "DC",
    16: "URX",
    17: "SI",
    18: "IH",
    19: "DPE",
    20: "UMSDR",
    21: "RFCF",
    22: "NFCF",
    23: "DT",
    24: "UPE",
    25: "NC",
    26: "OM",
    27: "DF",
    28: "DR",
}

UPSTREAM_FAULTS = ("DF", "NC", "UC", "UF", "UH", "UMSDR", "UO", "UPE", "UR", "URX", "UT")
"""Flags that say the upstream, or the way to it, failed, whatever status the caller saw."""

_MAX_BYTES = 512


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a base-128 varint; gives the value and the next place, or raises IndexError."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise IndexError


@lru_cache(maxsize=1024)
def words(data: bytes) -> str:
    """Give the set flags of a serialised ResponseFlags message.

    Args:
        data: the message's bytes; each field is a bool, except 13, a message (protobuf.dev, encoding).

    Returns:
        The words, sorted and joined by commas; unknown fields as ``F`` and their number; ``?`` at the end when the
        bytes are no message. Empty when no flag is set.
    """
    found: set[str] = set()
    at, data, whole = 0, data[:_MAX_BYTES], len(data) <= _MAX_BYTES
    try:
        while at < len(data):
            key, at = _varint(data, at)
            number, wire = key >> 3, key & 7
            value, at = _varint(data, at)
            if wire == 2:
                at += value
            elif wire != 0:
                raise IndexError
            if value or wire == 2:
                found.add(WORDS.get(number, f"F{number}"[:12]))
    except IndexError:
        whole = False
    return ",".join(sorted(found)[: len(WORDS)] + ([] if whole else ["?"]))
