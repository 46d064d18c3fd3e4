"""Do what the flags of ``apiyard verify`` ask for against one service."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from apiyard.cli.verifying.against import against_named
from apiyard.cli.verifying.flags import Flags, Planned, planned
from apiyard.cli.verifying.outputs import Output
from apiyard.cli.verifying.watch_run import watch_run
from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, replace
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.spec.save import save
from apiyard.verify.plan import Plan
from apiyard.verify.planning.baseline import write_baseline
from apiyard.verify.planning.tuning import Tuning
from apiyard.verify.replay.write_tests import write_tests
from apiyard.verify.report import Report

if TYPE_CHECKING:
    from apiyard.cli.verifying.in_workspace import Wanted


_OF_MOCKS = Tuning(
    "a mock with a memory says of what is not there that it is not, also where the contract names no status for it",
    check="undocumented-status",
    options={"allow": [404]},
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is made of the report besides its forms.

    Args:
        update_baseline: whether the file of known failures is written anew.
        tests: the folder that a pytest file of the failures is written into.
        quiet: whether no progress is shown.
    """

    update_baseline: bool = False
    tests: Path | None = None
    quiet: bool = False


def perform(contract: Contract, against: str, flags: Flags, *, outputs: Sequence[Output], wishes: Wishes) -> bool:
    """Verify a service, and write what was asked for.

    Args:
        contract: what the service promises.
        against: what the user called the service.
        flags: what was given on the command line.
        outputs: forms with their files.
        wishes: what else is made of the report.

    Returns:
        Whether the service keeps its word, or what it does not keep is in the baseline now.

    Raises:
        ApiyardError: the run cannot begin, or a file cannot be written.
    """
    todo = planned(flags, contract)
    if wishes.update_baseline and todo.baseline is None:
        raise InvalidInputError("no file for the known failures", hint="name one with --baseline FILE")
    service = against_named(against, contract, base_path=todo.base_path, seed=todo.plan.seed)
    plan = todo.plan
    if against == "mock" and any(map(_names_no_miss, contract.operations)):
        plan = replace(plan, tuning=(_OF_MOCKS, *plan.tuning))
    report = watch_run(contract, service, plan, outputs=outputs, quiet=wishes.quiet)
    if wishes.tests is not None:
        _write_tests(wishes.tests, contract, report, todo=todo)
    if wishes.update_baseline and todo.baseline is not None:
        update_baseline(todo.baseline, todo.plan, report)
        return True
    return not report.failures


def _names_no_miss(operation: Operation) -> bool:
    return "{" in operation.path and not {"404", "4XX", "default"} & set(operation.responses)


def wanted_of(flags: Flags, wishes: Wishes) -> Wanted:
    """Say how much is asked of the APIs of a workspace, which the control plane starts.

    Args:
        flags: what was given on the command line.
        wishes: what else is made of the report.

    Returns:
        How much is asked.

    Raises:
        InvalidInputError: something was given that only a running service can be asked with.
    """
    from apiyard.cli.verifying.in_workspace import Wanted  # with the control plane's parts, for a workspace only

    plain = Plan()
    known = ("kinds", "seed", "max_examples", "seconds")
    given = [name for name in Flags.__slots__ if name not in known and getattr(flags, name)]
    given += [name for name in ("update_baseline", "tests") if getattr(wishes, name)]
    if given:
        told = ", ".join(name.replace("_", "-") for name in given)
        raise InvalidInputError("these are for a service that runs", piece=told, hint="name it with --against")
    return Wanted(
        flags.kind_ids or plain.kinds,
        plain.seed if flags.seed is None else flags.seed,
        flags.max_examples or plain.max_examples,
        flags.seconds or plain.seconds,
    )


def update_baseline(path: Path, plan: Plan, report: Report) -> None:
    """Write what a run found as known, keep what it did not ask for, and say so beside the report.

    Args:
        path: the file of known failures.
        plan: the plan, with what was known before.
        report: what was found.

    Raises:
        InvalidInputError: the file cannot be written.
    """
    updated = plan.baseline.updated((*report.failures, *report.known), reached=report.reached)
    path.parent.mkdir(parents=True, exist_ok=True)
    save(path, write_baseline(updated).encode(), roots=(path.resolve().parent,))
    known = "1 failure is" if len(updated.known) == 1 else f"{len(updated.known)} failures are"
    sys.stderr.write(f"{known} known now: with --baseline {path} only others fail a run\n")


def _write_tests(folder: Path, contract: Contract, report: Report, *, todo: Planned) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    written = write_tests(contract, report, headers=todo.plan.headers, base_path=todo.base_path)
    for name, text in written.items():
        save(folder / name, text.encode("utf-8", "backslashreplace"), roots=(folder.resolve(),))
