"""Changes of JSON values: merge patches and JSON patches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.core.json import Json
from apiyard.spec import pointer as pointers

_MOST_OPERATIONS = 1_000
_MOST_DEPTH = 100
_MOST_CARRIED = 2_000_000


class PatchError(InvalidInputError):
    """A patch cannot be applied to this value."""

    code = "bad-patch"


class UnmetTestError(ConflictError):
    """An operation ``test`` of a JSON patch did not hold."""

    code = "patch-test-failed"


def merge_patch(value: Json, patch: Json, depth: int = 0) -> Json:
    """Apply a merge patch (RFC 7396).

    Args:
        value: the value, which stays as it is.
        patch: the patch; null takes a member away.
        depth: how deep the value is in the whole.

    Returns:
        The changed value.

    Raises:
        PatchError: it is nested too deeply.
    """
    if not isinstance(patch, Mapping):
        return patch
    if depth > _MOST_DEPTH:
        raise PatchError("the patch is nested too deeply")
    made: dict[str, Json] = dict(value) if isinstance(value, Mapping) else {}
    for name, item in patch.items():
        if item is None:
            made.pop(name, None)
        else:
            made[name] = merge_patch(made.get(name), item, depth + 1)
    return made


def json_patch(value: Json, patch: Json) -> Json:
    """Apply a JSON patch (RFC 6902); all of it or nothing.

    Args:
        value: the value, which stays as it is.
        patch: the list of operations.

    Returns:
        The changed value.

    Raises:
        PatchError: an operation is none, or names a place that is not there, or all of them carry too much.
        UnmetTestError: a ``test`` does not hold.
    """
    if not isinstance(patch, list) or len(patch) > _MOST_OPERATIONS:
        raise PatchError(f"a JSON patch is a list of at most {_MOST_OPERATIONS} operations")
    room = _MOST_CARRIED
    for number, step in enumerate(patch):
        where = f"operation {number}"
        if not isinstance(step, Mapping) or not isinstance(step.get("path"), str):
            raise PatchError("an operation is an object with a path", where=where)
        act = _ACTS.get(str(step.get("op")))
        if act is None:
            raise PatchError(f"no such operation {str(step.get('op'))[:40]!r}", where=where)
        if act in (_move, _copy):
            room -= _carried(value, step, where, room=room)
        value = act(value, step, where)
    return value


def _carried(value: Json, step: Mapping[str, Json], where: str, *, room: int) -> int:
    """Weigh what is copied or moved: each copy of the whole into itself would double it."""
    row: list[Json] = [_get(value, _tokens(step, "from", where), where)]
    deepest, weight = len(_tokens(step, "path", where)), 0
    while row:
        inner: list[Json] = []
        for each in row:
            weight += 1 + (len(each) if isinstance(each, str) else 0)
            if weight > room:
                raise PatchError("the patch copies too much", where=where)
            if isinstance(each, Mapping):
                weight += sum(map(len, each))
                inner.extend(each.values())
            elif isinstance(each, list):
                inner.extend(each)
        deepest += 1
        if inner and deepest > 2 * _MOST_DEPTH:
            raise PatchError("the patch nests too deeply", where=where)
        row = inner
    return weight


def _add(value: Json, step: Mapping[str, Json], where: str) -> Json:
    return _put(value, _tokens(step, "path", where), _given(step, where), where=where, insert=True)


def _replace(value: Json, step: Mapping[str, Json], where: str) -> Json:
    tokens = _tokens(step, "path", where)
    _get(value, tokens, where)
    return _put(value, tokens, _given(step, where), where=where, insert=False)


def _remove(value: Json, step: Mapping[str, Json], where: str) -> Json:
    return _taken(value, _tokens(step, "path", where), where)


def _move(value: Json, step: Mapping[str, Json], where: str) -> Json:
    source, target = _tokens(step, "from", where), _tokens(step, "path", where)
    if target[: len(source)] == source and target != source:
        raise PatchError("a value cannot be moved into itself", where=where)
    moved = _get(value, source, where)
    return _put(_taken(value, source, where), target, moved, where=where, insert=True)


def _copy(value: Json, step: Mapping[str, Json], where: str) -> Json:
    copied = _get(value, _tokens(step, "from", where), where)
    return _put(value, _tokens(step, "path", where), copied, where=where, insert=True)


def _test(value: Json, step: Mapping[str, Json], where: str) -> Json:
    path = _tokens(step, "path", where)
    if not equal(_get(value, path, where), _given(step, where)):
        raise UnmetTestError("the test of the patch does not hold", where=where, piece=str(step.get("path")))
    return value


_ACTS: Mapping[str, Callable[[Json, Mapping[str, Json], str], Json]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
    "move": _move,
    "copy": _copy,
    "test": _test,
}


def equal(left: Json, right: Json) -> bool:
    """Say whether two values are the same in JSON, where true is no number (RFC 6902, section 4.6)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(equal(left[name], right[name]) for name in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(equal, left, right))
    return bool(left == right)


def _given(step: Mapping[str, Json], where: str) -> Json:
    if "value" not in step:
        raise PatchError("the operation has no value", where=where)
    return step["value"]


def _tokens(step: Mapping[str, Json], name: str, where: str) -> list[str]:
    path = step.get(name)
    if not isinstance(path, str) or (path and not path.startswith("/")) or path.count("/") > _MOST_DEPTH:
        raise PatchError(f"{name} is no JSON pointer", where=where, piece=str(path))
    return pointers.split(path)


def _get(value: Json, tokens: list[str], where: str) -> Json:
    for name in tokens:
        if isinstance(value, Mapping) and name in value:
            value = value[name]
        elif isinstance(value, list):
            value = value[_index(name, len(value) - 1, where)]
        else:
            raise PatchError("there is no such place", where=where, piece=pointers.build(tokens))
    return value


def _index(text: str, most: int, where: str) -> int:
    good = text.isascii() and text.isdecimal() and (text == "0" or text[0] != "0") and len(text) < 10
    if not good or int(text) > most:
        raise PatchError("there is no such index", where=where, piece=text)
    return int(text)


def _put(value: Json, texts: list[str], item: Json, *, where: str, insert: bool) -> Json:
    if not texts:
        return item
    name, rest = texts[0], texts[1:]
    if isinstance(value, Mapping):
        if rest and name not in value:
            raise PatchError("there is no such place", where=where, piece=name)
        return {**value, name: _put(value.get(name), rest, item, where=where, insert=insert)}
    if not isinstance(value, list):
        raise PatchError("there is no such place", where=where, piece=name)
    row: list[Any] = list(value)
    if rest or not insert:
        at = _index(name, len(row) - 1, where)
        row[at] = _put(row[at], rest, item, where=where, insert=insert)
    else:
        row.insert(len(row) if name == "-" else _index(name, len(row), where), item)
    return row


def _taken(value: Json, texts: list[str], where: str) -> Json:
    if not texts:
        raise PatchError("the whole value cannot be taken away", where=where)
    name, rest = texts[0], texts[1:]
    _get(value, [name], where)
    if isinstance(value, Mapping):
        if rest:
            return {**value, name: _taken(value[name], rest, where)}
        return {other: item for other, item in value.items() if other != name}
    row = list(cast("list[Json]", value))
    at = _index(name, len(row) - 1, where)
    row[at : at + 1] = [_taken(row[at], rest, where)] if rest else []
    return row
