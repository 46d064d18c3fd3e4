"""Parts of contracts as written, and words about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json, canonical
from apiyard.core.noun import dataclass
from apiyard.design.diffing.edit import Edit, Words
from apiyard.design.diffing.pair import Pair
from apiyard.spec import pointer as pointers

_SHORT = 60
# These have checks of their own, or are written when a contract is read.
_KNOWN = frozenset(
    (
        "x-sunset",
        "x-sunset-date",
        "x-deprecation",
        "x-stability-level",
        "x-stability",
        "x-written-in-openapi",
    )
)


def raw(pair: Pair[Any]) -> tuple[Mapping[str, Json], Mapping[str, Json]]:
    """Give both parts of a pair as written; empty where one is absent or no object."""
    old, new = pair.contracts.old.tree, pair.contracts.new.tree
    return (
        held(old, pair.old_at) if pair.old is not None else {},
        held(new, pair.new_at) if pair.new is not None else {},
    )


def held(tree: Json, pointer: str) -> Mapping[str, Json]:
    """Give the object at a pointer; an empty one when there is none."""
    found = pointers.get(tree, pointer)
    return found if isinstance(found, Mapping) else {}


def shown(value: Json) -> str:
    """Give a value as it is told in a message, at most sixty characters."""
    text = value if isinstance(value, str) else canonical(value).decode()
    return text if len(text) <= _SHORT else text[: _SHORT - 3] + "..."


@dataclass(frozen=True, slots=True)
class Spots:
    """A part of both contracts as written, and where it stands.

    Args:
        before: the part in the old contract.
        after: the part in the new contract.
        old_at: RFC 6901 pointer into the old tree.
        new_at: the same in the new tree.
    """

    before: Mapping[str, Json]
    after: Mapping[str, Json]
    old_at: str
    new_at: str


def spots(pair: Pair[Any], *names: str) -> Spots:
    """Give the part of a pair, or the object inside it at the given names.

    Args:
        pair: the pair.
        *names: the names on the way inside.
    """
    old, new = pointers.join(pair.old_at, *names), pointers.join(pair.new_at, *names)
    return Spots(held(pair.contracts.old.tree, old), held(pair.contracts.new.tree, new), old, new)


def described(check: str, what: str, where: Spots, *, names: tuple[str, ...]) -> Iterator[Edit]:
    """Give the edits of members that only people read.

    Args:
        check: the id of the check.
        what: what they are about, such as ``the operation``.
        where: the part in both contracts.
        names: the names of the members.

    Yields:
        One edit for each member that differs.
    """
    for name in names:
        before, after = where.before.get(name), where.after.get(name)
        if before != after:
            verb = "is new" if before is None else "is gone" if after is None else "changed"
            old = pointers.join(where.old_at, name) if name in where.before else where.old_at
            new = pointers.join(where.new_at, name) if name in where.after else where.new_at
            yield Edit(check, f"the {name} of {what} {verb}", old, new, before, after, (Words(),), name)


def extended(check: str, what: str, where: Spots) -> Iterator[Edit]:
    """Give the edits of extensions, but for those that say how long a part lives.

    Args:
        check: the id of the check.
        what: what they are about, such as ``the operation``.
        where: the part in both contracts.

    Yields:
        One edit for each extension that differs.
    """
    names = [name for name in (*where.before, *where.after) if name.startswith("x-") and name not in _KNOWN]
    yield from described(check, what, where, names=tuple(dict.fromkeys(names)))
