"""The format of identifiers of resources."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import URI

_PATTERN = f"^{URI}$"

FORMAT = Format(
    id="uri",
    why="An identifier of a resource, with its scheme (RFC 3986).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=(
        "http://a",
        "a:",
        "http://[::1]",
        "http://a/%20",
        "a+b-c.d:x",
        "http://a:99999",
        "mailto:a@b",
        "urn:x:y",
        "http://a?b#c",
        "http://[v1.a]",
        "a:/",
        "a://b?c/d?e",
        "a:!$&'()*+,;=:@/-._~",
    ),
    bad=(
        "//a",
        "a",
        "http://a b",
        "http://[::1",
        "http://a/%zz",
        "http://é",
        "1a:b",
        "http://a:b",
        "http://a#b#c",
        "a:<",
        "a:[",
        "http://a@b@c",
        "http://[1:2]",
        ":a",
        "",
    ),
)
