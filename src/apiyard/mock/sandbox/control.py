"""The state of a sandbox over HTTP: look at it, add to it, keep it, bring it back, begin anew."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from apiyard.core.errors import ConflictError, NotFoundError, unknown
from apiyard.core.json import Json
from apiyard.mock.consumer import consumer_of
from apiyard.mock.control import Handler, json_of, json_reply, not_allowed, query_of
from apiyard.mock.sandbox.birth import Sent
from apiyard.mock.sandbox.house import House
from apiyard.mock.sandbox.resource import Resource
from apiyard.mock.sandbox.seed import read_seed
from apiyard.mock.sandbox.store import Record, World
from apiyard.mock.sandbox.visit import text_of
from apiyard.mock.sandbox.words import joined
from apiyard.spec.exchange import Reply, Request

_MOST_SNAPSHOTS = 20
_MOST_BYTES = 128 << 20


class SandboxApi:
    """Answers below ``/__apiyard/sandbox``.

    ``GET`` tells what is kept and what is answered without state. ``GET`` and ``PUT /state`` give and take the whole
    state. ``POST /reset`` begins anew. ``PUT /snapshots/NAME`` keeps the state, ``POST`` brings it back, ``DELETE``
    forgets it. ``GET``, ``POST`` and ``DELETE /items/RESOURCE`` list, add and remove items. The parameter
    ``consumer``, or credentials as callers send them, choose whose state is meant.

    Args:
        world: where state is kept.
        houses: the contracts with their state, by name; read anew at each request.
        most_bytes: as large all snapshots together may be, as they are kept: compressed.
    """

    def __init__(self, world: World, houses: Mapping[str, House], *, most_bytes: int = _MOST_BYTES) -> None:
        self._world = world
        self._houses = houses
        self._most_bytes = most_bytes
        self._snapshots: dict[str, bytes] = {}

    def handler(self) -> Handler:
        """Give what `apiyard.mock.control.Control` takes."""
        return self.handle

    def handle(self, request: Request) -> Reply:
        """Answer a request.

        Args:
            request: the request, with the path behind the part's name.

        Raises:
            ApiyardError: told as a problem.
        """
        first, _, rest = request.path.strip("/").partition("/")
        parts: dict[str, Callable[[Request, str], Reply]] = {
            "": self._overview,
            "state": self._state,
            "reset": self._reset,
            "snapshots": self._snapshot,
            "items": self._items,
        }
        part = parts.get(first)
        if part is None:
            raise NotFoundError("the sandbox has no such path", hint=", ".join(f"/{each}" for each in parts if each))
        with self._world.lock:
            return part(request, unquote(rest))

    def _overview(self, request: Request, rest: str) -> Reply:
        if request.method not in ("GET", "HEAD"):
            return not_allowed("GET")
        consumer = self._consumer(request) or ""
        apis: dict[str, Json] = {}
        for name, house in self._houses.items():
            apis[name] = {
                "resources": {
                    house.key(each): self._told(house, each, consumer) for each in house.model.resources.values()
                },
                "without-state": dict(house.model.plain),
            }
        return json_reply({"apis": apis, "consumers": self._world.consumers(), "snapshots": sorted(self._snapshots)})

    def _told(self, house: House, resource: Resource, consumer: str) -> Json:
        space = self._world.space(consumer) if consumer in self._world.consumers() else None
        shelf = space.shelves.get(house.key(resource)) if space is not None else None
        return {
            "path": resource.path,
            "id": resource.identity,
            "items": len(shelf.records) if shelf is not None else None,
            "operations": {role.operation.id: role.does for role in house.roles(resource)},
        }

    def _state(self, request: Request, rest: str) -> Reply:
        if request.method in ("GET", "HEAD"):
            return json_reply(self._world.dump())
        if request.method != "PUT":
            return not_allowed("GET", "PUT")
        self._world.restore(json_of(request))
        return Reply(204)

    def _reset(self, request: Request, rest: str) -> Reply:
        if request.method != "POST":
            return not_allowed("POST")
        self._world.reset(self._consumer(request))
        return Reply(204)

    def _snapshot(self, request: Request, name: str) -> Reply:
        method = request.method
        if not name:
            return json_reply({"snapshots": sorted(self._snapshots)}) if method == "GET" else not_allowed("GET")
        if method == "PUT":
            if name not in self._snapshots and len(self._snapshots) >= _MOST_SNAPSHOTS:
                raise ConflictError(f"there are {_MOST_SNAPSHOTS} snapshots already", hint="DELETE one of them")
            # Members stay in their order, so that what comes back reads as it did.
            self._keep(name, zlib.compress(json.dumps(self._world.dump(), separators=(",", ":")).encode(), 1))
            return Reply(204)
        if method not in ("POST", "GET", "DELETE"):
            return not_allowed("GET", "PUT", "POST", "DELETE")
        if name not in self._snapshots:
            raise unknown("snapshot", name, self._snapshots)
        if method == "GET":
            return json_reply(self._kept(name))
        if method == "POST":
            self._world.restore(self._kept(name))
        else:
            del self._snapshots[name]
        return Reply(204)

    def _keep(self, name: str, packed: bytes) -> None:
        size = sum(len(each) for known, each in self._snapshots.items() if known != name) + len(packed)
        if size > self._most_bytes:
            raise ConflictError(f"the snapshots would be larger than {self._most_bytes} bytes", hint="DELETE one")
        self._snapshots[name] = packed

    def _kept(self, name: str) -> Json:
        value: Json = json.loads(zlib.decompress(self._snapshots[name]))
        return value

    def _items(self, request: Request, name: str) -> Reply:
        house, resource = self._found(name)
        consumer, key = self._consumer(request) or "", house.key(resource)
        shelf = self._world.shelf(consumer, key)
        if request.method in ("GET", "HEAD"):
            return json_reply({"items": [record.item for record in shelf.records.values()]})
        if request.method == "DELETE":
            for seq in list(shelf.records):
                self._world.forget(consumer, key, seq)
            return Reply(204)
        if request.method != "POST":
            return not_allowed("GET", "POST", "DELETE")
        given = json_of(request)
        added: list[Json] = []
        for row in given if isinstance(given, list) else [given]:
            item, within = read_seed(row, resource)
            born = house.bear(resource, Sent(item, within=within))
            number, before = self._world.space(consumer).seq + 1, None
            born = house.identified(resource, born, number, sent=item, is_taken=shelf.has)
            if resource.identity and item.get(resource.identity) is not None:
                before = next(shelf.named(resource.identity, text_of(born.get(resource.identity))), None)
            told = {joined(variable): value for variable, value in within.items()}
            added.append(self._world.keep(consumer, key, Record(born, told, before.seq if before else 0)).item)
        return json_reply({"items": added}, 201)

    def _found(self, name: str) -> tuple[House, Resource]:
        pairs = [(house, each) for house in self._houses.values() for each in house.model.resources.values()]
        keys = {house.key(each): (house, each) for house, each in pairs}
        if name in keys:
            return keys[name]
        plain = [pair for pair in keys.values() if pair[1].id == name]
        if not plain:
            raise unknown("resource", name, keys)
        return plain[0]

    def _consumer(self, request: Request) -> str | None:
        """Give whose state is meant: as the parameter says, else whose credentials are sent, else nobody's."""
        given = query_of(request)
        if not all(house.options.apart for house in self._houses.values()):
            return "" if "consumer" in given else None
        if "consumer" in given:
            return str(given["consumer"])
        found = (consumer_of(house.contract, request) for house in self._houses.values())
        return next((each for each in found if each), None)
