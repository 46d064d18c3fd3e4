"""The changes that can be made to a document, and what each means for its value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from apiyard.core.errors import InvalidInputError, nearest
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers

END = "-"
"""The token of a pointer that names the place behind the last item of an array (RFC 6902, section 4.1)."""


@dataclass(frozen=True, slots=True)
class Set:
    """Give a place a value; a member that is not there is added at the end of its object.

    Args:
        pointer: RFC 6901 pointer; ``-`` as its last token adds an item to an array.
        value: the value.
    """

    pointer: str
    value: Json


@dataclass(frozen=True, slots=True)
class Insert:
    """Add a member or an item.

    Args:
        pointer: the new member; or the item that the new one is put before, ``-`` for the end.
        value: the value.
        before: name of the member that it is put before.
        after: name of the member that it is put behind; with neither it becomes the last one.
    """

    pointer: str
    value: Json
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a member or an item away, with the comment lines directly above it.

    Args:
        pointer: RFC 6901 pointer.
    """

    pointer: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a member another name at the same place.

    Args:
        pointer: RFC 6901 pointer.
        key: the new name.
    """

    pointer: str
    key: str


@dataclass(frozen=True, slots=True)
class Reorder:
    """Put the members of an object, or the items of an array, in another order, each with its comments.

    Args:
        pointer: the object or array.
        keys: names, or indices; those that are not named follow in the order that they had.
    """

    pointer: str
    keys: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Put a member or an item before or behind another one of the same object or array.

    Args:
        pointer: what is moved.
        before: name or index that it is put before.
        after: name or index that it is put behind; with neither it becomes the last one.
    """

    pointer: str
    before: str | None = None
    after: str | None = None


Change: TypeAlias = Set | Insert | Remove | Rename | Reorder | Move


def fail(what: str, pointer: str, *, hint: str = "") -> InvalidInputError:
    """Make the error for a change that cannot be made.

    Args:
        what: one sentence.
        pointer: what the change is about.
        hint: what to do.
    """
    return InvalidInputError(what, where=f"#{pointer}", hint=hint, code="no-such-edit")


def changed(value: Json, change: Change) -> Json:
    """Give the value that a change makes of another one.

    Args:
        value: the whole document; it is not changed.
        change: the change.

    Returns:
        A new value, which shares with the old one what is the same.

    Raises:
        InvalidInputError: there is no such place, or a name is taken.
    """
    tokens = pointers.split(change.pointer)
    if isinstance(change, Reorder):
        found: Json = _at(value, tokens, change.pointer, step=lambda holder: _reordered(holder, change))
        return found
    if not tokens:
        if isinstance(change, Set):
            return change.value
        raise fail("the whole document cannot be changed so", change.pointer)
    last = tokens[-1]
    made: Json = _at(value, tokens[:-1], change.pointer, step=lambda holder: _inside(holder, last, change))
    return made


def order_of(holder: Json, change: Reorder | Move) -> list[str | int]:
    """Give the names, or the indices, of an object or array in the order that a change asks for.

    Args:
        holder: the object or array.
        change: the change.

    Raises:
        InvalidInputError: a name is not there.
    """
    known: list[Any] = list(holder) if isinstance(holder, dict) else list(range(_length(holder, change.pointer)))
    if isinstance(change, Reorder):
        wanted = [key if isinstance(holder, dict) else int(key) for key in change.keys]
        for key in wanted:
            if key not in known:
                raise fail(f"there is nothing called {key!r}", change.pointer, hint=nearest(str(key), map(str, known)))
        chosen = dict.fromkeys(wanted)
        return [*chosen, *(key for key in known if key not in chosen)]
    moved = _key(holder, pointers.split(change.pointer)[-1], change.pointer)
    rest = [key for key in known if key != moved]
    anchor = change.before if change.before is not None else change.after
    if anchor is None:
        return [*rest, moved]
    at = rest.index(_key(holder, anchor, change.pointer)) if anchor != str(moved) else known.index(moved)
    at += change.before is None
    return [*rest[:at], moved, *rest[at:]]


def position(holder: Json, change: Insert | Set) -> int:
    """Give where among the members or items of an object or array a change puts a new one.

    Args:
        holder: the object or array.
        change: the change.

    Raises:
        InvalidInputError: the name is taken, or there is no such place.
    """
    last = pointers.split(change.pointer)[-1]
    if isinstance(holder, dict):
        if last in holder:
            raise fail("the name is taken", change.pointer, hint="set it, or choose another name")
        beside = [change.before, change.after] if isinstance(change, Insert) else [None, None]
        anchor = next((each for each in beside if each is not None), None)
        if anchor is None:
            return len(holder)
        keys = list(holder)
        if anchor not in holder:
            raise fail(f"there is nothing called {anchor!r}", change.pointer, hint=nearest(anchor, keys))
        return keys.index(anchor) + (beside[0] is None)
    length = _length(holder, change.pointer)
    if last == END:
        return length
    if not (last.isdecimal() and last.isascii()) or int(last[:9]) > length:
        raise fail("there is no such place in the array", change.pointer)
    return int(last)


def _length(holder: Json, pointer: str) -> int:
    if not isinstance(holder, list):
        raise fail("the value around it is no object and no array", pointer)
    return len(holder)


def _key(holder: Json, token: str, pointer: str) -> str | int:
    if isinstance(holder, dict):
        if token not in holder:
            raise fail("there is no such member", pointer, hint=nearest(token, holder))
        return token
    length = _length(holder, pointer)
    if not (token.isdecimal() and token.isascii()) or int(token[:9]) >= length:
        raise fail("there is no such item", pointer)
    return int(token)


def _at(value: Any, tokens: Sequence[str], pointer: str, *, step: Callable[[Any], Any]) -> Any:
    if not tokens:
        return step(value)
    key: Any = _key(value, tokens[0], pointer)
    new = value.copy()
    new[key] = _at(value[key], tokens[1:], pointer, step=step)
    return new


def _inside(holder: Any, last: str, change: Change) -> Any:
    if isinstance(change, Set) and (
        last in holder if isinstance(holder, dict) else last.isdecimal() and int(last[:9]) < len(holder)
    ):
        new = holder.copy()
        new[_key(holder, last, change.pointer)] = change.value
        return new
    if isinstance(change, Set | Insert):
        at = position(holder, change)
        if isinstance(holder, dict):
            pairs = list(holder.items())
            return dict([*pairs[:at], (last, change.value), *pairs[at:]])
        return [*holder[:at], change.value, *holder[at:]]
    if isinstance(change, Move | Reorder):
        return _arranged(holder, order_of(holder, change))
    key = _key(holder, last, change.pointer)
    if isinstance(change, Rename):
        if not isinstance(holder, dict):
            raise fail("an item has no name", change.pointer)
        if change.key in holder and change.key != last:
            raise fail("the name is taken", change.pointer, hint="choose another name")
        return {change.key if name == last else name: each for name, each in holder.items()}
    if isinstance(holder, dict):
        return {name: each for name, each in holder.items() if name != last}
    return [each for index, each in enumerate(holder) if index != key]


def _reordered(holder: Any, change: Reorder) -> Any:
    return _arranged(holder, order_of(holder, change))


def _arranged(holder: Any, order: Sequence[Any]) -> Any:
    return {key: holder[key] for key in order} if isinstance(holder, dict) else [holder[index] for index in order]


def same(one: object, other: object) -> bool:
    """Say whether two values are the same JSON; the order of members does not count, 1 and 1.0 and true differ.

    Args:
        one: a value.
        other: another.
    """
    stack = [(one, other)]
    while stack:
        left, right = stack.pop()
        if left is right:
            continue
        if type(left) is not type(right):
            return False
        if isinstance(left, dict) and isinstance(right, dict):
            if left.keys() != right.keys():
                return False
            stack.extend((each, right[name]) for name, each in left.items())
        elif isinstance(left, list) and isinstance(right, list):
            if len(left) != len(right):
                return False
            stack.extend(zip(left, right, strict=True))
        elif left != right:
            return False
    return True


def differences(old: Json, new: Json, pointer: str = "") -> Iterator[Change]:
    """Give the changes that turn one value into another and touch nothing that is the same in both.

    Args:
        old: the value as it is.
        new: the value as it shall be.
        pointer: where both stand.

    Yields:
        The changes, to be made in this order.
    """
    if same(old, new) and (not isinstance(old, dict) or _ordered(old, new)):
        return
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() & new.keys():
        yield from _object_differences(old, new, pointer)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _array_differences(old, new, pointer)
    else:
        yield Set(pointer, new)


def _ordered(old: Any, new: Any) -> bool:
    """Say whether all objects inside two equal values have their members in the same order."""
    stack = [(old, new)]
    while stack:
        left, right = stack.pop()
        if left is right:
            continue
        if isinstance(left, dict):
            if list(left) != list(right):
                return False
            stack.extend((each, right[name]) for name, each in left.items())
        elif isinstance(left, list):
            stack.extend(zip(left, right, strict=True))
    return True


def _object_differences(old: dict[str, Any], new: dict[str, Any], pointer: str) -> Iterator[Change]:
    for name in old:
        if name not in new:
            yield Remove(pointers.join(pointer, name))
    keys = [name for name in old if name in new]
    before: str | None = None
    for name, value in new.items():
        at = pointers.join(pointer, name)
        if name in old:
            yield from differences(old[name], value, at)
        elif before is None:
            yield Insert(at, value, before=keys[0])
            keys.insert(0, name)
        else:
            yield Insert(at, value, after=before)
            keys.insert(keys.index(before) + 1, name)
        before = name
    if keys != list(new):
        yield Reorder(pointer, tuple(new))


def _array_differences(old: list[Any], new: list[Any], pointer: str) -> Iterator[Change]:
    start, shorter = 0, min(len(old), len(new))
    while start < shorter and same(old[start], new[start]):
        start += 1
    behind = 0
    while behind < shorter - start and same(old[-1 - behind], new[-1 - behind]):
        behind += 1
    last, wanted = len(old) - behind, len(new) - behind
    for index in range(start, min(last, wanted)):
        yield from differences(old[index], new[index], f"{pointer}/{index}")
    for index in range(last - 1, min(last, wanted) - 1, -1):
        yield Remove(f"{pointer}/{index}")
    for index in range(min(last, wanted), wanted):
        yield Insert(f"{pointer}/{index}", new[index])
