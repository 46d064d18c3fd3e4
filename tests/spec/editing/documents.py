"""Random documents in many ways of writing, for tests of edits."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from apiyard.spec import write_yaml
from apiyard.spec.editing.node import Style

names = st.sampled_from(["a", "b", "name", "200", "x-y", "/pets/{id}", "$ref", "two words", "it's", "yes"])
texts = st.sampled_from(
    ["", "plain", "it's", "a: b", "one\ntwo", "one\n\ntwo\n", "true", "1", "#no", "ünï", "- x", '"q"']
)
leaves = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.just(1.5), texts)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)),
    max_leaves=12,
)
roots = st.dictionaries(names, values, min_size=1, max_size=4)


@st.composite
def yaml_documents(draw):
    """Give a random document: its text and its value."""
    value = draw(roots)
    writer = _Writer(draw)
    lines = writer.block(value, 0)
    text = "".join(line + "\n" for line in [*draw(st.sampled_from([[], ["# head"], ["---"]])), *lines])
    if draw(st.booleans()):
        text += "# foot\n"
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return text, value


@st.composite
def json_documents(draw):
    """Give a random JSON document: its text and its value."""
    value = draw(roots)
    indent = draw(st.sampled_from([None, 2, 4, "\t"]))
    separators = draw(st.sampled_from([(",", ":"), (", ", ": ")])) if indent is None else (",", ": ")
    return json.dumps(value, indent=indent, separators=separators, ensure_ascii=draw(st.booleans())), value


class _Writer:
    """Writes values in block and flow style, with quotes and comments as they are drawn."""

    def __init__(self, draw) -> None:
        self.draw = draw
        self.step = draw(st.sampled_from([2, 2, 4]))
        self.dash_in = draw(st.booleans())
        self.noisy = draw(st.booleans())
        self.comments = 0

    def sometimes(self) -> bool:
        return self.noisy and self.draw(st.integers(0, 4)) == 0

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}"

    def above(self, pad: str) -> list[str]:
        found = [""] if self.sometimes() else []
        return [*found, pad + self.comment()] if self.sometimes() else found

    def behind(self) -> str:
        return "  " + self.comment() if self.sometimes() else ""

    def block(self, value, column: int) -> list[str]:
        pad = " " * column
        lines: list[str] = []
        for key, item in value.items() if isinstance(value, dict) else [(None, each) for each in value]:
            lines += self.above(pad)
            lines += self.member(key, item, column)
        return lines

    def member(self, key, item, column: int) -> list[str]:
        pad = " " * column
        start = pad + ("-" if key is None else self.key(key) + ":")
        filled = isinstance(item, dict | list) and item
        if not filled or self.sometimes():
            return [*f"{start} {self.inline(item, column)}".split("\n")]
        if key is None:
            inner = self.block(item, column + 2)
            if inner[0].strip() and not inner[0].lstrip().startswith("#"):
                return [f"{start} {inner[0].lstrip()}", *inner[1:]]
            return [start, *inner]
        deeper = column + (self.step if isinstance(item, dict) or self.dash_in else 0)
        return [start + self.behind(), *self.block(item, deeper)]

    def key(self, key: str) -> str:
        return write_yaml.quoted(key, "'") if self.sometimes() else write_yaml.key_text(key, Style())

    def inline(self, value, column: int) -> str:
        if isinstance(value, str) and "\n" in value and self.draw(st.booleans()):
            return write_yaml.literal(value, " " * (column + self.step))
        if isinstance(value, str) and self.draw(st.booleans()):
            return write_yaml.quoted(value, self.draw(st.sampled_from(["'", '"']))) + self.behind()
        return write_yaml.inline(value, Style()) + self.behind()
