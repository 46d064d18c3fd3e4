"""A small world for rollouts: instances, a gateway and a ledger that carry actions out, and may crash."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from apiyard.core.digest import digest_bytes
from apiyard.core.evidence import Evidence
from apiyard.deploy.action import Notify, Record, ReplayCases, SetSplit, StartInstances, StopInstances
from apiyard.deploy.instance import Endpoint, Health, Report
from apiyard.deploy.judge import JudgeState
from apiyard.deploy.observed import Order, Readings, Replayed
from apiyard.deploy.reading import Counts, Pair, Reading
from apiyard.deploy.rollout import step
from apiyard.deploy.rollout_state import RolloutState

START = datetime(2026, 1, 1, tzinfo=UTC)
OLD, NEW = "1.0.0", "1.1.0"


def rollout(**changes) -> RolloutState:
    """A pending canary of orders 1.1.0 in production."""
    state = RolloutState(
        id="r1",
        api="orders",
        environment="production",
        baseline=OLD,
        canary=NEW,
        bundle=digest_bytes(b"bundle"),
        instances=("orders-1.1.0-production-1-abcd1234",),
        strategy="canary",
        options={"steps": [10, 50], "min_seconds": 0, "min_requests": 10},
        judge=JudgeState(("create", "list")),
    )
    return replace(state, **changes)


class CrashError(Exception):
    """The loop died here."""


@dataclass
class World:
    """What a loop sees and changes."""

    state: RolloutState
    at: datetime = START
    instances: dict[str, Report] = field(default_factory=dict)
    split: dict[str, int] = field(default_factory=lambda: {OLD: 10_000})
    reading: Reading | None = None
    ledger: list[Evidence] = field(default_factory=list)
    told: list[Notify] = field(default_factory=list)
    health: Health = Health.HEALTHY
    log: list[str] = field(default_factory=list)
    refused: tuple[str, ...] = ()
    replayed: Replayed | None = None
    replays: bool = True
    crash_at: int = -1
    acts: int = 0

    def readings(self, order: Order = Order.NONE) -> Readings:
        """Look."""
        told = {one.id for one in self.told}
        by = "user:ada" if order else ""
        return Readings(dict(self.instances), dict(self.split), self.reading, order, by, told, self.replayed)

    def turn(self, order: Order = Order.NONE) -> RolloutState:
        """Step once as the loop does: save with the records, then act; a crash may come at any line."""
        self._line()
        after, actions = step(self.state, self.at, self.readings(order))
        self._line()
        self.state = RolloutState.from_json(json.loads(json.dumps(after.to_json())))
        self.ledger += [one.evidence for one in actions if isinstance(one, Record)]
        for action in actions:
            self._line()
            self._do(action)
        self.at += timedelta(seconds=1)
        return self.state

    def settle(self, order: Order = Order.NONE, *, turns: int = 40) -> RolloutState:
        """Step until the rollout ends or nothing more can be expected."""
        for _ in range(turns):
            self.turn(order)
            if self.state.phase.ended:
                break
        return self.state

    def call(self, calls: int, failed: int = 0, *, tried: int, broken: int = 0, operation: str = "list") -> None:
        """Let callers call."""
        before = self.reading or Reading()
        new = Pair(Counts(calls, failed), Counts(tried, broken))
        operations = {**before.operations, operation: _plus(before.operations.get(operation, Pair()), new)}
        self.reading = Reading(_plus(before.whole, new), operations)

    def _line(self) -> None:
        self.acts += 1
        if self.acts == self.crash_at:
            raise CrashError

    def _do(self, action) -> None:
        self.log.append(type(action).__name__)
        match action:
            case StartInstances(ids):
                for one in ids:
                    self.instances.setdefault(one, Report(one, self.health, Endpoint("127.0.0.1", 9000), "boom"))
            case StopInstances(ids):
                for one in ids:
                    self.instances.pop(one, None)
            case SetSplit(weights):
                self.split = dict(weights)
            case ReplayCases(count):
                assert not self.split.get(NEW), "cases are sent before the canary gets calls"
                self.replayed = Replayed(count, self.refused) if self.replays else None
            case Notify():
                self.told.append(action)


def _plus(one: Pair, two: Pair) -> Pair:
    return Pair(
        Counts(one.baseline.requests + two.baseline.requests, one.baseline.errors + two.baseline.errors),
        Counts(one.canary.requests + two.canary.requests, one.canary.errors + two.canary.errors),
    )
