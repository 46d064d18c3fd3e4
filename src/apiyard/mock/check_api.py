"""Check contracts behind their running mocks, and tell over HTTP what was found."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from apiyard.core.json import Json
from apiyard.mock.check import Unanswered, check_behind
from apiyard.mock.control import json_reply
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request

Tell = Callable[[str, Sequence[Unanswered]], None]


class Checks:
    """The checks of the mocks of a port.

    Args:
        tell: is given the name of a mount and what has no answer there, once its check is over, in a thread.
        seed: the seed of the mocks.
    """

    def __init__(self, tell: Tell, *, seed: int = 0) -> None:
        self._tell = tell
        self._seed = seed
        self._contracts: dict[str, Contract] = {}
        self._found: dict[str, list[Unanswered]] = {}
        self._over: dict[str, threading.Event] = {}
        self._stops: dict[str, threading.Event] = {}
        self._running = False

    def take(self, name: str, contract: Contract) -> None:
        """Take a contract, or the new one of a mount whose files changed.

        Args:
            name: the name of its mount.
            contract: the contract.
        """
        self._contracts[name] = contract
        if self._running:
            self._begin(name)

    def start(self) -> None:
        """Begin to check what was taken, and from now on at once what is taken later."""
        self._running = True
        for name in self._contracts:
            self._begin(name)

    def _begin(self, name: str) -> None:
        if name in self._stops:
            self._stops[name].set()
        stop, over, rows = threading.Event(), threading.Event(), list[Unanswered]()
        self._found[name], self._stops[name], self._over[name] = rows, stop, over

        def ended() -> None:
            over.set()
            if not stop.is_set():
                self._tell(name, rows)

        check_behind(self._contracts[name], rows.append, seed=self._seed, stop=stop, ended=ended)

    def handle(self, request: Request) -> Reply:
        """Answer ``GET /__apiyard/check``.

        Args:
            request: the request.

        Returns:
            For each contract whether its check is finished, and what has no conforming answer.
        """
        value: dict[str, Json] = {
            name: {"finished": self._over[name].is_set(), "unanswered": [facts(each) for each in list(rows)]}
            for name, rows in self._found.items()
        }
        return json_reply({"contracts": value})


def facts(each: Unanswered) -> dict[str, Json]:
    """Give what cannot be answered as plain data."""
    return {
        "operation": each.operation,
        "status": each.status,
        "media_type": each.media,
        "reason": each.reason,
        "where": str(each.where),
        "first": each.first,
    }
