"""The format of names of hosts."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import LABEL, PLAIN_HOST

FORMAT = Format(
    id="hostname",
    why="A name of a host (RFC 1123, section 2.1; encoded names by RFC 5891).",
    inner=(r"^[\s\S]{1,253}$", f"^{PLAIN_HOST}$"),
    outer=(
        r"^[\s\S]{1,253}$",
        rf"^{LABEL}(?:\.{LABEL})*$",
        r"^(?!(?![xX][nN])[^.]{2}--)",
        r"^(?![\s\S]*\.(?![xX][nN])[^.]{2}--)",
    ),
    good=("a", "a.b", "1", "1.2.3.4", "A", "xn--nxasmq6b", "a--b", "a" * 63, ".".join(["a" * 60] * 4)),
    bad=("", "a.", "-a", "a-", "a_b", "a" * 64, ".".join(["a" * 63] * 4), "a..b", ".a", "ab--c", "xn--", "é"),
)
