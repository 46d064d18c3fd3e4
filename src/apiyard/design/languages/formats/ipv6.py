"""The format of addresses of IP version 6."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import IPV6

_PATTERN = f"^(?:{IPV6})$"

FORMAT = Format(
    id="ipv6",
    why="An address of IP version 6 (RFC 4291, section 2.2).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=(
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "::1.2.3.4",
        "1:2:3:4:5:6:1.2.3.4",
        "::ffff:1.2.3.4",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "ABCD::",
    ),
    bad=(
        "1:2:3:4:5:6:7",
        "fe80::1%eth0",
        "12345::",
        "g::",
        "1::2::3",
        "1:2:3:4:5:6:7:8::",
        "1:2:3:4::5:6:7:8",
        "::1:2:3:4:5:6:7:8",
        "::01.2.3.4",
        "::1.2.3.4:5",
        "[::1]",
        "",
    ),
)
