"""Overlays do what their specification says, in order, and can be made of two documents."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from apiyard.core.errors import InvalidInputError
from apiyard.design.transform.overlay import apply_overlay
from apiyard.design.transform.overlay_diff import overlay_between
from apiyard.design.transform.rewrite import rewrite
from apiyard.spec.editing.change import same
from apiyard.spec.parse import parse
from apiyard.spec.source import Source
from tests.spec.editing.documents import roots

API = """\
openapi: 3.1.0
info:
  title: T   # short
paths:
  /a:
    get:
      tags: [x, y]
      parameters:
        - {name: filter, in: query}
        - {name: dummy, in: query}
  /b:
    get:
      x-traits: [paged]
      description: old
"""


def document(text, name="x.yaml"):
    return parse(Source(name, text.encode()))


def applied(*actions, version="1.1.0", text=API):
    overlay = {"overlay": version, "info": {"title": "o", "version": "1"}, "actions": list(actions)}
    return apply_overlay(document(json.dumps(overlay), "overlay.json"), document(text).value)


@pytest.mark.parametrize(
    ("action", "query", "wanted"),
    [
        ({"target": "$", "update": {"info": {"x": 1}}}, ("info",), {"title": "T", "x": 1}),
        ({"target": "$.paths.*.get", "update": {"x": 1}}, ("paths", "/b", "get", "x"), 1),
        ({"target": "$.paths['/b'].get.description", "update": "new"}, ("paths", "/b", "get", "description"), "new"),
        ({"target": "$.paths['/a'].get.tags", "update": "z"}, ("paths", "/a", "get", "tags"), ["x", "y", "z"]),
        ({"target": "$.paths['/a'].get.tags", "update": ["z"]}, ("paths", "/a", "get", "tags"), ["x", "y", "z"]),
        ({"target": "$.paths['/a'].get.tags[?@ == 'x']", "remove": True}, ("paths", "/a", "get", "tags"), ["y"]),
        ({"target": "$.paths['/a'].get.tags.*", "remove": True}, ("paths", "/a", "get", "tags"), []),
        (
            {"target": "$..parameters[?@.name=='dummy']", "remove": True},
            ("paths", "/a", "get", "parameters"),
            [{"name": "filter", "in": "query"}],
        ),
        (
            {"target": "$.paths[?@.get['x-traits'][?@ == 'paged']].get", "update": {"parameters": [{"name": "top"}]}},
            ("paths", "/b", "get", "parameters"),
            [{"name": "top"}],
        ),
        (
            {"target": "$.paths['/b']", "copy": "$.paths['/a']"},
            ("paths", "/b", "get", "tags"),
            ["x", "y"],
        ),
    ],
)
def test_an_action_does_its_work(action, query, wanted):
    found = applied(action).value
    for key in query:
        found = found[key]
    assert found == wanted


def test_actions_follow_each_other_and_nothing_matched_is_told():
    made = applied(
        {"target": "$.paths['/a']", "remove": True},
        {"target": "$.paths['/a']", "update": {"x": 1}},
        {"target": "$.paths", "update": {"/a": {"new": True}}},
    )
    assert [each.matched for each in made.actions] == [1, 0, 1]
    assert made.value["paths"]["/a"] == {"new": True}


def test_an_array_is_one_entry_in_1_0():
    made = applied({"target": "$.paths['/a'].get.tags", "update": ["z"]}, version="1.0.0")
    assert made.value["paths"]["/a"]["get"]["tags"] == ["x", "y", ["z"]]


@pytest.mark.parametrize(
    ("action", "version", "what"),
    [
        ({"target": "$.info.title", "update": "x"}, "1.0.0", "cannot update a primitive"),
        ({"target": "$.info", "copy": "$.paths"}, "1.0.0", "came with overlay 1.1"),
        ({"target": "$.info", "copy": "$.paths.*"}, "1.1.0", "one node, not 2"),
        ({"target": "$.info", "update": "x"}, "1.1.0", "updated by an object"),
        ({"target": "$.info", "update": {"title": {}}}, "1.1.0", "cannot be merged"),
        ({"target": "$['info', 'openapi']", "update": {}}, "1.1.0", "of one kind"),
        ({"target": "$", "remove": True}, "1.1.0", "whole document"),
        ({"target": "info", "remove": True}, "1.1.0", "starts with"),
        ({"target": "$.info"}, "1.1.0", "needs update"),
        ({"update": {}}, "1.1.0", "needs a target"),
        ({"target": "$", "update": {}}, "2.0.0", "no overlay"),
    ],
)
def test_what_does_not_fit_is_an_error_with_its_place(action, version, what):
    with pytest.raises(InvalidInputError, match=what) as caught:
        applied(action, version=version)
    assert caught.value.where.startswith("overlay.json:")


def test_comments_and_layout_of_the_document_stay():
    value = applied({"target": "$.paths['/b'].get.description", "update": "new"}).value
    assert rewrite(document(API), value, as_json=False) == (API.replace("description: old", "description: new"), True)


@settings(max_examples=100, deadline=None)
@given(roots, roots)
def test_the_overlay_between_two_documents_leads_from_one_to_the_other(old, new):
    overlay = overlay_between(old, new, title="t")
    if overlay is None:
        assert same(old, new)
    else:
        made = apply_overlay(document(json.dumps(overlay), "overlay.json"), old)
        assert same(made.value, new)
