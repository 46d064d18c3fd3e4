"""The doors that journeys are given: store, node, keys, clock, traffic records."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

from apiyard.access.signing_keys import KeyRing
from apiyard.core.clock import Clock
from apiyard.core.noun import dataclass, field
from apiyard.gateway.snapshot import Snapshot
from apiyard.settings.program import Program
from apiyard.store.store import Store
from apiyard.wiring.gateway_intents import RouteBook
from apiyard.wiring.node import Node
from apiyard.wiring.traffic import Traffic


@dataclass(frozen=True, slots=True)
class Nudge:
    """Wakes the loops before their timers do.

    Args:
        listeners: called when there is something to look at.
    """

    listeners: list[Callable[[], None]] = field(default_factory=list)

    def __call__(self) -> None:
        """Wake them."""
        for listener in self.listeners:
            listener()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a control plane has; each journey is given this and uses what it needs.

    Args:
        program: settings and folders.
        store: facts, intents, blobs, people.
        node: the agent of this machine.
        keys: keys that consumers' tokens are signed with.
        seals: keys that checkpoints and bundles are signed with.
        traffic: the traffic records.
        routes: routes by contract.
        clock: the time of day that lifecycle decisions go by.
        nudge: wakes the loops.
        served: the snapshot that was accepted last, by environment; empty after a start.
        pushing: held while a gateway's snapshot is made and sent, so that an older one never follows a newer one.
    """

    program: Program
    store: Store
    node: Node
    keys: KeyRing
    seals: KeyRing
    traffic: Traffic
    routes: RouteBook
    clock: Clock
    nudge: Nudge = field(default_factory=Nudge)
    pushing: RLock = field(default_factory=RLock)
    served: dict[str, Snapshot] = field(default_factory=dict)

    def close(self) -> None:
        """Close all doors."""
        self.traffic.close()
        self.node.close()
        self.store.close()
