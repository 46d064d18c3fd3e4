"""Globs of overrides mean what they mean in Spectral; the answers are minimatch 3's."""

from __future__ import annotations

import pytest

from apiyard.core.errors import TooLargeError
from apiyard.design.reading.glob import matches

ANSWERS = [
    ("../c.yaml", "**", True),
    ("../c.yaml", "**/*.yaml", False),
    ("../c.yaml", "../*.yaml", True),
    ("a/b.yaml", "*.yaml", True),
    ("a/b.yaml", "b.yaml", True),
    ("a/.b.yaml", "*.yaml", False),
    ("a/.b.yaml", ".*", True),
    (".a/b.yaml", "**", True),
    (".a/b.yaml", "**/b.yaml", False),
    ("a/b/c.yaml", "a/**", True),
    ("a", "a/**", False),
    ("a/x/b", "a/**/b", True),
    ("a/b", "a/**/b", True),
    ("a/b.yaml", "**/**/b.yaml", True),
    ("a/b.yaml", "!a/*", False),
    ("c/b.yaml", "!a/*", True),
    ("c.yaml", "!(a)/b", True),
    ("c", "#c", False),
    ("c.yaml", "", False),
    ("a/b.yaml", "./a/b.yaml", False),
    ("a/b.yaml", "a/{b,c}.yaml", True),
    ("a/b.yaml", "a/{d,c}.yaml", False),
    ("b1.yaml", "b{1..3}.yaml", True),
    ("b4.yaml", "b{1..3}.yaml", False),
    ("a/b.yaml", "a/+(b|c).yaml", True),
    ("aab.yaml", "*(a|b).yaml", True),
    ("x/aab.yaml", "x/!(a*).yaml", False),
    ("a.yaml", "?(x)a.yaml", True),
    ("a/b.yaml", "a/[a-c].yaml", True),
    ("a/b.yaml", "a/[!a-c].yaml", False),
    ("/x/b.yaml", "/x/*.yaml", True),
    ("https://x.y/z.json", "https://x.y/*", True),
    ("https://x.y/z.json", "*.json", True),
]


@pytest.mark.parametrize(("path", "pattern", "answer"), ANSWERS)
def test_a_glob_means_what_it_means_in_spectral(path, pattern, answer):
    assert matches(path, pattern) is answer


def test_hostile_globs_end():
    assert not matches("a" * 1_000, "*a" * 300 + "b")
    assert not matches("/".join("a" * 300), "/".join(["**"] * 200) + "/b")
    assert not matches("a" * 60, "+(a|aa)+(a|aa)+(a|aaa)b")
    for pattern in ("{a,b}" * 30, "a" * 2_000, "+(a)" * 9):
        with pytest.raises(TooLargeError):
            matches("ab", pattern)
