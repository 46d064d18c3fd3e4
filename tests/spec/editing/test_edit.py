"""What edits look like in the text."""

from __future__ import annotations

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.spec.edit import Insert, Move, Remove, Rename, Reorder, Set, edit
from apiyard.spec.parse import parse
from apiyard.spec.source import Source

PETS = """\
# The pets of the shop.
openapi: 3.1.0   # not newer
info:
  title: 'Pets'
  version: "1"

# Ordered by age.
tags:
- name: b # bee
- name: a
  # The letter.
  description: A

paths:
  # List.
  /pets:
    get: {tags: [a, b], responses: {200: {description: ok}}}
    # More of them later.

  /cats:
    get:
      description: |  # long
        One
        two.
"""


def changed(text, *changes, name="x.yaml"):
    return edit(parse(Source(name, text.encode())), changes)


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ([Set("/openapi", "3.1.1")], "openapi: 3.1.0   # not", "openapi: 3.1.1   # not"),
        ([Set("/info/title", "It's")], "'Pets'", "'It''s'"),
        ([Set("/info/version", "2")], '"1"', '"2"'),
        ([Set("/info/version", 2)], '"1"', "2"),
        ([Set("/info/x", ["a", {"b": []}])], '"1"\n', '"1"\n  x:\n  - a\n  - b: []\n'),
        ([Set("/tags/0/name", {"deep": True})], "- name: b # bee\n", "- name: # bee\n    deep: true\n"),
        ([Set("/paths/~1cats/get/description", 1)], "|  # long\n        One\n        two.\n", "1  # long\n"),
        ([Set("/paths/~1cats/get/description", "A\nb")], "|  # long\n        One\n        two.",
          "|-  # long\n        A\n        b"),
        ([Set("/paths/~1pets/get/tags/-", "c")], "[a, b]", "[a, b, c]"),
        ([Remove("/paths/~1pets/get/tags/0")], "[a, b]", "[b]"),
        ([Remove("/paths/~1pets/get/tags")], "{tags: [a, b], resp", "{resp"),
        ([Insert("/paths/~1pets/get/responses/404", {"description": "none"})],
          "ok}}}", "ok}, 404: {description: none}}}"),
        ([Remove("/tags/0")], "- name: b # bee\n", ""),
        ([Remove("/tags/0"), Remove("/tags/0")], PETS[PETS.index("tags:") : PETS.index("\npaths")], "tags: []\n"),
        ([Remove("/tags/1/name")], "- name: a\n  # The letter.\n", "- # The letter.\n"),
        ([Insert("/tags/0", {"name": "z", "x": 1})], "tags:\n", "tags:\n- name: z\n  x: 1\n"),
        ([Rename("/paths/~1cats", "/dogs")], "/cats:", "/dogs:"),
        ([Remove("/paths/~1pets")], PETS[PETS.index("  # List") : PETS.index("  /cats")], ""),
    ],
)  # fmt: skip
def test_only_the_place_itself_is_written(changes, old, new):
    assert PETS.count(old) == 1
    assert changed(PETS, *changes) == PETS.replace(old, new)


def test_a_moved_member_takes_its_comments_along():
    new = changed(PETS, Move("/paths/~1pets", after="/cats"))
    assert new.index("/cats") < new.index("# List.") < new.index("/pets") < new.index("# More of them later.")


def test_items_are_put_in_order():
    new = changed(PETS, Reorder("/tags", (1, 0)))
    assert "tags:\n- name: a\n  # The letter.\n  description: A\n- name: b # bee\n" in new


def test_new_members_keep_the_empty_lines_between():
    text = "a: 1\n\nb: 2\n\nc: 3\n"
    assert changed(text, Insert("/x", 0, before="a")) == "x: 0\n\n" + text
    assert changed(text, Insert("/x", 0, after="b")) == "a: 1\n\nb: 2\n\nx: 0\n\nc: 3\n"
    assert changed(text, Remove("/b")) == "a: 1\n\nc: 3\n"


def test_an_object_is_set_by_what_differs():
    text = "a:\n  # one\n  x: 'q'   # why\n  y: 2\n"
    assert changed(text, Set("/a", {"x": "q", "y": 3, "z": 4})) == "a:\n  # one\n  x: 'q'   # why\n  y: 3\n  z: 4\n"


@pytest.mark.parametrize(
    ("text", "change", "wanted"),
    [
        ('{"a":[1,2],"b":{}}', Set("/b/c", [1]), '{"a":[1,2],"b":{"c":[1]}}'),
        ('{"a":[1,2],"b":{}}', Remove("/a/0"), '{"a":[2],"b":{}}'),
        ('{\n\t"a": []\n}\n', Set("/a/-", {"x": 1}), '{\n\t"a": [\n\t\t{\n\t\t\t"x": 1\n\t\t}\n\t]\n}\n'),
        ('{\n    "a": 1,\n    "b": 2\n}', Insert("/c", 3, before="b"), '{\n    "a": 1,\n    "c": 3,\n    "b": 2\n}'),
        ('{\n    "a": 1,\n    "b": 2\n}', Remove("/b"), '{\n    "a": 1\n}'),
        ('{"a": 1, "b": "ü\\u00fc"}', Set("/a", "é"), '{"a": "é", "b": "ü\\u00fc"}'),
    ],
)
def test_json_keeps_its_layout(text, change, wanted):
    assert changed(text, change, name="x.json") == wanted


def test_lines_end_as_they_did():
    assert changed("a:\r\n  b: 1\r\n", Set("/a/c", {"d": 1})) == "a:\r\n  b: 1\r\n  c:\r\n    d: 1\r\n"
    assert changed("a: 1\nb: 2", Set("/b", 3)) == "a: 1\nb: 3"
    assert changed("\ufeffa: 1\n", Set("/a", 2)) == "\ufeffa: 2\n"


def test_an_alias_is_written_out_where_it_would_change_too():
    text = "base: &b\n  x: 1\none: *b\ntwo:\n  <<: *b\n  z: 2\n"
    assert changed(text, Set("/one/x", 7)) == text.replace("one: *b\n", "one:\n  x: 7\n")
    assert changed(text, Set("/base/x", 7)) == "base: &b\n  x: 7\none:\n  x: 1\ntwo:\n  <<: {x: 1}\n  z: 2\n"
    with pytest.raises(InvalidInputError, match="merge key"):
        changed(text, Remove("/two/x"))


@pytest.mark.parametrize(
    "change",
    [
        *(Set("/info/none/x", 1), Remove("/nothing"), Rename("/info", "tags"), Insert("/info", 1), Remove("/tags/7")),
        *(Insert("/x", 1, before="nothing"), Insert("/tags/9", 1), Rename("/tags/0", "x"), Reorder("/tags", (5,))),
    ],
)
def test_what_cannot_be_done_is_said(change):
    with pytest.raises(InvalidInputError):
        changed(PETS, change)
