"""Witnesses made small: members and items left out and scalars made plain, as long as they are witnesses still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from apiyard.core.noun import dataclass
from apiyard.design.containment.budget import UndecidedError

_MAX_TRIES: Final = 600
_SIMPLE: Final[dict[type, tuple[Any, ...]]] = {
    float: (0, 1, 0.5, 1.5),
    str: ("", "a"),
    list: ([],),
    dict: ({},),
}
_OTHER: Final = (0, "", None)


def shrink(value: Any, is_witness: Callable[[Any], bool]) -> Any:
    """Give a smaller value of the same meaning.

    Args:
        value: a witness.
        is_witness: says whether another value is one too.

    Returns:
        A witness from which no member and no item can be left out, unless that takes too many tries.
    """
    shrinking = _Shrinking(is_witness, value)
    try:
        while shrinking.round():
            continue
    except UndecidedError:
        pass
    return shrinking.best


@dataclass(slots=True)
class _Shrinking:
    """The smallest witness so far."""

    is_witness: Callable[[Any], bool]
    best: Any
    left: int = _MAX_TRIES

    def round(self) -> bool:
        """Try all places once; say whether something became smaller."""
        changed = False
        for path in _paths(self.best):
            changed |= _exists(self.best, path) and (self._leave_out(path) or self._simplify(path))
        return changed

    def _try(self, candidate: Any) -> bool:
        self.left -= 1
        if self.left < 0:
            raise UndecidedError("budget")
        if self.is_witness(candidate):
            self.best = candidate
            return True
        return False

    def _leave_out(self, path: tuple[Any, ...]) -> bool:
        return bool(path) and self._try(_without(self.best, path))

    def _simplify(self, path: tuple[Any, ...]) -> bool:
        current = _at(self.best, path)
        return any(self._try(_with(self.best, path, simpler)) for simpler in _simpler(current))


def _simpler(value: Any) -> Iterator[Any]:
    """Give values that are plainer, the plainest first."""
    if value is None or isinstance(value, bool):
        return
    for each in _SIMPLE.get(type(value), ()):
        if type(each) is type(value) and each == value:
            return
        yield each
    if isinstance(value, list | dict) and value:
        yield from _OTHER


def _paths(value: Any) -> list[tuple[Any, ...]]:
    """Give the places of a value, the outer ones first; of lists the last items first."""
    found: list[tuple[Any, ...]] = []
    waiting: list[tuple[tuple[Any, ...], Any]] = [((), value)]
    while waiting:
        path, each = waiting.pop(0)
        found.append(path)
        if isinstance(each, dict):
            waiting.extend(((*path, name), below) for name, below in each.items())
        elif isinstance(each, list):
            waiting.extend(((*path, index), each[index]) for index in reversed(range(min(len(each), _MAX_TRIES))))
    return found


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _exists(value: Any, path: tuple[Any, ...]) -> bool:
    for key in path:
        if isinstance(value, dict):
            if key not in value:
                return False
        elif not isinstance(value, list) or not isinstance(key, int) or key >= len(value):
            return False
        value = value[key]
    return True


def _with(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    key, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {name: _with(each, rest, new) if name == key else each for name, each in value.items()}
    return [_with(each, rest, new) if index == key else each for index, each in enumerate(value)]


def _without(value: Any, path: tuple[Any, ...]) -> Any:
    key, rest = path[0], path[1:]
    if isinstance(value, dict):
        if not rest:
            return {name: each for name, each in value.items() if name != key}
        return {name: _without(each, rest) if name == key else each for name, each in value.items()}
    if not rest:
        return [each for index, each in enumerate(value) if index != key]
    return [_without(each, rest) if index == key else each for index, each in enumerate(value)]
