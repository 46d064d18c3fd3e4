"""Make a sequence that showed something wrong shorter, by playing it again with less before its end."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Reply
from apiyard.spec.operation import Operation
from apiyard.verify.case import Case, Step
from apiyard.verify.event import CaseJudged
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble
from apiyard.verify.session import Oracle
from apiyard.verify.stateful.again import given_again, without
from apiyard.verify.stateful.play import OverError, Play

_MOST_PLAYS = 16
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def prune(play: Play) -> None:
    """Play what showed something wrong again with fewer requests before it, as long as it still shows.

    Args:
        play: the sequence; what its shorter forms showed is added to what it saw, and the run keeps the shortest.
    """
    done: set[tuple[str, str]] = play.session.learned.setdefault("stateful pruned", set())
    for judged, oracle, needs in tuple(play.wrong):
        keys = {(judged.case.operation, each.check) for each in judged.troubles}
        if judged.case.before and not keys <= done:
            done |= keys
            _Pruning(play, judged, oracle, needs).go()


@dataclass(slots=True)
class _Pruning:
    """One sequence that is made shorter.

    Args:
        play: the sequence.
        judged: its end, which showed something wrong.
        oracle: what was owed there.
        needs: the indexes of the steps that it is owed for; without them the same reply would be right.
        plays: how often it was played again.
    """

    play: Play
    judged: CaseJudged
    oracle: Oracle | None
    needs: frozenset[int]
    plays: int = 0

    def go(self) -> None:
        """Leave out all that only reads first, then one request after the other, the last one first."""
        case = self.judged.case
        steps = [*case.before, Step(case.operation, case.request, case.takes)]
        kept = set(self.needs)
        reads = [at for at, step in enumerate(steps[:-1]) if step.request.method in _SAFE and at not in kept]
        fewer = without(steps, reads)
        left = {at - sum(1 for gone in reads if gone < at) for at in kept}
        if reads and fewer is not None and self._shows(fewer, left):
            kept, steps = left, fewer
        at = len(steps) - 2
        while at >= 0 and self.plays < _MOST_PLAYS:
            fewer = without(steps, [at]) if at not in kept else None
            left = {each - (each > at) for each in kept}
            if fewer is not None and self._shows(fewer, left):
                kept, steps = left, fewer
            at -= 1

    def _shows(self, steps: Sequence[Step], kept: AbstractSet[int]) -> bool:
        """Play a sequence; say whether its end shows the same again, after steps that must not be refused."""
        self.plays += 1
        session = self.play.session
        replies: list[Reply | None] = []
        sent: list[Step] = []
        for at, step in enumerate(steps):
            if session.gone or session.clock.monotonic() > self.play.until:
                raise OverError
            given = given_again(step, replies)
            operation = self._operation(step)
            if given is None or operation is None:
                return False
            request, takes = given
            case = Case("stateful", step.operation, _origin(sent), request, tuple(sent), takes)
            judged = session.judge(operation, case, oracle=self._same if at == len(steps) - 1 else None)
            if judged is None:
                return False
            self.play.seen.append(judged)
            replies.append(judged.reply)
            sent.append(Step(step.operation, request, takes))
            refused = judged.reply is None or (judged.reply.status >= 400 and at in kept)
            if at < len(steps) - 1 and refused:
                return False
        checks = {each.check for each in self.judged.troubles}
        return bool(checks & {each.check for each in judged.troubles}) if steps and judged is not None else False

    def _same(self, exchange: Exchange) -> list[Trouble]:
        """Give what the oracle finds again; it knows the former play, so all else that it finds may be due to that."""
        wanted = {(each.check, each.place) for each in self.judged.troubles}
        found = self.oracle(exchange) if self.oracle is not None else ()
        return [each for each in found if (each.check, each.place) in wanted]

    def _operation(self, step: Step) -> Operation | None:
        return next((each for each in self.play.session.contract.operations if each.id == step.operation), None)


def _origin(sent: Sequence[Step]) -> str:
    return f"after {', '.join(step.operation for step in sent)}" if sent else "at first"
