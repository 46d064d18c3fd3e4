"""Bodies that come under another part of a contract than before: are all of them still allowed there?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.design.cause import Direction, ExchangeProof, Side, Strictness, Verdict
from apiyard.design.containment.contain import Answer, Options, Schemas, contain
from apiyard.design.diffing.pair import Contracts
from apiyard.design.surface.whole_reading import closed_tree, opened_tree
from apiyard.design.witness.prove import Draft, prove
from apiyard.design.witness.trial import Concern, Trial
from apiyard.spec import media
from apiyard.spec import pointer as pointers
from apiyard.spec.composing.wish import CannotBuildError, ReplyWish, Wish
from apiyard.spec.composing.write_body import concrete
from apiyard.spec.operation import MediaType, Parameter
from apiyard.spec.schema import Schema

_LEFT, _RIGHT = "urn:apiyard:left", "urn:apiyard:right"
Content = Mapping[str, MediaType]


def replies(contracts: Contracts, trial: Trial, *, status: str, code: int) -> Side:
    """Decide whether all replies of a response of the source are allowed where the target puts its status code.

    Args:
        contracts: both contracts, and how they are compared.
        trial: the contracts as source and target.
        status: the response of the source.
        code: a status code of it, of which the target speaks too.
    """
    target = trial.refused.response(code) if trial.refused is not None else None
    if target is None:
        return Side(trial.direction, Verdict.UNKNOWN, "there is no response to hold it against")
    sides = [reply_bodies(contracts, trial, status=status, code=code, target=target.content)]
    source = {name.lower(): each for name, each in trial.allowed.responses[status].headers.items()}
    sides.extend(
        _header(contracts, trial, (source.get(header.name.lower()), header), at=(status, code))
        for header in target.headers.values()
    )
    order = (Verdict.BREAKING, Verdict.UNKNOWN, Verdict.SAFE)
    return min(sides, key=lambda side: order.index(side.verdict))


def _header(
    contracts: Contracts, trial: Trial, headers: tuple[Parameter | None, Parameter], *, at: tuple[str, int]
) -> Side:
    """Decide whether a header of the source is allowed as another one of the target."""
    (own, other), (status, code) = headers, at
    concern = Concern("header", pointers.join("", other.name))
    if other.required and (own is None or not own.required):
        wish = ReplyWish(status, code, without=frozenset({other.name.lower()}))
        return _side(trial, prove(trial, Draft(Wish(), wish, concern, "", "reply-header")))
    if own is None or (own.schema is None and not own.content):
        # A header that is not declared may have any value.
        known = other.schema is None and not other.content
        reason = "the header may have any value" if known else "the header is not declared on one side"
        strict = contracts.options.strictness is Strictness.WIRE_STRICT
        return Side(trial.direction, Verdict.UNKNOWN if strict and not known else Verdict.SAFE, reason)
    if own.content or other.content or own.schema is None or other.schema is None:
        return Side(trial.direction, Verdict.UNKNOWN, "headers with content are not compared")
    answer = _asked(contracts, trial, (own.schema, other.schema), side="response")
    if answer.verdict == "contained":
        return Side(trial.direction, Verdict.SAFE, f"header {other.name} is contained: {answer.reason}")
    if answer.verdict == "unknown":
        return Side(trial.direction, Verdict.UNKNOWN, answer.reason)
    wish = ReplyWish(status, code, headers={own.name: cast("Json", answer.witness)})
    return _side(trial, prove(trial, Draft(Wish(), wish, concern, "", "reply-header")))


def reply_bodies(
    contracts: Contracts, trial: Trial, *, status: str, code: int, target: Content, only: str = "", sent: str = ""
) -> Side:
    """Decide whether all bodies of a response of the source are allowed where the target puts its status code.

    Args:
        contracts: both contracts, and how they are compared.
        trial: the contracts as source and target.
        status: the response of the source.
        code: a status code of it.
        target: the content of the response that the code falls under in the target.
        only: the one media type of the source to look at; empty for all.
        sent: the Content-Type of the replies; empty for one that falls under the media type.
    """
    source = trial.allowed.responses[status].content
    worst = Side(trial.direction, Verdict.SAFE, f"all that comes as {code} is allowed there too")
    for key, entry in source.items() if target else ():
        if only and key != only:
            continue
        wish = ReplyWish(status, code, media_type=key, content_type=sent)
        side = _one(contracts, trial, (wish, Wish()), key=key, entry=entry, both=(source, target))
        if side.verdict is Verdict.BREAKING:
            return side
        if side.verdict is Verdict.UNKNOWN:
            worst = side
    return worst


def request_bodies(
    contracts: Contracts, trial: Trial, *, key: str, source: Content, target: Content, sent: str = ""
) -> Side:
    """Decide whether all request bodies of a media type of the source are allowed by the target's content.

    Args:
        contracts: both contracts, and how they are compared.
        trial: the contracts as source and target.
        key: the key of the source's content.
        source: the content in the source.
        target: the content in the target.
        sent: the Content-Type of the requests; empty for one that falls under the key.
    """
    return _one(
        contracts,
        trial,
        (None, Wish(media_type=key, content_type=sent)),
        key=key,
        entry=source[key],
        both=(source, target),
    )


def _one(
    contracts: Contracts,
    trial: Trial,
    wishes: tuple[ReplyWish | None, Wish],
    *,
    key: str,
    entry: MediaType,
    both: tuple[Content, Content],
) -> Side:
    reply, wish = wishes
    part = "body" if reply is None else "reply-body"
    try:
        sent = wish.content_type or (reply.content_type if reply else "") or concrete(both[0], key)
    except CannotBuildError as error:
        return Side(trial.direction, Verdict.UNKNOWN, error.what)
    chosen = media.choose(both[1], sent)
    if chosen is None:
        return _side(trial, prove(trial, Draft(wish, reply, Concern("media-type"), "", part)))
    if chosen[1].schema is None:
        return Side(trial.direction, Verdict.SAFE, f"it falls under {chosen[0]}, which takes any value")
    answer = _asked(contracts, trial, (entry.schema, chosen[1].schema), side="request" if reply is None else "response")
    if answer.verdict == "contained":
        reason = f"it falls under {chosen[0]}, whose schema contains it: {answer.reason}"
        return Side(trial.direction, Verdict.SAFE, reason)
    if answer.verdict == "unknown":
        return Side(trial.direction, Verdict.UNKNOWN, answer.reason)
    value = cast("Json", answer.witness)
    if reply is None:
        return _side(trial, prove(trial, Draft(replace(wish, body=value), None, Concern("body"), "", part)))
    return _side(trial, prove(trial, Draft(wish, replace(reply, body=value), Concern("body"), "", part)))


def _asked(
    contracts: Contracts, trial: Trial, entries: tuple[Schema | None, Schema | None], *, side: Direction
) -> Answer:
    """Ask whether one schema contains another, under the reading that counts."""
    refs: list[Json] = [
        True if entry is None else {"$ref": f"{tree}#{pointers.to_fragment(entry.pointer)}"}
        for tree, entry in zip((_LEFT, _RIGHT), entries, strict=True)
    ]
    trees = {_LEFT: trial.source.scope.directed(side), _RIGHT: trial.target.scope.directed(side)}
    options = Options(formats=contracts.options.formats, budget=contracts.options.budget)
    answer = contain(refs[0], refs[1], Schemas(trees), options=options)
    if answer.verdict == "contained" or contracts.options.strictness is Strictness.WIRE_STRICT:
        return answer
    if trial.direction == "response":
        trees[_RIGHT] = opened_tree(trees[_RIGHT])
    else:
        trees[_LEFT] = closed_tree(trees[_LEFT])
    return contain(refs[0], refs[1], Schemas(trees), options=options)


def _side(trial: Trial, found: ExchangeProof | str) -> Side:
    if isinstance(found, ExchangeProof):
        return Side(trial.direction, Verdict.BREAKING, found.violation, found)
    return Side(trial.direction, Verdict.UNKNOWN, found)
