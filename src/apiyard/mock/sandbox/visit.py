"""One call to a sandbox: what it names, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass
from apiyard.mock.sandbox.anatomy import given_default
from apiyard.mock.sandbox.birth import Sent
from apiyard.mock.sandbox.house import ID, House
from apiyard.mock.sandbox.pages import Place
from apiyard.mock.sandbox.paging import flat
from apiyard.mock.sandbox.resource import Resource, Role, Within
from apiyard.mock.sandbox.store import Record, Shelf, holds, is_within
from apiyard.mock.sandbox.words import joined
from apiyard.mock.step import Call


class StateError(ApiyardError):
    """The state forbids what is asked for, as a service would tell with one of some statuses.

    Args:
        what: what is wrong.
        statuses: the statuses that tell it, the best first.
        code: a stable code for programs.
        lesser: those that do where the contract has none of the others.
    """

    def __init__(self, what: str, statuses: tuple[int, ...], *, code: str, lesser: tuple[int, ...] = ()) -> None:
        super().__init__(what, code=code)
        self.statuses = statuses
        self.lesser = lesser


class UnclearError(ApiyardError):
    """What the call means to the state cannot be told; it is answered without state."""

    code = "unclear-to-sandbox"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of a call.

    Args:
        status: the status of the answer.
        value: the item, or the items of a list.
        record: the record that it is about, for headers; None without one.
        place: where the page of a list stands; None for anything else.
        commit: changes the state; called when the answer conforms.
        made: whether an item was made, so that the answer says where.
        bare: whether the answer has no body whatever the contract says, as 304 has not.
    """

    status: int
    value: Json = None
    record: Record | None = None
    place: Place | None = None
    commit: Callable[[], None] | None = None
    made: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """One call to a sandbox.

    Args:
        house: the contract with its state.
        call: the call.
        role: what its operation does.
        resource: what it is about.
        consumer: whose state it is about.
    """

    house: House
    call: Call
    role: Role
    resource: Resource
    consumer: str

    @property
    def key(self) -> str:
        """The name of the resource in the world."""
        return self.house.key(self.resource)

    @property
    def shelf(self) -> Shelf:
        """The items of the resource."""
        return self.house.world.shelf(self.consumer, self.key)

    @property
    def named(self) -> str:
        """The text by which the path names the item; empty when it names none."""
        return text_of(self.call.values.path.get(self.role.key)) if self.role.key else ""

    @property
    def within(self) -> dict[str, str]:
        """What the path says the item is in, by joined name."""
        path = self.call.values.path
        return {joined(each.name): text_of(path[each.name]) for each in self.role.within if each.name in path}

    def look(self) -> Record | None:
        """Find the item that the path names; None when there is none."""
        within = self.within
        self.check_parents()
        if self.resource.single:
            return next(iter(self.shelf.inside(within)), None) or self._dreamt(within)
        value = self.named
        for member in dict.fromkeys((self.role.member, self.resource.identity)):
            found = self.shelf.named(member, value) if member else iter(())
            record = next((each for each in found if is_within(each, within)), None)
            if record is not None:
                return record
        if not self.role.member:
            records = self.shelf.inside(within)
            found = (each for each in records if value == (each.within.get(ID) or str(each.seq)))
            return next(found, None) or self._dreamt({**within, ID: value})
        return self._dreamt(within)

    def find(self) -> Record:
        """Find the item that the path names.

        Raises:
            StateError: there is none.
        """
        record = self.look()
        if record is None:
            raise self.missing()
        return record

    def missing(self, named: str = "") -> StateError:
        """Say that there is no such item; that it is gone, when it was there.

        Args:
            named: its id, where the path does not name it.
        """
        name = self.resource.name
        asked = (self.named or named)[:80]
        what = f"there is no {name}" if self.resource.single else f"{name} has no item {asked!r}"
        member = self.role.member
        was = member and any(holds(each.item.get(member), self.named) for each in self.shelf.gone.values())
        gone = was and "410" in self.role.operation.responses
        return StateError(what, (410, 404) if gone else (404, 410), code="no-such-item", lesser=(400, 422))

    def check_parents(self) -> None:
        """Refuse what is within an item that is not there.

        Raises:
            StateError: it is not there.
        """
        check_within(self.house, self.call, self.consumer, within=self.role.within)

    def _dreamt(self, within: Mapping[str, str]) -> Record | None:
        """Make up what has always been there: settings, and items that can only be asked for by their name."""
        resource = self.resource
        if not resource.single and (resource.creatable or resource.listed or self.role.does == "replace"):
            return None
        member = self.role.member
        for each in self.shelf.gone.values():
            if is_within(each, within) and (resource.single or not member or holds(each.item.get(member), self.named)):
                return None
        sent = {member: self.call.values.path[self.role.key]} if member else {}
        item = self.house.bear(resource, Sent(sent, within=self.spoken()))
        return Record({**item, **sent} if self._stands(sent) else item, within)

    def _stands(self, sent: JsonObject) -> bool:
        """Say whether the members that a path names can stand in an item as they are."""
        schema = self.resource.schema
        members = self.house.fitter.anatomist.read(schema).members if schema is not None else {}
        return all(name in members and members[name].is_valid(value) for name, value in sent.items())

    def spoken(self) -> dict[str, str]:
        """Give what the path says the item is in, by the variables as they are written."""
        path = self.call.values.path
        return {each.name: text_of(path[each.name]) for each in self.role.within if each.name in path}

    def keep(self, record: Record) -> Callable[[], None]:
        """Give what keeps a record when it is called."""

        def commit() -> None:
            self.house.world.keep(self.consumer, self.key, record)

        return commit


def check_within(house: House, call: Call, consumer: str, *, within: Iterable[Within]) -> None:
    """Refuse what is within an item that was removed, or that no call made where calls make such items.

    Args:
        house: the contract with its state.
        call: the call.
        consumer: whose state it is about.
        within: the variables of its path that name items.

    Raises:
        StateError: one is not there.
    """
    for each in within:
        parent = house.model.resources.get(each.parent)
        if parent is None or not each.member or each.name not in call.values.path:
            continue
        value = text_of(call.values.path[each.name])
        shelf = house.world.shelf(consumer, house.key(parent))
        if shelf.has(each.member, value):
            continue
        if parent.creatable or any(holds(gone.item.get(each.member), value) for gone in shelf.gone.values()):
            what = f"{parent.name} has no item {value[:80]!r}"
            raise StateError(what, (404, 410), code="no-such-item", lesser=(400, 422))


def with_defaults(visit: Visit) -> dict[str, Json]:
    """Give the values of the query, with the defaults of filters that are not sent (OpenAPI 3.1, Schema Object)."""
    query = flat(visit.call.values.query)
    filters = {each.parameter for each in visit.role.paging.filters}
    for parameter in visit.role.operation.parameters:
        if parameter.name in filters and parameter.name not in query and parameter.schema is not None:
            for value in given_default(parameter.schema):
                query[parameter.name] = value
    return query


def text_of(value: Json) -> str:
    """Give the text of a value of a path."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
