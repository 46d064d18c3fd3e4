"""Extents: where keys and values start and end, in JSON and YAML alike."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.core.json import Json
from apiyard.spec import extent_json, parse_yaml, pointer
from apiyard.spec.limits import DEFAULT
from apiyard.spec.outline import Outline, OutlinedFinder
from apiyard.spec.parse import Document, parse
from apiyard.spec.source import Source

JSON = '{"a": {"é": "wört", "list": [1, {"x": []}]},\n "deep": {"er": [[2]]}}\n'
YAML = """# words before
a:
  é: wört
  list:
    - 1
    - x: []
block: |
  one
  two

flow: {b: [1, 2 ]}
empty:
last: plain # words behind
"""


def _document(text: str, uri: str) -> Document:
    return parse(Source(uri, text.encode()))


def _cut(text: str, span: tuple[int, int, int, int]) -> str:
    lines = text.split("\n")
    first, start, last, end = span
    if first == last:
        return lines[first - 1][start - 1 : end - 1]
    return "\n".join([lines[first - 1][start - 1 :], *lines[first : last - 1], lines[last - 1][: end - 1]])


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("", JSON.strip()),
        ("/a", '"a": {"é": "wört", "list": [1, {"x": []}]}'),
        ("/a/é", '"é": "wört"'),
        ("/a/list/1", '{"x": []}'),
        ("/a/list/1/nowhere", '{"x": []}'),
        ("/deep/er/0/0", "2"),
    ],
)
def test_a_span_of_json_goes_from_the_key_through_the_value(at: str, text: str) -> None:
    assert _cut(JSON, _document(JSON, "a.json").span(at)) == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("/a", "a:\n  é: wört\n  list:\n    - 1\n    - x: []"),
        ("/a/é", "é: wört"),
        ("/a/list/0", "1"),
        ("/block", "block: |\n  one\n  two"),
        ("/flow", "flow: {b: [1, 2 ]}"),
        ("/empty", "empty:"),
        ("/last", "last: plain"),
        ("/nowhere", YAML.partition("\n")[2].removesuffix(" # words behind\n")),
    ],
)
def test_a_span_of_yaml_goes_from_the_key_through_the_value(at: str, text: str) -> None:
    assert _cut(YAML, _document(YAML, "a.yaml").span(at)) == text


def test_the_last_scalar_ends_before_closing_brackets() -> None:
    extent = _document(JSON, "a.json").extent("/deep")
    assert (extent.end, extent.last) == ((2, 23), (2, 20))
    assert _document(JSON, "a.json").extent("/a").last == (1, 41)


def test_places_in_one_very_long_line_are_found_in_linear_time() -> None:
    value = {f"é{number}": number for number in range(20_000)}
    text = json.dumps(value, ensure_ascii=False)
    document = _document(text, "a.json")
    starts = [document.span(f"/é{number}") for number in range(20_000)]
    assert all(before[3] + 2 == after[1] for before, after in pairwise(starts))


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(0, 99) | st.text('aé\\"{}[]~/: ', max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('aé\\"{}~/', max_size=4), inner, max_size=3),
    max_leaves=8,
)


def _pointers(value: object, at: str = "") -> list[str]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(each for key, child in children for each in _pointers(child, pointer.join(at, key)))]


@settings(max_examples=80, deadline=None)
@given(value=st.dictionaries(st.text('a"\\é', min_size=1, max_size=2), JSONS, max_size=3), plain=st.booleans())
def test_text_that_is_laid_out_is_read_the_same_with_and_without_its_layout(value: Json, plain: bool) -> None:
    written = json.dumps(value, ensure_ascii=plain, indent=2)
    empty = re.compile(r"^( *)(.*)([\[{])([\]}])(?=,?$)", re.MULTILINE)
    apart = empty.sub(r"\1\2\3\n\n\1\4", written)
    for text in (written, apart, apart.replace("\n\n", "\n") + "\n", empty.sub(r"\1\2\3\n  \4", written)):
        fast, slow = extent_json.finder(text.encode(), json.loads(text)), extent_json.finder(text.encode())
        assert [fast(at) for at in _pointers(value)] == [slow(at) for at in _pointers(value)]
        assert fast.laid_out is ('\n  "' in text) or text not in (written, apart)


@pytest.mark.parametrize("text", ['{\n  "a": {\n  "b": 1\n}}', '{\n  "a": [\n  1\n  ]\n}', '{\n  "a":  1\n}'])
def test_text_that_is_laid_out_otherwise_is_read_by_its_brackets(text: str) -> None:
    assert not extent_json.finder(text.encode(), json.loads(text)).laid_out


@settings(max_examples=60, deadline=None)
@given(value=st.dictionaries(st.text("ab~/: é'", max_size=2), JSONS, max_size=3), lines=st.booleans())
def test_places_in_yaml_are_the_same_whether_its_upper_levels_are_known_or_not(value: Json, lines: bool) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=False, width=20, sort_keys=False)
    text = text.replace("\n", "\n\n# words\n") if lines and "'" not in text and '"' not in text else text
    outline: list[Outline] = []
    read = parse_yaml.read("", text, DEFAULT, outline=outline)
    some, every = parse_yaml.finder(text, outline), parse_yaml.finder(text)
    for at in _pointers(read):
        assert some(at) == every(at)
        assert some(f"{at}/nowhere") == every(f"{at}/nowhere")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (YAML, True),
        ("a: {b: 1}\nc:\n  d: |\n    e\n\n  f: >-\n    g\n", True),
        ("---\na: 1\n...\n", True),
        ("a: &x {b: 1}\nc: *x\n", False),
        ("{a: 1}", False),
        ("- a: 1", False),
        ("? a\n: 1\n", False),
        ("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\n", False),
        ("a: 1\r\nb: 2\r\n", False),
    ],
)
def test_the_lines_of_a_member_are_read_by_themselves_where_that_says_the_same(text: str, plain: bool) -> None:
    outline: list[Outline] = []
    value = parse_yaml.read("", text, DEFAULT, outline=outline)
    some, every = parse_yaml.finder(text, outline), parse_yaml.finder(text)
    assert isinstance(some, OutlinedFinder) is plain
    assert [some(at) for at in _pointers(value)] == [every(at) for at in _pointers(value)]


OBJECTS = st.dictionaries(st.text("ab", min_size=1, max_size=2), JSONS, max_size=3)


@settings(max_examples=60, deadline=None)
@given(
    value=st.dictionaries(st.text("ab", min_size=1, max_size=2), JSONS, max_size=3), indent=st.sampled_from([None, 2])
)
def test_what_stands_between_start_and_end_is_the_value(value: object, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    flow = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=1000)
    for written, uri in ((text, "a.json"), (flow, "a.yaml")):
        document = _document(written, uri)
        for at in _pointers(value):
            extent = document.extent(at)
            assert yaml.safe_load(_cut(written, (*extent.start, *extent.end))) == pointer.get(document.value, at)


def test_a_document_that_holds_nothing_has_a_place() -> None:
    assert Path(_document("[]", "a.json").uri).name == "a.json"
    assert _document("[]", "a.json").span("/0") == (1, 1, 1, 3)
