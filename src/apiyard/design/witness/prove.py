"""Build an exchange, hold it against both contracts, and make it as small as it can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.design.cause import ExchangeProof
from apiyard.design.witness.shrink import shrink
from apiyard.design.witness.trial import Concern, Ruling, Trial, judge_reply, judge_request
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.compose import code_of, composer
from apiyard.spec.composing.wish import CannotBuildError, Name, ReplyWish, Wish
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation
from apiyard.spec.style import MISSING

REPLIES = frozenset(("reply", "reply-header", "reply-body"))
_SEEDS = 3
_VARIABLE = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Draft:
    """An exchange that may become a proof.

    Args:
        wish: what the request is to have.
        reply: what the reply is to have; None when the request alone decides.
        concern: which violations count.
        inside: pointer of the deciding value inside the body or the parameter's value.
        part: the part of the exchange that decides.
    """

    wish: Wish
    reply: ReplyWish | None
    concern: Concern
    inside: str = ""
    part: str = "operation"


def prove(trial: Trial, draft: Draft) -> ExchangeProof | str:
    """Build an exchange, confirm it, and make it small.

    Args:
        trial: what it is held against.
        draft: the wishes for it.

    Returns:
        The proof, or why there is none.

    Raises:
        InvalidInputError: a schema of a contract is itself wrong.
    """
    try:
        if draft.reply is not None:
            return _prove_reply(trial, draft, draft.reply)
        return _prove_request(trial, draft)
    except CannotBuildError as error:
        return f"{error.what}: {error.piece}" if error.piece else error.what


def _prove_request(trial: Trial, draft: Draft) -> ExchangeProof | str:
    make = composer(trial.source)
    seed, ruling = 0, Ruling(False, "no request was built")
    for seed in range(_SEEDS):
        ruling = judge_request(trial, make.request(trial.allowed, draft.wish, seed=seed), draft.concern)
        if ruling.proved:
            break
    if not ruling.proved:
        return ruling.text
    same = draft.concern.like(ruling)

    def wins(wish: Wish) -> bool:
        try:
            return judge_request(trial, make.request(trial.allowed, wish, seed=seed), same).proved
        except CannotBuildError:
            return False

    wish = _smallest(draft.wish, wins)
    request = make.request(trial.allowed, wish, seed=seed)
    value, name = _deciding(wish, draft)
    return ExchangeProof(request, None, value, name, judge_request(trial, request, same).text)


def _smallest(wish: Wish, wins: Callable[[Wish], bool]) -> Wish:
    """Take away members of the body and of the parameters, and parameters that are not needed."""
    if wish.body is not MISSING:
        wish = replace(wish, body=shrink(wish.body, lambda value: wins(replace(wish, body=value))))
    for key in wish.values:
        wish = _smaller_at(wish, key, wins)
    return wish


def _smaller_at(wish: Wish, key: Name, wins: Callable[[Wish], bool]) -> Wish:
    fewer = replace(wish, values={name: value for name, value in wish.values.items() if name != key})
    if wins(fewer):
        return fewer
    return _valued(wish, key, shrink(wish.values[key], lambda value: wins(_valued(wish, key, value))))


def _valued(wish: Wish, key: Name, value: Json) -> Wish:
    return replace(wish, values={**wish.values, key: value})


def _deciding(wish: Wish, draft: Draft) -> tuple[Json, str]:
    """Give the deciding value, and where it is: a pointer into the body, or the name of the parameter."""
    if draft.part == "body" and wish.body is not MISSING:
        return _inside(wish.body, draft.inside)
    for (place, name), whole in wish.values.items():
        if place == draft.part:
            value, inside = _inside(whole, draft.inside)
            return value, name + inside
    return None, draft.concern.pointer.removeprefix("/")


def _inside(whole: Json, pointer: str) -> tuple[Json, str]:
    """Give the value inside, or the whole when what was inside could be taken away."""
    found = pointers.get(whole, pointer)
    return (whole, "") if found is pointers.MISSING else (cast("Json", found), pointer)


def _prove_reply(trial: Trial, draft: Draft, wished: ReplyWish) -> ExchangeProof | str:
    make = composer(trial.source)
    if not wished.code:
        wished = replace(wished, code=code_of(trial.allowed, wished.status, also=trial.refused))
    seed, ruling = 0, Ruling(False, "no reply was built")
    for seed in range(_SEEDS):
        ruling = judge_reply(trial, make.reply(trial.allowed, wished, seed=seed), draft.concern)
        if ruling.proved:
            break
    if not ruling.proved:
        return ruling.text
    same = draft.concern.like(ruling)

    def wins(wish: ReplyWish) -> bool:
        try:
            return judge_reply(trial, make.reply(trial.allowed, wish, seed=seed), same).proved
        except CannotBuildError:
            return False

    wish = wished
    if wish.body is not MISSING:
        wish = replace(wish, body=shrink(wish.body, lambda value: wins(replace(wish, body=value))))
    reply = make.reply(trial.allowed, wish, seed=seed)
    value, name = _deciding_of_reply(wish, draft)
    return ExchangeProof(_asking(trial), reply, value, name, judge_reply(trial, reply, same).text)


def _deciding_of_reply(wish: ReplyWish, draft: Draft) -> tuple[Json, str]:
    if draft.part == "reply-body" and wish.body is not MISSING:
        return _inside(wish.body, draft.inside)
    for name, whole in wish.headers.items():
        value, inside = _inside(whole, draft.inside)
        return value, name + inside
    return None, draft.concern.pointer.removeprefix("/")


def _asking(trial: Trial) -> Request:
    """Give the request of a client of the old contract that the reply answers."""
    old = trial.source if trial.direction == "request" else trial.target
    operation = trial.allowed if trial.direction == "request" else trial.refused
    return asking(old, operation or trial.allowed)


def asking(contract: Contract, operation: Operation) -> Request:
    """Give the least request that an operation takes.

    Args:
        contract: the contract.
        operation: one of its operations.

    Returns:
        A request that keeps to the contract, where one can be built; else one with the method and the path only.
    """
    body = operation.request_body
    keys = ["", *body.content] if body is not None and body.required else [""]
    best = Request(operation.method.upper(), _VARIABLE.sub("1", operation.path))
    for key in keys:
        for seed in range(_SEEDS):
            try:
                request = composer(contract).request(operation, Wish(media_type=key), seed=seed)
            except CannotBuildError:
                continue
            best = request
            if check_request(contract, request).outcome == "valid":
                return request
    return best
