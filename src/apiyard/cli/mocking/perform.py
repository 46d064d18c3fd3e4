"""Serve the mocks that the flags and the settings ask for."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial

from apiyard.cli.mocking.check import add_check
from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.inputs import Input, find_inputs
from apiyard.cli.mocking.kit import Kit
from apiyard.cli.mocking.sandbox import add_sandbox
from apiyard.cli.mocking.tell import Teller
from apiyard.cli.mocking.traffic import add_traffic
from apiyard.core.noun import replace
from apiyard.mock.answering.plain import PlainAnswerer
from apiyard.mock.app import MockOptions
from apiyard.mock.control import Control, ControlOptions
from apiyard.mock.sections.answers import Answers
from apiyard.mock.serve import serve
from apiyard.mock.serving.cors import Cors
from apiyard.mock.serving.hosts import Hosts, hosts_for
from apiyard.mock.serving.limits import Limits
from apiyard.mock.serving.reload import Reload, Watched
from apiyard.mock.serving.site import Site
from apiyard.mock.serving.tls import Tls
from apiyard.mock.settings import Settings, read_settings

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
    inputs = find_inputs(given)
    kit = kit_of(given, inputs)
    if given.log:
        kit.watchers.append(lambda name, _: partial(teller.called, name if len(inputs) > 1 else ""))
    site = site_of(kit, given)
    gc.freeze()
    gc.enable()
    watched = [
        Watched(each.named.name, each.read, partial(kit.mount, each.named.name))
        for each in inputs
        if given.watch and each.read is not None
    ]
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


def kit_of(given: Given, inputs: Sequence[Input] | None = None) -> Kit:
    """Gather what the mocks are put together from.

    Args:
        given: the flags.
        inputs: the contracts; None to read them now.

    Returns:
        The kit, with what every part adds.
    """
    settings = read_settings(given.settings) if given.settings is not None else Settings()
    found = find_inputs(given) if inputs is None else inputs
    kit = Kit([each.named for each in found], settings, _options(given, settings))
    if (settings.of("answers", Answers) or Answers()).dynamic:
        kit.answerer = lambda _name, _contract: PlainAnswerer(dynamic=True)
    for part in PARTS:
        part(kit, given)
    return kit


def site_of(kit: Kit, given: Given | None = None) -> Site:
    """Put the mocks of a kit on one port.

    Args:
        kit: the kit.
        given: the flags, which say by which names it is found; None for any.

    Raises:
        InvalidInputError: one is no name of a host.
    """
    mounts = [kit.mount(each.name, each.contract) for each in kit.named]
    steered = kit.settings.of("control", ControlOptions) or ControlOptions()
    control = Control(kit.controls, steered) if kit.controls else None
    hosts = None if given is None else _hosts(given, steered)
    return Site(mounts, cors=kit.settings.of("cors", Cors), control=control, hosts=hosts)


def _hosts(given: Given, steered: ControlOptions) -> Hosts | None:
    """Give the names that the mock is found by; who may steer it by a name may call it by that, too."""
    known = hosts_for(given.host, given.allow_host)
    return known and hosts_for(given.host, (*given.allow_host, *steered.hosts))


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


def _tls(given: Given, settings: Settings) -> Tls | None:
    if given.tls or given.tls_cert or given.tls_key:
        return Tls(given.tls_cert, given.tls_key, self_signed=given.tls)
    return settings.of("tls", Tls)
