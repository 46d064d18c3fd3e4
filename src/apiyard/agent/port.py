"""Choosing a free loopback port."""

from __future__ import annotations

import random
import socket

from apiyard.core.errors import UnavailableError

# Below the ephemeral range of Linux (32768 to 60999): an outgoing connection never takes the port of a service that is
# just being restarted.
FIRST, LAST = 20_000, 32_000
_TRIES = 500


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a service could listen on a port now.

    Args:
        port: the port.
        host: the address.

    Returns:
        Whether a bind and listen works.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def choose_port(taken: frozenset[int], chance: random.Random) -> int:
    """Choose a loopback port that is free and promised to nobody.

    Args:
        taken: ports that are promised, used or not.
        chance: the randomness, so that two agents on a machine do not choose the same.

    Returns:
        The port.

    Raises:
        UnavailableError: none was found.
    """
    for _ in range(_TRIES):
        port = chance.randint(FIRST, LAST)
        if port not in taken and is_free(port):
            return port
    raise UnavailableError("no free loopback port was found", where=f"127.0.0.1:{FIRST}-{LAST}")
