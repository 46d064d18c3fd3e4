"""One hosted mock or sandbox: what answers its callers, and what steers it, which they cannot reach."""

from __future__ import annotations

from typing import Literal, TypeAlias

from apiyard.core.noun import dataclass
from apiyard.mock.app import Mock
from apiyard.mock.control import Control, Handler
from apiyard.mock.injecting.api import faults_api
from apiyard.mock.injecting.inject import Faults
from apiyard.mock.injecting.rule import FaultOptions
from apiyard.mock.journal.api import journal_api
from apiyard.mock.journal.journal import Journal
from apiyard.mock.serving.cors import Cors
from apiyard.mock.serving.site import Site, mount_of
from apiyard.mock.step import Answerer
from apiyard.spec.contract import Contract

Form: TypeAlias = Literal["mocks", "sandboxes"]
FORMS: tuple[Form, ...] = ("mocks", "sandboxes")

# They run all the time, and what contracts say may be confidential: pages from elsewhere may not read it.
_CORS = Cors(origins=("local",))
# They share one process with the control plane.
_MOST_CALLS, _CALL_BYTES = 200, 2 << 20
_ITEMS, _CONSUMERS, _CONSUMER_BYTES, _STATE_BYTES, _SNAPSHOT_BYTES = 2_000, 50, 4 << 20, 16 << 20, 4 << 20


@dataclass(frozen=True, slots=True)
class Hosted:
    """One contract that is answered for.

    Args:
        site: answers callers.
        control: steers what is answered; whoever passes a request on has seen to it that the caller may.
    """

    site: Site
    control: Control


def host(form: Form, contract: Contract, *, hosts: tuple[str, ...] = ()) -> Hosted:
    """Make the mock or the sandbox of a contract.

    Args:
        form: with a memory or without.
        contract: the contract.
        hosts: names that the header ``Host`` of its callers may have.

    Returns:
        It, with a journal and faults within bounds. Callers may not ask for faults by a header until who steers it
        lets them.
    """
    journal = Journal(most=_MOST_CALLS, most_bytes=_CALL_BYTES).hide(contract)
    faults = Faults(FaultOptions(header=False))
    ids = frozenset(operation.id for operation in contract.operations)
    parts: dict[str, Handler] = {
        "journal": journal_api(journal, lambda: {"": ids}),
        "faults": faults_api(faults, lambda: ids),
    }
    answerer = _remembering(contract, parts) if form == "sandboxes" else None
    mock = Mock(contract, answerer=answerer, layers=[journal.layer, faults.layer], watchers=[journal.watch])
    return Hosted(Site([mount_of(mock)], cors=_CORS, hosts=hosts), Control(parts))


def _remembering(contract: Contract, parts: dict[str, Handler]) -> Answerer:
    """Make what answers from a state, and the part that steers it."""
    from apiyard.mock.sandbox.control import SandboxApi
    from apiyard.mock.sandbox.make import make_sandbox
    from apiyard.mock.sandbox.options import SandboxOptions
    from apiyard.mock.sandbox.store import Limits, World

    limits = Limits(items=_ITEMS, consumer_bytes=_CONSUMER_BYTES, consumers=_CONSUMERS, all_bytes=_STATE_BYTES)
    world = World(limits)
    answerer = make_sandbox(contract, SandboxOptions(limits=limits), world)
    parts["sandbox"] = SandboxApi(world, {"": answerer.house}, most_bytes=_SNAPSHOT_BYTES).handler()
    return answerer
