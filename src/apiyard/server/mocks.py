"""The port on which the control plane answers as mock and sandbox of every API and version."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from apiyard.core.errors import UnavailableError
from apiyard.mock.serve import Served
from apiyard.settings.program import Program
from apiyard.wiring.mocks import HostedMocks
from apiyard.wiring.parts import Parts

_LOG = logging.getLogger("apiyard.server")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@contextmanager
def mocks_served(program: Program, parts: Parts) -> Iterator[tuple[str, HostedMocks | None]]:
    """Serve mocks for as long as the context lasts.

    They have a port of their own: what a contract makes a mock say must not stand on the portal's origin.

    Args:
        program: settings and folders.
        parts: the doors; only the store is used.

    Yields:
        Where they answer, and what does; an empty text and None when the settings ask for none.

    Raises:
        UnavailableError: the port that the settings ask for is taken.
    """
    host = program.file.mocks_host
    if not host:
        yield "", None
        return
    # Whoever opens another address for others knows under which names they come.
    hosts = (*_LOOPBACK, "mocks.localhost") if host in _LOOPBACK else ()
    mocks = HostedMocks(parts.store.intents, parts.store.blobs, hosts=hosts)
    with _listening(program, mocks, host) as served:
        (program.state / "mocks.port").write_text(served.url.rpartition(":")[2])
        _LOG.info("mocks of all APIs answer at %s/mocks", served.url)
        yield served.url, mocks


def _listening(program: Program, mocks: HostedMocks, host: str) -> Served:
    """Take the configured port, or the one that was picked before, or a free one."""
    kept = program.state / "mocks.port"
    if program.file.mocks_port or not kept.exists():
        return Served(mocks, host=host, port=program.file.mocks_port)
    try:
        return Served(mocks, host=host, port=int(kept.read_text()))
    except (UnavailableError, ValueError, OverflowError):
        return Served(mocks, host=host)
