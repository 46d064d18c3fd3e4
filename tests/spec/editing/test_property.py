"""Whatever the document and the change: the right text, and nothing else is touched."""

from __future__ import annotations

import re
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apiyard.core.errors import InvalidInputError
from apiyard.spec import pointer as pointers
from apiyard.spec.edit import Insert, Move, Remove, Rename, Reorder, Set, changed, differences, edit
from apiyard.spec.editing.change import same
from apiyard.spec.parse import parse
from apiyard.spec.source import Source
from tests.spec.editing.documents import json_documents, values, yaml_documents
from tests.spec.editing.odd import ODD

bounded = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def document(text, name="x.yaml"):
    return parse(Source(name, text.encode()))


def places(value, at=""):
    found = [(at, value)]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in pairs:
        found += places(each, pointers.join(at, key))
    return found


def a_change(data, value):
    at, here = data.draw(st.sampled_from(places(value)))
    new = data.draw(values)
    kinds = ["set"] if at else []
    if isinstance(here, dict):
        kinds += ["add", "order"]
        at_new = pointers.join(at, next(f"new{index}" for index in range(99) if f"new{index}" not in here))
    if isinstance(here, list):
        kinds += ["append", "order", "insert"]
    if at:
        kinds += ["remove", "move"]
    if at and isinstance(pointers.get(value, at.rpartition("/")[0]), dict):
        kinds += ["rename"]
    kind = data.draw(st.sampled_from(kinds))
    if kind == "set":
        return Set(at, new)
    if kind == "add":
        beside = data.draw(st.sampled_from([None, *here]))
        return Insert(at_new, new, **{data.draw(st.sampled_from(["before", "after"])): beside})
    if kind == "append":
        return Set(at + "/-", new)
    if kind == "insert":
        return Insert(f"{at}/{data.draw(st.integers(0, len(here)))}", new)
    if kind == "order":
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        return Reorder(at, tuple(data.draw(st.permutations(keys))))
    if kind == "rename":
        taken = str(pointers.get(value, at.rpartition("/")[0]))
        return Rename(at, next(f"renamed{index}" for index in range(99) if f"renamed{index}" not in taken))
    return Remove(at) if kind == "remove" else Move(at)


@bounded
@given(yaml_documents(), st.data())
def test_an_edit_of_yaml_means_what_the_change_means(made, data):
    text, value = made
    assert document(text).value == value
    changes, meant = [], value
    for _ in range(data.draw(st.integers(1, 4))):
        changes.append(a_change(data, meant))
        meant = changed(meant, changes[-1])
    new = edit(document(text), changes)
    assert same(document(new).value, meant)


@bounded
@given(st.sampled_from(ODD), st.booleans(), st.booleans(), st.data())
def test_an_edit_of_an_odd_document_is_right_or_refused(text, windows, ends, data):
    text = text if ends else text.rstrip("\n")
    text = text.replace("\n", "\r\n") if windows else text
    value = document(text).value
    change = a_change(data, value)
    new = None
    with suppress(InvalidInputError):  # what a merge key brings is refused
        new = edit(document(text), [change])
    assert ("<<" in text) if new is None else same(document(new).value, changed(value, change))


@bounded
@given(json_documents(), st.data())
def test_an_edit_of_json_means_what_the_change_means(made, data):
    text, value = made
    changes, meant = [], value
    for _ in range(data.draw(st.integers(1, 4))):
        changes.append(a_change(data, meant))
        meant = changed(meant, changes[-1])
    new = edit(document(text, "x.json"), changes)
    assert same(document(new, "x.json").value, meant)


@bounded
@given(yaml_documents(), st.data())
def test_a_scalar_that_is_set_changes_its_own_lines_only(made, data):
    text, value = made
    leaves = [at for at, here in places(value) if at and not isinstance(here, dict | list) and "\n" not in str(here)]
    if not leaves:
        return
    at = data.draw(st.sampled_from(leaves))
    new = edit(document(text), [Set(at, "quite new")])
    line = document(text).locate(at).line
    before, after = text.split("\n"), new.split("\n")
    assert before[: line - 1] == after[: line - 1]
    rest = after[line:]
    assert before[len(before) - len(rest) :] == rest
    assert set(_comments(text)) == set(_comments(new))


@bounded
@given(yaml_documents(), st.data())
def test_comments_survive_all_but_the_removal_of_what_they_explain(made, data):
    text, value = made
    meant = value
    for _ in range(data.draw(st.integers(1, 3))):
        change = a_change(data, meant)
        if not isinstance(change, Remove | Set):
            new = edit(document(text), [change])
            assert sorted(_comments(new)) == sorted(_comments(text))
            text, meant = new, changed(meant, change)


@bounded
@given(yaml_documents(), values)
def test_differences_lead_from_one_value_to_the_other(made, other):
    text, value = made
    new = edit(document(text), differences(value, {**value, "other": other}))
    assert same(document(new).value, {**value, "other": other})


def _comments(text):
    return re.findall(r"# (?:c\d+|head|foot)", text)
