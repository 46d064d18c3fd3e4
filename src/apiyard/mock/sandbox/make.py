"""Make sandboxes."""

from __future__ import annotations

from collections.abc import Callable

from apiyard.core.clock import Clock, SystemClock
from apiyard.mock.sandbox.anatomy import Anatomist
from apiyard.mock.sandbox.fit import Fitter
from apiyard.mock.sandbox.house import House
from apiyard.mock.sandbox.options import SandboxOptions
from apiyard.mock.sandbox.recognise import recognise
from apiyard.mock.sandbox.sandbox import SandboxAnswerer
from apiyard.mock.sandbox.store import World
from apiyard.spec.contract import Contract


def make_sandbox(
    contract: Contract,
    options: SandboxOptions | None = None,
    world: World | None = None,
    *,
    name: str = "",
    clock: Clock | None = None,
    prepare: Callable[[House], None] | None = None,
) -> SandboxAnswerer:
    """Make the sandbox of a contract.

    Args:
        contract: the contract.
        options: how to behave.
        world: where state is kept; one for all that share it. A new one when none is given.
        name: tells this API's resources from those of others in the same world.
        clock: tells when items are made; that of the machine when none is given.
        prepare: changes what the resources begin with, once what the contract keeps is known.

    Returns:
        An answerer for a ``Mock``.
    """
    options = options or SandboxOptions()
    anatomist = Anatomist()
    house = House(
        contract,
        recognise(contract, anatomist),
        world if world is not None else World(options.limits),
        options,
        clock or SystemClock(),
        name,
        fitter=Fitter(anatomist),
    )
    if prepare is not None:
        prepare(house)
    house.open()
    return SandboxAnswerer(house)
