"""The changelog's text."""

from __future__ import annotations

from datetime import date

from apiyard.release.changelog import ChangeLine, changelog

DAY = date(2026, 1, 2)


def test_sections_by_level():
    text = changelog(
        "2.0.0",
        DAY,
        [
            ChangeLine("compatible", "the parameter limit is new", "listOrders"),
            ChangeLine("breaking", "the operation is gone", "deleteOrder"),
        ],
    )
    assert text == (
        "## 2.0.0 (2026-01-02)\n\n### Breaking\n\n- deleteOrder: the operation is gone\n\n"
        "### Added and changed\n\n- listOrders: the parameter limit is new\n"
    )


def test_no_change():
    assert changelog("1.0.1", DAY, []) == "## 1.0.1 (2026-01-02)\n\nThe contract did not change.\n"


def test_hostile_texts_are_shown_as_text():
    text = changelog("1.0.1", DAY, [ChangeLine("odd\n# x", "<script>\n# head [a](javascript:x) " + "y" * 1_000)])
    assert "\\<script\\> \\# head \\[a\\](javascript:x)" in text
    assert "\n# " not in text
    assert len(text) < 600
