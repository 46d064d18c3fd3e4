"""Which member of a thing names it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.verify.stateful.resource import Resource

_USUAL = ("id", "_id", "uuid", "guid", "key", "code", "slug", "number", "name", "ref", "reference")
_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
# What a service sets or hides by itself, so that another value than the one sent says nothing.
_OWN = re.compile(
    r"(?i)(password|secret|token|pin|cvv|cvc|etag|version|revision|hash|checksum|(created|updated|modified|deleted)"
    r"(_?(at|on|by|date|time))?|(last|date)_?[a-z_]+|href|self|links?|_links|url|uri)"
)


def words(name: str) -> tuple[str, ...]:
    """Give the words of a name in lower case, however they are joined."""
    return tuple(each.lower() for each in _WORDS.findall(name))


def id_names(resource: Resource) -> tuple[str, ...]:
    """Give names under which a thing may carry what its path names it by, the likeliest first."""
    key = words(resource.key)
    single = singular(words(resource.name))
    shorter = key[len(single) :] if len(key) > len(single) and key[: len(single)] == single else key
    names = [" ".join(key), " ".join(shorter), *_USUAL[:4], *(" ".join((*single, each)) for each in ("id", "key"))]
    return tuple(dict.fromkeys(name for name in names if name))


def id_in(thing: Mapping[str, Json], resource: Resource) -> str | None:
    """Give the name of the member that names a thing.

    Args:
        thing: the thing as the service shows it.
        resource: its sort.

    Returns:
        The name; None when it shows no such member.
    """
    by_words: dict[str, str] = {}
    for name in thing:
        by_words.setdefault("_id" if name == "_id" else " ".join(words(name)), name)
    for wanted in (*id_names(resource), *(each for each in _USUAL[4:] if each in words(resource.key))):
        found = by_words.get(wanted)
        if found is not None and isinstance(thing[found], str | int) and not isinstance(thing[found], bool):
            return found
    return None


def is_own(name: str) -> bool:
    """Say whether a member is one that services set or hide by themselves, by its name."""
    return _OWN.fullmatch(name) is not None or words(name)[-1:] == ("at",)


def names_another(name: str) -> bool:
    """Say whether a member names another thing, so that not every value is as good."""
    return words(name)[-1:] in {("id",), ("ids",), ("uuid",), ("key",), ("code",), ("ref",), ("reference",)}


def singular(name: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words for one of the things that some words name, such as ``cart item`` for ``cart items``."""
    text = name[-1] if name else ""
    for plural, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if text.endswith(plural) and len(text) > len(plural):
            return (*name[:-1], text[: -len(plural)] + single)
    return name
