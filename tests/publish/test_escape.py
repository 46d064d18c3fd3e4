"""Hostile text stays text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.publish.escape import csp_origin, html_text, script_value


@given(st.text())
def test_no_text_becomes_markup(text):
    assert not set(html_text(text)) & set("<>\"'\x00")


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_script_value_cannot_end_its_script_and_means_the_same(value):
    written = script_value(value)
    assert not set(written.decode()) & set("<>&\u2028\u2029")
    assert json.loads(written) == value


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://shop.example/v1", "https://shop.example"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://[::1]:80/x", "http://[::1]:80"),
        ("/v1", None),
        ("https://a.example;script-src *", None),
        ("https://a.example' 'unsafe-inline'", None),
        ("javascript:alert(1)", None),
        ("http://user@host/", None),
        ("https://*", None),
        ("http://[::1", None),
    ],
)
def test_only_plain_origins_get_into_a_policy(url, origin):
    assert csp_origin(url) == origin
