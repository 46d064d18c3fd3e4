"""What the flags of ``apiyard verify`` say, and the plan that they make with a settings file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from apiyard.cli.kept_cases import read_cases
from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, replace
from apiyard.spec.contract import Contract
from apiyard.verify.plan import KINDS, Plan
from apiyard.verify.planning.baseline import read_baseline
from apiyard.verify.planning.selection import Selection
from apiyard.verify.planning.settings import Settings, read_settings


@dataclass(frozen=True, slots=True)
class Flags:
    """What was given on the command line; None and empty mean that it was not.

    Args:
        settings: the settings file.
        kinds: ids of kinds of cases, joined by commas.
        seed: the seed of the cases.
        max_examples: generated cases for each operation.
        seconds: the time for the whole run.
        reply_seconds: how long one reply may take.
        wait_seconds: how long a service may take until it listens.
        workers: how many operations are verified at the same time.
        headers: ``NAME: VALUE``, sent always.
        include: patterns of operations.
        exclude: patterns of operations that are left out.
        cases: files of kept cases.
        baseline: the file of known failures.
        allow_remote: whether the service may be on another machine.
        insecure: whether it is believed also when nobody vouches for its certificate.
    """

    settings: Path | None = None
    kinds: str | None = None
    seed: int | None = None
    max_examples: int | None = None
    seconds: float | None = None
    reply_seconds: float | None = None
    wait_seconds: float | None = None
    workers: int | None = None
    headers: Sequence[str] = ()
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    cases: Sequence[Path] = ()
    baseline: Path | None = None
    allow_remote: bool = False
    insecure: bool = False

    @property
    def kind_ids(self) -> tuple[str, ...] | None:
        """The kinds, one by one and each once; an error when none is named."""
        if self.kinds is None:
            return None
        found = tuple(dict.fromkeys(each.strip() for each in self.kinds.split(",") if each.strip()))
        if not found:
            raise InvalidInputError("no kind of cases is named", where="--kinds", hint=",".join(KINDS))
        return found


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be done.

    Args:
        plan: the settings of the run.
        baseline: the file of known failures, if there is to be one.
        base_path: what stands before the paths of an application in this process.
    """

    plan: Plan
    baseline: Path | None
    base_path: str = ""


def planned(flags: Flags, contract: Contract) -> Planned:
    """Make the plan of a run.

    Args:
        flags: what was given on the command line; wins over the settings file.
        contract: the contract that is promised.

    Returns:
        The plan.

    Raises:
        InvalidInputError: something given is wrong, or the contract has no operation.
        NotFoundError: there is no such file.
    """
    if not contract.operations:
        raise InvalidInputError("the contract has no operation to verify", where=contract.title)
    settings = read_settings(flags.settings) if flags.settings is not None else Settings()
    given = {
        "kinds": flags.kind_ids,
        "seed": flags.seed,
        "max_examples": flags.max_examples,
        "seconds": flags.seconds,
        "reply_seconds": flags.reply_seconds,
        "wait_seconds": flags.wait_seconds,
        "workers": flags.workers,
        "headers": tuple(_header(each) for each in flags.headers),
        "selection": Selection(tuple(flags.include), tuple(flags.exclude)),
        "allow_remote": flags.allow_remote,
        "insecure": flags.insecure,
    }
    plan = settings.plan(os.environ.get, given)
    kept = tuple(each for path in flags.cases for each in read_cases(path, contract))
    if "kept" in plan.kinds and not flags.cases:
        hint = "name their file with --cases; apiyard diff OLD NEW -f witnesses -o FILE writes one"
        raise InvalidInputError("there are no kept cases to send", piece="kept", hint=hint)
    if kept:
        kinds = plan.kinds if "kept" in plan.kinds else (*plan.kinds, "kept")
        plan = replace(plan, kinds=kinds, cases=kept)
    baseline = flags.baseline or settings.baseline
    if flags.baseline is not None:
        plan = replace(plan, baseline=read_baseline(flags.baseline))
    return Planned(plan, baseline, settings.file.base_path)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise InvalidInputError("not a header", piece=text.partition(":")[0], hint="write NAME: VALUE")
    return name.strip(), value.strip()
