"""Texts that nest without end have no outline, and end no process."""

from __future__ import annotations

import pytest

from apiyard.lsp.outline import outline


@pytest.mark.parametrize(
    "text",
    ["x: " + "[" * 100_000, "x: " + "{a: " * 50_000, "- " * 50_000, "? " * 50_000, "x: " + "[" * 300 + "]" * 300],
)
def test_deep_texts_have_no_outline(text: str) -> None:
    """Composing them would use up the stack."""
    assert outline(text) is None


def test_what_people_write_has_one() -> None:
    """Many values are not deep ones."""
    assert outline("\n".join(f"- [{number}, {{a: 1}}]" for number in range(300))) is not None
