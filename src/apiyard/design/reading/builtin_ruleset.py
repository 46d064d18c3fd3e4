"""Built-in rulesets as definitions, by the names that people write in ``extends``."""

from __future__ import annotations

import re
from functools import cache

from apiyard.core.errors import UnknownNameError, unknown
from apiyard.core.late import late_pattern
from apiyard.core.noun import replace
from apiyard.design.reading.definition import Builtin, Definition, Extension, RuleText
from apiyard.design.reading.level import level_of
from apiyard.design.rule import Rule
from apiyard.design.ruleset import Ruleset, rulesets

_PACKAGE = late_pattern(
    r"""(?:https://(?:unpkg\.com|esm\.sh|cdn\.jsdelivr\.net/npm|cdn\.skypack\.dev|esm\.run)/)?
        (?P<name>(?:@[a-z0-9~][a-z0-9._~-]*/)?[a-z0-9~][a-z0-9._~-]*)
        (?:@[\w.^~*-]+)?(?:/[\w./-]*)?(?:\?[\w=&.-]*)?""",
    re.VERBOSE | re.ASCII,
)
_REFUSED = {
    "spectral:asyncapi": ("AsyncAPI documents are not supported", "lint them with another tool"),
    "@stoplight/spectral-rulesets": (
        "this package holds several rulesets",
        'write "spectral:oas" or "spectral:arazzo"',
    ),
}


def names() -> dict[str, Ruleset]:
    """Give the built-in rulesets by each name that they are called."""
    return {name: ruleset for ruleset in rulesets().values() for name in ruleset.names}


def builtin_name(ref: str) -> str | None:
    """Give the built-in ruleset that a reference means, also by the address or version of its package; else None.

    Raises:
        UnknownNameError: it names what is known and not supported.
    """
    known = names()
    if ref in known:
        return ref
    if ref in _REFUSED:
        what, hint = _REFUSED[ref]
        raise UnknownNameError(what, where=ref, hint=hint)
    package = _PACKAGE.fullmatch(ref) if len(ref) < 300 else None
    if package and package["name"] in known:
        return package["name"]
    if ref.startswith(("spectral:", "apiyard:")):
        raise unknown("ruleset", ref, known)
    return None


@cache
def builtin_definition(name: str) -> Definition:
    """Give a built-in ruleset.

    Args:
        name: one of its names.

    Returns:
        Its definition, made once.

    Raises:
        UnknownNameError: there is none of this name.
    """
    found = builtin_name(name)
    if found is None:
        raise unknown("ruleset", name, names())
    ruleset = names()[found]
    origin = Builtin(ruleset.names[0])
    rules = {rule.name: _text(rule, origin, ruleset.documentation_url) for rule in ruleset.rules().values()}
    for changed, severity in ruleset.changes.items():
        rules[changed] = RuleText(changed, origin, f"/rules/{changed}", level=level_of(severity))
    return Definition(
        origin,
        extends=tuple(Extension(builtin_definition(each), mode) for each, mode in ruleset.extends) or None,
        rules=rules,
        aliases=ruleset.aliases,
        formats=ruleset.formats or None,
        documentation_url=ruleset.documentation_url,
    )


def _text(rule: Rule, origin: Builtin, url: str) -> RuleText:
    if url and not rule.documentation_url:
        rule = replace(rule, documentation_url=f"{url}#{rule.name}")
    return RuleText(rule.name, origin, f"/rules/{rule.name}", formats=rule.formats or None, rule=rule)
