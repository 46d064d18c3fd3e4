"""Requests at the boundaries of every constraint of the contract, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

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
from apiyard.verify.edges.requests import EdgeCase, about_varied, beside, edge_cases
from apiyard.verify.event import CaseJudged
from apiyard.verify.generate import CannotGenerateError
from apiyard.verify.kind import Kind
from apiyard.verify.session import Session
from apiyard.verify.stateful.learned import learned
from apiyard.verify.stateful.supply import supply

_TRIES = 6
_DOUBTS = 3


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
        crowded: whether the service takes no values twice, so that each request needs others.
        doubted: how often that was asked.
    """

    session: Session
    operation: Operation
    until: float
    wish: Wish | None = None
    good: Request | None = None
    taken: bool = False
    crowded: bool = False
    doubted: int = 0
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
        status: int | None = None
        self.crowded = self._is_crowded()
        for draft in drafts(self.operation, seed=self.session.plan.seed, given=given):
            if len(self.seen) >= _TRIES or self.taken or (self.seen and self.over):
                break
            recipes = learned(self.session).recipes
            wish = recipes.apart(self.operation, draft.wish) if self.crowded else draft.wish
            judged = self._tried(wish, draft.origin)
            if judged is not None:
                status = judged.status
                yield judged
        if self.taken or status != 409:
            return
        for wish in learned(self.session).recipes.others(self.operation, given, 409):
            judged = self._tried(wish, "other values than those that are there")
            if judged is not None:
                yield judged
            if self.taken or self.over:
                self.crowded = self.crowded or self.taken
                return

    def _tried(self, wish: Wish, origin: str) -> CaseJudged | None:
        """Send a request to start from, if it is good and was not sent before."""
        try:
            request = composer(self.session.contract).request(self.operation, wish)
        except ApiyardError:
            return None
        if request in self.seen or not self._keeps(request):
            return None
        self.seen.add(request)
        judged = self._judged(f"to start from: {origin}", request)
        if judged is None:
            return None
        self.taken = judged.status is not None and judged.status < 300
        if self.taken or self.wish is None:
            self.wish, self.good = wish, request
        return judged

    def ask(self, edge: EdgeCase) -> Iterator[CaseJudged]:
        """Send one edge; a refusal of a firm one is told only when the request it was made from is still taken."""
        judged = self._judged(edge.origin, self._fresh(edge).request)
        if judged is None:
            return
        yield judged
        status = judged.status
        if edge.good and status in {400, 409, 422}:
            yield from self._doubt(status)
            if self.crowded and self.doubted < _DOUBTS:
                self.doubted = _DOUBTS
                yield from self.ask(edge)
                return
        if not (edge.firm and self.taken and self.good is not None and status in {400, 415, 422}):
            return
        if self._may_be_there(edge):
            return
        if status == 422 and "400" in self.operation.responses and "422" in self.operation.responses:
            return  # then 422 is about what the request means, which no schema says
        again = self._judged("to start from: is it still taken?", self._fresh_good())
        if again is None:
            return
        yield again
        if again.status is not None and again.status < 300:
            told = self._judged(edge.origin, self._fresh(edge).request, must_take=True)
            if told is not None:
                yield told

    def _doubt(self, status: int) -> Iterator[CaseJudged]:
        """See whether the very request that was taken is refused in the same way now, since what it has is there."""
        if self.crowded or not self.taken or self.good is None or not self.good.body or self.doubted >= _DOUBTS:
            return
        self.doubted += 1
        again = self._judged("to start from: is it taken twice?", self.good)
        if again is not None:
            yield again
            self.crowded = again.status == status
            if self.crowded:
                learned(self.session).recipes.crowded.add(self.operation.id)

    def _may_be_there(self, edge: EdgeCase) -> bool:
        """Whether an edge may be refused since the service has its value already."""
        if self.wish is None or not self.crowded:
            return False
        if edge.wish is None:
            return True
        new = learned(self.session).recipes.apart(self.operation, edge.wish)
        return about_varied(edge, old=self.wish, new=new)

    def _is_crowded(self) -> bool:
        """Whether what the operation is about has values that are there once only, as was seen when it was made."""
        known = learned(self.session)
        makers = (each.create for each in known.resources if each.role(self.operation) is not None)
        return any(each is not None and each.id in known.recipes.crowded for each in makers)

    def _fresh(self, edge: EdgeCase) -> EdgeCase:
        """Give an edge with values that the service does not have yet, where it takes none twice."""
        if not self.crowded or self.wish is None:
            return edge
        new = learned(self.session).recipes.apart(self.operation, self.wish)
        return beside(self.session.contract, self.operation, edge, old=self.wish, new=new)

    def _fresh_good(self) -> Request:
        """Give the request that edges are made from, which the service should take now."""
        good = cast("Request", self.good)
        return self._fresh(EdgeCase("", good, good=True, firm=False, wish=self.wish)).request

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
