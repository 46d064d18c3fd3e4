"""Walk a list from its first page to its last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote_plus

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec.composing.wish import Name, Wish
from apiyard.spec.operation import Operation
from apiyard.spec.style import query_pairs
from apiyard.verify.case import Taken
from apiyard.verify.event import CaseJudged
from apiyard.verify.exchange import Exchange
from apiyard.verify.failure import Trouble
from apiyard.verify.planning.fixture import pinned
from apiyard.verify.session import Oracle
from apiyard.verify.stateful.naming import id_in
from apiyard.verify.stateful.paging import Paging, end_said, more_said, next_cursor, next_link, paging_of, total_in
from apiyard.verify.stateful.play import Play
from apiyard.verify.stateful.reading import body_of, ids_of, rows_of
from apiyard.verify.stateful.resource import Resource

_MOST_PAGES = 30

Id = str | int | None


@dataclass(slots=True)
class Walk:
    """What was seen of a list.

    Args:
        ids: the ids of the things, in order, page after page.
        rows: the things as the list shows them, in the same order.
        takes: where each id came from, in the same order.
        ended: whether the last page was reached.
        total: how many there are as the service says, None when it does not.
        last: the request of the last page, and what of it came from earlier replies.
    """

    ids: list[Id] = field(default_factory=list)
    rows: list[Json] = field(default_factory=list)
    takes: list[Taken] = field(default_factory=list)
    ended: bool = False
    total: int | None = None
    last: tuple[Wish, tuple[Taken, ...]] | None = None

    def has(self, id_: Json) -> bool:
        """Say whether a thing is in the list."""
        return any(str(each) == str(id_) for each in self.ids if each is not None)

    def lacks(self, id_: Json) -> bool:
        """Say whether a thing is surely in no row: all have ids, and no member of a row is its."""
        if None in self.ids or not self.ended:
            return False
        shown = (row.values() if isinstance(row, Mapping) else (row,) for row in self.rows)
        return not any(isinstance(each, str | int) and str(each) == str(id_) for row in shown for each in row)

    @property
    def repeated(self) -> Id:
        """An id that is in the list twice; None when there is none."""
        seen: set[str] = set()
        for each in self.ids:
            if each is not None and str(each) in seen:
                return each
            seen.add(str(each))
        return None


@dataclass(slots=True)
class Walker:
    """Walks one list.

    Args:
        play: sends requests.
        resource: the sort of things in it.
        operation: the operation that gives it.
        given: the values of the path's variables, and others that are asked for.
        takes: what of them came from earlier replies.
    """

    play: Play
    resource: Resource
    operation: Operation
    given: Mapping[Name, Json]
    takes: tuple[Taken, ...] = ()
    paging: Paging = field(init=False)
    size: int | None = field(init=False)

    def __post_init__(self) -> None:
        """Find the parameters that choose a page, and how long one is where a fixture says so."""
        self.paging = paging_of(self.operation)
        limit, fixtures = self.paging.limit, self.play.session.plan.fixtures
        fixture = pinned(fixtures, self.operation, limit) if limit is not None else None
        self.size = fixture.value if fixture is not None and isinstance(fixture.value, int) else None

    @property
    def is_whole(self) -> bool:
        """Whether the list can be walked from its begin to its end: no fixture says which part of it is given."""
        paging, fixtures = self.paging, self.play.session.plan.fixtures
        ways = (paging.offset, paging.page, paging.cursor)
        return all(each is None or pinned(fixtures, self.operation, each) is None for each in ways)

    def walk(self, size: int | None = None) -> Walk | None:
        """Read page after page, at most thirty, and stop at one that was seen before.

        Args:
            size: how many things a page is asked to have; None for as many as the contract allows.

        Returns:
            What was seen; None when the service gives no list.
        """
        paging, found = self.paging, Walk()
        size = (self.size or size or paging.largest()) if paging.limit is not None else None
        wish, takes = self._first(size), self.takes
        for number in range(_MOST_PAGES):
            judged = self.play.send(self.operation, wish, takes=takes, oracle=self._of_size(size))
            reply = judged.reply if judged is not None else None
            body = body_of(reply)
            rows = rows_of(body, self.resource) if reply is not None and reply.status == 200 else None
            if judged is None or reply is None or rows is None:
                # A page behind the last one may be refused.
                found.ended = number > 0 and reply is not None and 400 <= reply.status < 500
                return found if number else None
            self._note(found, rows)
            found.last = wish, takes
            found.total = total_in(body, reply)
            if found.repeated is not None:
                return found
            after = self._next(found, judged, body, rows=len(rows[0]), size=size)
            if after is None:
                return found
            wish, takes = after
        return found

    def _note(self, found: Walk, rows: tuple[list[Json], str]) -> None:
        ids = ids_of(rows[0], self.resource)
        found.ids += ids
        found.rows += rows[0]
        for at, (row, id_) in enumerate(zip(rows[0], ids, strict=True)):
            name = id_in(row, self.resource) if isinstance(row, Mapping) else None
            end = f"/{at}/{name}" if name is not None else f"/{at}"
            found.takes.append(Taken(self.play.last, rows[1] + end, str(id_)))

    def _first(self, size: int | None) -> Wish:
        values: dict[Name, Json] = dict(self.given)
        if size is not None and self.paging.limit is not None:
            values["query", self.paging.limit.name] = size
        return Wish(values=values, drop_credentials=True)

    def _next(
        self, found: Walk, judged: CaseJudged, body: Json, *, rows: int, size: int | None
    ) -> tuple[Wish, tuple[Taken, ...]] | None:
        """Give the request of the next page; None at the end, which is noted when it is sure."""
        paging, values = self.paging, dict(self._first(size).values)
        reply = judged.reply
        link = next_link(judged.case.request, reply) if reply is not None else None
        if link is not None:
            texts: dict[Name, str] = {("query", name): unquote_plus(text) for name, text in query_pairs(link)}
            kept = {name: value for name, value in values.items() if name not in texts}
            return Wish(values=kept, texts=texts, drop_credentials=True), self.takes
        if paging.cursor is not None:
            cursor = next_cursor(body, paging.cursor.name)
            if cursor is None and more_said(body) and found.takes:
                cursor = str(found.ids[-1]), found.takes[-1].pointer
            if cursor is None:
                found.ended = end_said(body, paging.cursor.name) or (size is not None and rows < size)
                return None
            values["query", paging.cursor.name] = cursor[0]
            taken = Taken(self.play.last, cursor[1], str(cursor[0]))
            return Wish(values=values, drop_credentials=True), (*self.takes, taken)
        if not rows or not paging.goes_on or (found.total is not None and len(found.ids) >= found.total):
            found.ended = paging.goes_on or _whole(rows, size)
            return None
        if paging.offset is not None:
            values["query", paging.offset.name] = len(found.ids)
        elif paging.page is not None:
            values["query", paging.page.name] = paging.first_page() + self._pages(found, size or rows)
        return Wish(values=values, drop_credentials=True), self.takes

    def _pages(self, found: Walk, size: int) -> int:
        return -(-len(found.ids) // size)

    def _of_size(self, size: int | None) -> Oracle:
        def owed(exchange: Exchange) -> Iterator[Trouble]:
            rows = rows_of(body_of(exchange.reply), self.resource) if exchange.reply.status == 200 else None
            if size is not None and rows is not None and len(rows[0]) > size and self.paging.limit is not None:
                told = f"{len(rows[0])} things were given, and {self.paging.limit.name}={size} asked for"
                yield Trouble("page-too-long", told, f"body {rows[1]}".rstrip(), "a limit is the most that is given")

        return owed


def _whole(rows: int, size: int | None) -> bool:
    """Say whether a list that does not go on was the whole one: not when it may have been cut off at a round number."""
    return rows < size if size is not None else rows < 10 or bool(rows % 5)
