"""Play a sequence: send requests one after the other, remembering what was sent and where its values came from."""

from __future__ import annotations

import time
from collections.abc import Callable

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import Wish
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.verify.case import Case, Step, Taken
from apiyard.verify.event import CaseJudged
from apiyard.verify.session import Oracle, Session

_MOST_STEPS = 150


class OverError(Exception):
    """The time is up, or the service gone; the sequence ends here."""


@dataclass(slots=True)
class Play:
    """A sequence that is being played.

    Args:
        session: the run.
        until: the monotonic time at which it ends.
        words: what is played, for the origin of each case.
        kind: id of the kind of cases that plays.
        steps: what was sent so far.
        seen: what was seen and not yet told.
        wrong: what showed something wrong, with what was owed there (None where that was only the contract), and the
            indexes of the steps that it is owed for.
        pause: waits some seconds.
    """

    session: Session
    until: float
    words: str = ""
    kind: str = "stateful"
    steps: list[Step] = field(default_factory=list)
    seen: list[CaseJudged] = field(default_factory=list)
    wrong: list[tuple[CaseJudged, Oracle | None, frozenset[int]]] = field(default_factory=list)
    pause: Callable[[float], None] = time.sleep

    def send(
        self,
        operation: Operation,
        wish: Wish,
        *,
        takes: tuple[Taken, ...] = (),
        oracle: Oracle | None = None,
        lasting: bool = True,
        needs: frozenset[int] = frozenset(),
    ) -> CaseJudged | None:
        """Send the next request.

        Args:
            operation: its operation.
            wish: what it has.
            takes: what of it came from earlier replies of this sequence.
            oracle: what the service owes here besides the contract.
            needs: the indexes of the steps that the oracle rests on.
            lasting: whether the oracle says the same of the same request after another sequence.

        Returns:
            What was seen; None when no request that keeps the contract can be built or sent.

        Raises:
            OverError: the time is up, or the service gone.
        """
        session = self.session
        if session.gone or session.clock.monotonic() > self.until or len(self.steps) >= _MOST_STEPS:
            raise OverError
        try:
            request = composer(session.contract).request(operation, wish)
        except ApiyardError:
            return None
        judgement = check_request(session.contract, request)
        if judgement.operation is None or judgement.operation.id != operation.id:
            return None
        if any(each.place != "security" for each in judgement.violations):
            return None
        names = [step.operation for step in self.steps]
        origin = self.words + (f", after {', '.join(names)}" if names else "")
        case = Case(self.kind, operation.id, origin, request, tuple(self.steps), takes)
        judged = session.judge(operation, case, oracle=oracle)
        if judged is None:
            return None
        self.steps.append(Step(operation.id, request, takes))
        self.seen.append(judged)
        if judged.troubles and lasting:
            self.wrong.append((judged, oracle, needs))
        return judged

    @property
    def last(self) -> int:
        """The index of the step that was sent last."""
        return len(self.steps) - 1

    def told(self) -> list[CaseJudged]:
        """Give what was seen since it was asked last."""
        found, self.seen = self.seen, []
        return found
