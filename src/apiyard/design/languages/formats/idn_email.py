"""The format of addresses of mail in any script."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import MAILBOX

FORMAT = Format(
    id="idn-email",
    why="An address of mail in any script (RFC 6531, section 3.3).",
    inner=(r"^[\s\S]{1,254}$", "^[^@]{1,64}@", f"^{MAILBOX}$"),
    outer=(r"^[\s\S]+@[\s\S]+$",),
    good=("é@é", "a@b"),
    bad=("", "a", "@a", "a@"),
)
