"""Requests at the boundaries of every constraint of the contract, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.errors import ApiyardError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.verify.case import Case
from apiyard.verify.draft import drafts
from apiyard.verify.edges.requests import EdgeCase, edge_cases
from apiyard.verify.event import CaseJudged
from apiyard.verify.generate import CannotGenerateError
from apiyard.verify.kind import Kind
from apiyard.verify.session import Session
from apiyard.verify.stateful.supply import supply

_TRIES = 6


def _probe(session: Session, operation: Operation, until: float) -> Iterator[CaseJudged]:
    """Find a request that the service takes, then change it at one place at a time."""
    probing = _Probing(session, operation, until)
    yield from probing.find()
    if probing.wish is None:
        raise CannotGenerateError("no request keeps the contract", where=operation.id)
    for edge in edge_cases(session.contract, operation, probing.wish, seed=session.plan.seed):
        if probing.over:
            return
        yield from probing.ask(edge)


@dataclass(slots=True)
class _Probing:
    """The edges of one operation.

    Args:
        session: the run.
        operation: the operation.
        until: the monotonic time at which it ends.
        wish: the request that is changed; None while there is none.
        good: that request as it is sent.
        taken: whether the service took it.
    """

    session: Session
    operation: Operation
    until: float
    wish: Wish | None = None
    good: Request | None = None
    taken: bool = False
    seen: set[Request] = field(default_factory=set)

    @property
    def over(self) -> bool:
        """Whether the time is up or the service gone."""
        return self.session.gone or self.session.clock.monotonic() > self.until

    def find(self) -> Iterator[CaseJudged]:
        """Send good requests until one is taken; without one, the first is what edges are made from."""
        given: Mapping[Name, Json] = {}
        if "{" in self.operation.path:
            supplied = supply(self.session, self.operation, self.until, kind="edges")
            given = supplied.given
            yield from supplied.seen
        for draft in drafts(self.operation, seed=self.session.plan.seed, given=given):
            if len(self.seen) >= _TRIES or self.taken or (self.seen and self.over):
                return
            try:
                request = composer(self.session.contract).request(self.operation, draft.wish)
            except ApiyardError:
                continue
            if request in self.seen or not self._keeps(request):
                continue
            self.seen.add(request)
            judged = self._judged(f"to start from: {draft.origin}", request)
            if judged is None:
                continue
            yield judged
            self.taken = judged.status is not None and judged.status < 300
            if self.taken or self.wish is None:
                self.wish, self.good = draft.wish, request

    def ask(self, edge: EdgeCase) -> Iterator[CaseJudged]:
        """Send one edge; a refusal of a firm one is told only when the request it was made from is still taken."""
        judged = self._judged(edge.origin, edge.request)
        if judged is None:
            return
        yield judged
        status = judged.status
        if not (edge.firm and self.taken and self.good is not None and status in {400, 415, 422}):
            return
        if status == 422 and "400" in self.operation.responses and "422" in self.operation.responses:
            return  # then 422 is about what the request means, which no schema says
        again = self._judged("to start from: is it still taken?", self.good)
        if again is None:
            return
        yield again
        if again.status is not None and again.status < 300:
            told = self._judged(edge.origin, edge.request, must_take=True)
            if told is not None:
                yield told

    def _keeps(self, request: Request) -> bool:
        judgement = check_request(self.session.contract, request)
        return judgement.operation is not None and all(each.place == "security" for each in judgement.violations)

    def _judged(self, origin: str, request: Request, *, must_take: bool = False) -> CaseJudged | None:
        case = Case("edges", self.operation.id, origin, request)
        return self.session.judge(self.operation, case, must_take=must_take)


KIND = Kind(
    id="edges",
    why="Faults live at boundaries: the last value that is allowed, the first that is not, and what was left out.",
    probe=_probe,
    finds=(
        "any_media_type",
        "border_taken",
        "charset_refused",
        "commas_refused",
        "cookie_unread",
        "duplicates_taken",
        "empty_list_crashes",
        "enum_any_case",
        "fourth_label",
        "heaviest_refused",
        "ids_uncounted",
        "kind_guessed",
        "last_page_crashes",
        "longest_crashes",
        "no_such_day",
        "nothing_weighed",
        "pattern_searched",
        "steps_ignored",
        "text_for_number",
        "too_heavy",
        "true_for_one",
        "twice_crashes",
        "unknown_taken",
    ),
)
