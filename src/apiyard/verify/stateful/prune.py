"""Make a sequence that showed something wrong shorter, by playing it again with less before its end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import quote, unquote, unquote_plus

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.spec import pointer as pointers
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.operation import Operation
from apiyard.verify.case import Case, Step, Taken
from apiyard.verify.event import CaseJudged
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble
from apiyard.verify.session import Oracle
from apiyard.verify.stateful.play import OverError, Play
from apiyard.verify.stateful.reading import body_of

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
        fewer = _without(steps, reads)
        left = {at - sum(1 for gone in reads if gone < at) for at in kept}
        if reads and fewer is not None and self._shows(fewer, left):
            kept, steps = left, fewer
        at = len(steps) - 2
        while at >= 0 and self.plays < _MOST_PLAYS:
            fewer = _without(steps, [at]) if at not in kept else None
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
            given = _given(step, replies)
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


def _without(steps: Sequence[Step], gone: Sequence[int]) -> list[Step] | None:
    """Give the steps without some; None when one that stays takes something from one that goes."""
    index: dict[int, int] = {}
    out: list[Step] = []
    for at, step in enumerate(steps):
        if at in gone:
            continue
        if any(taken.step not in index for taken in step.takes):
            return None
        index[at] = len(out)
        out.append(replace(step, takes=tuple(replace(taken, step=index[taken.step]) for taken in step.takes)))
    return out


def _given(step: Step, replies: Sequence[Reply | None]) -> tuple[Request, tuple[Taken, ...]] | None:
    """Give the request of a step with what it takes from the new replies; None when they have it not."""
    request, takes = step.request, []
    for taken in step.takes:
        reply = replies[taken.step]
        text = _text(reply, taken) if reply is not None else None
        if text is None:
            return None
        request = _renamed(request, taken.text, text)
        takes.append(replace(taken, text=text))
    return request, tuple(takes)


def _text(reply: Reply, taken: Taken) -> str | None:
    if taken.pointer.startswith("header:"):
        line = reply.header(taken.pointer.removeprefix("header:"))
        return line.rstrip("/").rpartition("/")[2] if line else None
    value = pointers.get(body_of(reply), taken.pointer)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _renamed(request: Request, old: str, new: str) -> Request:
    """Give a request in which a text that stands for itself, in its path, query or body, is another one."""
    path = "/".join(quote(new, safe="") if unquote(each) == old else each for each in request.path.split("/"))
    pairs = [each.partition("=") for each in request.query.split("&")]
    query = "&".join(
        f"{name}{mark}{quote(new, safe='') if unquote_plus(text) == old else text}" for name, mark, text in pairs
    )
    body = request.body
    if body[:1] in {b"{", b"["} and old.encode() in body:
        try:
            body = json.dumps(_in_json(json.loads(body), old, new), ensure_ascii=False, separators=(",", ":")).encode()
        except ValueError:
            body = request.body
    return replace(request, path=path, query=query, body=body)


def _in_json(value: Json, old: str, new: str) -> Json:
    if isinstance(value, Mapping):
        return {name: _in_json(each, old, new) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_json(each, old, new) for each in value]
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value) == old:
        return int(new) if isinstance(value, int) and new.isdecimal() else new
    return value
