"""The format of addresses of mail."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import MAILBOX

FORMAT = Format(
    id="email",
    why="An address of mail (RFC 5321, section 4.1.2).",
    inner=(r"^[\s\S]{1,254}$", "^[^@]{1,64}@", f"^{MAILBOX}$"),
    outer=(r"^[\s\S]+@[!-~]+$", r"^[^@\.][\s\S]*@(?!-)", r"[a-zA-Z\d\]]$"),
    good=("a@b", "a@b.c", "a@[127.0.0.1]", "a@[IPv6:::1]", '"a b"@c', "a@1", "a+b@c", "!#$%&'*+-/=?^_`{|}~@b"),
    bad=("", "a b@c", "a@", "@b", "a@b..c", "a@-b", "a..b@c", "a.@c", ".a@c", "a@b_c", "a@b.", "é@c", "a@b-"),
)
