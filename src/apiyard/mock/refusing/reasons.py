"""Errors of the contract's own form that say what is the matter, as far as they have room for it."""

from __future__ import annotations

import json

from apiyard.core.json import Json, canonical
from apiyard.mock.answering.answer import Wanted, answer
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.refusing.explain import Told, explained, phrase
from apiyard.mock.step import Refused
from apiyard.spec import media
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import Operation

_OTHER_SEEDS = (5, 11, 17)
_FIRST_ERROR = 400


def with_reasons(operation: Operation, method: str, own: Reply, *, told: Told) -> Reply:
    """Put reasons into an error of the contract's form.

    Args:
        operation: the operation that was called.
        method: the request's method.
        own: the error, made from the contract.
        told: the reasons.

    Returns:
        An error that conforms; the same one where it is no JSON, or has no room.
    """
    error = _value(own)
    if error is None:
        return own

    def written(value: Json) -> Reply:
        body = canonical(value)
        length = str(len(body))
        headers = tuple((name, length if name == "content-length" else text) for name, text in own.headers)
        return Reply(own.status, headers, body)

    def holds(value: Json) -> bool:
        return not check_reply(operation, method, written(value))

    best = explained(error, told, holds)
    return own if best == error else written(best)


def made_otherwise(operation: Operation, method: str, status: int, *, accept: str | None = None) -> tuple[Json, ...]:
    """Give other errors of a status that the contract could mean: what they have in common it says itself.

    Args:
        operation: the operation.
        method: the request's method.
        status: the status.
        accept: the header ``Accept`` of the request.
    """
    wanted = (Wanted(method, accept, Wishes(code=status), seed) for seed in _OTHER_SEEDS)
    return tuple(_value(answer(operation, each)) for each in wanted)


def worded(operation: Operation, wanted: Wanted, own: Reply | Refused) -> Reply | Refused:
    """Let an error that somebody wished for say its own status, where the contract leaves that open.

    Args:
        operation: the operation.
        wanted: how the request wanted to be answered.
        own: the answer.

    Returns:
        The answer; an error without a word by the contract reads ``Not Found`` instead of anything.
    """
    if isinstance(own, Refused) or own.status < _FIRST_ERROR or wanted.wishes.dynamic or wanted.wishes.example:
        return own
    words = phrase(own.status)
    others = made_otherwise(operation, wanted.method, own.status, accept=wanted.accept)
    code = words.lower().replace(" ", "-").replace("'", "")
    told = Told(own.status, words, (), code, others, by_caller=False)
    return with_reasons(operation, wanted.method, own, told=told)


def _value(reply: Reply | Refused) -> Json:
    if isinstance(reply, Refused) or not media.read(reply.header("content-type") or "").is_json or not reply.body:
        return None
    value: Json = json.loads(reply.body)
    return value
