"""Edits of the members of a keyword: properties, required names, listed values, branches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.json import Json, canonical
from apiyard.design.cause import Direction
from apiyard.design.diffing.edit import MISSING, Contained, Edit, Turn, Wish
from apiyard.design.diffing.notice_symbols import enum_symbols, null_symbols, type_symbols
from apiyard.design.diffing.noticing import held, keyword_edit, plain, shown, subject
from apiyard.design.diffing.pair import SchemaPair
from apiyard.design.promises.life import life_of
from apiyard.design.promises.removal import removal_wishes
from apiyard.spec.pointer import join

_HIDDEN: tuple[tuple[Direction, str], ...] = (("request", "readOnly"), ("response", "writeOnly"))
# An exchange that proves a break is told before the promise: where the promise is told, none was found.
_STILL: dict[Direction, str] = {
    "request": "no call that still sends it is known to be refused",
    "response": "no reply without it is known to break what the old contract allows",
}
_NULL = {"type": "null"}
# Where a branch of null means that the value may be null too; in allOf it means that it must be.
_NULLED = ("anyOf", "oneOf")
_SHOWN = 5


def members(pair: SchemaPair, keyword: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the members of a keyword that holds an object, in both."""
    old, new = held(pair, keyword)
    return old if isinstance(old, dict) else {}, new if isinstance(new, dict) else {}


def both_required(pair: SchemaPair) -> tuple[list[str], list[str]]:
    """Give the names that each schema asks for, in their order."""
    old, new = held(pair, "required")
    return _names(old), _names(new)


def _names(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def property_edit(
    pair: SchemaPair, check: str, turns: tuple[Turn, ...], *, message: str, more: tuple[Wish, ...] = ()
) -> Edit:
    """Give the edit of one property.

    Args:
        pair: the schemas.
        check: the id of the check.
        turns: what happens to it, the property or its name among the required ones first.
        message: what is told.
        more: further wishes.

    Returns:
        The edit; it stands at the property where there is one.
    """
    first = turns[0]
    name = first.member or ""
    old, new = members(pair, "properties")
    at_old = join(pair.old_at, "properties", name) if name in old else pair.old_at
    at_new = join(pair.new_at, "properties", name) if name in new else pair.new_at
    before, after = (plain(first.before), plain(first.after)) if first.keyword == "properties" else (None, None)
    return Edit(check, message, at_old, at_new, before, after, (Contained(turns), *more), name)


def removal_of(pair: SchemaPair, name: str, value: Json) -> tuple[Wish, ...]:
    """Give what the removal of a property asks of the promises about it, on the sides on which it travels."""
    life = life_of(value, join(pair.old_at, "properties", name), around=life_of(pair.old, pair.old_at))
    today = pair.contracts.options.today
    marked = value if isinstance(value, dict) else {}
    return tuple(
        wish
        for direction, mark in _HIDDEN
        if marked.get(mark) is not True
        for wish in removal_wishes(direction, life, today, still=_STILL[direction])
    )


def enum_edit(pair: SchemaPair, check: str, *, added: bool) -> Iterator[Edit]:
    """Give the edit of the values that only one of two lists has."""
    old, new = held(pair, "enum")
    if "enum" not in pair.differs or not isinstance(old, list) or not isinstance(new, list):
        return
    had, has = {canonical(each) for each in old}, {canonical(each) for each in new}
    found = [each for each in new if canonical(each) not in had] if added else [
        each for each in old if canonical(each) not in has
    ]  # fmt: skip
    if _null_is_told(pair):
        found = [each for each in found if each is not None]
    if not found:
        return
    values = ", ".join(shown(each) for each in found[:_SHOWN])
    values += f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    what, verb = ("value", "is") if len(found) == 1 else ("values", "are")
    text = f"the {what} {values} of {subject(pair)} {verb}"
    turn = Turn("enum", MISSING, found, member="") if added else Turn("enum", found, MISSING, member="")
    more = () if added else enum_symbols(pair, found)
    before, after = plain(turn.before), plain(turn.after)
    message = f"{text} {'new' if added else 'gone'}"
    yield Edit(check, message, pair.old_at, pair.new_at, before, after, (Contained((turn,)), *more))


def _null_is_told(pair: SchemaPair) -> bool:
    """Say whether null comes or goes with the type too, which tells of it."""
    had, has = ([each] if isinstance(each, str) else each for each in pair.both("type"))
    return isinstance(had, list) and isinstance(has, list) and ("null" in had) != ("null" in has)


def branch_edits(pair: SchemaPair, check: str, keyword: str) -> Iterator[Edit]:
    """Give an edit for each branch that came or went, or one when the whole composition did; null is told elsewhere."""
    elsewhere = keyword in _NULLED
    if keyword not in pair.differs or (elsewhere and _only_null(pair, keyword)):
        return
    old, new = held(pair, keyword)
    if pair.wrap is not None or not isinstance(old, list) or not isinstance(new, list):
        word = "is now" if new is not MISSING else "is no longer"
        message = f"{subject(pair)} {word} one branch of {keyword}" if pair.wrap else ""
        yield from keyword_edit(pair, check, keyword, message=message, more=type_symbols(pair) if pair.wrap else ())
        return
    for left, right in pair.aligned.get(keyword, ()):
        if left < 0 and not (elsewhere and new[right] == _NULL):
            yield _branch(pair, check, Turn(keyword, MISSING, new[right], member=str(right)))
        elif right < 0 and not (elsewhere and old[left] == _NULL):
            yield _branch(pair, check, Turn(keyword, old[left], MISSING, member=str(left)))


def _branch(pair: SchemaPair, check: str, turn: Turn) -> Edit:
    come = turn.before is MISSING
    value = turn.after if come else turn.before
    message = f"the branch {shown(value)} of {turn.keyword} of {subject(pair)} is {'new' if come else 'gone'}"
    at_old = pair.old_at if come else join(pair.old_at, turn.keyword, turn.member)
    at_new = join(pair.new_at, turn.keyword, turn.member) if come else pair.new_at
    return Edit(
        check, message, at_old, at_new, plain(turn.before), plain(turn.after), (Contained((turn,)),), shown(value)
    )


def nulled(pair: SchemaPair, check: str, *, new: bool) -> Iterator[Edit]:
    """Give the edit of null as a branch that came or went, alone or with the composition that holds it.

    Args:
        pair: the schemas.
        check: the id of the check.
        new: whether null is looked for among what came.
    """
    for keyword in _NULLED:
        if keyword not in pair.differs:
            continue
        if pair.wrap is not None:
            if pair.wrap[2] is new and _only_null(pair, keyword):
                yield from keyword_edit(
                    pair, check, keyword, message=_null_words(pair, new=new), more=null_symbols(pair)
                )
            continue
        values = held(pair, keyword)[1 if new else 0]
        for left, right in pair.aligned.get(keyword, ()):
            index = right if new else left
            if (left if new else right) < 0 and values[index] == _NULL:
                turn = (
                    Turn(keyword, MISSING, _NULL, member=str(index))
                    if new
                    else Turn(keyword, _NULL, MISSING, member=str(index))
                )
                wishes = (Contained((turn,)), *null_symbols(pair))
                yield Edit(check, _null_words(pair, new=new), pair.old_at, pair.new_at, None, None, wishes, keyword)


def _null_words(pair: SchemaPair, *, new: bool) -> str:
    return f"{subject(pair)} may {'now' if new else 'no longer'} be null"


def _only_null(pair: SchemaPair, keyword: str) -> bool:
    """Say whether a schema was only put beside null, or taken from beside it."""
    if pair.wrap is None:
        return False
    old, new = held(pair, keyword)
    branches = new if pair.wrap[2] else old
    others = (
        [each for index, each in enumerate(branches) if index != pair.wrap[1]] if isinstance(branches, list) else []
    )
    return bool(others) and all(each == _NULL for each in others)
