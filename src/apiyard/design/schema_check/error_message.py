"""Own messages of a schema (the keyword ``errorMessage``), which take the place of the errors they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from apiyard.core.errors import InvalidInputError
from apiyard.design.schema_check.node import Node
from apiyard.design.schema_check.run import Check, Found, Place, Run, Seen, path_of
from apiyard.spec.inventory import Path

_PARAMS: Final = {"required": "missingProperty", "dependencies": "property", "dependentRequired": "property"}


def wrap(node: Node, body: Check) -> Check:
    """Put own messages behind the check of a schema; they only count where all errors are asked for.

    Args:
        node: any keyword of the schema.
        body: its check.
    """
    words = node.schema.get("errorMessage")
    if not node.mode.all_errors or words is None:
        return body
    if not isinstance(words, str | dict):
        raise InvalidInputError("errorMessage is a text or an object", where=f"{node.schema_path[1:]}/errorMessage")
    own = {"_": words} if isinstance(words, str) else words

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        start = len(run.errors)
        body(run, place, seen)
        if run.errors:
            run.errors[:] = _Messages(own, place, node.schema_path).replaced(run.errors)
        return len(run.errors) == start

    return check


class _Messages:
    """The own messages of one schema for one value."""

    def __init__(self, own: dict[str, Any], place: Place, schema_path: str) -> None:
        self.own = own
        self.place = place
        self.path = path_of(place)
        self.schema_path = schema_path
        self.left: list[Found] = []
        self.more: list[Found] = []

    def replaced(self, errors: list[Found]) -> list[Found]:
        """Give the errors with own messages in place of those they stand for."""
        self.left = list(errors)
        for group in _groups(self.own):
            for keyword, name, message in group:
                self.take(self.place, message, lambda each, k=keyword, n=name: self.stands_for(each, k, n))
        for word, kind in (("properties", dict), ("items", list)):
            if isinstance(self.place[2], kind):
                for key, message in _children(self.own.get(word)):
                    path = (*self.path, key)
                    self.take((self.place, key, None), message, lambda each, p=path: _below(each, p))
        if "_" in self.own:
            inside = f"{self.schema_path}/"
            self.take(self.place, self.own["_"], lambda each: _below(each, self.path) and each[4].startswith(inside))
        return [*self.left, *self.more]

    def take(self, there: Place, message: Any, wanted: Callable[..., bool]) -> None:
        """Put one message in place of all errors that are wanted."""
        taken = [each for each in self.left if each[1] != "errorMessage" and wanted(each)]
        if taken:
            gone = {id(each) for each in taken}
            self.left = [each for each in self.left if id(each) not in gone]
            where = f"{self.schema_path}/errorMessage"
            self.more.append((there, "errorMessage", str(message), {"errors": taken}, where))

    def stands_for(self, error: Found, keyword: str, name: str) -> bool:
        """Say whether an error is of a keyword of this schema, about one property where it says so."""
        if error[1] != keyword or error[4] != f"{self.schema_path}/{keyword}" or path_of(error[0]) != self.path:
            return False
        return not name or error[3].get(_PARAMS.get(keyword, "")) == name


def _groups(own: dict[str, Any]) -> Iterable[list[tuple[str, str, Any]]]:
    plain = [(word, "", text) for word, text in own.items() if word not in {"properties", "items", "_"}]
    yield [each for each in plain if not isinstance(each[2], dict)]
    yield [(word, name, text) for word, _, texts in plain if isinstance(texts, dict) for name, text in texts.items()]


def _children(words: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(words, dict):
        yield from words.items()
    elif isinstance(words, list):
        yield from enumerate(words)


def _below(error: Found, path: Path) -> bool:
    return path_of(error[0])[: len(path)] == path
