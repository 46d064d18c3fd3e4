"""The format of places in a JSON document."""

from __future__ import annotations

from apiyard.design.languages.format import Format

_PATTERN = r"^(?:\/(?:[^~\/]|~[01])*)*$"

FORMAT = Format(
    id="json-pointer",
    why="A place in a JSON document (RFC 6901, section 5).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=("", "/", "/a/b", "/~0", "/~1", "/~01", "/é"),
    bad=("a", "/~2", "/~", "/a/b~", "#/a"),
)
