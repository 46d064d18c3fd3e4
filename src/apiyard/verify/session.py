"""What every kind works with during a run: the contract, the generator, the door, and the judging of one case."""

from __future__ import annotations

from apiyard.core.clock import Clock
from apiyard.core.noun import dataclass, field
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply
from apiyard.spec.operation import Operation
from apiyard.verify.case import Case
from apiyard.verify.check import check_exchange, check_taken
from apiyard.verify.curl import as_curl
from apiyard.verify.event import CaseJudged
from apiyard.verify.failure import Failure, Trouble
from apiyard.verify.generate import Generator
from apiyard.verify.plan import Plan
from apiyard.verify.transport import Door, NoReplyError, UnsendableError

MOST_MISSING = 3
"""After so many cases in a row without a reply the service counts as gone, and the run ends."""


@dataclass(slots=True)
class Session:
    """The state of a run.

    Args:
        contract: the contract.
        plan: the settings of the run.
        door: connections to the service.
        generator: makes requests.
        clock: monotonic time.
        failures: different failures by their keys, each with its smallest case.
        missing: cases in a row without a reply.
    """

    contract: Contract
    plan: Plan
    door: Door
    generator: Generator
    clock: Clock
    failures: dict[tuple[str, str, str, str, str], Failure] = field(default_factory=dict)
    missing: int = 0

    @property
    def gone(self) -> bool:
        """Whether the service counts as gone."""
        return self.missing >= MOST_MISSING

    def judge(self, operation: Operation, case: Case, *, must_take: bool = False) -> CaseJudged | None:
        """Send a case and judge the exchange.

        Args:
            operation: the operation that the case is meant for.
            case: the case.
            must_take: whether a request that the contract takes must not be refused for its form.

        Returns:
            What was seen; None when the request cannot be sent over HTTP.
        """
        started = self.clock.monotonic()
        reply: Reply | None = None
        try:
            reply = self.door.send(case.request)
            troubles = check_exchange(self.contract, operation, case.request, reply=reply)
            if must_take:
                troubles += check_taken(self.contract, case.request, reply)
            self.missing = 0
        except UnsendableError:
            return None
        except NoReplyError as error:
            troubles = (Trouble("no-reply", f"{error.what} {error.piece}".rstrip(), "reply", "a reply"),)
            self.missing += 1
        for trouble in troubles:
            self._keep(case, trouble, reply)
        status = reply.status if reply is not None else None
        return CaseJudged(case, status, self.clock.monotonic() - started, troubles)

    def _keep(self, case: Case, trouble: Trouble, reply: Reply | None) -> None:
        curl = as_curl(self.door.base_url, case.request, self.plan.headers)
        new = Failure(case, trouble, reply, curl)
        key = (case.kind, *new.key)
        old = self.failures.get(key)
        if old is None:
            self.failures[key] = new
        else:
            smaller = new if new.size < old.size else old
            self.failures[key] = Failure(smaller.case, smaller.trouble, smaller.reply, smaller.curl, old.seen + 1)
