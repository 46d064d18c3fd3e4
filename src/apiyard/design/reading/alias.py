"""What ``#Name`` means in an expression, for the formats of a document, bounded."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from apiyard.core.errors import InvalidInputError, TooLargeError, nearest
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass
from apiyard.design.ruleset import Aliases, AliasTarget

MAX_EXPRESSIONS = 2_000
"""How many expressions one may mean when its aliases are replaced."""
_MAX_LENGTH = 20_000
_ALIAS = late_pattern(r"#([A-Za-z0-9_-]+)")
NAME = late_pattern(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
"""What an alias can be called."""


def expand(given: str, aliases: Aliases, formats: Collection[str]) -> tuple[str, ...]:
    """Replace the aliases of an expression.

    Args:
        given: the expression; only a ``#Name`` at its start is an alias.
        aliases: what the names mean.
        formats: the formats of the document; of the targets that are for formats, the last that fits counts.

    Returns:
        The expressions without aliases; none when an alias means nothing for these formats.

    Raises:
        InvalidInputError: an alias is not defined, or stands for itself.
        TooLargeError: it means too many expressions.
    """
    return tuple(_Expansion(aliases, formats).run(given, ()))


@dataclass(slots=True)
class _Expansion:
    aliases: Aliases
    formats: Collection[str]
    left: int = MAX_EXPRESSIONS

    def run(self, given: str, stack: tuple[str, ...]) -> list[str]:
        self.left -= 1
        if self.left < 0 or len(given) > _MAX_LENGTH:
            raise TooLargeError(f"aliases mean more than {MAX_EXPRESSIONS} or very long expressions", piece=given)
        name = alias_name(given)
        if name is None:
            return [given]
        _known(name, self.aliases, stack)
        found = target(self.aliases[name], self.formats)
        rest = given[len(name) + 1 :]
        items = () if found is None else found.given
        return [text for item in items for text in self.run(item + rest, (*stack, name))]


def alias_name(given: str) -> str | None:
    """Give the name of the alias that an expression starts with, or None.

    Raises:
        InvalidInputError: there is a ``#`` without a name.
    """
    if not given.startswith("#"):
        return None
    found = _ALIAS.match(given)
    if not found:
        raise InvalidInputError("the name of an alias must follow #", piece=given, hint="such as #Operation")
    return found[1]


def target(targets: tuple[AliasTarget, ...], formats: Collection[str]) -> AliasTarget | None:
    """Choose what an alias means: the last target for one of the formats; one without formats always fits."""
    for each in reversed(targets):
        if not each.formats or any(name in formats for name in each.formats):
            return each
    return None


def check_given(given: str, aliases: Aliases, sizes: dict[str, int]) -> None:
    """Check that the aliases of an expression are defined, come to an end, and do not mean too much, for any format.

    Args:
        given: the expression.
        aliases: what the names mean.
        sizes: how many expressions each alias means, as far as it is known; grows.

    Raises:
        InvalidInputError: an alias is not defined, or stands for itself.
        TooLargeError: it means too many expressions.
    """
    name = alias_name(given)
    if name is not None:
        _size(name, aliases, sizes)


def _size(name: str, aliases: Aliases, sizes: dict[str, int], *, stack: tuple[str, ...] = ()) -> int:
    _known(name, aliases, stack)
    if name in sizes:
        return sizes[name]
    if len(stack) > 100:
        raise TooLargeError("aliases stand for each other too deeply", piece=name)
    count = 0
    for each in aliases[name]:
        for item in each.given:
            inner = alias_name(item)
            count += 1 if inner is None else _size(inner, aliases, sizes, stack=(*stack, name))
    if count > MAX_EXPRESSIONS:
        raise TooLargeError(f"an alias means more than {MAX_EXPRESSIONS} expressions", piece=f"#{name}")
    sizes[name] = count
    return count


def _known(name: str, aliases: Mapping[str, object], stack: tuple[str, ...]) -> None:
    if name in stack:
        chain = " -> ".join(f"#{each}" for each in (*stack[stack.index(name) :], name))
        raise InvalidInputError("an alias stands for itself", piece=chain, hint="break the circle")
    if name not in aliases:
        raise InvalidInputError(
            "this alias is not defined",
            piece=f"#{name}",
            hint=nearest(name, aliases) + "; a ruleset does not see the aliases of those that it extends",
        )
