"""The format of places in a JSON document, told from another one."""

from __future__ import annotations

from apiyard.design.languages.format import Format

_PATTERN = r"^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~\/]|~[01])*)*)$"

FORMAT = Format(
    id="relative-json-pointer",
    why="A place in a JSON document, told from another place of it (draft-bhutton-relative-json-pointer).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=("0", "1/a", "0#", "10#", "1/~0", "120/a/b"),
    bad=("01", "-1/a", "1a", "0/~", "1##", "0#/a", "+1", ""),
)
