"""The door to the Envoys: aggregated discovery (delta) over grpc.aio, one conversation for each node."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine

import grpc
import grpc.aio
from envoy.service.discovery.v3 import discovery_pb2 as wire
from google.protobuf.any_pb2 import Any as AnyMessage

from apiyard.core.clock import Clock, SystemClock
from apiyard.core.digest import Digest
from apiyard.core.noun import dataclass, field
from apiyard.gateway.delta import Conversation, Heard, Nack, Say, Step, resume
from apiyard.gateway.snapshot import EMPTY, Snapshot

SERVICE = "envoy.service.discovery.v3.AggregatedDiscoveryService"


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a snapshot.

    Args:
        digest: the digest of the snapshot that was asked for.
        effective: whether calls meet it now (apart from refused resources).
        nacks: what the Envoy refused; the former resource stays in each case.
        reason: why it is not effective, or empty.
    """

    digest: Digest
    effective: bool
    nacks: tuple[Nack, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class _Node:
    name: str
    talk: Conversation
    wanted: Snapshot
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    outbox: asyncio.Queue[Say | None] | None = None
    timer: asyncio.TimerHandle | None = None
    applies: int = 0
    counts: Counter[str] = field(default_factory=Counter)


class AdsServer:
    """Serves the snapshots of several Envoys, told apart by their node id.

    Args:
        grace: seconds between the switch and the removal of what nobody points to any longer.
        clock: tells monotonic time.
        on_nack: called with the node and each refusal, as it arrives.
    """

    def __init__(
        self,
        *,
        grace: float = 2.0,
        clock: Clock | None = None,
        on_nack: Callable[[str, Nack], None] | None = None,
    ) -> None:
        self._grace = grace
        self._clock = clock or SystemClock()
        self._on_nack = on_nack
        self._nodes: dict[str, _Node] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def add_to(self, server: grpc.aio.Server) -> None:
        """Register the service on a server; the caller owns its sockets and its life.

        Args:
            server: a server that has not started.
        """
        method = grpc.stream_stream_rpc_method_handler(
            self._stream,
            request_deserializer=wire.DeltaDiscoveryRequest.FromString,
            response_serializer=wire.DeltaDiscoveryResponse.SerializeToString,
        )
        handler = grpc.method_handlers_generic_handler(SERVICE, {"DeltaAggregatedResources": method})
        server.add_generic_rpc_handlers((handler,))

    def restore(self, node: str, last: Snapshot) -> None:
        """Take the last good snapshot of a node before its Envoy speaks.

        Args:
            node: the node id.
            last: what it was told last.
        """
        self._nodes[node] = _Node(node, resume(self._grace, last), last)

    def forget(self, node: str) -> None:
        """Drop a node whose Envoy has gone for good.

        Args:
            node: the node id.
        """
        found = self._nodes.pop(node, None)
        if found and found.outbox:
            found.outbox.put_nowait(None)
        if found and found.timer:
            found.timer.cancel()

    async def apply(self, node: str, snapshot: Snapshot, timeout: float) -> Applied:
        """Bring a node to a snapshot and wait until calls meet it.

        A snapshot that is asked for while another one is under way takes its place at once.

        Args:
            node: the node id.
            snapshot: where to go.
            timeout: seconds to wait; the way goes on afterwards.

        Returns:
            What came of it; ``effective`` is false when the time is over, no Envoy is connected or a later
            snapshot took its place.
        """
        entry = self._node(node)
        entry.wanted = snapshot
        entry.applies += 1
        mine = entry.applies
        self._send(entry, entry.talk.apply(snapshot, self._clock.monotonic()))

        def over() -> bool:
            return entry.applies != mine or entry.talk.switched

        async with entry.changed:
            try:
                await asyncio.wait_for(entry.changed.wait_for(over), timeout)
            except TimeoutError:
                reason = "the Envoy did not answer in time" if entry.talk.connected else "no Envoy is connected"
                return Applied(snapshot.digest, effective=False, nacks=tuple(entry.talk.nacks), reason=reason)
        if entry.applies != mine:
            return Applied(snapshot.digest, effective=False, reason="a later snapshot took its place")
        return Applied(snapshot.digest, effective=True, nacks=tuple(entry.talk.nacks))

    async def settled(self, node: str, timeout: float) -> bool:
        """Wait until also what went out of use was removed.

        Args:
            node: the node id.
            timeout: seconds to wait.

        Returns:
            Whether it came to that.
        """
        entry = self._node(node)
        async with entry.changed:
            try:
                await asyncio.wait_for(entry.changed.wait_for(lambda: self._done(entry)), timeout)
            except TimeoutError:
                return False
        return True

    @staticmethod
    def _done(entry: _Node) -> bool:
        return entry.talk.connected and entry.talk.step is Step.DONE

    def effective(self, node: str) -> Snapshot:
        """Give the snapshot of a node without the resources that its Envoy refused.

        Args:
            node: the node id.
        """
        return self._node(node).talk.effective()

    def connected(self, node: str) -> bool:
        """Tell whether the Envoy of a node has a stream open.

        Args:
            node: the node id.
        """
        return node in self._nodes and self._nodes[node].talk.connected

    def counts(self, node: str) -> dict[str, int]:
        """Give the counters of a node: streams, pushes, resources, acks, nacks.

        Args:
            node: the node id.
        """
        return dict(self._nodes[node].counts) if node in self._nodes else {}

    async def close(self) -> None:
        """End all streams, so that the server can stop at once; Envoys keep what they have."""
        for node in list(self._nodes):
            self.forget(node)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # One stream --------------------------------------------------------------------------------------------------

    async def _stream(
        self,
        requests: AsyncIterator[wire.DeltaDiscoveryRequest],
        context: grpc.aio.ServicerContext[wire.DeltaDiscoveryRequest, wire.DeltaDiscoveryResponse],
    ) -> AsyncIterator[wire.DeltaDiscoveryResponse]:
        first = await anext(aiter(requests), None)
        if first is None:
            return
        if not first.node.id:
            await context.abort(grpc.StatusCode.INVALID_ARGUMENT, "the node has no id")
        entry = self._node(first.node.id)
        if entry.outbox is not None:
            entry.outbox.put_nowait(None)  # a stream of the same node that the Envoy has given up
        outbox: asyncio.Queue[Say | None] = asyncio.Queue()
        entry.outbox = outbox
        entry.counts["streams"] += 1
        entry.talk.open()
        reader = asyncio.create_task(self._read(entry, first, requests))
        self._tasks.add(reader)
        try:
            while (say := await outbox.get()) is not None:
                yield _encode(say)
        finally:
            reader.cancel()
            self._tasks.discard(reader)
            if entry.outbox is outbox:
                entry.outbox = None
                entry.talk.close()
                await self._notify(entry)

    async def _read(
        self,
        entry: _Node,
        first: wire.DeltaDiscoveryRequest,
        requests: AsyncIterator[wire.DeltaDiscoveryRequest],
    ) -> None:
        outbox = entry.outbox
        if outbox is None:  # another stream has taken over already
            return
        try:
            self._hear(entry, first)
            async for request in requests:
                if entry.outbox is not outbox:
                    break
                self._hear(entry, request)
        finally:
            outbox.put_nowait(None)

    def _hear(self, entry: _Node, request: wire.DeltaDiscoveryRequest) -> None:
        before = len(entry.talk.nacks)
        heard = _decode(request)
        if heard.nonce:
            entry.counts["nacks" if heard.error else "acks"] += 1
        said = entry.talk.hear(heard, self._clock.monotonic())
        if self._on_nack:
            for nack in entry.talk.nacks[before:]:
                self._on_nack(entry.name, nack)
        self._send(entry, said)

    def _send(self, entry: _Node, said: list[Say]) -> None:
        for say in said:
            entry.counts["pushes"] += 1
            entry.counts["resources"] += len(say.resources) + len(say.removed)
            if entry.outbox is not None:
                entry.outbox.put_nowait(say)
        self._schedule(entry)
        self._start(self._notify(entry))

    def _schedule(self, entry: _Node) -> None:
        if entry.timer:
            entry.timer.cancel()
            entry.timer = None
        until = entry.talk.until
        if entry.talk.step is Step.GRACE and until is not None:
            delay = max(0.0, until - self._clock.monotonic())
            entry.timer = asyncio.get_running_loop().call_later(delay + 0.001, self._tick, entry)

    def _tick(self, entry: _Node) -> None:
        self._send(entry, entry.talk.tick(self._clock.monotonic()))

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @staticmethod
    async def _notify(entry: _Node) -> None:
        async with entry.changed:
            entry.changed.notify_all()

    def _node(self, node: str) -> _Node:
        if node not in self._nodes:
            self.restore(node, EMPTY)
        return self._nodes[node]


def _decode(request: wire.DeltaDiscoveryRequest) -> Heard:
    return Heard(
        type_url=request.type_url,
        subscribe=tuple(request.resource_names_subscribe),
        unsubscribe=tuple(request.resource_names_unsubscribe),
        initial=dict(request.initial_resource_versions),
        nonce=request.response_nonce,
        error=request.error_detail.message if request.HasField("error_detail") else "",
    )


def _encode(say: Say) -> wire.DeltaDiscoveryResponse:
    return wire.DeltaDiscoveryResponse(
        type_url=say.type_url,
        nonce=say.nonce,
        resources=[
            wire.Resource(
                name=one.name, version=one.version, resource=AnyMessage(type_url=say.type_url, value=one.body)
            )
            for one in say.resources
        ],
        removed_resources=say.removed,
    )
