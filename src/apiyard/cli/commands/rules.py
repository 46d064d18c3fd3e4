"""``apiyard rules``: which rules are there, and what is one of them about?"""

from __future__ import annotations

from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption
from apiyard.core.finding import Severity


def run(
    rule: Annotated[str, typer.Argument(help="The rule that is explained.", show_default="all are listed")] = "",
    ruleset: Annotated[str, typer.Option("--ruleset", "-r", help="Only rules of this built-in ruleset.")] = "",
    severity: Annotated[Severity | None, typer.Option("--severity", help="Only rules of this severity.")] = None,
    text: Annotated[str, typer.Option("--text", help="Only rules whose name or reason holds this.")] = "",
    format: FormatOption = Format.TEXT,
) -> None:
    """List the built-in rules, or explain one with its examples."""
    from apiyard.cli.linting.explain import say_rule, say_rules
    from apiyard.core.errors import unknown
    from apiyard.design.explain import explained
    from apiyard.design.ruleset import rulesets

    if rule:
        say_rule(rule, as_json=format is Format.JSON)
        return
    names = {name: each.names[0] for each in rulesets().values() for name in (*each.names, each.id)}
    if ruleset and ruleset not in names:
        raise unknown("ruleset", ruleset, names)
    found = [
        each
        for each in explained().values()
        if (not ruleset or names[ruleset] in each.held)
        and (severity is None or each.rule.severity is severity)
        and text.lower() in f"{each.rule.name} {each.rule.why} {each.rule.description}".lower()
    ]
    say_rules(found, as_json=format is Format.JSON)


COMMAND = Command("rules", "List the rules of lint, or explain one.", run)
