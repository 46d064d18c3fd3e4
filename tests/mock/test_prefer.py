"""What callers wish for is read as RFC 7240 says, and nothing they write breaks the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.mock.answering.negotiate import choose_media
from apiyard.mock.answering.prefer import Wishes, asked, parse_prefer


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        (None, Wishes()),
        ("", Wishes()),
        ("code=404", Wishes(code=404)),
        ('code="404", example="a, \\"b\\""', Wishes(code=404, example='a, "b"')),
        ("respond-async, dynamic=true; x=y", Wishes(dynamic=True)),
        ("dynamic", Wishes(dynamic=True)),
        ("dynamic=false", Wishes()),
        ("code=200, code=500", Wishes(code=200)),
        ("Code=200", Wishes(code=200)),
        ("code=abc", Wishes(unknown=("code=abc",))),
        ("code=999", Wishes(unknown=("code=999",))),
    ],
)
def test_wishes(text, wishes):
    assert parse_prefer(text) == wishes


@given(st.text())
def test_any_text_is_read(text):
    parse_prefer(text)


@given(st.text())
def test_any_accept_is_read(text):
    assert choose_media(text, ["application/json"]) in {None, "application/json"}


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/html, text/*;q=0.5", "text/plain"),
        ("application/json;q=0.1, text/plain", "text/plain"),
        ("application/json;q=0, */*", "text/plain"),
        ("text/html", None),
        ("APPLICATION/JSON", "application/json"),
        ("text/plain;q=0.3, application/*;q=0.4", "application/json"),
    ],
)
def test_negotiation(accept, chosen):
    assert choose_media(accept, ["application/json", "text/plain"]) == chosen


def test_a_range_of_the_contract_can_be_anything_in_it():
    assert choose_media("image/png", ["image/*"]) == "image/*"
    assert choose_media("text/plain", ["image/*"]) is None


@pytest.mark.parametrize(
    ("query", "prefer", "wishes"),
    [
        ("__code=404", None, Wishes(code=404)),
        ("a=1&__code=404&__dynamic=true", "code=500, wait=1", Wishes(code=404, dynamic=True, wait=1)),
        ("__example=a%20%22b%22%5C%2C+c", None, Wishes(example='a "b"\\, c')),
        ("__code=4x4", None, Wishes(unknown=("code=4x4",))),
        ("__own=1&x__code=404&__codes=404", "code=201", Wishes(code=201)),
    ],
)
def test_wishes_may_stand_in_the_query(query, prefer, wishes):
    assert parse_prefer(asked(prefer, query)) == wishes


def test_a_parameter_of_the_contract_is_no_wish():
    assert asked("wait=1", "__code=404&__dynamic=true", ["__code"]) == 'dynamic="true", wait=1'
    assert asked(None, "__code=404", ["__code"]) is None
