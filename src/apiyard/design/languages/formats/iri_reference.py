"""The format of references to resources in any script."""

from __future__ import annotations

from apiyard.design.languages.format import Format

FORMAT = Format(
    id="iri-reference",
    why="A reference to a resource in any script (RFC 3987).",
    inner=(r"^[\w.~!$&\x27()*+,;=-]*$",),
    outer=(r"^[^ \x00-\x1f\x22<>\\^`{|}\x7f]*$",),
    good=("é", "", "//é"),
    bad=("a b", "\\"),
)
