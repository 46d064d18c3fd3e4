"""Delta xDS towards one Envoy as a pure state machine: what to send, in which order, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum

from apiyard.core.noun import dataclass, field
from apiyard.gateway.snapshot import (
    CLUSTER,
    EMPTY,
    ENDPOINTS,
    FILTER,
    LISTENER,
    ROUTES,
    RUNTIME,
    SCOPE,
    TYPE_URLS,
    Resource,
    Snapshot,
    snapshot,
)


class Step(IntEnum):
    """Where the way to a snapshot stands; each step ends when all it sent was answered."""

    ADD = 0
    RUNTIME = 1
    SWITCH = 2
    GRACE = 3
    REMOVE = 4
    DONE = 5


_WILDCARD = (CLUSTER, LISTENER, SCOPE)
_ADDED = {
    Step.ADD: (CLUSTER, ENDPOINTS),
    Step.RUNTIME: (RUNTIME,),
    Step.SWITCH: (FILTER, LISTENER, SCOPE, ROUTES),
}
# Nobody calls a scope or listener that goes away, so they leave with the switch; what they pointed to leaves last.
_REMOVED = {Step.SWITCH: (SCOPE, LISTENER), Step.REMOVE: (CLUSTER, ENDPOINTS, ROUTES)}
# An Envoy asks for these only when it has taken the type they hang on.
_HANGS_ON = {ENDPOINTS: {CLUSTER}, FILTER: {LISTENER}, SCOPE: {LISTENER}, ROUTES: {SCOPE, LISTENER}}


@dataclass(frozen=True, slots=True)
class Heard:
    """A request of the Envoy (DeltaDiscoveryRequest of the xDS protocol).

    Args:
        type_url: the type it is about.
        subscribe: names it wants from now on; ``*`` means all.
        unsubscribe: names it does not want any longer.
        initial: names and versions that it has, on the first request of a stream.
        nonce: the response that it answers, or empty.
        error: why it did not take that response, or empty.
    """

    type_url: str
    subscribe: tuple[str, ...] = ()
    unsubscribe: tuple[str, ...] = ()
    initial: Mapping[str, str] = field(default_factory=dict)
    nonce: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """A response to the Envoy (DeltaDiscoveryResponse).

    Args:
        type_url: the type it is about.
        nonce: the name of this response on this stream.
        resources: what is new or changed.
        removed: names that do not exist any longer.
    """

    type_url: str
    nonce: str
    resources: tuple[Resource, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nack:
    """A resource that the Envoy refused; it keeps the former one.

    Args:
        type_url: the type.
        names: the refused resources, normally one.
        owner: the API it belongs to, or empty.
        text: what the Envoy said.
    """

    type_url: str
    names: tuple[str, ...]
    owner: str
    text: str


@dataclass(slots=True)
class _Type:
    """What the machine knows about one type on one Envoy."""

    subscribed: bool = False
    wildcard: bool = False
    names: set[str] = field(default_factory=set)
    known: dict[str, str] = field(default_factory=dict)

    def wants(self, name: str) -> bool:
        return self.wildcard or name in self.names


@dataclass(slots=True)
class Conversation:
    """The way of one Envoy to its snapshot.

    No sockets, no clock, no tasks: each method takes what happened and gives what to send now.

    Args:
        grace: seconds between the switch and the removal of what nobody points to any longer.
    """

    grace: float
    target: dict[str, dict[str, Resource]] = field(default_factory=dict)
    good: dict[str, dict[str, Resource]] = field(default_factory=dict)
    step: Step = Step.DONE
    nacks: list[Nack] = field(default_factory=list)
    until: float | None = None
    connected: bool = False
    _types: dict[str, _Type] = field(default_factory=dict)
    _pending: dict[str, Say] = field(default_factory=dict)
    _count: int = 0

    def apply(self, wanted: Snapshot, now: float) -> list[Say]:
        """Set out for a snapshot; whatever is under way is bent towards it.

        Args:
            wanted: where to go.
            now: monotonic seconds.

        Returns:
            What to send.
        """
        self.target = {kind: dict(wanted.of(kind)) for kind in TYPE_URLS}
        self.nacks = []
        self.step, self.until = Step.ADD, None
        return self._advance(now)

    def open(self) -> None:
        """A stream of the Envoy has begun; nothing is known of what it has until it says so."""
        self.connected = True
        self._types = {kind: _Type() for kind in TYPE_URLS}
        self._pending = {}
        self.step, self.until = Step.ADD, None

    def close(self) -> None:
        """The stream has ended; the Envoy keeps what it has."""
        self.connected = False
        self._pending = {}

    def hear(self, heard: Heard, now: float) -> list[Say]:
        """Take a request.

        Args:
            heard: the request.
            now: monotonic seconds.

        Returns:
            What to send.
        """
        kind = self._types.get(heard.type_url)
        if kind is None:
            return []
        said = self._answered(heard, kind) if heard.nonce else []
        said += self._subscribed(heard, kind)
        return said + self._advance(now)

    def tick(self, now: float) -> list[Say]:
        """Look whether the grace time is over.

        Args:
            now: monotonic seconds.

        Returns:
            What to send.
        """
        return self._advance(now)

    def effective(self) -> Snapshot:
        """Give what the Envoy runs or is on its way to, without the resources that it refused."""
        return snapshot((kind, one) for kind, by_name in self.target.items() for one in by_name.values())

    @property
    def switched(self) -> bool:
        """Whether calls already meet the whole snapshot (only removals may still come)."""
        return self.connected and self.step >= Step.GRACE

    # What the Envoy said -----------------------------------------------------------------------------------------

    def _subscribed(self, heard: Heard, kind: _Type) -> list[Say]:
        first = not kind.subscribed and not heard.nonce
        fresh = set(heard.subscribe) - {"*"}
        if first:
            kind.subscribed = True
            kind.known = dict(heard.initial)
            kind.wildcard = "*" in heard.subscribe or (heard.type_url in _WILDCARD and not fresh)
        elif "*" in heard.subscribe:
            kind.wildcard = True
        kind.names |= fresh
        kind.names -= set(heard.unsubscribe)
        for name in heard.unsubscribe:
            kind.known.pop(name, None)
        if not first:
            for name in fresh:  # asked again: the Envoy wants to hear it again
                kind.known.pop(name, None)
        return self._asked(heard.type_url, kind, fresh, first=first)

    def _asked(self, type_url: str, kind: _Type, fresh: set[str], *, first: bool) -> list[Say]:
        """Answer at once what the Envoy has nothing of: it waits, and nothing can break before it has it."""
        wanted = self.target.get(type_url, {})
        names = set(fresh)
        if first and kind.wildcard and not kind.known:
            names |= set(wanted)
        names -= set(kind.known) | self._under_way(type_url)
        missing = tuple(sorted(name for name in fresh if name not in wanted and name not in kind.known))
        news = tuple(wanted[name] for name in sorted(names) if name in wanted)
        empty_first = first and kind.wildcard and not kind.known and not wanted
        if not news and not missing and not empty_first:
            return []
        return [self._say(type_url, news, missing)]

    def _answered(self, heard: Heard, kind: _Type) -> list[Say]:
        say = self._pending.pop(heard.nonce, None)
        if say is None:
            return []
        if not heard.error:
            for one in say.resources:
                kind.known[one.name] = one.version
                self.good.setdefault(say.type_url, {})[one.name] = one
            for name in say.removed:
                kind.known.pop(name, None)
                self.good.get(say.type_url, {}).pop(name, None)
            return []
        if len(say.resources) > 1:  # one of them is bad: ask for each alone
            return [self._say(say.type_url, (one,), ()) for one in say.resources]
        self._refused(say, heard.error)
        return []

    def _refused(self, say: Say, text: str) -> None:
        for one in say.resources:
            self.nacks.append(Nack(say.type_url, (one.name,), one.owner, text))
            wanted = self.target.get(say.type_url, {})
            if wanted.get(one.name) == one:
                former = self.good.get(say.type_url, {}).get(one.name)
                if former is None or former.version == one.version:
                    del wanted[one.name]
                else:
                    wanted[one.name] = former

    # The way -----------------------------------------------------------------------------------------------------

    def _advance(self, now: float) -> list[Say]:
        said: list[Say] = []
        while self.connected and self.step is not Step.DONE:
            if self.step is Step.GRACE:
                if self.until is None:
                    self.until = now + (self.grace if self._leaving() else 0.0)
                if now < self.until:
                    break
            else:
                new = self._step(self.step)
                said += new
                if new or self._pending or not self._settled(self.step):
                    break
            self.step = Step(self.step + 1)
        return said

    def _step(self, step: Step) -> list[Say]:
        said = []
        for type_url in TYPE_URLS:
            kind = self._types[type_url]
            if not kind.subscribed:
                continue
            news = self._news(type_url, kind) if type_url in _ADDED.get(step, ()) else ()
            gone = self._gone(type_url, kind) if type_url in _REMOVED.get(step, ()) else ()
            if news or gone:
                said.append(self._say(type_url, news, gone))
                if type_url == CLUSTER:  # the new form of a cluster waits for its endpoints: tell them again
                    endpoints = self._types[ENDPOINTS].known
                    for one in news:
                        endpoints.pop(one.name, None)
        return said

    def _news(self, type_url: str, kind: _Type) -> tuple[Resource, ...]:
        under_way = self._under_way(type_url)
        return tuple(
            one
            for name, one in sorted(self.target.get(type_url, {}).items())
            if kind.wants(name) and kind.known.get(name) != one.version and name not in under_way
        )

    def _gone(self, type_url: str, kind: _Type) -> tuple[str, ...]:
        wanted = self.target.get(type_url, {})
        under_way = {name for say in self._pending.values() if say.type_url == type_url for name in say.removed}
        return tuple(sorted(name for name in kind.known if name not in wanted and name not in under_way))

    def _under_way(self, type_url: str) -> set[str]:
        return {
            one.name
            for say in self._pending.values()
            if say.type_url == type_url
            for one in say.resources
            if self.target.get(type_url, {}).get(one.name) == one
        }

    def _settled(self, step: Step) -> bool:
        """Whether the Envoy has all of a step, also what it had first to ask for."""
        refused = {nack.type_url for nack in self.nacks}
        for type_url in _ADDED.get(step, ()):
            if refused & _HANGS_ON.get(type_url, set()):
                continue
            known = self._types[type_url].known
            if any(known.get(name) != one.version for name, one in self.target.get(type_url, {}).items()):
                return False
        return True

    def _leaving(self) -> bool:
        return any(self._gone(kind, self._types[kind]) for kind in _REMOVED[Step.REMOVE])

    def _say(self, type_url: str, resources: Iterable[Resource], removed: Iterable[str]) -> Say:
        self._count += 1
        say = Say(type_url, str(self._count), tuple(resources), tuple(removed))
        self._pending[say.nonce] = say
        return say


def resume(grace: float, last: Snapshot = EMPTY) -> Conversation:
    """Begin with what the Envoy of a former life was told.

    Args:
        grace: seconds between switch and removal.
        last: the last good snapshot.

    Returns:
        A conversation that has not begun.
    """
    talk = Conversation(grace)
    talk.target = {kind: dict(last.of(kind)) for kind in TYPE_URLS}
    talk.good = {kind: dict(last.of(kind)) for kind in TYPE_URLS}
    return talk
