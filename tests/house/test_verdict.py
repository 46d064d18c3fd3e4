"""The list of exceptions is honest: every table is a check, every entry has its reason."""

from __future__ import annotations

import re

import pytest

from tests.house import verdict
from tests.house.tree import ROOT


def test_every_exception_belongs_to_a_check_and_has_a_reason():
    tests = [path.read_text(encoding="utf-8") for path in (ROOT / "tests/house").glob("test_*.py")]
    checks = {name for text in tests for name in re.findall(r'judge\(\s*"([a-z-]+)"', text)}
    for check, places in verdict.exceptions().items():
        assert check in checks, f"there is no check {check!r}"
        for place, why in places.items():
            assert len(why.split()) >= 4, f"[{check}] {place}: say why in a sentence"


def test_a_broken_rule_fails_and_an_exception_excuses_it(monkeypatch):
    monkeypatch.setattr(verdict, "exceptions", lambda: {"size": {"a.py": "it is a table of numbers"}})
    verdict.judge("size", {"a.py": "too long"}, rule="Split it.")
    with pytest.raises(pytest.fail.Exception, match=r"Split it.\n  b.py: too long"):
        verdict.judge("size", {"a.py": "too long", "b.py": "too long"}, rule="Split it.")


def test_a_needless_exception_fails(monkeypatch):
    monkeypatch.setattr(verdict, "exceptions", lambda: {"size": {"a.py": "it is a table of numbers"}})
    with pytest.raises(pytest.fail.Exception, match="Needless exceptions"):
        verdict.judge("size", {}, rule="Split it.")
