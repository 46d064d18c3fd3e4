"""The format of addresses of IP version 4."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import IPV4

_PATTERN = f"^{IPV4}$"

FORMAT = Format(
    id="ipv4",
    why="An address of IP version 4 (RFC 2673, section 3.2).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=("1.2.3.4", "0.0.0.1", "255.255.255.255", "10.20.30.199"),
    bad=("01.2.3.4", "256.1.1.1", "1.2.3", "1.2.3.4.5", "1.2.3.4 ", "0x1.2.3.4", ""),
)
