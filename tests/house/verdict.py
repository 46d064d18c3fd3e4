"""Compares what a check found with the list of exceptions, which may only shrink."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

EXCEPTIONS = Path(__file__).with_name("exceptions.toml")


@functools.cache
def exceptions() -> Mapping[str, Mapping[str, str]]:
    """Read the exceptions: for each check the excepted places, each with its reason."""
    document = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    return {check: dict(places) for check, places in document.items()}


def judge(check: str, found: Mapping[str, str], *, rule: str) -> None:
    """Fail with every place that breaks the rule, and with every exception that nothing needs any more.

    Args:
        check: the name of the check, which is its table in exceptions.toml.
        found: places that break the rule, each with what is wrong there.
        rule: what the house asks for and what to do, in a sentence.
    """
    excepted = exceptions().get(check, {})
    broken = [f"  {place}: {what}" for place, what in sorted(found.items()) if place not in excepted]
    needless = [f"  {place}" for place in sorted(excepted) if place not in found]
    parts = []
    if broken:
        parts.append("\n".join([rule, *broken]))
    if needless:
        parts.append("\n".join([f"Needless exceptions; take them out of [{check}] in {EXCEPTIONS.name}:", *needless]))
    if parts:
        pytest.fail("\n\n".join(parts), pytrace=False)
