"""The format of references to resources."""

from __future__ import annotations

from apiyard.design.languages.format import Format
from apiyard.design.languages.grammar import RELATIVE, URI

_PATTERN = f"^(?:{URI}|{RELATIVE})$"

FORMAT = Format(
    id="uri-reference",
    why="An identifier of a resource, or a reference that is told from another one (RFC 3986).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=("", "a", "//a", "/a", "#", "?", "a:b", "a/b:c", "./a:b", "//[::1]"),
    bad=("a b", "#a#b", "%zz", ":a", "1:b", "é", "\\", "[", "//[", "//a:b", "?[", "a[b"),
)
