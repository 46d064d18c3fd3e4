"""A mock that runs for a while in this process, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.perform import kit_of, site_of
from apiyard.core.errors import unknown
from apiyard.core.noun import replace
from apiyard.mock.journal.client import MockClient
from apiyard.mock.serve import Served
from apiyard.mock.serving.limits import Limits

if TYPE_CHECKING:
    from os import PathLike

_END_SECONDS = 0.1
_PATHS = frozenset({"settings", "seed_data", "state", "overrides", "replay", "workspace"})


@contextmanager
def running_mock(*contracts: str | PathLike[str], strict: bool = False, **flags: Any) -> Iterator[MockClient]:
    """Serve mocks on a free port of this machine for as long as the context lasts.

    Args:
        contracts: paths, or names of APIs of the workspace.
        strict: whether a call that broke the contract is an error at the end.
        flags: those of ``apiyard mock`` by their names, such as ``sandbox=True`` or ``settings="mock.yaml"``.

    Yields:
        A client whose ``url`` is where they answer.

    Raises:
        UnknownNameError: there is no such flag.
        ApiyardError: a contract or the settings are wrong.
        AssertionError: a call broke the contract of a strict mock.
    """
    for name in flags:
        if name not in Given.__dataclass_fields__:
            raise unknown("flag", name, Given.__dataclass_fields__)
    ready: dict[str, Any] = {
        name: Path(value) if name in _PATHS and value is not None else value for name, value in flags.items()
    }
    given = Given(contracts=tuple(str(each) for each in contracts), **ready)
    kit = kit_of(given)
    site = site_of(kit, given)
    for started in kit.started:
        started(site)
    # A test that let a call hang does not wait for its end.
    limits = replace(kit.settings.of("limits", Limits) or Limits(), end_seconds=_END_SECONDS)
    with Served(site, limits=limits, jobs=kit.jobs) as served, MockClient(served.url) as client:
        yield client
        if strict:
            client.verify_valid()
