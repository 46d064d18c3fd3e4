"""A definition with all that it stands on to rules in force, as Spectral 6 merges them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError, TooLargeError, nearest
from apiyard.core.noun import dataclass, field, replace
from apiyard.design.reading.definition import OFF, Definition, RuleText
from apiyard.design.reading.level import DEFAULT, level_of
from apiyard.design.reading.rule_text import check_options
from apiyard.design.rule import Rule
from apiyard.design.ruleset import Aliases

MAX_DEPTH = 32
"""How deep rulesets may stand on each other."""
MAX_STEPS = 60_000
"""How many rules may be merged in all, one that comes by several ways counted each time."""


@dataclass(slots=True)
class Merged:
    """A rule while it is merged.

    Args:
        rule: what it asks.
        level: its severity as a level.
        enabled: whether it is on.
        formats: the formats it is for; None for those of any document.
        owner: the ruleset that defines it, as one use of it.
        aliases: what ``#Name`` means in its expressions.
        text: the words that last defined what it asks, for errors.
        blocked: why it cannot be asked; empty when it can.
    """

    rule: Rule
    level: int
    enabled: bool
    formats: tuple[str, ...] | None
    owner: Use
    aliases: Aliases
    text: RuleText
    blocked: str = ""


@dataclass(slots=True, eq=False)
class Use:
    """One use of a ruleset: by the user, or by another ruleset that stands on it.

    Args:
        definition: the ruleset.
        mode: which of its rules are on.
        explicit: whether the mode was written.
        depth: how many rulesets stand on it; 0 for the user's own.
        rules: its rules with those that it stands on, by name.
        formats: the formats that it knows.
    """

    definition: Definition
    mode: str = "recommended"
    explicit: bool = False
    depth: int = 0
    rules: dict[str, Merged] = field(default_factory=dict)
    formats: dict[str, None] = field(default_factory=dict)

    def chooses(self, rule: Rule) -> bool:
        """Say whether its mode turns a rule on."""
        return self.mode == "all" or (self.mode == "recommended" and rule.recommended)


@dataclass(slots=True)
class _Budget:
    steps: int = 0

    def spend(self, count: int, use: Use) -> None:
        self.steps += count
        if self.steps > MAX_STEPS or use.depth > MAX_DEPTH:
            what = (
                "rulesets stand on each other too deeply" if use.depth > MAX_DEPTH else "the ruleset has too many rules"
            )
            hint = f"at most {MAX_DEPTH} levels and {MAX_STEPS} rules are merged"
            raise TooLargeError(what, where=use.definition.origin.name, hint=hint)


def merge(definition: Definition) -> Use:
    """Merge a ruleset with all that it stands on.

    Args:
        definition: the ruleset.

    Returns:
        Its rules and formats.

    Raises:
        InvalidInputError: it says something about a rule that does not exist.
        TooLargeError: it is deeper or larger than any ruleset needs to be.
    """
    return _use(Use(definition), _Budget())


def _use(use: Use, budget: _Budget) -> Use:
    definition = use.definition
    budget.spend(1, use)
    below = [
        _use(Use(each.definition, each.mode or "recommended", each.mode is not None, use.depth + 1), budget)
        for each in definition.extends or ()
    ]
    use.formats.update(dict.fromkeys(definition.formats or ()))
    for other in below:
        use.formats.update(other.formats)
        budget.spend(len(other.rules), use)
        for name, merged in other.rules.items():
            use.rules[name] = merged
            if use.explicit:
                merged.enabled = use.chooses(merged.rule)
    budget.spend(len(definition.rules or ()), use)
    for text in (definition.rules or {}).values():
        _say(use, text)
    return use


def _say(use: Use, text: RuleText) -> None:
    """Merge what a ruleset says about one rule."""
    definition = use.definition
    found = use.rules.get(text.name)
    merged = _new(use, text) if found is None else _change(found, text, definition)
    use.rules[text.name] = merged
    if merged.owner is use or use.explicit:
        merged.enabled = use.chooses(merged.rule)
    if merged.formats is not None:
        use.formats.update(dict.fromkeys(merged.formats))
    else:
        merged.formats = merged.owner.definition.formats
    if definition.documentation_url and not merged.rule.documentation_url:
        url = f"{definition.documentation_url}#{text.name}"
        merged.rule = replace(merged.rule, documentation_url=url)


def _new(use: Use, text: RuleText) -> Merged:
    aliases = use.definition.aliases or {}
    if text.rule is not None:
        rule = text.rule
        level = level_of(rule.severity)
        return Merged(rule, level, rule.recommended, text.formats, use, aliases, text, text.blocked)
    if not text.whole:
        raise _unknown(text, use.rules)
    rule = Rule(**{"id": text.name, "why": text.changes.get("description", text.name), **text.changes})
    level = DEFAULT if text.level is None else text.level
    return Merged(rule, level, rule.recommended, text.formats, use, aliases, text, text.blocked)


def _change(merged: Merged, text: RuleText, definition: Definition) -> Merged:
    if text.rule is not None:
        text = RuleText(
            text.name,
            text.origin,
            text.pointer,
            level=level_of(text.rule.severity),
            changes={key: getattr(text.rule, key) for key in ("given", "then", "description", "message", "resolved")},
            formats=text.formats,
        )
    if text.switch is not None:
        merged.enabled = text.switch
        return merged
    if text.level is not None:
        merged.level = text.level
        if not text.changes and text.options is None:
            merged.enabled = text.level != OFF
            return merged
    merged.enabled = True
    if "given" in text.changes:
        merged.aliases = definition.aliases or {}
        merged.text = text
    if "then" in text.changes:
        merged.blocked = text.blocked
    if text.formats is not None:
        merged.formats = text.formats
    if text.changes:
        merged.rule = replace(merged.rule, **text.changes)
    if text.options is not None and not merged.blocked:
        merged.rule = _with_options(merged.rule, text, text.options)
    return merged


def _with_options(rule: Rule, text: RuleText, options: Mapping[str, Any]) -> Rule:
    if len(rule.then) != 1:
        what = "the rule that is extended asks several questions, so these options have no place"
        raise InvalidInputError(what, where=f"{text.where}", piece=text.name, hint="write given and then anew")
    then = rule.then[0]
    check_options(text.origin, f"{text.pointer}/then", then.function, options=options)
    return replace(rule, then=(replace(then, options=options),))


def _unknown(text: RuleText, known: Mapping[str, Merged]) -> InvalidInputError:
    if text.changes or text.options is not None:
        what, hint = "a rule needs given and then, unless the ruleset extends another that defines it", ""
    else:
        what, hint = "no ruleset that is extended defines this rule", nearest(text.name, known)
    if not known:
        hint = 'define it with given and then, or extend a ruleset that does, such as "spectral:oas"'
    return InvalidInputError(what, where=text.where, piece=text.name, hint=hint or nearest(text.name, known))
