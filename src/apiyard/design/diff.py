"""Two contracts in, changes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from apiyard.core.noun import dataclass, field
from apiyard.design.change import Change, Direction, Level
from apiyard.design.compare import Comparer
from apiyard.spec.contract import Contract, MediaType, Operation, Parameter, Response, Security

_VARIABLE = re.compile(r"\{[^{}]*\}")
_REQUEST, _RESPONSE, _BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH
_BREAKING, _COMPATIBLE, _DOCS = Level.BREAKING, Level.COMPATIBLE, Level.DOCS
_LEVELS = (_BREAKING, _COMPATIBLE, _DOCS)


def diff(old: Contract, new: Contract) -> tuple[Change, ...]:
    """Give what changed between two contracts.

    Operations are the same when method and path are, whatever the path's variables are called. Clients are taken to
    send what the old contract declares, and to ignore what they do not know in a response.

    Args:
        old: the contract that clients were written for.
        new: the contract that they will meet.

    Returns:
        The changes, breaking ones first, then by operation and place; the same input gives the same output. Empty
        exactly when both contracts are equal but for their version.
    """
    work = _Diff(old, new)
    found = set(work.changes())
    if not found and _unversioned(old) != _unversioned(new):
        found.add(Change(_BOTH, "document", "text", "changed", _DOCS, "", "", "words or examples changed"))
    return tuple(
        sorted(
            found,
            key=lambda each: (
                _LEVELS.index(each.level), each.operation, each.pointer, each.direction, each.kind, each.message
            ),
        )
    )  # fmt: skip


def _unversioned(contract: Contract) -> dict[str, object]:
    info = contract.tree["info"]
    rest = {name: value for name, value in info.items() if name != "version"} if isinstance(info, Mapping) else info
    return {**contract.tree, "info": rest, "x-written-in-openapi": None}


@dataclass(slots=True)
class _Diff:
    """The state of one comparison."""

    old: Contract
    new: Contract
    comparer: Comparer = field(default_factory=Comparer)

    def changes(self) -> Iterator[Change]:
        before = {_key(each): each for each in self.old.operations}
        after = {_key(each): each for each in self.new.operations}
        for key, operation in before.items():
            if key not in after:
                name = f"{operation.method.upper()} {operation.path}"
                yield Change(
                    _BOTH,
                    "operation",
                    "presence",
                    "removed",
                    _BREAKING,
                    operation.id,
                    operation.pointer,
                    f"{name} is gone",
                )
        for key, operation in after.items():
            if key not in before:
                name = f"{operation.method.upper()} {operation.path}"
                yield Change(
                    _BOTH,
                    "operation",
                    "presence",
                    "added",
                    _COMPATIBLE,
                    operation.id,
                    operation.pointer,
                    f"{name} is new",
                )
            else:
                yield from _Pair(before[key], operation, self).changes()
        if self.old.servers != self.new.servers:
            message = "the servers changed"
            yield Change(_BOTH, "document", "servers", "changed", _COMPATIBLE, "", "/servers", message)


def _key(operation: Operation) -> tuple[str, str]:
    return operation.method, _VARIABLE.sub("{}", operation.path)


@dataclass(slots=True)
class _Pair:
    """One operation in both contracts."""

    old: Operation
    new: Operation
    work: _Diff

    def change(
        self, area: str, kind: str, action: str, /, *, level: Level, direction: Direction, pointer: str, message: str
    ) -> Change:
        return Change(direction, area, kind, action, level, self.new.id, pointer, message)

    def changes(self) -> Iterator[Change]:
        yield from self.words()
        yield from self.parameters()
        yield from self.body()
        yield from self.responses()
        yield from self.security()

    def words(self) -> Iterator[Change]:
        for kind, before, after, level in (
            ("operationId", self.old.id, self.new.id, _COMPATIBLE),
            ("deprecated", self.old.deprecated, self.new.deprecated, _COMPATIBLE),
            ("summary", self.old.summary, self.new.summary, _DOCS),
            ("tags", self.old.tags, self.new.tags, _DOCS),
        ):
            if before != after:
                message = f"{kind} changed from {before!r} to {after!r}"
                yield self.change(
                    "operation",
                    kind,
                    "changed",
                    level=level,
                    direction=_BOTH,
                    pointer=self.new.pointer,
                    message=message,
                )

    def parameters(self) -> Iterator[Change]:
        before = _parameters(self.old)
        after = _parameters(self.new)
        for key in sorted(before.keys() | after.keys()):
            if key not in after:
                yield self.parameter("presence", "removed", before[key], level=_BREAKING, word="is gone")
            elif key not in before:
                needed = after[key].required
                level = _BREAKING if needed else _COMPATIBLE
                word = "is new and required" if needed else "is new"
                yield self.parameter("presence", "added", after[key], level=level, word=word)
            else:
                yield from self.both(before[key], after[key])

    def parameter(self, kind: str, action: str, parameter: Parameter, /, *, level: Level, word: str) -> Change:
        message = f"the {parameter.location} parameter {parameter.name!r} {word}"
        return self.change(
            "parameter", kind, action, level=level, direction=_REQUEST, pointer=parameter.pointer, message=message
        )

    def both(self, old: Parameter, new: Parameter) -> Iterator[Change]:
        if old.required != new.required:
            action, level = ("added", _BREAKING) if new.required else ("removed", _COMPATIBLE)
            yield self.parameter(
                "required", action, new, level=level, word=f"is now {'required' if new.required else 'optional'}"
            )
        if (old.style, old.explode) != (new.style, new.explode):
            yield self.parameter("style", "changed", new, level=_BREAKING, word="is written in another style")
        if old.schema is not None and new.schema is not None:
            yield from self.work.comparer.compare(old.schema, new.schema, _REQUEST, operation=self.new.id)
        elif (old.schema is None) != (new.schema is None):
            yield self.parameter("style", "changed", new, level=_BREAKING, word="is written in another way")
        yield from self.content(old.content, new.content, _REQUEST, pointer=new.pointer)

    def body(self) -> Iterator[Change]:
        old, new = self.old.request_body, self.new.request_body
        if old is None and new is not None:
            level = _BREAKING if new.required else _COMPATIBLE
            word = "required" if new.required else "optional"
            yield self.told("presence", "added", f"a {word} body is new", level=level, pointer=new.pointer)
        elif old is not None and new is None:
            yield self.told("presence", "removed", "the body is gone", level=_BREAKING, pointer=old.pointer)
        elif old is not None and new is not None:
            if old.required != new.required:
                action, level = ("added", _BREAKING) if new.required else ("removed", _COMPATIBLE)
                word = "required" if new.required else "optional"
                yield self.told("required", action, f"the body is now {word}", level=level, pointer=new.pointer)
            yield from self.content(old.content, new.content, _REQUEST, pointer=new.pointer)

    def told(self, kind: str, action: str, message: str, /, *, level: Level, pointer: str) -> Change:
        return self.change("body", kind, action, level=level, direction=_REQUEST, pointer=pointer, message=message)

    def content(
        self, old: Mapping[str, MediaType], new: Mapping[str, MediaType], direction: Direction, /, *, pointer: str
    ) -> Iterator[Change]:
        for name in sorted(old.keys() | new.keys()):
            if name not in new or name not in old:
                gone = name not in new
                # Where nothing was said about the body, something said now is news and no break.
                level = _BREAKING if gone else _COMPATIBLE
                action, word = ("removed", "gone") if gone else ("added", "new")
                message = f"the media type {name} is {word}"
                yield self.change(
                    "media-type", "presence", action, level=level, direction=direction, pointer=pointer, message=message
                )
                continue
            before, after = old[name].schema, new[name].schema
            if before is not None and after is not None:
                yield from self.work.comparer.compare(before, after, direction, operation=self.new.id)
            elif (before is None) != (after is None):
                narrowed = before is None
                level = _BREAKING if narrowed == (direction is _REQUEST) else _COMPATIBLE
                message = f"the body as {name} {'now has a schema' if narrowed else 'no longer has a schema'}"
                yield self.change(
                    "schema",
                    "presence",
                    "added" if narrowed else "removed",
                    level=level,
                    direction=direction,
                    pointer=new[name].pointer,
                    message=message,
                )

    def responses(self) -> Iterator[Change]:
        old, new = self.old.responses, self.new.responses
        for status in sorted(old.keys() | new.keys()):
            if status not in new:
                level = _BREAKING if status.startswith(("2", "3")) else _COMPATIBLE
                yield self.response("removed", old[status], "is gone", level=level)
            elif status not in old:
                yield self.response("added", new[status], "is new", level=_COMPATIBLE)
            else:
                yield from self.headers(old[status], new[status])
                place = new[status].pointer
                yield from self.content(old[status].content, new[status].content, _RESPONSE, pointer=place)

    def response(self, action: str, response: Response, word: str, /, *, level: Level) -> Change:
        return self.change(
            "response",
            "status",
            action,
            level=level,
            direction=_RESPONSE,
            pointer=response.pointer,
            message=f"the response {response.status} {word}",
        )

    def headers(self, old: Response, new: Response) -> Iterator[Change]:
        before = {name.lower(): each for name, each in old.headers.items()}
        after = {name.lower(): each for name, each in new.headers.items()}
        for name in sorted(before.keys() | after.keys()):
            if name not in after:
                yield self.header("presence", "removed", before[name], level=_BREAKING, word="is gone")
            elif name not in before:
                yield self.header("presence", "added", after[name], level=_COMPATIBLE, word="is new")
            else:
                one, two = before[name], after[name]
                if one.required != two.required:
                    action, level = ("added", _COMPATIBLE) if two.required else ("removed", _BREAKING)
                    word = "required" if two.required else "optional"
                    yield self.header("required", action, two, level=level, word=f"is now {word}")
                if one.schema is not None and two.schema is not None:
                    yield from self.work.comparer.compare(one.schema, two.schema, _RESPONSE, operation=self.new.id)

    def header(self, kind: str, action: str, header: Parameter, /, *, level: Level, word: str) -> Change:
        message = f"the response header {header.name!r} {word}"
        return self.change(
            "header", kind, action, level=level, direction=_RESPONSE, pointer=header.pointer, message=message
        )

    def security(self) -> Iterator[Change]:
        old, new = _alternatives(self.old.security), _alternatives(self.new.security)
        if set(old) == set(new):
            return
        # An old way to call still works when some new way asks for nothing more.
        broken = not all(any(after <= before for after in new) for before in old)
        action, message = (
            ("added", "a way to call asks for more than before")
            if broken
            else ("removed", "callers have more ways to be let in")
        )
        level = _BREAKING if broken else _COMPATIBLE
        place = self.new.pointer + "/security"
        yield self.change(
            "security", "requirement", action, level=level, direction=_REQUEST, pointer=place, message=message
        )


def _alternatives(security: Security) -> list[frozenset[tuple[str, str]]]:
    """Give each way to be let in as the set of what it asks for; one empty set when nothing is asked for."""
    found = [frozenset((name, scope) for name, scopes in each.items() for scope in ("", *scopes)) for each in security]
    return found or [frozenset()]


def _parameters(operation: Operation) -> dict[tuple[str, str], Parameter]:
    """Give the parameters by place and name; those of the path by their position, as their names are not sent."""
    names = [name[1:-1] for name in _VARIABLE.findall(operation.path)]
    found: dict[tuple[str, str], Parameter] = {}
    for each in operation.parameters:
        name = each.name.lower() if each.location == "header" else each.name
        if each.location == "path":
            name = str(names.index(name)) if name in names else f"? {name}"
        found[each.location, name] = each
    return found
