"""The format of international resource identifiers."""

from __future__ import annotations

from apiyard.design.languages.format import Format

FORMAT = Format(
    id="iri",
    why="An identifier of a resource in any script (RFC 3987).",
    inner=(r"^[a-zA-Z][a-zA-Z\d+.-]*:[\w.~!$&\x27()*+,;=:-]*$",),
    outer=(r"^[a-zA-Z][a-zA-Z\d+.-]*:[^ \x00-\x1f\x22<>\\^`{|}\x7f]*$",),
    good=("http://é", "a:é", "http://a"),
    bad=("é", "", "a b"),
)
