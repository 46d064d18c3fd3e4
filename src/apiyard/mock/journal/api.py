"""The journal over HTTP: list, count, verify, reset."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias, cast

from apiyard.core.errors import InvalidInputError, NotFoundError
from apiyard.core.json import Json
from apiyard.mock.control import Handler, json_of, json_reply, not_allowed, query_of
from apiyard.mock.journal.journal import Entry, Journal, facts_of
from apiyard.mock.journal.match import Match, check_names, differences, read_match
from apiyard.mock.journal.verify import read_expectation, verify
from apiyard.mock.refusing.problem import problem
from apiyard.spec.exchange import Reply, Request

_LIMIT = 100

Known: TypeAlias = Callable[[], Mapping[str, Collection[str]]]
"""Gives the ids of all operations by the name of their API's mount, as of now."""

_Check: TypeAlias = Callable[[Sequence[Match]], None]


def journal_api(journal: Journal, known: Known | None = None) -> Handler:
    """Give what answers below ``/__apiyard/journal``.

    ``GET`` lists (``operation``, ``method``, ``path``, ``status``, ``consumer``, ``fault``, ``text``, ``valid``,
    ``after`` and ``limit`` choose), ``GET /NUMBER`` gives one exchange, ``POST /find`` and ``POST /count`` take a
    match, ``POST /verify`` an expectation (422 when it is not met), ``DELETE`` forgets all.

    Args:
        journal: the journal.
        known: the operations that there are; without it a match may name any.

    Returns:
        The handler for `apiyard.mock.control.Control`.
    """

    def check(matches: Sequence[Match]) -> None:
        if known is not None:
            names = known()
            for each in matches:
                check_names(each, names)

    def handle(request: Request) -> Reply:
        path, method = request.path.rstrip("/"), request.method.upper()
        if path == "":
            return _whole(journal, request, method, check=check)
        if path in _POSTS:
            return _POSTS[path](journal, json_of(request), check) if method == "POST" else not_allowed("POST")
        if not path[1:].isdecimal():
            raise NotFoundError("the journal has no such path", hint="/find, /count, /verify, or the number of a call")
        if method not in {"GET", "HEAD"}:
            return not_allowed("GET")
        found = next((each for each in journal.entries() if str(each.number) == path[1:]), None)
        if found is None:
            raise NotFoundError("there is no such call, or it is forgotten")
        return json_reply(facts_of(found))

    return handle


def _whole(journal: Journal, request: Request, method: str, *, check: _Check) -> Reply:
    if method == "DELETE":
        journal.reset()
        return Reply(204)
    if method not in {"GET", "HEAD"}:
        return not_allowed("GET", "DELETE")
    given = query_of(request)
    after, limit = _number(given.pop("after", 0), "after"), _number(given.pop("limit", _LIMIT), "limit")
    if "valid" in given:
        given["valid"] = given["valid"] in {"true", "1", ""}
    found = [each for each in _found(journal, given, check) if each.number > after]
    return _listed(journal, found, limit)


def _find(journal: Journal, held: Json, check: _Check) -> Reply:
    return _listed(journal, _found(journal, held, check), 1_000)


def _count(journal: Journal, held: Json, check: _Check) -> Reply:
    return json_reply({"count": len(_found(journal, held, check))})


def _verify(journal: Journal, held: Json, check: _Check) -> Reply:
    expectation = read_expectation(held)
    check(expectation.matches)
    verdict = verify(expectation, journal.entries())
    if not verdict.met:
        return problem(422, verdict.told, code="expectation-not-met")
    return json_reply({"met": True, "count": verdict.count, "told": verdict.told, "numbers": list(verdict.numbers)})


_POSTS = {"/find": _find, "/count": _count, "/verify": _verify}


def _found(journal: Journal, held: Json, check: _Check) -> list[Entry]:
    match = read_match(cast("Mapping[str, Json]", held))
    check([match])
    return [each for each in journal.entries() if not differences(match, each)]


def _listed(journal: Journal, found: list[Entry], limit: int) -> Reply:
    shown = found[-limit:] if limit else []
    return json_reply(
        {"total": len(found), "forgotten": journal.forgotten, "calls": [facts_of(each) for each in shown]}
    )


def _number(text: Json, name: str) -> int:
    word = str(text)
    if not (word.isdecimal() and word.isascii() and len(word) < 10):
        raise InvalidInputError(f"{name} needs a number", piece=word)
    return int(word)
