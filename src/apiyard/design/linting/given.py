"""The expressions of a rule once its aliases are replaced."""

from __future__ import annotations

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.late import late_pattern
from apiyard.design.ruleset import Aliases, AliasTarget

_ALIAS = late_pattern(r"#([A-Za-z0-9_-]+)")
_MAX_GIVEN = 2_000


def expand(given: tuple[str, ...], aliases: Aliases, formats: frozenset[str]) -> tuple[str, ...]:
    """Give the expressions with all aliases replaced.

    Args:
        given: expressions; ``#Name`` at the start names an alias.
        aliases: what the aliases mean.
        formats: the formats of the document; an alias that is bound to others gives no expression.

    Raises:
        UnknownNameError: nobody knows an alias.
        InvalidInputError: an alias stands for itself, or there are too many expressions.
    """
    found: dict[str, None] = {}
    stack: list[tuple[str, tuple[str, ...]]] = [(text, ()) for text in reversed(given)]
    while stack:
        text, trail = stack.pop()
        if not text.startswith("#"):
            found[text] = None
        else:
            stack.extend(reversed(_replaced(text, trail, aliases=aliases, formats=formats)))
        if len(found) + len(stack) > _MAX_GIVEN:
            raise InvalidInputError(f"the aliases give more than {_MAX_GIVEN} expressions")
    return tuple(found)


def _replaced(
    text: str, trail: tuple[str, ...], *, aliases: Aliases, formats: frozenset[str]
) -> list[tuple[str, tuple[str, ...]]]:
    alias = _ALIAS.match(text)
    if alias is None:
        raise InvalidInputError("an alias must have a name of letters, digits, - and _", piece=text[:100])
    name = alias[1]
    if name in trail:
        raise InvalidInputError("an alias stands for itself", piece=" -> ".join((*trail, name)))
    if name not in aliases:
        raise unknown("alias", name, aliases)
    target = _target(aliases[name], formats)
    if target is None:
        return []
    return [(each + text[alias.end() :], (*trail, name)) for each in target.given]


def _target(targets: tuple[AliasTarget, ...], formats: frozenset[str]) -> AliasTarget | None:
    """Give the last meaning that is for the formats, as Spectral does; one for no format is for all."""
    for target in reversed(targets):
        if not target.formats or not formats.isdisjoint(target.formats):
            return target
    return None
