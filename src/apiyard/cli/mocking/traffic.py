"""What the mocks do besides answering: they keep a journal, inject faults, call back, and replay cassettes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.kit import Kit
from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError
from apiyard.mock.callbacks.api import callbacks_api, webhooks_api
from apiyard.mock.callbacks.call_back import CallBack
from apiyard.mock.callbacks.options import CallbackOptions
from apiyard.mock.callbacks.outbox import Outbox
from apiyard.mock.injecting.api import faults_api
from apiyard.mock.injecting.inject import Faults
from apiyard.mock.injecting.rule import FaultOptions
from apiyard.mock.journal.api import journal_api
from apiyard.mock.journal.journal import Journal
from apiyard.mock.layer import Layer, Watcher
from apiyard.mock.step import Answerer
from apiyard.mock.streaming.options import StreamOptions
from apiyard.mock.streaming.stream import Stream
from apiyard.spec.contract import Contract

if TYPE_CHECKING:
    from apiyard.mock.forward.cassette import Recorded

_SHOWN = 3


def add_traffic(kit: Kit, given: Given) -> None:
    """Add the journal, faults and the cassette to the kit.

    Args:
        kit: what the mocks are put together from.
        given: the flags.

    Raises:
        ApiyardError: the cassette cannot be read.
    """
    journal = Journal()
    faults = Faults(kit.settings.of("faults", FaultOptions))
    streams = Stream(kit.settings.of("streams", StreamOptions))
    several = len(kit.named) > 1
    ids = {each.name: _ids(each.contract) for each in kit.named}
    for at, kept in enumerate(faults.kept):
        kept.rule.check_operation(_all(ids), f"{given.settings}#/faults/{at}/operation")

    def watcher(name: str, contract: Contract) -> Watcher:
        journal.hide(contract)
        ids[name] = _ids(contract)
        return journal.watcher(name) if several else journal.watch

    kit.watchers.append(watcher)
    kit.layers.append(lambda name, contract: partial(journal.layer, api=name) if several else journal.layer)
    kit.layers.append(lambda name, contract: faults.layer_of(name) if several else faults.layer)
    kit.controls |= {
        "journal": journal_api(journal, lambda: ids if several else {"": _all(ids)}),
        "faults": faults_api(faults, lambda: _all(ids)),
    }
    if faults.kept:
        rules = "1 rule injects" if len(faults.kept) == 1 else f"{len(faults.kept)} rules inject"
        kit.notes.append(f"{rules} latency and faults")
    _callbacks(kit, given)
    kit.layers.append(lambda name, contract: streams.layer)
    if given.replay is None and given.replay_else != "refuse":
        raise InvalidInputError("there is nothing to replay", piece=given.replay_else, hint="add --replay FILE")
    if given.replay is not None:
        _replay(kit, given.replay, given.replay_else)


def _ids(contract: Contract) -> frozenset[str]:
    return frozenset(each.id for each in contract.operations)


def _all(ids: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*ids.values())


def _callbacks(kit: Kit, given: Given) -> None:
    """Send callbacks and webhooks; nothing of it runs before there is something to send."""
    options = kit.settings.of("callbacks", CallbackOptions) or CallbackOptions()
    outbox = Outbox(SystemClock())
    scheme = "https" if given.tls or given.tls_cert or "tls" in kit.settings.sections else "http"
    contracts = {each.name: each.contract for each in kit.named}

    def make(name: str, contract: Contract) -> Layer:
        contracts[name] = contract
        return CallBack(outbox, options, seed=kit.options.seed, scheme=scheme).layer

    kit.layers.append(make)
    kit.controls |= {"callbacks": callbacks_api(outbox), "webhooks": webhooks_api(outbox, options, lambda: contracts)}

    async def sending() -> None:
        await outbox.some()
        from apiyard.mock.callbacks.send import Sender  # HTTP clients take long to load

        await Sender(outbox, options).run()

    kit.jobs.append(sending)


def _replay(kit: Kit, path: Path, otherwise: str) -> None:
    from apiyard.mock.forward.cassette import read_cassette
    from apiyard.mock.forward.redact import secrets_of
    from apiyard.mock.forward.replay import Replay, replay_api

    if len(kit.named) > 1:
        raise InvalidInputError("a cassette is of one contract", where=str(path), hint="name one contract")
    if otherwise not in {"refuse", "mock"}:
        raise InvalidInputError("what was not recorded is refused or mocked", piece=otherwise, hint="refuse or mock")
    recorded = read_cassette(path)
    kit.notes += _told(kit.named[0].contract, recorded, path)
    before = kit.answerer

    def make(name: str, contract: Contract) -> Answerer:
        # A changed contract begins with the first recording again, as a restart would.
        following = before(name, contract) if otherwise == "mock" else None
        replay = Replay(recorded, following, secrets=secrets_of(contract))
        kit.controls["replay"] = replay_api(replay)
        return replay

    kit.answerer = make


def _told(contract: Contract, recorded: Sequence[Recorded], path: Path) -> list[str]:
    """Say how much is played, and what cannot be: a mock never sends what breaks its contract."""
    from apiyard.mock.forward.replay import broken

    unfit = broken(contract, recorded)
    played = len(recorded) - len(unfit)
    lines = [f"plays {played} exchange{'s' * (played != 1)} of {path}"]
    if unfit:
        lines.append(f"{len(unfit)} {'breaks' if len(unfit) == 1 else 'break'} the contract, not played:")
        lines += [f"  {row.where} {why}" for row, why in unfit[:_SHOWN]]
        lines += ["  ..."] if len(unfit) > _SHOWN else []
    return lines
