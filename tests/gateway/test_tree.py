"""Path templates and the tree they become, against a plain reading of the same templates."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.core.errors import InvalidInputError
from apiyard.gateway.template import Template, read_template
from apiyard.gateway.tree import by_prefix, full_regex, union

SEGMENTS = st.sampled_from(["a", "ab", "b", "{x}", "{x}.json", "a{x}", "{x}-{y}", "a.b", "ä", ""])
PATHS = st.lists(SEGMENTS, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts))
CALLS = st.lists(st.sampled_from(["a", "ab", "b", "abc", "x.json", "a-b", "a.b", "axb", ""]), min_size=1, max_size=4)


def _plain(paths: list[Template], call: str) -> Template | None:
    """The first template, in order, that a whole path matches."""
    ordered = sorted(set(paths), key=lambda path: path.order)
    return next((path for path in ordered if re.fullmatch(full_regex("/base", path), call)), None)


def _by_tree(paths: list[Template], call: str) -> Template | None:
    grouped = by_prefix(paths)
    fitting = [prefix for prefix in grouped if call.startswith("/base" + prefix)]
    if not fitting:
        return None
    candidates = grouped[max(fitting, key=len)]
    while len(candidates) > 1:
        half = len(candidates) // 2
        matched = re.fullmatch(union("/base", candidates[:half]) + r"(?:\?.*)?", call)
        candidates = candidates[:half] if matched else candidates[half:]
    return _plain(list(candidates), call)


@given(st.lists(PATHS, min_size=1, max_size=12), CALLS)
def test_the_tree_finds_what_a_plain_search_finds(texts, parts):
    paths = [read_template(text) for text in texts]
    for call in ("/base/" + "/".join(parts), "/base"):
        assert _by_tree(paths, call) == _plain(paths, call)


@pytest.mark.parametrize(
    "text", ["", "a", "/{a", "/a}", "/{a}/{b/c}", "/a?b", "/a#b", "/a b", "/a\nb", "/a\x00", "/" + "a" * 3000]
)
def test_wrong_templates_are_refused(text):
    with pytest.raises(InvalidInputError):
        read_template(text)


def test_literals_are_quoted_for_the_wire_and_for_expressions():
    assert read_template("/ä|b/{x}").regex == r"/%C3%A4%7Cb/[^/]+"
    assert read_template("/a.b+(c)*/{x}").regex == r"/a\.b\+\(c\)\*/[^/]+"
    assert read_template("/%zz/%20").text == "/%25zz/%20"
    assert read_template("/pets/{id}") == read_template("/pets/{petId}")
