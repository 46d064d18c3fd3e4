"""Find in two answers the ids that stand for the same thing, or for things that are as good as each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from apiyard.core.json import Json
from apiyard.spec.exchange import Reply
from apiyard.verify.compare.values import names_thing

Pairs: TypeAlias = Iterator[tuple[str, str]]
_MOST = 1_000
_DEEPEST = 16


def made_ids(left: Json, right: Json) -> Pairs:
    """Pair the ids of what two services made of the same request, also those that are equal.

    Args:
        left: the value of an answer.
        right: that of the other one.

    Yields:
        Ids that stand at the same place, as text.
    """
    theirs = dict(islice(_ids(right), _MOST))
    for place, mine in islice(_ids(left), _MOST):
        if place in theirs:
            yield mine, theirs[place]


def listed_ids(left: Json, right: Json) -> Pairs:
    """Pair the ids of listed things, where the lists hold different ones.

    Each thing of the first list gets one of the second list that is not the same as another one of the first; when
    there are too few, some get the same. So a mock can be asked for what it has where a service is asked for its own.

    Args:
        left: the value of an answer.
        right: that of the other one.

    Yields:
        Ids, as text.
    """
    for mine, theirs in _lists(left, right, 0):
        there = [dict(_ids(each, deepest=1)) for each in theirs[:_MOST]]
        known = {id_ for each in there for id_ in each.values()}
        here = [dict(_ids(each, deepest=1)) for each in mine[:_MOST]]
        for at, each in enumerate(each for each in here if not known & set(each.values())):
            twin = there[at % len(there)]
            yield from ((id_, twin[place]) for place, id_ in each.items() if place in twin)


def placed_ids(left: Reply, right: Reply) -> Pairs:
    """Pair what two replies to the same request say in headers: the ids in ``Location``, and entity tags.

    Args:
        left: a reply.
        right: another one.

    Yields:
        The last segments of the paths, and the tags.
    """
    places = [each.header("location") for each in (left, right)]
    if places[0] and places[1]:
        mine, theirs = (unquote(urlsplit(each).path.rstrip("/").rpartition("/")[2]) for each in places if each)
        if mine and theirs:
            yield mine, theirs
    tags = [each.header("etag") for each in (left, right)]
    if tags[0] and tags[1]:
        yield tags[0], tags[1]


def _lists(left: Json, right: Json, depth: int) -> Iterator[tuple[list[Json], list[Json]]]:
    """Give the lists that stand at the same place in both, the outermost ones."""
    if isinstance(left, list) and isinstance(right, list):
        if left and right:
            yield left, right
    elif isinstance(left, dict) and isinstance(right, dict) and depth < _DEEPEST:
        for name in left.keys() & right.keys():
            yield from _lists(left[name], right[name], depth + 1)


def _ids(value: Json, *, deepest: int = _DEEPEST, place: str = "", name: str = "") -> Iterator[tuple[str, str]]:
    """Give the ids in a value by their places, down to a depth."""
    if isinstance(value, dict | list):
        named = isinstance(value, dict)
        inner = value.items() if isinstance(value, dict) else ((str(at), each) for at, each in enumerate(value))
        for key, each in inner if deepest else ():
            yield from _ids(each, deepest=deepest - 1, place=f"{place}/{key}", name=key if named else name)
    elif isinstance(value, str | int) and not isinstance(value, bool) and names_thing(name, value):
        yield place, str(value)
