"""Questions to the functions of rules, for the answers of the real ones.

python -m tests.peers.function_cases |
    node tests/peers/function_answers.mjs FOLDER-OF-NODE_MODULES > tests/golden/lint/functions.json
"""

from __future__ import annotations

import itertools
import json
import sys
from typing import Any

MISSING = {"$missing": True}
SCALARS = [None, True, False, 0, 1, -1, 2.5, 10, 1e21, "", "a", "0", "false", " ", "Berlin"]
ANYTHING = [MISSING, *SCALARS, [], [0], {}, {"a": 1}, {"a": None, "b": 2}]
NAMES = [
    *("a", "A", "ab", "aB", "AB", "Ab", "a1", "1a", "a1b2", "aB1", "foo", "fooBar", "FooBar", "FOO_BAR", "foo_bar"),
    *("foo-bar", "FOO-BAR", "Foo-Bar", "foo--bar", "-foo", "foo-", "_foo", "foo__bar", "fooBAR", "fooBarBAZ", "FooB"),
    *("fooB", "foo1Bar2", "foo_1", "foo-1", "FOO1_2", "foo bar", "foo.bar", "Foo.Bar", ".foo", "foo.", "foo..bar"),
    *(
        "X-Rate-Limit",
        "x-rate-limit",
        "é",
        "fooé",
        "ﬀ",
        "foo\n",
        "/",
        "/foo",
        "foo/bar",
        "/foo/bar",
        "//",
        "-",
        "",
        "1",
    ),
    *("fooBar/bazQux", "Foo/Bar", "😀", "foo😀bar", "foo]bar", "foo^bar", "foo\\bar", "2foo", "foo2", "FOO2BAR", "fB"),
]
WORDS = [
    "a",
    "B",
    "b",
    "A",
    "10",
    "9",
    "2",
    "z",
    "_",
    "-",
    "ab",
    "a b",
    "a-b",
    "é",
    "e",
    "f",
    "aa",
    "Ab",
    "aB",
    "/a",
    "x-y",
    "1a",
]


def casing() -> list[tuple[Any, list[Any]]]:
    """Give the options of casing with names."""
    found: list[tuple[Any, list[Any]]] = []
    for style in ("flat", "camel", "pascal", "kebab", "cobol", "snake", "macro"):
        found.append(({"type": style}, [*NAMES, *ANYTHING]))
        found.append(({"type": style, "disallowDigits": True}, NAMES))
        for letter, leading in itertools.product(("-", "/", ".", "]", "^", "\\", "😀", ""), (True, False)):
            separator = {"char": letter, "allowLeading": leading}
            found.append(({"type": style, "separator": separator}, NAMES))
        found.append(({"type": style, "disallowDigits": True, "separator": {"char": "_"}}, NAMES))
    wrong: list[Any] = [{}, None, {"type": "camell"}, {"type": 5}, {"typ": "camel"}, {"type": "camel", "separator": {}}]
    wrong += [{"type": "camel", "separator": {"char": "ab"}}, {"type": "camel", "separator": {"char": "a", "x": 1}}]
    wrong += [{"type": "camel", "disallowDigits": "no"}, {"type": "camel", "separator": None}, [], "camel"]
    wrong += [
        {"type": "camel", "separator": {"char": "😀😀"}},
        {"type": "camel", "separator": {"char": "-", "allowLeading": 1}},
    ]
    return found + [(options, ["a"]) for options in wrong]


def alphabetical() -> list[tuple[Any, list[Any]]]:
    """Give the options of alphabetical with lists and objects."""
    pairs: list[Any] = [[one, other] for one, other in itertools.product(WORDS, WORDS)]
    numbers: list[Any] = [
        [1, 2],
        [2, 1],
        [1, 1.5],
        [1.5, 1],
        [10, 9],
        [1, "a"],
        ["a", 1],
        ["1", 2],
        ["x", "1"],
        ["1", "x"],
        [2, "1"],
    ]
    odd: list[Any] = [
        [None, 1],
        [True, False],
        [[], []],
        [{}, {}],
        ["a"],
        [],
        {"b": 1, "a": 1},
        {"a": 1, "b": 1},
        {"a": 1},
    ]
    odd += [{"x": 1, "y": 2, "Z": 3}, {"b": 1, "é": 2, "c": 3}]
    keyed: list[Any] = [
        *(
            [{"n": one}, {"n": other}]
            for one, other in (("a", "b"), ("b", "a"), (1, 2), (2, 1), ("a", None), ("a", {}))
        ),
        *(
            [],
            [{"n": "a"}],
            [{}, {"n": "a"}],
            ["a", "b"],
            [{"n": "a"}, 5],
            [["b"], ["a"]],
            {"b": {"n": 1}, "a": {"n": 2}},
        ),
    ]
    found: list[tuple[Any, list[Any]]] = [(None, [*pairs, *numbers, *odd, *ANYTHING]), ({}, [["b", "a"]])]
    found += [
        ({"keyedBy": "n"}, keyed),
        ({"keyedBy": "length"}, [[["a", "b"], ["a"]]]),
        ({"keyedBy": "0"}, [[["b"], ["a"]]]),
    ]
    wrong: list[Any] = [{"keyedBy": 5}, {"keyedby": "n"}, [], "n", {"keyedBy": None}]
    return found + [(options, [["b", "a"]]) for options in wrong]


def length() -> list[tuple[Any, list[Any]]]:
    """Give the options of length with values."""
    values = [*ANYTHING, "ab", "abc", "😀", "é", [1, 2], [1, 2, 3], {"a": 1, "b": 1, "c": 1}, 3, 2, 2.99, -5]
    good: list[Any] = [
        {"min": 2},
        {"max": 2},
        {"min": 2, "max": 2},
        {"min": 3, "max": 1},
        {"min": 0},
        {"min": 1.5, "max": 2.5},
    ]
    wrong: list[Any] = [{}, None, {"min": "2"}, {"minimum": 2}, {"min": None}, [], {"max": True}]
    return [(options, values) for options in good] + [(options, ["a"]) for options in wrong]


def pattern() -> list[tuple[Any, list[Any]]]:
    """Give the options of pattern with values."""
    sources = [
        "^a",
        "/^a/i",
        "/b$/",
        "/a/g",
        "/a/y",
        "/a.b/s",
        "/^b/m",
        "/\\p{Lu}/u",
        "\\p{Lu}",
        "/a",
        "a/",
        "/(a)\\1/",
        "//",
        "/a/I",
    ]
    sources += [
        "^[a-z]+$",
        "^$",
        ".",
        "/^.$/u",
        "^.$",
        "\\bfoo\\b",
        "^(?!x)",
        "[^a-z]",
        "/a/i/i",
        "(?<n>a)\\k<n>",
        "a{2}",
        "/é/i",
    ]
    values = [*ANYTHING, *NAMES, "aa", "ABC", "b\na", "a\nb", "É", "😀", "/a/i", "/a", "a/"]
    found: list[tuple[Any, list[Any]]] = []
    for source in sources:
        found.append(({"match": source}, values))
        found.append(({"notMatch": source}, values))
    found.append(({"match": "^a", "notMatch": "b$"}, values))
    found.append(({"match": "/a/g", "notMatch": "/a/g"}, values))
    found.append(({"match": {"test": 1, "flags": ""}}, values))
    wrong: list[Any] = [
        {},
        None,
        {"match": 5},
        {"match": None},
        {"mach": "a"},
        [],
        "a",
        {"match": {}},
        {"match": {"test": 1, "flags": 5}},
    ]
    return found + [(options, ["a"]) for options in wrong]


def names(least: str) -> list[tuple[Any, list[Any]]]:
    """Give the options of or and xor with values."""
    values = [
        *ANYTHING,
        {"b": 1},
        {"a": 1, "b": 1, "c": 1},
        {"z": 1},
        {"toString": 1},
        {"e": 0, "f": None},
        {"b": 1, "a": 1},
    ]
    good = [
        ["a", "b"],
        ["a", "b", "c"],
        ["x", "y", "z"],
        ["a", "a"],
        ["a", "b", "c", "d", "e", "f"],
        ["e", "f"],
        ["", "a"],
    ]
    wrong: list[Any] = [
        {},
        None,
        {"properties": ["a"]},
        {"properties": "ab"},
        {"properties": ["a", 5]},
        {"property": ["a", "b"]},
        [],
    ]
    wrong.append({"properties": ["a", "b"], least: 1})
    return [({"properties": each}, values) for each in good] + [(options, [{"a": 1}]) for options in wrong]


def enumeration() -> list[tuple[Any, list[Any]]]:
    """Give the options of enumeration with values."""
    lists: list[list[Any]] = [
        ["Berlin", "a"],
        [1, 2.5],
        [True],
        [False],
        [None],
        [0],
        ["0", "1"],
        [""],
        [],
        ["a", 1, None, True],
    ]
    wrong: list[Any] = [
        {},
        None,
        {"values": "a"},
        {"values": [[]]},
        {"values": [{}]},
        {"value": ["a"]},
        {"values": ["a"], "x": 1},
    ]
    return [({"values": each}, ANYTHING) for each in lists] + [(options, ["a"]) for options in wrong]


def schema() -> list[tuple[Any, list[Any]]]:
    """Give the options of schema with values; what the checker itself finds has its own table."""
    deep = {
        "properties": {
            "a/b": {"items": {"type": "string"}},
            "c": {"anyOf": [{"type": "null"}, {"properties": {"d": {"enum": [1]}}}]},
        }
    }
    values = [
        *ANYTHING,
        {"a/b": [1]},
        {"c": {"d": 2}},
        {"c": {"d": 1}},
        {"a/b": 5, "c": {"d": 5}},
        {"é": {"x": 1}},
        {"a": 5, "b": 5},
    ]
    schemas: list[Any] = [
        deep,
        {"type": "string", "enum": ["a"]},
        {"additionalProperties": {"enum": [1]}},
        {"required": ["a", "b"]},
    ]
    schemas += [
        {"$ref": "#/definitions/x", "definitions": {"x": {"type": "null"}}},
        {"$ref": "#/nothing"},
        {"minLength": 2},
    ]
    schemas += [
        {"type": "object", "errorMessage": "own words"},
        {"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 1, "exclusiveMinimum": True},
    ]
    found: list[tuple[Any, list[Any]]] = []
    for each, every in itertools.product(schemas, (None, False, True)):
        found.append(({"schema": each} | ({} if every is None else {"allErrors": every}), values))
    tuples = {"prefixItems": [{"type": "null"}], "items": [{"type": "string"}]}
    found += [
        ({"schema": tuples, "dialect": dialect}, values)
        for dialect in ("auto", "draft4", "draft6", "draft7", "draft2019-09")
    ]
    found.append(({"schema": {"prefixItems": [{"type": "null"}]}, "dialect": "draft2020-12"}, values))
    wrong: list[Any] = [
        {},
        None,
        {"schema": 5},
        {"schema": True},
        {"schema": {}, "dialect": "draft8"},
        {"schema": {}, "allErrors": 1},
        {"schema": {}, "x": 1},
        [],
    ]
    return found + [(options, ["a"]) for options in wrong]


def unreferenced() -> list[tuple[Any, list[Any]]]:
    """Give the options of unreferencedReusableObject; what it finds needs whole documents."""
    places = ["#", "#/foo", "#/paths/~1user", "#/a%20b", "foo", "/foo", "", "#foo", "#/a b", 5, None, "#/~2"]
    wrong: list[Any] = [{}, None, [], {"reusableObjectslocation": "#"}, {"reusableObjectsLocation": "#", "x": 1}]
    return [({"reusableObjectsLocation": place}, [[]]) for place in places] + [(options, [[]]) for options in wrong]


def cases() -> list[dict[str, Any]]:
    """Give all questions."""
    plain: list[tuple[Any, list[Any]]] = [(None, ANYTHING), ({}, ["a"]), ({"a": 1}, ["a"]), ([], ["a"])]
    table = {
        **dict.fromkeys(("defined", "undefined", "truthy", "falsy"), plain),
        "alphabetical": alphabetical(),
        "casing": casing(),
        "enumeration": enumeration(),
        "length": length(),
        "or": names("least"),
        "xor": names("least"),
        "pattern": pattern(),
        "schema": schema(),
        "unreferencedReusableObject": unreferenced(),
    }
    return [
        {"function": name, "options": options, "values": values}
        for name, rows in table.items()
        for options, values in rows
    ]


if __name__ == "__main__":
    json.dump(cases(), sys.stdout)
