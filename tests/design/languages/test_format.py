"""Formats as languages stand inside and outside of what the validator accepts."""

from __future__ import annotations

import random

import jsonschema_rs
import pytest

from apiyard.design.languages.format import format_language, formats

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_ASSERTED = [
    *("date", "time", "date-time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6"),
    *("uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer"),
    "regex",
]
_LETTERS = "0123456789abfgzxnAFZ:/?#[]@!$&'()*+,;=-._~% \"<>\\^`{|}éTZPWDYMHS\n"
# The validator takes some other characters for digits of a day or a time; these are not counted as days or times.
_LOOSE = frozenset(("date", "time", "date-time"))


def validator(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({"$schema": _DRAFT, "format": name}, validate_formats=True)


def test_every_format_that_is_asserted_is_known():
    assert sorted(formats()) == sorted(_ASSERTED)
    for name in ("int32", "int64", "float", "double", "byte", "binary", "password", "unheard-of"):
        assert format_language(name) is None
        assert validator(name).is_valid("\0")


@pytest.mark.parametrize("name", _ASSERTED)
def test_examples_are_judged_alike(name: str):
    found, judge, languages = formats()[name], validator(name), format_language(name)
    assert languages is not None
    inner, outer = languages
    assert found.good
    assert found.bad
    for text in found.good:
        assert judge.is_valid(text), text
        assert outer.contains(text), text
    for text in found.bad:
        assert not judge.is_valid(text), text
        assert not inner.contains(text), text
    if inner == outer:
        assert all(map(inner.contains, found.good))


@pytest.mark.parametrize("name", _ASSERTED)
def test_members_have_the_format_and_others_have_not(name: str):
    judge, languages = validator(name), format_language(name)
    assert languages is not None
    inner, outer = languages
    assert (inner - outer).is_empty()
    assert [text for text in inner.some(60) if not judge.is_valid(text)] == []
    assert [text for text in (~outer).some(60) if judge.is_valid(text)] == []


@pytest.mark.parametrize("name", _ASSERTED)
def test_changed_texts_stay_between(name: str):
    found, judge, languages = formats()[name], validator(name), format_language(name)
    assert languages is not None
    inner, outer = languages
    chance = random.Random(7)
    seeds = [*found.good, *found.bad, *inner.some(10)]
    for _ in range(2_000):
        text = list(chance.choice(seeds))
        for _ in range(chance.randint(1, 2)):
            at = chance.randint(0, len(text))
            text[at : at + chance.randint(0, 1)] = chance.choices(_LETTERS, k=chance.randint(0, 1))
        changed = "".join(text)
        if not judge.is_valid(changed):
            assert not inner.contains(changed), changed
        elif name not in _LOOSE:
            assert outer.contains(changed), changed
