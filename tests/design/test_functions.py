"""The functions of rules answer as the real ones of the field's linter do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.design.function import MISSING, Context, functions

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "lint" / "functions.json").read_text("utf-8"))
NAMED = {function.name: function for function in functions().values()}


class Asked:
    """A context without references."""

    root = None
    path = ()
    formats: frozenset = frozenset()
    rule = "a-rule"
    resolved = True

    def follow(self, value):
        return value


ASKED = cast("Context", Asked())


def answer(row):
    function = NAMED[row["function"]]
    try:
        options = function.read(row["options"])
    except InvalidInputError:
        return "refused"
    return [
        [
            [str(key) for key in result.path]
            for result in function.call(MISSING if value == {"$missing": True} else value, options, ASKED)
        ]
        for value in row["values"]
    ]


def different(row):
    ours = answer(row)
    theirs = row["answers"]
    if "refused" in (ours, theirs):
        return [] if ours == theirs else [(row["options"], ours, theirs)]
    return [
        (row["options"], value, mine, yours)
        for value, mine, yours in zip(row["values"], ours, theirs, strict=True)
        if mine != yours
    ]


@pytest.mark.parametrize("name", sorted({row["function"] for row in GOLDEN}))
def test_answers_are_those_of_the_real_function(name):
    found = [each for row in GOLDEN if row["function"] == name for each in different(row)]
    assert not found
