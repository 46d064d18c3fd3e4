"""The format of templates of URIs."""

from __future__ import annotations

from apiyard.design.languages.format import Format

FORMAT = Format(
    id="uri-template",
    why="A template of URIs (RFC 6570).",
    inner=(r"^[\w\/.:?#&=-]*$",),
    outer=(r"^[^ \x00-\x1f\x22<>\\^`|\x7f]*$",),
    good=("", "{a}", "{+a}", "{a,b}", "{a:3}", "http://a/{b}", "é", "%41"),
    bad=("{a", "a}", "{}", "{a b}", "<", " ", "{a:0}"),
)
