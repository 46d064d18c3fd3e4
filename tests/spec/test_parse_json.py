"""JSON is read by one look at its values, and what is wrong with a text is still told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.spec.flaw import DUPLICATE_KEY
from apiyard.spec.inventory import inventory_of_bytes
from apiyard.spec.limits import Limits
from apiyard.spec.measure import measure
from apiyard.spec.parse import Document, parse
from apiyard.spec.source import Source

KEYS = st.sampled_from(["a", "b", "$ref", 'q"', "c\\", ":", "é"])
VALUES = st.recursive(
    st.none() | st.integers(0, 9) | st.sampled_from(["", "a", '"', '":', "\\", ": "]),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(KEYS, inner), max_size=3).map(tuple),
    max_leaves=10,
)


def _written(value: object, indent: int, level: int = 1) -> str:
    """Write JSON whose objects, rows of pairs, may hold a key twice."""
    if not isinstance(value, list | tuple):
        return json.dumps(value, ensure_ascii=False)
    marks = "[]" if isinstance(value, list) else "{}"
    apart = f"\n{' ' * indent * level}" if indent else ""
    end = f"\n{' ' * indent * (level - 1)}" if indent else ""
    parts = [
        _written(each, indent, level + 1)
        if isinstance(value, list)
        else f"{json.dumps(each[0])}: {_written(each[1], indent, level + 1)}"
        for each in value
    ]
    return f"{marks[0]}{','.join(apart + part for part in parts)}{end if parts else ''}{marks[1]}"


def _twice(value: object) -> int:
    """Count the keys that stand in one object before."""
    if isinstance(value, tuple):
        keys = [key for key, _ in value]
        return len(keys) - len(set(keys)) + sum(_twice(each) for _, each in value)
    return sum(map(_twice, value)) if isinstance(value, list) else 0


def _parsed(text: bytes, limits: Limits | None = None) -> Document:
    return parse(Source("a.json", text), limits or Limits(), tolerant=True)


@settings(max_examples=150, deadline=None)
@given(value=VALUES, indent=st.sampled_from([0, 1, 2, 4]))
def test_keys_that_occur_twice_are_found_however_the_text_is_laid_out(value: object, indent: int) -> None:
    text = _written((("whole", value),), indent)
    flaws = _parsed(text.encode()).flaws
    assert len(flaws) == min(20, _twice(value))
    assert {each.what for each in flaws} <= {DUPLICATE_KEY}


def test_references_are_seen_level_by_level() -> None:
    value = {"a": {"b": {"$ref": "#/c"}}, "$ref": "#/a", "c": [{"$ref": "#/a/b"}, {"$ref": 1}]}
    assert [each["$ref"] for each in measure(value).references] == ["#/a", "#/c", "#/a/b"]
    document = _parsed(json.dumps(value).encode())
    assert document.references is not None
    assert [each["$ref"] for each in document.references] == ["#/a", "#/c", "#/a/b"]
    assert inventory_of_bytes(json.dumps(value).encode()).target({"$ref": "#/a"}) is None


@pytest.mark.parametrize("text", [b'{"a": [0, {}, []]}', b"[0, 1, 2, 3]", b"[[], [], {}, {}]"])
def test_values_are_counted_in_short_and_in_long_texts(text: bytes) -> None:
    for padding in (b"", b" " * 100):
        assert _parsed(text + padding, Limits(max_nodes=20)).size
        with pytest.raises(TooLargeError, match="values"):
            _parsed(text + padding, Limits(max_nodes=3))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b'{"a": "\xff"}', "not UTF-8"),
        (b'{"a": "\0"}', "NUL byte"),
        (b'{"a": \0}', "NUL byte"),
        (b"\xff\xfe{\0}\0", "UTF-16"),
        (b'{"a": 1', "no JSON"),
        (b"  \n ", "empty"),
        (b"[" * 300 + b"]" * 300, "deep"),
    ],
)
def test_what_is_wrong_with_a_text_is_told_first(text: bytes, what: str) -> None:
    with pytest.raises(InvalidInputError if what != "deep" else TooLargeError, match=what):
        _parsed(text)
