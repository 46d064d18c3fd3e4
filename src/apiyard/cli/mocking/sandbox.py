"""What ``--sandbox`` and its kin add to a mock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.kit import Kit
from apiyard.core.errors import unknown

if TYPE_CHECKING:
    from apiyard.mock.sandbox.house import House
    from apiyard.mock.sandbox.options import SandboxOptions
    from apiyard.mock.sandbox.sandbox import SandboxAnswerer
    from apiyard.mock.step import Answerer
    from apiyard.spec.contract import Contract


def add_sandbox(kit: Kit, given: Given) -> None:
    """Give the mocks a memory when flags or settings ask for one.

    Args:
        kit: the mocks' parts.
        given: the flags.

    Raises:
        ApiyardError: seed data or a kept state cannot be used.
    """
    if not _is_wished(given) and "sandbox" not in kit.settings.sections:
        return
    from apiyard.mock.sandbox.control import SandboxApi
    from apiyard.mock.sandbox.make import make_sandbox
    from apiyard.mock.sandbox.seed import check_seed_files, read_seed_files, seeds_of
    from apiyard.mock.sandbox.state_file import StateFile
    from apiyard.mock.sandbox.store import World

    options = _options(kit, given)
    if not options.on:
        return
    files = read_seed_files(Path(options.seed_data)) if options.seed_data else []
    world = World(options.limits)
    houses: dict[str, House] = {}
    several = len(kit.named) > 1

    def make(name: str, contract: Contract) -> SandboxAnswerer:
        def seeds(house: House) -> None:
            house.seeds = seeds_of(files, house.model, api=name)

        made = make_sandbox(contract, options, world, name=name if several else "", prepare=seeds)
        houses[name] = made.house
        return made

    for each in kit.named:
        make(each.name, each.contract)
    _check_shared(options.share, houses)
    check_seed_files(files, {name: house.model for name, house in houses.items()})
    kit.answerer = _overridden(kit, make, Path(options.overrides), given=given) if options.overrides else make
    kit.controls["sandbox"] = SandboxApi(world, houses).handler()
    if options.state:
        file = StateFile(Path(options.state), world)
        kept = file.load()
        if not kept:
            file.save()  # a place that cannot be written is told now, not when the state is lost
        kit.jobs.append(file.run)
        kit.notes.append(f"state: {'goes on from' if kept else 'will be kept in'} {options.state}")
    kit.notes.append(_told(list(houses.values())))


def _check_shared(share: Iterable[str], houses: Mapping[str, House]) -> None:
    """Refuse the name of a resource that no API has: who shares it by mistake shares nothing."""
    known = {
        text for house in houses.values() for each in house.model.resources.values() for text in (each.id, each.name)
    }
    for name in share:
        if name not in known:
            raise unknown("resource to share", name, known)


def _is_wished(given: Given) -> bool:
    return given.sandbox or any(each is not None for each in (given.seed_data, given.state, given.overrides))


def _overridden(
    kit: Kit, make: Callable[[str, Contract], SandboxAnswerer], folder: Path, *, given: Given
) -> Callable[[str, Contract], Answerer]:
    """Let your own files answer first, as far as the workspace trusts them."""
    from apiyard.cli.place import program_at
    from apiyard.mock.sandbox.overriding.answerer import OverridingAnswerer
    from apiyard.mock.sandbox.overriding.override import overrides_for, refuse_unknown
    from apiyard.settings.trust import trust_of
    from apiyard.wiring.mock_overrides import trusted_overrides

    loaded = trusted_overrides(trust_of(program_at(given.workspace)), folder)
    ids = [operation.id for each in kit.named for operation in each.contract.operations]
    refuse_unknown(overrides_for(loaded, ids)[1], ids)
    kit.notes.append(f"overrides: {', '.join(stem for stem, _, _ in loaded) or 'none'} from {folder}")

    def overriding(name: str, contract: Contract) -> Answerer:
        found, _ = overrides_for(loaded, [each.id for each in contract.operations])
        return OverridingAnswerer(make(name, contract), found)

    return overriding


def _options(kit: Kit, given: Given) -> SandboxOptions:
    """Give the settings' options, and what the flags say otherwise."""
    from apiyard.core.noun import replace
    from apiyard.mock.sandbox.options import SandboxOptions

    options = kit.settings.of("sandbox", SandboxOptions) or SandboxOptions()
    if given.sandbox:
        options = replace(options, on=True)
    if given.seed_data is not None:
        options = replace(options, on=True, seed_data=str(given.seed_data))
    if given.state is not None:
        options = replace(options, on=True, state=str(given.state))
    if given.overrides is not None:
        options = replace(options, on=True, overrides=str(given.overrides))
    return options


def _told(houses: list[House]) -> str:
    resources = sum(len(house.model.resources) for house in houses)
    roles = sum(len(house.model.roles) for house in houses)
    every = sum(len(house.contract.operations) for house in houses)
    return (
        f"sandbox: {roles} of {every} operation{'s' * (every != 1)} keep state, of {resources} "
        f"resource{'s' * (resources != 1)}; "
        "look at it with GET /__apiyard/sandbox, begin anew with POST /__apiyard/sandbox/reset"
    )
