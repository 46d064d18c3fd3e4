"""What was given to ``apiyard verify``, and which of its three journeys that means."""

from __future__ import annotations

from pathlib import Path

from apiyard.cli.contracts import contract_named
from apiyard.cli.verifying.flags import Flags
from apiyard.cli.verifying.outputs import choose
from apiyard.cli.verifying.perform import Wishes, perform, wanted_of
from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.verify.form import find_form


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments and options, by the names of the command."""

    contract: str | None
    against: str | None
    compare: str | None
    with_: list[str] | None
    settings: Path | None
    kinds: str | None
    include: list[str] | None
    exclude: list[str] | None
    seed: int | None
    max_examples: int | None
    seconds: float | None
    reply_seconds: float | None
    wait: float | None
    workers: int | None
    header: list[str] | None
    allow_remote: bool
    insecure: bool
    cases: list[Path] | None
    baseline: Path | None
    update_baseline: bool
    write_tests: Path | None
    junit: Path | None
    format: list[str] | None
    output: list[str] | None
    quiet: bool
    workspace: Path | None

    @property
    def flags(self) -> Flags:
        """Those that make the plan of a run."""
        return Flags(
            settings=self.settings,
            kinds=self.kinds,
            seed=self.seed,
            max_examples=self.max_examples,
            seconds=self.seconds,
            reply_seconds=self.reply_seconds,
            wait_seconds=self.wait,
            workers=self.workers,
            headers=self.header or (),
            include=self.include or (),
            exclude=self.exclude or (),
            cases=self.cases or (),
            baseline=self.baseline,
            allow_remote=self.allow_remote,
            insecure=self.insecure,
        )


def do(given: Given) -> bool:
    """Verify a service that runs, compare several, or let the control plane start and verify those of a workspace.

    Args:
        given: the arguments and options.

    Returns:
        Whether all is as it should be.

    Raises:
        InvalidInputError: what was given does not fit together.
        ApiyardError: the run cannot begin, or a file cannot be written.
    """
    outputs = choose(given.format or (), given.output or ())
    if given.junit is not None:
        outputs.append((find_form("junit"), str(given.junit)))
    flags, quiet = given.flags, given.quiet
    wishes = Wishes(update_baseline=given.update_baseline, tests=given.write_tests, quiet=quiet)
    if given.compare is not None or given.with_:
        from apiyard.cli.verifying.compare_sides import compare_sides, comparison

        others = given.with_ or ()
        asked = comparison(given.contract, given.compare, others, against=given.against, workspace=given.workspace)
        return compare_sides(asked, flags, outputs=outputs, wishes=wishes)
    if given.against is None:
        from apiyard.cli.verifying.in_workspace import verify_in_workspace

        wanted = wanted_of(flags, wishes)
        return verify_in_workspace(given.contract, given.workspace, wanted, outputs=outputs, quiet=quiet)
    if given.contract is None:
        raise InvalidInputError("say which contract the service promises", hint="apiyard verify API --against URL")
    promised = contract_named(given.contract, given.workspace)
    return perform(promised, given.against, flags, outputs=outputs, wishes=wishes)
