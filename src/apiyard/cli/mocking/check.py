"""What ``apiyard mock --check`` says, and what a running mock finds out about itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from apiyard.cli.contracts import Named, contracts_named
from apiyard.cli.mocking.given import Given
from apiyard.cli.mocking.kit import Kit
from apiyard.cli.output import Format, console, say_json
from apiyard.mock.check import Unanswered, unanswered
from apiyard.mock.check_api import Checks, facts
from apiyard.mock.step import Answerer
from apiyard.spec.contract import Contract

_MOST_TOLD = 3
_PAUSE_SECONDS = 1.0


def check(given: Given, form: Format) -> int:
    """List the answers that contracts have no conforming value for.

    Args:
        given: the flags; contracts and seed count.
        form: how to say it.

    Returns:
        The exit code: 1 when there are such answers.

    Raises:
        ApiyardError: a contract cannot be read.
    """
    named = contracts_named(list(given.contracts), given.workspace)
    rows = [(each, list(unanswered(each.contract, seed=given.seed or 0))) for each in named]
    if form is Format.JSON:
        say_json([{"contract": each.name, "unanswered": [facts(one) for one in wrong]} for each, wrong in rows])
    else:
        for each, wrong in rows:
            _say(each, wrong)
    return 1 if any(wrong for _, wrong in rows) else 0


def _say(named: Named, wrong: Sequence[Unanswered]) -> None:
    out = console()
    title = f"{named.contract.title} {named.contract.version}"
    if not wrong:
        out.print(f"✓ {title}: every answer of {len(named.contract.operations)} operations conforms", markup=False)
        return
    out.print(f"✗ {title}: {_counted(wrong)}", markup=False)
    for each in wrong:
        out.print(f"  {_line(each)}\n    at {each.where}", markup=False, soft_wrap=True)


def _counted(wrong: Sequence[Unanswered]) -> str:
    return f"{len(wrong)} answer{'s' * (len(wrong) != 1)} that cannot be given; calls for them are refused with 501"


def _line(each: Unanswered) -> str:
    return f"{' '.join(part for part in (each.operation, each.status, each.media) if part)}: {each.reason}"


def add_check(kit: Kit, given: Given) -> None:
    """Let mocks find out behind their callers what they cannot answer.

    Args:
        kit: what the mocks are put together from.
        given: the flags.
    """
    checks = Checks(_tell, seed=kit.options.seed)
    before = kit.answerer

    def make(name: str, contract: Contract) -> Answerer:
        checks.take(name, contract)
        return before(name, contract)

    async def checking() -> None:
        # The first callers come first: both would build the same validators at the same time.
        await asyncio.sleep(_PAUSE_SECONDS)
        checks.start()

    kit.answerer = make
    kit.jobs.append(checking)
    kit.controls["check"] = checks.handle


def _tell(name: str, wrong: Sequence[Unanswered]) -> None:
    """Say what the mock refuses; on standard error, which no program reads along."""
    if not wrong:
        return
    out = console(stderr=True)
    out.print(f"{name}: {_counted(wrong)}", markup=False)
    for each in wrong[:_MOST_TOLD]:
        out.print(f"  {_line(each)}", markup=False, soft_wrap=True)
    if len(wrong) > _MOST_TOLD:
        out.print("  ... apiyard mock --check names them all", markup=False)
