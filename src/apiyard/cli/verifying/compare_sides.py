"""Compare services by the same requests: what ``apiyard verify X --compare A --with B`` does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from apiyard.cli.contracts import contract_named
from apiyard.cli.place import control_plane_at, workspace_at
from apiyard.cli.verifying.against import against_named
from apiyard.cli.verifying.flags import Flags, planned
from apiyard.cli.verifying.outputs import Output
from apiyard.cli.verifying.perform import Wishes, update_baseline
from apiyard.cli.verifying.watch_run import Stopped, told_to_the_end
from apiyard.core.clock import Clock
from apiyard.core.errors import InvalidInputError, NotFoundError, unknown
from apiyard.core.noun import dataclass
from apiyard.settings.read import find_product
from apiyard.spec.contract import Contract
from apiyard.verify.compare.compare_services import compare_services
from apiyard.verify.compare.side import Side
from apiyard.verify.doors.door import door_of
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import Event
from apiyard.verify.plan import Plan

GATEWAY = "gateway"
"""What the user calls the gateway of an environment: ``gateway`` for the first one, or ``gateway:ENVIRONMENT``."""
LIVE = "live"
"""What the user calls the version that an environment runs, asked without the gateway."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared.

    Args:
        ref: what the user called the contract.
        first: the service that is verified.
        others: those that it is compared with.
        workspace: folder of the workspace; None for the current one.
    """

    ref: str
    first: str
    others: Sequence[str]
    workspace: Path | None = None


def comparison(
    ref: str | None, first: str | None, others: Sequence[str], *, against: str | None, workspace: Path | None
) -> Comparison:
    """Make a comparison of what was given on the command line.

    Args:
        ref: what the user called the contract.
        first: the service that is verified; None for the one that is verified anyway.
        others: those that it is compared with.
        against: the service that is verified without a comparison.
        workspace: folder of the workspace.

    Returns:
        What is compared.

    Raises:
        InvalidInputError: the contract or a service is missing, or the first one is named twice.
    """
    first = first or against
    if ref is None or first is None or not others or (against is not None and first != against):
        hint = "apiyard verify API --compare mock --with http://127.0.0.1:8000 --with gateway"
        raise InvalidInputError("a comparison needs a contract, a service and another one", hint=hint)
    return Comparison(ref, first, others, workspace)


def compare_sides(asked: Comparison, flags: Flags, *, outputs: Sequence[Output], wishes: Wishes) -> bool:
    """Verify the first service, compare the others with it, and write the reports.

    Where the first one is a mock and another one runs, that one leads: what it makes is known to the others then.

    Args:
        asked: what is compared.
        flags: what was given on the command line.
        outputs: forms with their files.
        wishes: what else is made of the report.

    Returns:
        Whether the first one keeps its word and the others answer alike, or what differs is in the baseline now.

    Raises:
        InvalidInputError: a service is called by no name that leads to one.
        ApiyardError: the run cannot begin, or a report cannot be written.
        KeyboardInterrupt: the user ended it; the reports of what was seen until then are written.
    """
    if wishes.tests is not None:
        raise InvalidInputError("tests are written for a service alone", hint="leave --compare and --with out")
    names = [asked.first, *asked.others]
    if len(set(names)) != len(names):
        raise InvalidInputError("a service is compared with others, not with itself", piece=", ".join(names))
    contract = contract_named(asked.ref, asked.workspace)
    todo = planned(flags, contract)
    sides = [side_named(name, contract, asked, plan=todo.plan, base_path=todo.base_path) for name in names]
    sides.sort(key=lambda side: side.made_up)

    def going(clock: Clock, stopped: Stopped) -> Iterator[Event]:
        return compare_services(contract, sides[0], sides[1:], plan=todo.plan, clock=clock, stopped=stopped)

    report = told_to_the_end(going, contract, todo.plan, outputs=outputs, quiet=wishes.quiet)
    if wishes.update_baseline:
        if todo.baseline is None:
            raise InvalidInputError("no file for the known failures", hint="name one with --baseline FILE")
        update_baseline(todo.baseline, todo.plan, report)
        return True
    return not report.failures


def side_named(name: str, contract: Contract, asked: Comparison, *, plan: Plan, base_path: str = "") -> Side:
    """Find a service that a user means.

    Args:
        name: ``mock``; ``API@VERSION`` for the mock of a released contract; ``gateway`` or ``live``, with
            ``:ENVIRONMENT`` behind it for another than the first one; a base URL; or ``package.module:app``.
        contract: the contract.
        asked: what is compared.
        plan: the settings of the run.
        base_path: what stands before the paths of the contract in an application.

    Returns:
        The service.

    Raises:
        InvalidInputError: it is none of them.
        NotFoundError: there is no such release or environment.
    """
    against: str | Application
    word, _, environment = name.partition(":")
    keeps = ""
    if word in {GATEWAY, LIVE}:
        against, keeps = (_gateway if word == GATEWAY else _live)(environment, asked)
    elif "@" in name and "://" not in name:
        against = _mock_of(name, asked, seed=plan.seed)
    else:
        against = against_named(name, contract, base_path=base_path, seed=plan.seed)
    made_up = isinstance(against, Application) and (name == "mock" or "@" in name)
    return Side(name, door_of(plan, against), made_up, keeps)


def _mock_of(ref: str, asked: Comparison, *, seed: int) -> Application:
    found = against_named("mock", contract_named(ref, asked.workspace), seed=seed)
    if isinstance(found, str):
        raise InvalidInputError("not a service", piece=ref)
    return Application(found.app, ref)


def _gateway(environment: str, asked: Comparison) -> tuple[str, str]:
    """Find where the gateway of an environment serves the API, and name the environment."""
    product = find_product(workspace_at(asked.workspace), _api(asked))
    told = control_plane_at(asked.workspace).get("/api/status")
    urls = {str(each["name"]): str(each.get("url") or "") for each in told["environments"]}
    name = _environment(environment, urls)
    if not urls[name]:
        raise NotFoundError("the gateway does not listen", where=name, hint="apiyard up")
    base = product.file.gateway.base_path or f"/{product.name}"
    return urls[name].rstrip("/") + "/" + base.strip("/"), name


def _live(environment: str, asked: Comparison) -> tuple[str, str]:
    """Find an instance of the version that an environment runs, and name the environment."""
    told = control_plane_at(asked.workspace).get("/api/status")
    name = _environment(environment, [str(each["name"]) for each in told["environments"]])
    for each in told["deployments"]:
        if (each["api"], each["environment"]) == (_api(asked), name) and each["share_percent"]:
            ports = [one["port"] for one in each["instances"] if one.get("port") and one["state"] == "healthy"]
            if ports:
                return f"http://127.0.0.1:{ports[0]}", name
    hint = "name its URL, or deploy it: apiyard deploy"
    raise NotFoundError("no instance runs on this machine", where=f"{_api(asked)} in {name}", hint=hint)


def _environment(name: str, known: Collection[str]) -> str:
    if name and name not in known:
        raise unknown("environment", name, known)
    return name or next(iter(known))


def _api(asked: Comparison) -> str:
    return asked.ref.partition("@")[0]
