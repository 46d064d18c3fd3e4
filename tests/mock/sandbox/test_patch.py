"""Patches of values keep to their standards."""

from __future__ import annotations

from typing import Any

import pytest

from apiyard.mock.sandbox.patch import PatchError, UnmetTestError, json_patch, merge_patch


# The cases of RFC 7396, appendix A.
@pytest.mark.parametrize(
    ("value", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        (["a", "b"], ["c", "d"], ["c", "d"]),
        ({"a": "b"}, ["c"], ["c"]),
        ({"a": "foo"}, None, None),
        ({"a": "foo"}, "bar", "bar"),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_merge_patch(value, patch, result):
    before = repr(value)
    assert merge_patch(value, patch) == result
    assert repr(value) == before


# What RFC 6902, appendix A, shows.
@pytest.mark.parametrize(
    ("value", "patch", "result"),
    [
        ({"foo": "bar"}, [{"op": "add", "path": "/baz", "value": "qux"}], {"baz": "qux", "foo": "bar"}),
        ({"foo": ["bar", "baz"]}, [{"op": "add", "path": "/foo/1", "value": "qux"}], {"foo": ["bar", "qux", "baz"]}),
        ({"baz": "qux", "foo": "bar"}, [{"op": "remove", "path": "/baz"}], {"foo": "bar"}),
        ({"foo": ["bar", "qux", "baz"]}, [{"op": "remove", "path": "/foo/1"}], {"foo": ["bar", "baz"]}),
        ({"baz": "qux"}, [{"op": "replace", "path": "/baz", "value": "boo"}], {"baz": "boo"}),
        (
            {"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}},
            [{"op": "move", "from": "/foo/waldo", "path": "/qux/thud"}],
            {"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}},
        ),
        (
            {"foo": ["all", "grass", "cows", "eat"]},
            [{"op": "move", "from": "/foo/1", "path": "/foo/3"}],
            {"foo": ["all", "cows", "eat", "grass"]},
        ),
        ({"foo": "bar"}, [{"op": "add", "path": "/child", "value": {"g": {}}}], {"foo": "bar", "child": {"g": {}}}),
        ({"foo": ["bar"]}, [{"op": "add", "path": "/foo/-", "value": ["a"]}], {"foo": ["bar", ["a"]]}),
        ({"/": 9, "~1": 10}, [{"op": "test", "path": "/~01", "value": 10}], {"/": 9, "~1": 10}),
        ({"a": 1}, [{"op": "copy", "from": "/a", "path": "/b"}], {"a": 1, "b": 1}),
        ({"a": 1}, [{"op": "replace", "path": "", "value": [2]}], [2]),
    ],
)
def test_json_patch(value, patch, result):
    before = repr(value)
    assert json_patch(value, patch) == result
    assert repr(value) == before


@pytest.mark.parametrize(
    "step",
    [
        {"op": "add", "path": "/baz/bat", "value": "qux"},
        {"op": "remove", "path": "/nothing"},
        {"op": "remove", "path": ""},
        {"op": "replace", "path": "/nothing", "value": 1},
        {"op": "add", "path": "/row/5", "value": 1},
        {"op": "add", "path": "/row/01", "value": 1},
        {"op": "add", "path": "/row/x", "value": 1},
        {"op": "add", "path": "row", "value": 1},
        {"op": "add", "path": "/row"},
        {"op": "move", "from": "/deep", "path": "/deep/in"},
        {"op": "rename", "path": "/row"},
        {"path": "/row"},
        "add",
    ],
)
def test_what_cannot_be_applied_is_refused(step):
    with pytest.raises(PatchError):
        json_patch({"row": [1], "deep": {"in": 1}}, [step])


@pytest.mark.parametrize(("value", "wanted"), [(True, 1), (0, False), ([1], [1, 2]), ({"a": 1}, {"b": 1}), ("1", 1)])
def test_what_differs_in_json_differs(value, wanted):
    with pytest.raises(UnmetTestError):
        json_patch({"a": value}, [{"op": "test", "path": "/a", "value": wanted}])


def test_deep_patches_are_refused():
    deep: dict = {}
    for _ in range(5_000):
        deep = {"a": deep}
    with pytest.raises(PatchError):
        merge_patch({}, deep)


@pytest.mark.parametrize("op", ["copy", "move"])
def test_patches_do_not_carry_more_than_there_is_room_for(op):
    growing = [{"op": "copy", "from": "", "path": "/a"}] * 200
    nesting = [
        each
        for _ in range(300)
        for each in (
            {"op": "add", "path": "/b", "value": {"c": {"c": {"c": 1}}}},
            {"op": op, "from": "/a", "path": "/b/c/c/a"},
            {"op": op, "from": "/b", "path": "/a"},
        )
    ]
    steps: Any
    for steps in (growing, nesting):
        with pytest.raises(PatchError, match=r"copies too much|nests too deeply"):
            json_patch({"a": "x" * 1_000}, steps)


def test_a_patch_may_copy_what_is_of_common_size():
    row = [{"name": "x" * 100} for _ in range(100)]
    copied: Any = json_patch({"row": row}, [{"op": "copy", "from": "/row", "path": "/other"}] * 100)
    assert copied["other"] == row
