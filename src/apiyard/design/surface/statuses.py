"""Wishes about statuses of responses that came or went."""

from __future__ import annotations

from apiyard.design.cause import ExchangeProof, Side, Strictness, Verdict
from apiyard.design.diffing.edit import Exchanged, Known, Question, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.surface.bodies import replies
from apiyard.design.surface.lives import direction_of, ended
from apiyard.design.witness.prove import Draft, prove
from apiyard.design.witness.trial import Concern, Trial, trial_of
from apiyard.spec.composing.compose import code_of
from apiyard.spec.composing.wish import CannotBuildError, ReplyWish
from apiyard.spec.composing.wish import Wish as Asked
from apiyard.spec.operation import Operation, Response

_NO_BODY = (204, 205, 304)


def is_error(status: str) -> bool:
    """Say whether a status tells of an error, or is what comes when nothing else does."""
    return status[:1] in {"4", "5"} or status == "default"


def status_new(pair: Pair[Response]) -> Exchanged:
    """Ask for a reply with a status that only one contract names."""
    direction = direction_of(pair)

    def ask(question: Question) -> Side:
        if question.site is None or pair.new is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        trial = trial_of(question.contracts, question.site.place)
        try:
            return _arriving(question, trial, pair.new.status)
        except CannotBuildError as error:
            return Side(direction, Verdict.SAFE, f"{error.what}: {error.piece}")

    return Exchanged(direction, ask)


def _arriving(question: Question, trial: Trial, status: str) -> Side:
    """Decide about a status that the source names and the target does not."""
    code = _code(trial, status)
    known = trial.refused.response(code) if trial.refused is not None else None
    if known is not None:
        return replies(question.contracts, trial, status=status, code=code)
    if question.contracts.options.strictness is not Strictness.WIRE_STRICT:
        if status[:1] in {"1", "4", "5"} or status == "default":
            kind = "an interim reply" if status[:1] == "1" else "an error"
            return Side(trial.direction, Verdict.SAFE, f"clients expect {kind} at any time (RFC 9110, section 15)")
        if trial.refused is not None and _has_class(trial.refused, status):
            reason = f"clients read an unknown status as {status[:1]}00, whose class is declared (RFC 9110, section 15)"
            return Side(trial.direction, Verdict.SAFE, reason)
    found = prove(trial, Draft(Asked(), ReplyWish(status, code), Concern("status"), "", "reply"))
    if isinstance(found, ExchangeProof):
        return Side(trial.direction, Verdict.BREAKING, found.violation, found)
    return Side(trial.direction, Verdict.UNKNOWN, found)


def _code(trial: Trial, status: str) -> int:
    """Give a status code of the response that the target does not speak of, if there is one."""
    other = trial.refused
    if status.isdecimal() or other is None:
        return code_of(trial.allowed, status)
    codes: list[int] = [*range(500, 600), *range(400, 500), *range(200, 400), *range(100, 200)]
    for code in codes:
        own = trial.allowed.response(code)
        if own is not None and own.status == status and code not in _NO_BODY and other.response(code) is None:
            return code
    return code_of(trial.allowed, status)


def status_gone(pair: Pair[Response]) -> tuple[Wish, ...]:
    """Give how a status that only the old contract names is decided."""
    direction = direction_of(pair)
    if pair.old is None or pair.site is None:
        return ()
    operation = pair.site.place.new
    status = pair.old.status
    if not status.isdecimal() and _has_class(operation, status):
        return (Known(direction, Verdict.SAFE, "what comes in its place is of the same class"),)
    code = int(status) if status.isdecimal() else int(f"{status[:1]}00") if status != "default" else 0
    covering = operation.response(code) if code else None
    if covering is not None:
        return (_covered(pair, covering.status, code),)
    if direction == "request":
        return (_refused(pair),)
    if is_error(status):
        return (Known(direction, Verdict.SAFE, "nobody waits for an error"),)
    return ended(pair)


def _covered(pair: Pair[Response], status: str, code: int) -> Exchanged:
    """Ask whether what now comes under a range or the default may come as the status that was named."""
    direction = direction_of(pair)

    def ask(question: Question) -> Side:
        if question.site is None or pair.old is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        trial = trial_of(question.contracts, question.site.place)
        own = pair.old.status if direction == "request" else status
        return replies(question.contracts, trial, status=own, code=code)

    return Exchanged(direction, ask)


def _refused(pair: Pair[Response]) -> Exchanged:
    direction = direction_of(pair)

    def ask(question: Question) -> Side:
        if question.site is None or pair.old is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        return _arriving(question, trial_of(question.contracts, question.site.place), pair.old.status)

    return Exchanged(direction, ask)


def _has_class(operation: Operation, status: str) -> bool:
    if status == "default":
        return False
    return any(each[:1] == status[:1] for each in operation.responses)
