"""Pair the parts of two contracts that are no schemas, and find where their schemas start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.noun import dataclass, field, replace
from apiyard.design.cause import Direction, Reached
from apiyard.design.check import Area
from apiyard.design.diffing.pair import Contracts, Pair
from apiyard.design.diffing.place import Place, Site
from apiyard.spec import pointer as pointers
from apiyard.spec.calls_back import callbacks, webhooks
from apiyard.spec.contract import Body, Contract, MediaType, Operation, Parameter, Response
from apiyard.spec.pointer import join, split

_VARIABLE = re.compile(r"\{[^{}]*\}")
# Callbacks of callbacks may lead in a circle.
_MAX_BACK = 3
_OTHER: dict[Direction, Direction] = {"request": "response", "response": "request"}


@dataclass(frozen=True, slots=True)
class Root:
    """Where schemas of a place start; an empty pointer stands for no schema, so that anything goes.

    Args:
        place: the place.
        old: pointer of the schema in the old tree.
        new: the same in the new tree.
        held_old: pointer of what holds it in the old tree.
        held_new: the same in the new tree.
        items: whether it is the schema of each item of a sequence (OpenAPI 3.2).
    """

    place: Place
    old: str
    new: str
    held_old: str
    held_new: str
    items: bool = False

    @property
    def at(self) -> tuple[str, str]:
        """Where the schemas stand, or would."""
        word = "/itemSchema" if self.items else "/schema"
        return self.old or self.held_old + word, self.new or self.held_new + word


@dataclass(frozen=True, slots=True)
class Paired:
    """A pair with all that it reaches.

    Args:
        pair: the pair, with its nearest site.
        sites: all its sites, in the documents' order.
        reach: the same for entries; also of operations that only one contract has.
    """

    pair: Pair[Any]
    sites: tuple[Site, ...]
    reach: tuple[Reached, ...]


@dataclass(slots=True)
class _Told:
    pair: Pair[Any]
    sites: list[Site] = field(default_factory=list)
    reach: list[Reached] = field(default_factory=list)


@dataclass(slots=True)
class Pairing:
    """Pairs the surface of two contracts; each pair is given once, with all places that share it."""

    contracts: Contracts
    roots: list[Root] = field(default_factory=list)
    side: tuple[Contract, Contract] | None = None
    label: str = ""
    flipped: bool = False
    depth: int = 0
    _told: dict[tuple[str, str, str, str, str], _Told] = field(default_factory=dict)

    def run(self) -> tuple[Paired, ...]:
        """Give all pairs, and fill ``roots``."""
        self._document()
        self.calls(self.contracts.old, self.contracts.new)
        self._back(webhooks(self.contracts.old), webhooks(self.contracts.new), "webhook")
        return tuple(Paired(each.pair, tuple(each.sites), tuple(each.reach)) for each in self._told.values())

    def _document(self) -> None:
        old, new = self.contracts.old, self.contracts.new
        self._tell("document", "", (old, new), at=("", ""))

    def calls(self, old: Contract, new: Contract) -> None:
        """Pair the operations of two contracts."""
        left, right = _paths(old), _paths(new)
        for before, after in _paired(list(left), list(right)):
            items = (_item(old, before), _item(new, after))
            self._path(items, (before, after), (left.get(before or "", {}), right.get(after or "", {})))

    def _path(
        self,
        items: tuple[object, object],
        names: tuple[str | None, str | None],
        operations: tuple[dict[str, Operation], dict[str, Operation]],
    ) -> None:
        (before, after), (left, right) = names, operations
        at = (_under("/paths", before), _under("/paths", after))
        name = before if before is not None else str(after)
        self._tell("path", name, items, at=at, operations=tuple((left | right).values()))
        if before is None or after is None:
            return
        for method in dict.fromkeys([*left, *right]):
            self._operation(left.get(method), right.get(method), at)

    def _operation(self, old: Operation | None, new: Operation | None, at: tuple[str, str]) -> None:
        pointer = (old.pointer if old else at[0], new.pointer if new else at[1])
        one = old or new
        name = f"{one.method} {one.path}" if one else ""
        if old is None or new is None:
            self._tell("operation", name, (old, new), at=pointer, operations=(one,) if one else ())
            return
        place = Place(old, new, self._direction("request"), side=self.side, label=self.label)
        self._tell("operation", name, (old, new), at=pointer, place=place)
        contracts = self.side or (self.contracts.old, self.contracts.new)
        where = (_security_at(contracts[0], old), _security_at(contracts[1], new))
        self._tell("security", "", (old.security, new.security), at=where, place=place)
        self._parameters(place)
        self._body(place)
        self._responses(place)
        self._callbacks(place)

    def _direction(self, direction: Direction) -> Direction:
        return _OTHER[direction] if self.flipped else direction

    def _parameters(self, place: Place) -> None:
        left, right = _parameters(place.old), _parameters(place.new)
        for key in dict.fromkeys([*left, *right]):
            old, new = left.get(key), right.get(key)
            one = old or new
            if one is None:
                continue
            here = replace(place, part=one.location, name=one.name)
            at = self._at(old, new, place)
            self._tell("parameter", f"{one.location} {one.name}", (old, new), at=at, place=here)
            if old is not None and new is not None:
                self._valued(old, new, here)

    def _at(self, old: Parameter | None, new: Parameter | None, place: Place) -> tuple[str, str]:
        return (
            old.pointer if old else self._around(new.pointer if new else "", place.old, self.contracts.old),
            new.pointer if new else self._around(old.pointer if old else "", place.new, self.contracts.new),
        )

    def _around(self, pointer: str, operation: Operation, contract: Contract) -> str:
        """Give the place where something is missing: of what is shared, the shared place, so that it is told once."""
        names = split(pointer)
        if names[:1] == ["components"] and pointers.get(contract.tree, pointer) is pointers.MISSING:
            return join("", *names[:2])
        path = join("", *split(operation.pointer)[:2])
        return path if names[2:3] == ["parameters"] and names[:1] == ["paths"] else operation.pointer

    def _valued(self, old: Parameter, new: Parameter, place: Place) -> None:
        """Note where the schemas of a parameter or header start; in its only media type where it has one."""
        if old.content and new.content:
            self._content(old.content, new.content, place, at=(old.pointer, new.pointer))
        elif not old.content and not new.content:
            self._root(place, old, new)

    def _root(self, place: Place, old: Parameter | MediaType, new: Parameter | MediaType) -> None:
        before = old.schema.pointer if old.schema else ""
        after = new.schema.pointer if new.schema else ""
        if before or after:
            self.roots.append(Root(place, before, after, old.pointer, new.pointer))
        if isinstance(old, MediaType) and isinstance(new, MediaType):
            before = old.item_schema.pointer if old.item_schema else ""
            after = new.item_schema.pointer if new.item_schema else ""
            if before or after:
                self.roots.append(Root(place, before, after, old.pointer, new.pointer, items=True))

    def _content(
        self, old: Mapping[str, MediaType], new: Mapping[str, MediaType], place: Place, *, at: tuple[str, str]
    ) -> None:
        left, right = {_plain(name): name for name in old}, {_plain(name): name for name in new}
        for key in dict.fromkeys([*left, *right]):
            before = old[left[key]] if key in left else None
            after = new[right[key]] if key in right else None
            name = left.get(key) or right[key]
            here = replace(place, media_type=name)
            where = (before.pointer if before else at[0], after.pointer if after else at[1])
            self._tell("media-type", name, (before, after), at=where, place=here)
            if before is not None and after is not None:
                self._root(here, before, after)

    def _body(self, place: Place) -> None:
        old, new = place.old.request_body, place.new.request_body
        if old is None and new is None:
            return
        here = replace(place, part="body")
        at = (old.pointer if old else place.old.pointer, new.pointer if new else place.new.pointer)
        self._tell("body", "", (old, new), at=at, place=here)
        if isinstance(old, Body) and isinstance(new, Body):
            self._content(old.content, new.content, here, at=at)

    def _responses(self, place: Place) -> None:
        left, right = place.old.responses, place.new.responses
        for status in dict.fromkeys([*left, *right]):
            old, new = left.get(status), right.get(status)
            here = replace(place, part="reply", status=status, direction=self._direction("response"))
            at = (
                old.pointer if old else place.old.pointer + "/responses",
                new.pointer if new else place.new.pointer + "/responses",
            )
            self._tell("response", status, (old, new), at=at, place=here)
            if old is not None and new is not None:
                self._headers(old, new, here)
                self._content(old.content, new.content, replace(here, part="reply-body"), at=at)
                self._named("link", (old.pointer + "/links", new.pointer + "/links"), here)

    def _headers(self, old: Response, new: Response, place: Place) -> None:
        left = {name.lower(): each for name, each in old.headers.items()}
        right = {name.lower(): each for name, each in new.headers.items()}
        for key in dict.fromkeys([*left, *right]):
            before, after = left.get(key), right.get(key)
            one = before or after
            if one is None:
                continue
            here = replace(place, part="reply-header", name=one.name)
            at = (before.pointer if before else old.pointer, after.pointer if after else new.pointer)
            self._tell("header", one.name, (before, after), at=at, place=here)
            if before is not None and after is not None:
                self._valued(before, after, here)

    def _callbacks(self, place: Place) -> None:
        self._named("callback", (place.old.pointer + "/callbacks", place.new.pointer + "/callbacks"), place)
        old, new = self.side or (self.contracts.old, self.contracts.new)
        self._back(callbacks(old, place.old), callbacks(new, place.new), "callback", of=f" of {place.call}")

    def _back(self, old: Mapping[str, Contract], new: Mapping[str, Contract], kind: str, *, of: str = "") -> None:
        """Pair what the servers call: there those who write requests and those who read them change places."""
        if self.depth >= _MAX_BACK:
            return
        for name, before in old.items():
            if name in new:
                side = (before, new[name])
                label = f"{kind} {name}{of}"
                back = Pairing(self.contracts, self.roots, side, label, not self.flipped, self.depth + 1, self._told)
                back.calls(*side)

    def _named(self, area: Area, at: tuple[str, str], place: Place) -> None:
        old, new = self.side or (self.contracts.old, self.contracts.new)
        left, right = _named(old, at[0]), _named(new, at[1])
        for name in dict.fromkeys([*left, *right]):
            before, after = left.get(name), right.get(name)
            where = (before[1] if before else at[0], after[1] if after else at[1])
            self._tell(area, name, (before and before[0], after and after[0]), at=where, place=place)

    def _tell(
        self,
        area: Area,
        name: str,
        both: tuple[object, object],
        *,
        at: tuple[str, str],
        place: Place | None = None,
        operations: tuple[Operation, ...] = (),
    ) -> None:
        old, new = both
        direction = place.direction if place else "request"
        key = (area, name if area == "media-type" else "", direction, *at)
        if old is None or new is None:
            key = (area, name, direction, *at)
        site = Site(place) if place is not None else None
        if key not in self._told:
            self._told[key] = _Told(Pair(area, name, old, new, *at, site, self.contracts))
        told = self._told[key]
        if site is not None:
            told.sites.append(site)
            told.reach.append(site.reached())
        for each in operations:
            call = f"{each.method.upper()} {each.path}"
            told.reach.append(Reached(each.id, f"{self.label} {call}".strip(), "", direction))


def _paths(contract: Contract) -> dict[str, dict[str, Operation]]:
    """Give the operations by path and method."""
    found: dict[str, dict[str, Operation]] = {}
    for each in contract.operations:
        found.setdefault(each.path, {})[each.method] = each
    return found


def _paired(old: list[str], new: list[str]) -> Iterator[tuple[str | None, str | None]]:
    """Pair paths: equal ones first, then those that are equal but for the names of their variables."""
    rest = {_VARIABLE.sub("{}", path): path for path in reversed(new) if path not in set(old)}
    known, used = set(new), set[str]()
    for path in old:
        other = path if path in known else rest.get(_VARIABLE.sub("{}", path))
        if other is not None and other not in used:
            used.add(other)
            yield path, other
        else:
            yield path, None
    for path in new:
        if path not in used:
            yield None, path


def _item(contract: Contract, path: str | None) -> object:
    if path is None:
        return None
    found = pointers.get(contract.tree, join("/paths", path))
    return None if found is pointers.MISSING else found


def _under(holder: str, name: str | None) -> str:
    return holder if name is None else join(holder, name)


def _security_at(contract: Contract, operation: Operation) -> str:
    # Requirements of the whole document are one cause for all operations that say nothing themselves.
    own = operation.pointer + "/security"
    return "/security" if pointers.get(contract.tree, own) is pointers.MISSING else own


def _plain(name: str) -> str:
    return re.sub(r"\s*;\s*", ";", name.strip()).lower()


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


def _named(contract: Contract, pointer: str) -> dict[str, tuple[Any, str]]:
    held = pointers.get(contract.tree, pointer)
    if not isinstance(held, dict):
        return {}
    return {
        name: contract.scope.resolve(value, join(pointer, name))
        for name, value in held.items()
        if not name.startswith("x-")
    }
