"""Who wants a rollout to stop does not lose to the rollout, which is written several times a second."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ConflictError
from apiyard.deploy.judge import JudgeState
from apiyard.deploy.rollout_state import RolloutState
from apiyard.store.intents import Change
from apiyard.wiring.deploy import order_abort

ROLLOUT = RolloutState(
    id="r1",
    api="notes",
    environment="production",
    baseline="1.0.0",
    canary="1.1.0",
    bundle=digest_bytes(b"bundle"),
    instances=("a",),
    strategy="canary",
    options={},
    start_seconds=30.0,
    grace_seconds=1.0,
    cases=0,
    judge=JudgeState(operations=("list",)),
)


class Busy:
    """Intents of which somebody else writes one just before each of the first commits."""

    def __init__(self, turns: int) -> None:
        self.turns, self.revision, self.written = turns, 1, list[Change]()

    def get(self, _kind: str, _id: str) -> Any:
        """Give the rollout as it is now."""
        body = {"state": ROLLOUT.to_json(), "order": "", "by": "dana", "turn": self.revision}
        return SimpleNamespace(body=body, revision=self.revision)

    def commit(self, changes: list[Change]) -> None:
        """Write, unless somebody was faster."""
        if self.turns:
            self.turns -= 1
            self.revision += 1
        if changes[0].expected != self.revision:
            raise ConflictError("changed by somebody else")
        self.written += changes


def abort(intents: Busy) -> Any:
    order_abort(SimpleNamespace(store=SimpleNamespace(intents=intents), nudge=lambda: None), "r1", by="ann")  # type: ignore[arg-type]


def test_an_order_is_given_again_when_the_rollout_was_faster():
    intents = Busy(7)
    abort(intents)
    [change] = intents.written
    assert isinstance(change.body, dict)
    assert (change.body["order"], change.body["by"], change.body["turn"]) == ("abort", "ann", 8)


def test_it_is_not_tried_for_ever():
    with pytest.raises(ConflictError, match="changed by somebody else"):
        abort(Busy(1_000_000))
