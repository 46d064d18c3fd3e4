"""Show what the built-in rules are about: a list of them, or one with its examples."""

from __future__ import annotations

import inspect
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apiyard.cli.output import console, say_json, table
from apiyard.design.explain import Explained, explain
from apiyard.design.readable import clean, shown_path

if TYPE_CHECKING:
    from rich.console import RenderableType

    from apiyard.design.ruleset import Active


def say_rule(name: str, *, as_json: bool, active: Active | None = None) -> None:
    """Show one rule: why it is there, where it looks, what it asks, and documents that keep and break it.

    Args:
        name: the rule's name.
        as_json: whether a program reads it.
        active: the rules in force; None for the built-in ones only.

    Raises:
        UnknownNameError: there is none of this name; names the nearest one.
    """
    found = explain(name, active)
    if as_json:
        say_json(facts_of_rule(found))
        return
    out = console()
    for each in _shown(found):
        out.print(each, markup=False) if isinstance(each, str) else out.print(each)


def say_rules(found: Sequence[Explained], *, as_json: bool) -> None:
    """List rules.

    Args:
        found: the rules.
        as_json: whether a program reads it.
    """
    if as_json:
        say_json({"rules": [facts_of_rule(each) for each in found]})
        return
    rows = [
        (each.rule.name, _severity(each), "yes" if each.rule.recommended else "no", each.home, each.rule.why)
        for each in found
    ]
    out = console()
    out.print(table("", ("rule", "severity", "recommended", "ruleset", "why"), rows))
    out.print(f"{len(found)} rules; apiyard rules RULE tells more", style="dim")


def facts_of_rule(found: Explained) -> dict[str, Any]:
    """Give a rule as plain data.

    Args:
        found: the rule.

    Returns:
        Its parts by name.
    """
    rule = found.rule
    return {
        "name": rule.name,
        "why": rule.why,
        "description": rule.description,
        "severity": rule.severity.value,
        "recommended": rule.recommended,
        "ruleset": found.home,
        "rulesets": {name: None if severity is None else severity.value for name, severity in found.held.items()},
        "formats": list(rule.formats),
        "given": list(rule.given),
        "aliases": {name: list(given) for name, given in found.aliases.items()},
        "then": [{"field": each.field, "function": each.function.name, "options": each.options} for each in rule.then],
        "resolved": rule.resolved,
        "clause": rule.clause,
        "url": rule.documentation_url,
        "fixable": found.fixable,
        "fixed_by_name_only": found.by_name,
        "good": [inspect.cleandoc(each) for each in rule.good],
        "bad": [inspect.cleandoc(each) for each in rule.bad],
    }


def _severity(found: Explained) -> str:
    return found.rule.severity.value


def _shown(found: Explained) -> Iterator[RenderableType]:
    from rich.markup import escape
    from rich.syntax import Syntax
    from rich.text import Text

    rule = found.rule
    yield Text.assemble((clean(rule.name), "bold"), f"  {rule.severity.value}", (_fix(found), "green"))
    yield Text(clean(rule.why or rule.description or rule.message))
    if rule.clause:
        yield Text(f"clause: {clean(rule.clause)}")
    yield Text("")
    here = str(Path.cwd())
    width = max(40, shutil.get_terminal_size((100, 24)).columns - 14)
    facts = [
        (
            "rulesets",
            ", ".join(
                f"{shown_path(name, here)} ({severity.value if severity else 'off'})"
                for name, severity in found.held.items()
            ),
        ),
        ("formats", ", ".join(rule.formats) or "those of its ruleset"),
        ("given", "\n".join(rule.given)),
        *((f"#{name}", "\n".join(given)) for name, given in found.aliases.items()),
        *(("then", _then(each.field, each.function.name, each.options)) for each in rule.then),
        ("view", "references replaced" if rule.resolved else "as written"),
        ("link", rule.documentation_url),
    ]
    for label, text in facts:
        for number, line in enumerate(clean_lines(text, width) if text else ()):
            yield Text.assemble((f"{label if number == 0 else '':>10}  ", "dim"), line)
    for word, style, documents in (("Bad", "red", rule.bad), ("Good", "green", rule.good)):
        for document in documents[:1]:
            yield Text("")
            yield Text(word, style=f"bold {style}")
            yield Syntax(inspect.cleandoc(document), "yaml", theme="ansi_dark", background_color="default")
    yield Text("")
    yield Text.from_markup(f"[dim]to turn it off: rules: {{{escape(rule.name)}: off}} in a ruleset[/]")


def clean_lines(text: str, width: int) -> list[str]:
    """Give a text in lines that fit, without control characters.

    Args:
        text: the text.
        width: columns.
    """
    from apiyard.design.readable import wrap

    return [line for each in text.split("\n") for line in wrap(clean(each), width=width)]


def _then(field: str, function: str, options: object) -> str:
    told = f"{function}({json.dumps(options, ensure_ascii=False) if options else ''})"
    return f"{field}: {told}" if field else told


def _fix(found: Explained) -> str:
    if found.by_name:
        return "  can be fixed when it is named (--fix-rule): callers could notice"
    return "  can be fixed" if found.fixable else ""
