"""A contract with its state: where its resources are kept, and what they begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import cast

from apiyard.core.clock import Clock
from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass, field
from apiyard.mock.sandbox.anatomy import Anatomist
from apiyard.mock.sandbox.birth import Sent, bear
from apiyard.mock.sandbox.examples import shown_items
from apiyard.mock.sandbox.fit import Fitter
from apiyard.mock.sandbox.frames import is_scalar
from apiyard.mock.sandbox.identify import new_id
from apiyard.mock.sandbox.options import SandboxOptions
from apiyard.mock.sandbox.resource import Model, Resource, Role
from apiyard.mock.sandbox.store import Record, World
from apiyard.mock.sandbox.words import joined, one_of
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Parameter
from apiyard.spec.schema import Schema

IsTaken = Callable[[str, str], bool]
_ALSO = frozenset({"id", "uuid", "guid", "gid", "uid", "number"})
ID = "@id"
"""Names, in what a record is within, the id of an item that has no member for it."""


@dataclass(slots=True)
class House:
    """A contract with its state.

    Args:
        contract: the contract.
        model: what it keeps and does.
        world: where state is kept.
        options: how to behave.
        clock: tells when items are made.
        name: tells this API's resources from those of others in the same world.
        seeds: items that resources begin with, by the resource's id.
    """

    contract: Contract
    model: Model
    world: World
    options: SandboxOptions
    clock: Clock
    name: str = ""
    seeds: Mapping[str, Sequence[tuple[JsonObject, Mapping[str, str]]]] = field(default_factory=dict)
    fitter: Fitter = field(default_factory=lambda: Fitter(Anatomist()))
    _shown: dict[str, list[JsonObject]] = field(default_factory=dict)
    _roles: dict[str, list[Role]] = field(default_factory=dict)

    def open(self) -> None:
        """Say to the world what the resources begin with."""
        for resource in self.model.resources.values():
            self.world.found(self.key(resource), resource.identity, partial(self.founded, resource), owner=self.name)

    def key(self, resource: Resource) -> str:
        """Give the name of a resource in the world; the same one in all APIs when it is shared."""
        shared = resource.id in self.options.share or resource.name in self.options.share
        if shared:
            return resource.name
        return f"{self.name}/{resource.id}" if self.name else resource.id

    def roles(self, resource: Resource) -> list[Role]:
        """Give what the operations do that are about a resource."""
        if not self._roles:
            for role in self.model.roles.values():
                self._roles.setdefault(role.resource, []).append(role)
        return self._roles.get(resource.id, [])

    def shown(self, resource: Resource) -> list[JsonObject]:
        """Give the items of the contract's examples."""
        if resource.id not in self._shown:
            self._shown[resource.id] = shown_items(self.roles(resource))
        return self._shown[resource.id]

    def bear(self, resource: Resource, sent: Sent, *, now: datetime | None = None) -> JsonObject:
        """Make an item, all but its id.

        Args:
            resource: of what kind it is.
            sent: what is said of it.
            now: the time of day; that of the clock when none is given.

        Raises:
            UnfitError: no conforming item was found.
        """
        return bear(resource, sent, self.fitter, examples=self.shown(resource), now=now or self.clock.now())

    def identified(
        self, resource: Resource, item: JsonObject, number: int, *, sent: JsonObject, is_taken: IsTaken
    ) -> JsonObject:
        """Give an item with ids that are not taken.

        Args:
            resource: of what kind it is.
            item: the item.
            number: how many were made.
            sent: what was said of it; an id that was sent stands.
            is_taken: says whether a member of another item has a value, as text.

        Raises:
            ApiyardError: no id is left that the contract allows.
        """
        members = self.fitter.anatomist.read(resource.schema).members if resource.schema is not None else {}
        also = [name for name in members if joined(name) in _ALSO and name in item and is_scalar(members[name])]
        named = [role.member for role in self.roles(resource) if role.key]
        for name in dict.fromkeys((resource.identity, *named, *also)):
            if name in members and (sent.get(name) is None or item.get(name) != sent[name]):
                try:
                    item = self._with_id(resource, item, number, name=name, is_taken=is_taken)
                except ApiyardError:
                    if name == resource.identity:
                        raise
        return item

    def _with_id(
        self, resource: Resource, item: JsonObject, number: int, *, name: str, is_taken: IsTaken
    ) -> JsonObject:
        schema = self.fitter.anatomist.read(cast("Schema", resource.schema)).members[name]
        shown = next((each[name] for each in self.shown(resource) if name in each), None)
        keys = [typed.schema for typed in self._keys(resource, name) if typed.schema is not None]

        def is_free(value: Json) -> bool:
            fits = schema.is_valid(value) and all(key.is_valid(value) or key.is_valid(str(value)) for key in keys)
            return fits and not is_taken(name, str(value))

        made = new_id(schema, shown, name=one_of(resource.name), number=number, is_free=is_free)
        return {each: made if each == name else item.get(each) for each in (name, *item)}

    def _keys(self, resource: Resource, name: str) -> Iterator[Parameter]:
        for role in self.roles(resource):
            if role.key and role.member == name:
                yield from (each for each in role.operation.parameters if each.name == role.key)

    def founded(self, resource: Resource) -> list[Record]:
        """Give what a resource begins with: seeds, else examples, else made up items where no call can make any."""
        if resource.id in self.seeds:
            return list(self._born(resource, self.seeds[resource.id], shown=False))
        makes = resource.creatable or any(
            role.does == "replace" and role.key for role in self.roles(resource) if not resource.single
        )
        if resource.single or (self.options.begin == "empty" and makes):
            return []
        examples = [(item, dict[str, str]()) for item in self.shown(resource)]
        found = list(self._born(resource, examples, shown=True))
        if found or makes or not resource.listed:
            return found
        return list(self._made_up(resource))

    def _born(
        self, resource: Resource, rows: Sequence[tuple[JsonObject, Mapping[str, str]]], *, shown: bool
    ) -> Iterator[Record]:
        """Make records of items that were written by people; of two with one id the first one counts."""
        made: list[Record] = []
        for number, (item, within) in enumerate(rows, start=1):
            try:
                born = self.bear(resource, Sent(item, within=within))
                if resource.identity and item.get(resource.identity) is None:
                    born = self.identified(resource, born, number, sent=item, is_taken=taken_by(made))
            except ApiyardError:
                continue
            if not resource.identity or not taken_by(made)(resource.identity, str(born.get(resource.identity))):
                told = {joined(name): value for name, value in within.items()}
                made.append(Record(born, told, seq=0, shown=shown))
                yield made[-1]

    def _made_up(self, resource: Resource) -> Iterator[Record]:
        made: list[Record] = []
        for turn in range(self.options.made if resource.schema is not None else 0):
            try:
                item = self.fitter.sample(cast("Schema", resource.schema), turn)
                if not isinstance(item, Mapping):
                    return
                fresh = {name: value for name, value in item.items() if not taken_by(made)(name, str(value))}
                born = self.identified(resource, item, turn + 1, sent=fresh, is_taken=taken_by(made))
            except ApiyardError:
                return
            made.append(Record(born))
            yield made[-1]


def taken_by(records: Sequence[Record]) -> IsTaken:
    """Give what says whether a member of one of some records has a value, as text."""

    def is_taken(name: str, value: str) -> bool:
        return any(str(record.item.get(name)) == value for record in records)

    return is_taken
