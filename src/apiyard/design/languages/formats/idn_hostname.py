"""The format of names of hosts in any script."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import PLAIN_HOST

FORMAT = Format(
    id="idn-hostname",
    why="A name of a host in any script (RFC 5890, section 2.3.2.3).",
    inner=(r"^[\s\S]{1,253}$", f"^{PLAIN_HOST}$"),
    outer=(r"^[^ !-,/:-@\[-`{-~]+$",),
    good=("é", "a", "実例.com"),
    bad=("", "-a", "a b"),
)
