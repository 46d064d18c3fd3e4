"""What is known about rules: which rulesets hold each, how bad it is there, what can be fixed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from apiyard.core.errors import unknown
from apiyard.core.finding import Severity
from apiyard.core.noun import dataclass, field, replace
from apiyard.design.fix import fixes
from apiyard.design.read_ruleset import builtin
from apiyard.design.rule import Rule
from apiyard.design.ruleset import Active, Aliases, rulesets


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule with what is known about it.

    Args:
        rule: the rule.
        home: the ruleset that it belongs to.
        held: by ruleset that can be named in ``extends``: the severity there; None where it is off until it is named.
        aliases: what ``#Name`` at the start of its expressions means.
        fixable: whether ``apiyard lint --fix`` can mend what it finds.
        by_name: whether that is done only when it is asked for by name, because callers could notice.
    """

    rule: Rule
    home: str
    held: Mapping[str, Severity | None] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixable: bool = False
    by_name: bool = False


@cache
def explained() -> Mapping[str, Explained]:
    """Give all built-in rules by name, in the order of rulesets and names."""
    held: dict[str, dict[str, Severity | None]] = {}
    for ruleset in rulesets().values():
        for name in ruleset.names[:1]:
            for called, active in builtin(name).for_document("").rules.items():
                held.setdefault(called, {})[name] = active.severity
    mended = fixes()
    found = {}
    for ruleset in rulesets().values():
        for rule in sorted(ruleset.rules().values(), key=lambda each: each.name):
            known = held.get(rule.name, {})
            fix = mended.get(rule.name)
            aliases = _aliases(rule, ruleset.aliases)
            by_name = fix is not None and not fix.safe
            found[rule.name] = Explained(rule, ruleset.names[0], known, aliases, fix is not None, by_name)
    return found


def explain(name: str, active: Active | None = None) -> Explained:
    """Give what is known about one rule.

    Args:
        name: its name or id.
        active: the rules in force, which may hold others than the built-in ones.

    Returns:
        The rule.

    Raises:
        UnknownNameError: there is none of this name; names the nearest one.
    """
    known = explained()
    by_id = {each.rule.id: each for each in known.values()}
    found = known.get(name) or by_id.get(name)
    own = active.rules.get(found.rule.name if found else name) if active else None
    if active is None or own is None:
        if found is None:
            raise unknown("rule", name, [*known, *(active.rules if active else ())])
        return found
    if found is None:
        rule = replace(own.rule, severity=own.severity or own.rule.severity)
        return Explained(rule, own.source, {active.source: own.severity}, _aliases(rule, own.aliases))
    return replace(found, held={**found.held, active.source: own.severity})


def _aliases(rule: Rule, aliases: Aliases) -> dict[str, tuple[str, ...]]:
    names = {given[1:].partition("[")[0].partition(".")[0] for given in rule.given if given.startswith("#")}
    return {
        name: tuple(given for target in aliases[name] for given in target.given)
        for name in sorted(names)
        if name in aliases
    }
