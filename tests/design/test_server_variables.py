"""Servers with hostile variables are judged in bounded time."""

from __future__ import annotations

from typing import cast

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.design.function import Context
from apiyard.design.functions.oas.server_variables import FUNCTION


class Itself:
    """A context whose values hold no references."""

    @staticmethod
    def follow(value):
        return value


def found(server, **options):
    return [each.path for each in FUNCTION.call(server, FUNCTION.read(options), cast("Context", Itself()))]


def test_variables_of_a_url():
    assert found({"url": "https://{a}.test/{a}"}) == [("variables",)]
    assert found({"url": "https://a.test", "variables": {"a": {}}}) == [("variables", "a")]
    assert found({"url": "{a", "variables": {}}) == []
    assert found({"url": "{a\n}", "variables": {}}) == []


def test_millions_of_addresses_are_not_tried():
    letters = [f"v{number}" for number in range(50)]
    names = "abcdefgh"
    url = "https://" + "".join(f"{{{name}}}" for name in names)
    server = {"url": url, "variables": {name: {"enum": letters, "default": "v1"} for name in names}}
    assert found(server, checkSubstitutions=True) == []


def test_long_urls_are_read_once():
    assert found({"url": "{" * 200_000}) == []
    assert found({"url": "{\n" * 200_000}) == []


@pytest.mark.parametrize("options", [{"checkSubstitutions": 1}, {"other": True}])
def test_wrong_options_are_told(options):
    with pytest.raises(InvalidInputError) as caught:
        FUNCTION.read(options)
    assert caught.value.hint
