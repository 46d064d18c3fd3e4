"""Services that are unusual and keep their contract: nothing is said against them."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest

from apiyard.spec.load import load_contract
from apiyard.verify.doors.inside import Application
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify
from tests.apps.boards import Boards
from tests.apps.books import Books
from tests.apps.parcels import Parcels
from tests.apps.service import Answer, RefusedError, Service, changed, problem


class Loud(Books):
    """Sends headers that nobody asked for, their names in capitals."""

    def finish(self, call, answer):
        headers = {name.upper(): value for name, value in answer.headers.items()}
        return changed(answer, headers={**headers, "X-REQUEST-ID": "1", "VARY": "Accept", "SERVER": "a/1"})


class Charset(Parcels):
    """Names the charset of JSON, in its own way."""

    def finish(self, call, answer):
        return changed(answer, media=f'{answer.media.title()} ; Charset="UTF-8"')


class Zipped(Boards):
    """Answers in gzip, whether it was asked for or not."""

    def finish(self, call, answer):
        if answer.status == 204:
            return answer
        return changed(answer, raw=gzip.compress(answer.data), headers={**answer.headers, "content-encoding": "gzip"})


class Pretty(Parcels):
    """Lays its JSON out for people."""

    def finish(self, call, answer):
        return changed(answer, raw=json.dumps(answer.value, indent=4).encode() + b"\n")


class Floating(Boards):
    """Writes integers as floating numbers, which JSON Schema takes for the same."""

    def finish(self, call, answer):
        return changed(answer, value=_floating(answer.value))


def _floating(value):
    if isinstance(value, dict):
        return {name: _floating(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_floating(each) for each in value]
    return float(value) if isinstance(value, int) else value


class Typed(Boards):
    """Sends a media type with an empty reply."""

    def finish(self, call, answer):
        return changed(answer, headers={"content-type": "application/json"}) if answer.status == 204 else answer


class Empty(Books):
    """Has nothing in its list at first."""

    def __init__(self):
        super().__init__()
        self.books.clear()


class Newest(Books):
    """Lists the newest book first."""

    def listed(self):
        return super().listed()[::-1]


class Trimming(Books):
    """Takes blanks off the ends of titles, and says so in its reply."""

    def good(self, book):
        good = super().good(book)
        title = good["title"].strip()
        if not title:
            raise RefusedError(400)
        return {**good, "title": title}


class Busy(Boards):
    """Asks its callers now and then to come again later."""

    calls = 0

    def answer(self, call):
        self.calls += 1
        return super().answer(call) if self.calls % 17 else changed(problem(429), headers={"retry-after": "1"})


class Unprocessable(Books):
    """Refuses what is wrong in a form by 422, which its contract does not name."""

    def answer(self, call):
        try:
            return super().answer(call)
        except RefusedError as error:
            raise RefusedError(422 if error.status == 400 else error.status, error.allowed) from error


class Asked(Boards):
    """Answers HEAD and OPTIONS everywhere."""

    def answer(self, call) -> Answer:
        if call.method == "OPTIONS":
            return Answer(204, headers={"allow": "GET, HEAD, POST, OPTIONS"})
        if call.method != "HEAD":
            return super().answer(call)
        return changed(super().answer(replace(call, method="GET")), raw=b"")


SERVICES: list[type[Service]] = [
    *(Loud, Charset, Zipped, Pretty, Floating, Typed, Empty, Newest, Trimming, Busy, Unprocessable, Asked),
]


@pytest.mark.parametrize("server", SERVICES, ids=lambda each: each.__name__)
def test_nothing_is_said_against_it(server):
    plan = Plan(kinds=("examples", "edges", "stateful"), seconds=100, max_examples=6)
    report = verify(load_contract(server.contract), Application(server()), plan)
    assert [(each.case.origin, each.trouble) for each in report.failures] == []
    assert sum(kind.cases for kind in report.kinds) > 100
