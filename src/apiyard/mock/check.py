"""Which answers of a contract no conforming value was found for, and why."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator

from apiyard.core.errors import ApiyardError
from apiyard.core.finding import Location
from apiyard.core.noun import dataclass
from apiyard.mock.answering.answer import Wanted, answer, choose_response
from apiyard.mock.answering.prefer import Wishes
from apiyard.mock.step import Refused
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation

_PAUSE_SECONDS = 0.002
_FIRST_FINAL = 200


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An answer that the mock refuses to give.

    Args:
        operation: id of the operation.
        status: the response, as the contract writes it; empty when the operation has none that can be sent.
        media: the media type, as the contract writes it; empty for a response without a body.
        reason: why there is none, in one sentence.
        where: the place in the contract.
        first: whether it is the one that the operation gives when nothing is wished for.
    """

    operation: str
    status: str
    media: str
    reason: str
    where: Location
    first: bool


def unanswered(contract: Contract, *, seed: int = 0) -> Iterator[Unanswered]:
    """Try every response of every operation in every media type, in the document's order.

    Args:
        contract: the contract.
        seed: the seed that the mock will have.

    Yields:
        What has no conforming answer, as soon as it is known.
    """
    for operation in contract.operations:
        yield from unanswered_of(contract, operation, seed=seed)


def unanswered_of(contract: Contract, operation: Operation, *, seed: int = 0) -> Iterator[Unanswered]:
    """Try every response of one operation in every media type.

    Args:
        contract: the contract.
        operation: one of its operations.
        seed: the seed that the mock will have.

    Yields:
        What has no conforming answer.
    """
    try:
        chosen = choose_response(operation, None)
    except ApiyardError:
        chosen = None
    if chosen is None:
        place = contract.locate(operation.pointer + "/responses")
        yield Unanswered(operation.id, "", "", "the contract has no response that ends an exchange", place, first=True)
        return
    for key, response in operation.responses.items():
        status = code_for(operation, key)
        if status is None:
            continue
        for media in response.content or ("",):
            reason = _reason(operation, status, media, seed=seed)
            if reason:
                entry = response.content.get(media)
                place = contract.locate(response.pointer if entry is None else entry.pointer)
                first = response is chosen[1] and media == next(iter(response.content), "")
                yield Unanswered(operation.id, key, media, reason, place, first)


def code_for(operation: Operation, key: str) -> int | None:
    """Give a status code that falls under a response and under no nearer one.

    Args:
        operation: the operation.
        key: the response, as the contract writes it.

    Returns:
        The code; None when each is taken by a nearer one, or cannot end an exchange.
    """
    if key == "default":
        tried = [200, 500, 400, *range(201, 600)]
    elif key.endswith("XX"):
        tried = list(range(int(key[0]) * 100, int(key[0]) * 100 + 100))
    else:
        tried = [int(key)]
    wanted = operation.responses[key]
    return next((code for code in tried if code >= _FIRST_FINAL and operation.response(code) is wanted), None)


def _reason(operation: Operation, status: int, media: str, *, seed: int) -> str:
    # A range stands for any type in it: the one that the mock chooses itself is tried.
    accept = None if "*" in media or not media else media
    try:
        found = answer(operation, Wanted(operation.method, accept, Wishes(code=status), seed))
    except ApiyardError as error:
        return ": ".join(part for part in (error.what, error.piece) if part)
    if not isinstance(found, Refused):
        return ""
    told = json.loads(found.reply.body)
    broken = told.get("violations") or [{}]
    message = broken[0].get("message", "")
    return f"{told['detail']}{': ' if message else ''}{message}"


def check_behind(
    contract: Contract,
    tell: Callable[[Unanswered], None],
    *,
    seed: int = 0,
    stop: threading.Event | None = None,
    ended: Callable[[], None] | None = None,
) -> threading.Thread:
    """Try every response in a thread of its own that leaves room for the callers.

    Args:
        contract: the contract.
        tell: is given what has no conforming answer, in that thread.
        seed: the seed that the mock has.
        stop: ends the search when it is set.
        ended: is called when the search is over, or was ended.

    Returns:
        The thread, started; it ends with the process.
    """
    stopped = stop or threading.Event()

    def search() -> None:
        try:
            for operation in contract.operations:
                if stopped.wait(_PAUSE_SECONDS):
                    break
                for each in unanswered_of(contract, operation, seed=seed):
                    tell(each)
        finally:
            if ended is not None:
                ended()

    thread = threading.Thread(target=search, name="mock-check", daemon=True)
    thread.start()
    return thread
