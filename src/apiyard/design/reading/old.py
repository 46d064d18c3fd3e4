"""What rulesets of format 5 call otherwise."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.design.reading.definition import OFF, RuleText

_RENAMED = {
    "oas3-unused-components-schema": "oas3-unused-components",
    "oas2-valid-parameter-example": "oas2-valid-schema-example",
    "oas2-valid-response-schema-example": "oas2-valid-schema-example",
    "oas2-valid-definition-example": "oas2-valid-schema-example",
    "oas2-valid-response-example": "oas2-valid-media-example",
    "oas3-valid-oas-parameter-example": "oas3-valid-media-example",
    "oas3-valid-oas-content-example": "oas3-valid-media-example",
    "oas3-valid-oas-header-example": "oas3-valid-media-example",
    "oas3-valid-header-schema-example": "oas3-valid-schema-example",
    "oas3-valid-parameter-schema-example": "oas3-valid-schema-example",
}


def rename_rules(rules: dict[str, RuleText]) -> dict[str, RuleText]:
    """Give rules that have a new name that name; of two for one name the more severe counts.

    Args:
        rules: what a ruleset says, by name; a rule that is defined anew keeps its name.

    Returns:
        The same with new names, in the order of the first use.
    """
    found: dict[str, RuleText] = {}
    for name, text in rules.items():
        new = _RENAMED.get(name) if not text.changes else None
        if new is None:
            found[name] = _worse(found.get(name), text) if name in found and not text.changes else text
        else:
            renamed = replace(text, name=new)
            found[new] = renamed if new not in found else _worse(found[new], renamed)
    return found


def _worse(left: RuleText | None, right: RuleText) -> RuleText:
    if left is None or left.changes:
        return left or right
    return right if _rank(right) < _rank(left) else left


def _rank(text: RuleText) -> int:
    """Give how mild it is; off is the mildest."""
    if text.level is None:
        return 1 if text.switch else 4
    return 4 if text.level == OFF else text.level
