"""Under which names a mock may be found, so that no page of another site reaches it under a name of its own.

A page of ``http://evil.example`` may let that name lead to this machine (DNS rebinding) and is then, to its browser,
of the same origin as the mock: it may read and call whatever cross-origin rules say. Its calls still carry its own
name in the header ``Host``.
"""

from __future__ import annotations

from collections.abc import Iterable

from apiyard.core.errors import InvalidInputError
from apiyard.mock.control import is_local, name_in

ANY = "*"
_CONTAINERS = ("host.docker.internal", "host.containers.internal")
"""By these containers find the machine that they run on; ``.internal`` is a name that nobody can register."""
_MOST_KEPT = 64


class Hosts:
    """Tells the names that a mock is found by from others.

    Args:
        names: names without port, besides those of this machine.

    Raises:
        InvalidInputError: one is no name of a host.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset({*(each.lower() for each in names), *_CONTAINERS})
        for each in self._names:
            if not each or name_in(each if ":" not in each else f"[{each}]") != each:
                raise InvalidInputError("this is no host", piece=each, hint="write its name without a port")
        self._kept: set[str] = set()

    def knows(self, header: str) -> bool:
        """Say whether a request was meant for this mock.

        Args:
            header: its header ``Host``; empty where it has none, as no browser sends it.
        """
        if header in self._kept or not header:
            return True
        name = name_in(header)
        known = name in self._names or (bool(name) and is_local(name))
        if known and len(self._kept) < _MOST_KEPT:
            self._kept.add(header)
        return known


def hosts_for(bound: str, allowed: Iterable[str]) -> Hosts | None:
    """Give the names that a mock is found by.

    Args:
        bound: the address that it is bound to, or its name.
        allowed: further names; ``*`` for any.

    Returns:
        The names; None for any: where that was said, and where others than this machine reach it and nobody said by
        which names.

    Raises:
        InvalidInputError: one is no name of a host.
    """
    names = tuple(allowed)
    if ANY in names or not (names or is_local(bound)):
        return None
    return Hosts((*names, *((bound,) if bound else ())))
