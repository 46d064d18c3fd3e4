"""What every kind works with during a run: the contract, the generator, the door, and the judging of one case."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from apiyard.core.clock import Clock
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.operation import Operation
from apiyard.verify.auth.keeper import Keeper, Signed
from apiyard.verify.auth.proof import Told
from apiyard.verify.case import Case, Step
from apiyard.verify.check import checks
from apiyard.verify.doors.door import AnyDoor
from apiyard.verify.doors.transport import NoReplyError, UnsendableError
from apiyard.verify.event import CaseJudged
from apiyard.verify.exchange import Exchange, judge_exchange
from apiyard.verify.failure import Failure, Trouble, kept_reply
from apiyard.verify.generate import Generator
from apiyard.verify.keep import keeper_of
from apiyard.verify.plan import Plan
from apiyard.verify.planning.fixture import fixed
from apiyard.verify.planning.tuning import Spared, Tuned, Tuning, tuned
from apiyard.verify.telling.curl import as_commands

MOST_MISSING = 3
"""After so many cases in a row without a reply the service counts as gone, and the run ends."""

_SEQUENCES = "stateful"
"""The kind whose oracles know what earlier requests of a sequence did."""


def never() -> bool:
    """Say no: a run that nobody stops."""
    return False


Oracle: TypeAlias = Callable[[Exchange], Iterable[Trouble]]
"""Knows more than the contract about one exchange, such as what was sent before it, and gives what is wrong."""


@dataclass(slots=True)
class Session:
    """The state of a run; several threads may judge cases at the same time.

    Args:
        contract: the contract.
        plan: the settings of the run.
        door: connections to the service.
        generator: makes requests.
        clock: monotonic time.
        keeper: the credentials; None for those of the plan.
        failures: different failures by their keys, each with its smallest case.
        missing: cases in a row without a reply.
        learned: what kinds found out about the service and use again, by the kind's id.
        stopped: says whether somebody wants the run to end now.
    """

    contract: Contract
    plan: Plan
    door: AnyDoor
    generator: Generator
    clock: Clock
    keeper: Keeper | None = None
    failures: dict[tuple[str, str, str, str, str], Failure] = field(default_factory=dict)
    missing: int = 0
    learned: dict[str, Any] = field(default_factory=dict, repr=False)
    stopped: Callable[[], bool] = never
    _lock: Any = field(default_factory=threading.Lock, repr=False)
    _options: dict[tuple[str, str, str], Tuned] = field(default_factory=dict, repr=False)
    _spared: Counter[int] = field(default_factory=Counter, repr=False)

    def __post_init__(self) -> None:
        """Take the credentials of the plan when no others are given."""
        if self.keeper is None:
            self.keeper = keeper_of(self.contract, self.plan, self.door, clock=self.clock)

    @property
    def gone(self) -> bool:
        """Whether nothing more is to be sent: the service counts as gone, or the run is to end."""
        return self.missing >= MOST_MISSING or self.stopped()

    def judge(
        self, operation: Operation, case: Case, *, must_take: bool = False, oracle: Oracle | None = None
    ) -> CaseJudged | None:
        """Send a case and judge the exchange.

        Args:
            operation: the operation that the case is meant for.
            case: the case; what stands before its request was sent already.
            must_take: whether a request that the contract takes must not be refused for its form.
            oracle: knows more about the exchange; the ids of its troubles are those of checks, too, so that they can
                be tuned by operation.

        Returns:
            What was seen, with the reply; None when the request cannot be sent over HTTP.
        """
        looked = self.look(operation, case, must_take=must_take, oracle=oracle)
        if looked is None:
            return None
        judged, told = looked
        with self._lock:
            self.missing = 0 if judged.reply is not None else self.missing + 1
            for trouble in judged.troubles:
                self._keep(judged, trouble, told)
        return judged

    def look(
        self, operation: Operation, case: Case, *, must_take: bool = False, oracle: Oracle | None = None
    ) -> tuple[CaseJudged, tuple[Told, ...]] | None:
        """Send a case and judge the exchange, without keeping what is wrong; see ``judge``.

        Args:
            operation: the operation that the case is meant for.
            case: the case.
            must_take: whether a request that the contract takes must not be refused for its form.
            oracle: knows more about the exchange.

        Returns:
            What was seen, and the credentials that were sent; None when the request cannot be sent over HTTP.
        """
        started = self.clock.monotonic()
        request = self._fixed(operation, case, case)
        signed, reply = self._keeper.sign(operation, request), None
        try:
            signed, reply = self._exchanged(operation, request, signed)
            seen = judge_exchange(self.contract, operation, signed.request, reply=reply, must_take=must_take)
            troubles = self._looked(case, seen, oracle)
            reply = self._keeper.hide_reply(reply)
        except UnsendableError:
            return None
        except NoReplyError as error:
            told = Trouble("no-reply", f"{error.what}: {error.piece}".rstrip(": "), "reply", "a reply")
            troubles = () if self._spares("no-reply", case) else (told,)
        case = replace(case, request=signed.shown)
        return CaseJudged(case, reply, self.clock.monotonic() - started, troubles), signed.told

    def failure_of(self, judged: CaseJudged, trouble: Trouble, *, told: tuple[Told, ...] = ()) -> Failure:
        """Give the failure that a trouble is.

        Args:
            judged: the case that showed it.
            trouble: what is wrong.
            told: the credentials that were sent.

        Returns:
            The failure, with the command that sends the case again.
        """
        case, told = self._shown(judged.case, told)
        curl = as_commands(self.door.base_url, case, self.plan.headers, told=told, insecure=self.plan.insecure)
        return Failure(case, trouble, kept_reply(judged.reply), curl, told=told)

    def _shown(self, case: Case, told: tuple[Told, ...]) -> tuple[Case, tuple[Told, ...]]:
        """Put fixed values and credentials, as people may read them, into what was sent before a case, too."""
        steps = []
        for step in case.before:
            operation = self.contract.operation(step.operation)
            request = self._fixed(operation, case, step)
            signed = self._keeper.sign(operation, request)
            told = tuple(dict.fromkeys((*told, *signed.told)))
            steps.append(replace(step, request=signed.shown))
        return replace(case, before=tuple(steps)), told

    def _fixed(self, operation: Operation, case: Case, step: Case | Step) -> Request:
        """Put fixed values into a request of a case; a sequence of its own goes on with what it made and was told."""
        own = {each.text for each in step.takes} if case.kind == _SEQUENCES else ()
        return fixed(self.contract, operation, step.request, fixtures=self.plan.fixtures, own=own)

    @property
    def _keeper(self) -> Keeper:
        if self.keeper is None:
            raise AssertionError("a session has credentials from its start")
        return self.keeper

    def _exchanged(self, operation: Operation, request: Request, signed: Signed) -> tuple[Signed, Reply]:
        """Send a request; with new credentials once more, when the old ones do not hold any longer."""
        reply = self.door.send(signed.request)
        if reply.status == 401 and signed.numbers and self._keeper.renewed(signed):
            signed = self._keeper.sign(operation, request)
            reply = self.door.send(signed.request)
        if reply.status != 401:
            self._keeper.worked(signed)
        return signed, reply

    def spared(self) -> tuple[Spared, ...]:
        """Say how often each exception from a check was needed so far."""
        return tuple(Spared(each, self._spared[at]) for at, each in enumerate(self.plan.tuning))

    def _looked(self, case: Case, exchange: Exchange, oracle: Oracle | None) -> tuple[Trouble, ...]:
        found: list[Trouble] = []
        for check in checks().values():
            if check.look is None:
                continue
            how = self._tuned(check.id, case)
            seen = () if how.options is None else tuple(check.look(exchange, how.options))
            if how.by is not None and len(seen) < len(tuple(check.look(exchange, check.options()))):
                self._note(how.by)
            found += seen
        for trouble in oracle(exchange) if oracle is not None else ():
            if not self._spares(trouble.check, case):
                found.append(trouble)
        hide = self._keeper.hide
        return tuple(replace(each, message=hide(each.message), place=hide(each.place)) for each in found)

    def _spares(self, check: str, case: Case) -> bool:
        """Say whether a trouble that was found is none here, because an exception turned its check off."""
        how = self._tuned(check, case)
        if how.options is None and how.by is not None:
            self._note(how.by)
        return how.options is None

    def _note(self, tuning: Tuning) -> None:
        with self._lock:
            self._spared[self.plan.tuning.index(tuning)] += 1

    def _tuned(self, check: str, case: Case) -> Tuned:
        key = (check, case.operation, case.kind)
        if key not in self._options:
            self._options[key] = tuned(self.plan.tuning, check, operation=case.operation, kind=case.kind)
        return self._options[key]

    def _keep(self, judged: CaseJudged, trouble: Trouble, told: tuple[Told, ...]) -> None:
        """Keep the smallest case of each failure; the commands are written only for what is kept."""
        new = Failure(judged.case, trouble, judged.reply, "", told=told)
        key = (new.case.kind, *new.key)
        old = self.failures.get(key)
        if old is None or new.size < old.size:
            seen = 1 if old is None else old.seen + 1
            self.failures[key] = replace(self.failure_of(judged, trouble, told=told), seen=seen)
        else:
            self.failures[key] = replace(old, seen=old.seen + 1)
