"""The format of regular expressions."""

from __future__ import annotations

from apiyard.design.languages.format import Format

FORMAT = Format(
    id="regex",
    why="A regular expression (ECMA-262).",
    inner=(r"^[a-zA-Z0-9_ ]*$",),
    outer=(),
    good=("", "a", "(?=a)", r"\p{L}"),
    bad=("(", "[a", "a{2", "*"),
)
