"""How a service process is started and asked for its health."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from apiyard.access.secret import is_secret_ref, parse_secret, resolve_secret
from apiyard.agent.artefacts import Artefacts
from apiyard.agent.ask import ask
from apiyard.agent.disk import make_private
from apiyard.agent.launch import Launch
from apiyard.agent.port import is_free
from apiyard.agent.unit import OUTPUT
from apiyard.core.errors import ForbiddenError, NotFoundError
from apiyard.wiring.node_messages import ProcessSpec

WORK = "work"
_PROBE_TIMEOUT = 2.0


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace ``{port}`` and its like; other braces stay as they are.

    Args:
        text: a word of argv or a value of env.
        values: name and value.

    Returns:
        The text.
    """
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def next_port(spec: ProcessSpec, former: int | None, choose: Callable[[], int]) -> int | None:
    """Give the port of the next start: the named one, else the former one, else a new one.

    Args:
        spec: what to run.
        former: the port of the last run; kept when it is free, since gateways point at it.
        choose: chooses a free port.

    Returns:
        The port, None when the spec has none.
    """
    if spec.port is None or spec.port:
        return spec.port
    return former if former is not None and is_free(former) else choose()


def plan_service(spec: ProcessSpec, port: int | None, *, folder: Path, artefacts: Artefacts) -> Launch:
    """Make the launch of a service.

    Args:
        spec: what to run.
        port: the port it gets.
        folder: its own folder.
        artefacts: where its files are.

    Returns:
        The launch.

    Raises:
        NotFoundError: its artefact or its folder does not exist.
        ForbiddenError: ``cwd`` leads out of the artefact or the work folder.
        NoSecretError: a variable refers to a secret that is not there.
    """
    work = make_private(folder / WORK)
    root = artefacts.find(spec.artefact) if spec.artefact is not None else work
    cwd = (root / spec.cwd).resolve()
    if not cwd.is_relative_to(root.resolve()):
        raise ForbiddenError("a process runs inside its artefact or its work folder", where=spec.id, piece=spec.cwd)
    if not cwd.is_dir():
        raise NotFoundError("the folder to run in does not exist", where=f"process {spec.id}", piece=spec.cwd)
    values = {"artefact": str(root), "work": str(work), "python": sys.executable}
    if port is not None:
        values["port"] = str(port)
    return Launch(
        argv=tuple(fill(word, values) for word in spec.argv),
        env={name: _value(value, values, root=folder) for name, value in spec.env.items()},
        cwd=cwd,
        output=folder / OUTPUT,
        port=port,
    )


def _value(text: str, values: Mapping[str, str], *, root: Path) -> str:
    """A reference to a secret is followed now, at the start, so that what is kept on disk is only the reference."""
    if is_secret_ref(text):
        return resolve_secret(parse_secret(text), environ=os.environ, root=root).reveal()
    return fill(text, values)


async def is_well(spec: ProcessSpec, port: int | None) -> bool:
    """Ask a service for its health.

    Args:
        spec: how it is asked.
        port: the port it was given.

    Returns:
        Whether it answered 2xx or 3xx; without a health path, whether its port can be connected to; True without both.
    """
    if port is None:
        return True
    if spec.health_path:
        return (await ask(port, spec.health_path, timeout=_PROBE_TIMEOUT)).well
    try:
        async with asyncio.timeout(_PROBE_TIMEOUT):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True
