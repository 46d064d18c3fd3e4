"""What mocks are put together from: each part of the command adds its own, and the mocks of all contracts get it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from apiyard.cli.contracts import Named
from apiyard.core.noun import dataclass, field
from apiyard.mock.answering.plain import PlainAnswerer
from apiyard.mock.app import Mock, MockOptions
from apiyard.mock.control import Handler
from apiyard.mock.layer import Layer, Watcher
from apiyard.mock.serve import Job
from apiyard.mock.serving.site import Mount, Site, mount_of
from apiyard.mock.settings import Settings
from apiyard.mock.step import Answerer
from apiyard.spec.contract import Contract


def _plain(name: str, contract: Contract) -> Answerer:
    return PlainAnswerer()


@dataclass(slots=True)
class Kit:
    """The parts, and the contracts that they are for.

    Makers are given the name of a contract's mount and the contract; after a change of its files they are called
    again with the new one.

    Args:
        named: the contracts with the names of their mounts.
        settings: what the settings file says.
        options: how the mocks behave.
        answerer: makes what answers good calls.
        layers: make what is put around it, the outermost first.
        watchers: make what is told each exchange.
        controls: parts of the API below ``/__apiyard``, by name.
        jobs: run beside the server.
        notes: lines that are told once it listens.
        started: called with the site before it listens.
    """

    named: Sequence[Named]
    settings: Settings = field(default_factory=Settings)
    options: MockOptions = field(default_factory=MockOptions)
    answerer: Callable[[str, Contract], Answerer] = _plain
    layers: list[Callable[[str, Contract], Layer]] = field(default_factory=list)
    watchers: list[Callable[[str, Contract], Watcher]] = field(default_factory=list)
    controls: dict[str, Handler] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    started: list[Callable[[Site], None]] = field(default_factory=list)

    def mount(self, name: str, contract: Contract) -> Mount:
        """Make the mock of a contract, and its place on the port.

        Args:
            name: the name of its mount.
            contract: the contract.
        """
        mock = Mock(
            contract,
            self.options,
            answerer=self.answerer(name, contract),
            layers=[make(name, contract) for make in self.layers],
            watchers=[make(name, contract) for make in self.watchers],
        )
        return mount_of(mock, name)
