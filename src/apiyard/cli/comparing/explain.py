"""Show what checks are about: a list of them, or one with its examples."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from apiyard.cli.output import console, say_json, table
from apiyard.core.catalog import find
from apiyard.design.cause import Strictness, Verdict
from apiyard.design.check import Check, Example, checks
from apiyard.design.readable import clean

_COLOURS = {Verdict.BREAKING: "red", Verdict.UNKNOWN: "yellow", Verdict.SAFE: "green"}


def say_check(name: str, *, as_json: bool) -> None:
    """Show one check: what changes, what that does to users, and examples with their verdicts.

    Args:
        name: the check's name.
        as_json: whether a program reads it.

    Raises:
        UnknownNameError: there is none of this name; names the nearest one.
    """
    from rich.text import Text

    check = find(checks(), "check", name)
    if as_json:
        say_json(facts_of_check(check))
        return
    out = console()
    out.print(Text.assemble((check.id, "bold"), f"  {check.area}"))
    out.print(Text(clean(check.what)))
    out.print(Text(clean(check.why)))
    if check.oasdiff:
        out.print(Text(f"covers oasdiff's {', '.join(check.oasdiff)}", style="dim"))
    for each in check.examples:
        out.print(Text.assemble("\n", (clean(each.name), "bold")))
        for mark, line in _turned(_yaml(each.old), _yaml(each.new)):
            out.print(Text(f"  {mark} {line}", style={"-": "red", "+": "green"}.get(mark, "dim")))
        for direction, verdicts in (("requests", each.request), ("responses", each.response)):
            if verdicts:
                told = [
                    part
                    for strictness in Strictness
                    if strictness in verdicts
                    for part in (f"  {strictness.value} ", (verdicts[strictness].value, _COLOURS[verdicts[strictness]]))
                ]
                out.print(Text.assemble(f"{direction:<9}", *told))
    out.print(Text(f"\nto set it: --level {check.id}=off, or diff.levels in apiyard.yaml", style="dim"))


def say_checks(found: Iterable[Check] | None = None, *, as_json: bool) -> None:
    """List checks.

    Args:
        found: the checks; None for all.
        as_json: whether a program reads it.
    """
    listed = list(checks().values() if found is None else found)
    if as_json:
        say_json({"checks": [facts_of_check(each) for each in listed]})
        return
    out = console()
    out.print(table("", ("check", "area", "what changed"), [(each.id, each.area, each.what) for each in listed]))
    out.print(f"{len(listed)} checks; apiyard checks CHECK tells more", style="dim")


def facts_of_check(check: Check) -> dict[str, Any]:
    """Give a check as plain data.

    Args:
        check: the check.

    Returns:
        Its parts by name.
    """
    return {
        "name": check.id,
        "area": check.area,
        "what": check.what,
        "why": check.why,
        "oasdiff": list(check.oasdiff),
        "examples": [_example(each) for each in check.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "name": example.name,
        "old": example.old,
        "new": example.new,
        "request": {strictness.value: verdict.value for strictness, verdict in example.request.items()},
        "response": {strictness.value: verdict.value for strictness, verdict in example.response.items()},
    }


def _turned(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Give the lines of both with the marks of a diff: ``-`` went, ``+`` came, nothing stayed."""
    before, after = old.splitlines(), new.splitlines()
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield from ((" ", line) for line in before[a:b] if tag == "equal")
        yield from (("-", line) for line in before[a:b] if tag in ("replace", "delete"))
        yield from (("+", line) for line in after[c:d] if tag in ("replace", "insert"))


def _yaml(value: Any) -> str:
    from apiyard.spec.write_yaml import write_yaml

    try:
        return write_yaml(value)
    except (TypeError, ValueError):
        return json.dumps(value, indent=2)
