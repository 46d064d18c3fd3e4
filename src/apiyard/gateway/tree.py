"""Path templates as a tree: a map of literal prefixes, then halves told apart by one expression each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from apiyard.gateway.template import Template

LEAF = 3
"""A leaf holds at most this many templates; more are told apart by an expression first."""

ROOT = Template((("",),))
"""The template ``/``; it also answers to the base path without a slash."""

_Trie = dict[str, "_Trie"]
_END = "\0"  # no segment holds it


@lru_cache(maxsize=65_536)
def full_regex(base: str, path: Template) -> str:
    """Give the expression for a whole path.

    Args:
        base: the base path without a slash at its end.
        path: the template below it.

    Returns:
        An RE2 expression.
    """
    return re.escape(base) + ("/?" if path == ROOT else path.regex)


def by_prefix(paths: Iterable[Template]) -> dict[str, tuple[Template, ...]]:
    """Group templates by the literal prefixes that calls are first told apart by.

    The longest prefix of a call wins and there is no way back, so each prefix holds all templates that a
    call with it can match, also those of shorter prefixes.

    Args:
        paths: templates.

    Returns:
        Prefix below the base path -> templates in the order in which they are tried; the empty prefix is
        always there.
    """
    own: defaultdict[str, list[Template]] = defaultdict(list)
    for path in set(paths):
        own[path.prefix].append(path)
    grouped: dict[str, tuple[Template, ...]] = {"": (ROOT,) if ROOT in own.get("/", ()) else ()}
    for prefix in own:
        shorter = (prefix[:length] for length in range(1, len(prefix) + 1))
        fitting = (path for part in shorter for path in own.get(part, ()) if path.may_extend(prefix))
        grouped[prefix] = tuple(sorted(fitting, key=lambda path: path.order))
    return grouped


def union(base: str, paths: Sequence[Template]) -> str:
    """Give one expression for many templates, factored by segments so that it stays small.

    Args:
        base: the base path without a slash at its end.
        paths: templates, at least one.

    Returns:
        An RE2 expression that matches what any of them matches.
    """
    trie: _Trie = {}
    for path in paths:
        if path != ROOT:
            node = trie
            for pieces in path.segments:
                node = node.setdefault("[^/]+".join(map(re.escape, pieces)), {})
            node[_END] = {}
    below = f"/{_alternatives(trie)}" if trie else ""
    if ROOT not in paths:
        return re.escape(base) + below
    return re.escape(base) + (f"(?:/?|{below})" if below else "/?")


def _alternatives(trie: _Trie) -> str:
    parts = []
    for segment, below in trie.items():
        deeper = {name: node for name, node in below.items() if name != _END}
        tail = f"/{_alternatives(deeper)}" if deeper else ""
        parts.append(segment + (f"(?:{tail})?" if tail and _END in below else tail))
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"
