"""Wishes about media types that came or went."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.design.cause import Side, Strictness, Verdict
from apiyard.design.diffing.edit import Exchanged, Known, Question, Wish
from apiyard.design.diffing.pair import Pair
from apiyard.design.diffing.place import Place
from apiyard.design.surface.ask import side_of
from apiyard.design.surface.bodies import reply_bodies, request_bodies
from apiyard.design.surface.lives import direction_of, ended
from apiyard.design.witness.accept import prove_unacceptable
from apiyard.design.witness.prove import Draft, prove
from apiyard.design.witness.trial import Concern, Trial, trial_of
from apiyard.spec import media
from apiyard.spec.composing.compose import code_of
from apiyard.spec.composing.wish import CannotBuildError, ReplyWish
from apiyard.spec.composing.wish import Wish as Asked
from apiyard.spec.composing.write_body import concrete
from apiyard.spec.operation import MediaType, Operation

_NEGOTIATED = "clients get what they accept, and nobody accepted it before (RFC 9110, section 12)"
_NOBODY = "nobody sends it yet"


def media_type_gone(pair: Pair[MediaType]) -> tuple[Wish, ...]:
    """Give how a media type that only the old contract names is decided; nothing where it is that of a parameter."""
    if pair.site is None:
        return ()
    direction, part = direction_of(pair), pair.site.place.part
    if part not in {"body", "reply-body"}:
        return ()
    if direction == "request":
        return (_sent(pair),) if _is_covered(pair) else ended(pair, _sent(pair))
    if part == "body":
        return (Known(direction, Verdict.SAFE, "what is no longer sent needs no reader"),)
    return (_captured(pair),) if _is_covered(pair) else (_wanted(pair), *ended(pair))


def media_type_new(pair: Pair[MediaType]) -> tuple[Wish, ...]:
    """Give how a media type that only the new contract names is decided; nothing where it is that of a parameter."""
    if pair.site is None:
        return ()
    direction, part = direction_of(pair), pair.site.place.part
    if part not in {"body", "reply-body"}:
        return ()
    if _was_covered(pair):
        return (_captured(pair),)
    if direction == "request":
        return (Known(direction, Verdict.SAFE, _NOBODY),)
    strict = pair.contracts.options.strictness is Strictness.WIRE_STRICT
    if part == "reply-body" and not strict:
        return (Known(direction, Verdict.SAFE, _NEGOTIATED),)
    return (_sent(pair),)


def _sent(pair: Pair[MediaType]) -> Exchanged:
    """Ask for a body of a media type that only the source names."""
    direction = direction_of(pair)

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        if place.part == "body":
            own, other = trial.allowed.request_body, trial.refused.request_body if trial.refused else None
            if own is None or other is None or pair.name not in own.content:
                return Side(direction, Verdict.UNKNOWN, "there is no body on both sides")
            return request_bodies(question.contracts, trial, key=pair.name, source=own.content, target=other.content)
        return _replied(trial, question, pair.name)

    return Exchanged(direction, ask)


def _replied(trial: Trial, question: Question, name: str) -> Side:
    status = question.site.place.status if question.site is not None else ""
    try:
        code = code_of(trial.allowed, status, also=trial.refused)
        other = trial.refused.response(code) if trial.refused is not None else None
        if other is not None and media.choose(other.content, name) is not None:
            return reply_bodies(question.contracts, trial, status=status, code=code, target=other.content)
        draft = Draft(Asked(), ReplyWish(status, code, media_type=name), Concern("media-type"), "", "reply-body")
        return side_of(trial.direction, prove(trial, draft), safe="it falls under a range")
    except CannotBuildError as error:
        return Side(trial.direction, Verdict.UNKNOWN, error.what)


def _wanted(pair: Pair[MediaType]) -> Exchanged:
    """Ask for a call that accepts only a media type that is gone."""

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side("response", Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        old = place.side[0] if place.side is not None else question.contracts.old
        found = prove_unacceptable(old, (place.old, place.new), status=place.status, media_type=pair.name)
        return side_of("response", found, safe="it falls under a range that replies still have")

    return Exchanged("response", ask)


def _captured(pair: Pair[MediaType]) -> Exchanged:
    """Ask whether bodies of a media type are allowed under the key that they fall under in the other contract."""
    direction = direction_of(pair)

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        try:
            own, other = (_held(each, place) for each in (trial.allowed, trial.refused or trial.allowed))
            sent = concrete(own if pair.name in own else other, pair.name)
            key = media.choose(own, sent)
            if key is None:
                return Side(direction, Verdict.SAFE, "nobody sends it")
            if place.part == "body":
                return request_bodies(question.contracts, trial, key=key[0], source=own, target=other, sent=sent)
            code = code_of(trial.allowed, place.status, also=trial.refused)
            return reply_bodies(
                question.contracts, trial, status=place.status, code=code, target=other, only=key[0], sent=sent
            )
        except CannotBuildError as error:
            return Side(direction, Verdict.UNKNOWN, error.what)

    return Exchanged(direction, ask)


def _is_covered(pair: Pair[MediaType]) -> bool:
    """Say whether another key of the new contract's content takes a media type that is gone."""
    place = pair.site.place if pair.site is not None else None
    return place is not None and media.choose(_held(place.new, place), pair.name) is not None


def _was_covered(pair: Pair[MediaType]) -> bool:
    """Say whether another key of the old contract's content took a media type that is new."""
    place = pair.site.place if pair.site is not None else None
    return place is not None and media.choose(_held(place.old, place), pair.name) is not None


def _held(operation: Operation, place: Place) -> Mapping[str, MediaType]:
    body, response = operation.request_body, operation.responses.get(place.status)
    if place.part == "body":
        return body.content if body is not None else {}
    return response.content if response is not None else {}
