"""Lines that fit are broken as those that do not: as ``textwrap`` breaks them."""

from __future__ import annotations

import random
import textwrap

import pytest

from apiyard.design.readable import no_command, wrap

_PIECES = ["a", "bc", " ", "  ", ":", "::", "-", ".", "é", "a-b", "x" * 30]


@pytest.mark.parametrize("seed", range(200))
def test_lines_are_those_of_textwrap(seed: int):
    chance = random.Random(seed)
    for _ in range(20):
        text = "".join(chance.choices(_PIECES, k=chance.randint(0, 12)))
        first, width = chance.choice(["", "  ", "  - ", "at: "]), chance.randint(1, 60)
        expected = textwrap.wrap(
            text,
            max(width, len(first) + 20),
            initial_indent=first,
            subsequent_indent="  ",
            break_on_hyphens=False,
        )
        assert wrap(text, width=width, first=first, rest="  ") == [no_command(line) for line in expected] or [first]
