"""What an answer of your own is given, and what it gives."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from apiyard.core.errors import unknown
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass, field
from apiyard.mock.sandbox.birth import Sent
from apiyard.mock.sandbox.house import House
from apiyard.mock.sandbox.resource import Resource
from apiyard.mock.sandbox.store import Record, Shelf
from apiyard.mock.step import Call
from apiyard.spec import media
from apiyard.spec.exchange import Reply


@dataclass(slots=True)
class Answered:
    """An answer, to be given as it is or changed first.

    Args:
        status: the status code.
        body: the value of the body; bytes where it is no JSON, None without one.
        headers: headers by name in lower case.
    """

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """The state of the one who calls.

    Args:
        house: the contract with its state.
        consumer: whose state it is.
    """

    house: House
    consumer: str

    def items(self, resource: str) -> list[JsonObject]:
        """Give the items of a resource, in the order in which they were made.

        Args:
            resource: its name.

        Raises:
            UnknownNameError: there is no such resource; names the nearest one.
        """
        return [record.item for record in self._shelf(self._named(resource)).records.values()]

    def get(self, resource: str, id_: object) -> JsonObject | None:
        """Give an item by its id; None when there is none."""
        found = self._record(self._named(resource), id_)
        return found.item if found is not None else None

    def put(self, resource: str, item: Mapping[str, Json]) -> JsonObject:
        """Keep an item, in the place of the one with its id, if any; what must be there and is not is made.

        Returns:
            The item as it is kept.
        """
        named = self._named(resource)
        before = self._record(named, item.get(named.identity)) if named.identity in item else None
        born = self.house.bear(named, Sent(item))
        if before is None:
            number = self.house.world.space(self.consumer).seq + 1
            born = self.house.identified(named, born, number, sent=item, is_taken=self._shelf(named).has)
        record = Record(born, before.within if before else {}, before.seq if before else 0)
        return self.house.world.keep(self.consumer, self.house.key(named), record).item

    def remove(self, resource: str, id_: object) -> bool:
        """Remove an item by its id.

        Returns:
            Whether it was there.
        """
        named = self._named(resource)
        found = self._record(named, id_)
        if found is not None:
            self.house.world.forget(self.consumer, self.house.key(named), found.seq)
        return found is not None

    def _named(self, name: str) -> Resource:
        found = self.house.model.resources.get(name)
        if found is None:
            raise unknown("resource", name, self.house.model.resources)
        return found

    def _shelf(self, resource: Resource) -> Shelf:
        return self.house.world.shelf(self.consumer, self.house.key(resource))

    def _record(self, resource: Resource, id_: object) -> Record | None:
        shelf = self._shelf(resource)
        return next(shelf.named(resource.identity, str(id_)), None) if resource.identity else None


@dataclass(frozen=True, slots=True)
class Asking:
    """A call, as an answer of your own sees it.

    Args:
        method: in upper case.
        path: the path's values by name, typed as the contract says.
        query: the query's values by name.
        headers: the values of the headers that the contract names.
        body: the value of the body; None without one.
        consumer: stands for who calls.
        state: what is remembered for them.
        usual: gives what would be answered otherwise, and changes the state as that does.
    """

    method: str
    path: Mapping[str, Json]
    query: Mapping[str, Json]
    headers: Mapping[str, Json]
    body: Json
    consumer: str
    state: State
    usual: Callable[[], Answered]


def asking_of(call: Call, state: State, usual: Callable[[], Reply]) -> Asking:
    """Give a call as an answer of your own sees it.

    Args:
        call: the call.
        state: what is remembered.
        usual: gives what would be answered otherwise.
    """
    values = call.values
    return Asking(
        call.request.method.upper(),
        values.path,
        values.query,
        values.header,
        values.body,
        call.consumer,
        state,
        lambda: answered_of(usual()),
    )


def answered_of(reply: Reply) -> Answered:
    """Give a reply with the value of its body."""
    headers = {name.lower(): value for name, value in reply.headers}
    body: Any = reply.body or None
    if reply.body and media.read(headers.get("content-type", "")).is_json:
        body = json.loads(reply.body)
    return Answered(reply.status, body, headers)
