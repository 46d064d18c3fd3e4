"""Serve the mocks that the flags and the settings ask for."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial

from apiyard.cli.contracts import Named, contract_named, contracts_named
from apiyard.cli.mocking.check import add_check
from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.kit import Kit
from apiyard.cli.mocking.sandbox import add_sandbox
from apiyard.cli.mocking.tell import Teller
from apiyard.cli.mocking.traffic import add_traffic
from apiyard.core.noun import replace
from apiyard.mock.app import MockOptions
from apiyard.mock.control import Control
from apiyard.mock.sections.answers import Answers
from apiyard.mock.serve import serve
from apiyard.mock.serving.cors import Cors
from apiyard.mock.serving.limits import Limits
from apiyard.mock.serving.reload import Reload, Watched, files_of
from apiyard.mock.serving.site import Site, unique_names
from apiyard.mock.serving.tls import Tls
from apiyard.mock.settings import Settings, read_settings
from apiyard.spec.contract import Contract

Part = Callable[[Kit, Given], None]
"""Adds what a group of flags, or a section of the settings, asks for."""

PARTS: tuple[Part, ...] = (add_sandbox, add_traffic, add_check)


def perform(given: Given, teller: Teller) -> None:
    """Serve until the user ends it.

    Args:
        given: the flags.
        teller: speaks to the user.

    Raises:
        ApiyardError: a contract cannot be read, a flag or a setting is wrong, or the port is taken.
    """
    # What is read now stays for the life of the process: to look through it again and again only costs time.
    gc.disable()
    kit = kit_of(given)
    site = site_of(kit)
    gc.freeze()
    gc.enable()
    if given.watch:
        watched = [_watched(kit, each, ref, given) for each, ref in _changing(kit, given)]
        if watched:
            kit.jobs.append(Reload(site, watched, tell=teller.reloaded).run)
    for started in kit.started:
        started(site)
    limits = kit.settings.of("limits", Limits) or Limits()
    serve(
        site,
        host=given.host,
        port=given.port,
        tls=_tls(given, kit.settings),
        limits=limits,
        ready=partial(teller.ready, site, kit),
        jobs=kit.jobs,
    )


def kit_of(given: Given) -> Kit:
    """Gather what the mocks are put together from.

    Args:
        given: the flags.

    Returns:
        The kit, with what every part adds.
    """
    settings = read_settings(given.settings) if given.settings is not None else Settings()
    kit = Kit(_named(given), settings, _options(given, settings))
    for part in PARTS:
        part(kit, given)
    return kit


def site_of(kit: Kit) -> Site:
    """Put the mocks of a kit on one port.

    Args:
        kit: the kit.
    """
    mounts = [kit.mount(each.name, each.contract) for each in kit.named]
    control = Control(kit.controls) if kit.controls else None
    return Site(mounts, cors=kit.settings.of("cors", Cors), control=control)


def _options(given: Given, settings: Settings) -> MockOptions:
    """Give what the settings say, and what the flags say otherwise."""
    flags = {"errors": given.errors, "security": given.security, "seed": given.seed}
    said = {name: value for name, value in flags.items() if value is not None}
    answers = replace(settings.of("answers", Answers) or Answers(), **said)  # type: ignore[arg-type]
    limits = settings.of("limits", Limits) or Limits()
    return MockOptions(
        check_security=answers.security,
        max_body_bytes=limits.body_bytes,
        seed=answers.seed,
        errors="problem" if answers.errors == "problem" else "contract",
        max_wait_seconds=answers.wait_seconds,
    )


def _named(given: Given) -> list[Named]:
    """Read the contracts, and give each a name: as an API of the workspace has it, else from its title."""
    found = contracts_named(list(given.contracts), given.workspace)
    wanted = [(_name(each), each.contract.version) for each in found]
    return [Named(name, each.contract) for name, each in zip(unique_names(wanted), found, strict=True)]


def _name(named: Named) -> str:
    is_path = "/" in named.name or "." in named.name.partition("@")[0] or named.name == "-"
    return (named.contract.title or "api") if is_path else named.name.partition("@")[0]


def _changing(kit: Kit, given: Given) -> list[tuple[Named, str]]:
    """Give the contracts that stand in files, each with how it was asked for."""
    refs = list(given.contracts) or [each.name for each in kit.named]
    pairs = zip(kit.named, refs, strict=True)
    return [(each, ref) for each, ref in pairs if ref != "-" and any(path.exists() for path in files_of(each.contract))]


def _watched(kit: Kit, named: Named, ref: str, given: Given) -> Watched:
    def read() -> Contract:
        return contract_named(ref, given.workspace)

    return Watched(named.name, read, partial(kit.mount, named.name))


def _tls(given: Given, settings: Settings) -> Tls | None:
    if given.tls or given.tls_cert or given.tls_key:
        return Tls(given.tls_cert, given.tls_key, self_signed=given.tls)
    return settings.of("tls", Tls)
