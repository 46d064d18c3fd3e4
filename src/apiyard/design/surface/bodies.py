"""Bodies that come under another part of a contract than before: are all of them still allowed there?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.design.cause import Direction, ExchangeProof, Side, Verdict
from apiyard.design.containment.contain import Options, Schemas, contain
from apiyard.design.diffing.pair import Contracts
from apiyard.design.witness.prove import Draft, prove
from apiyard.design.witness.trial import Concern, Trial
from apiyard.design.witness.wish import CannotBuildError, ReplyWish, Wish
from apiyard.design.witness.write_body import concrete
from apiyard.spec import media
from apiyard.spec import pointer as pointers
from apiyard.spec.operation import MediaType

_LEFT, _RIGHT = "urn:apiyard:left", "urn:apiyard:right"
Content = Mapping[str, MediaType]


def reply_bodies(contracts: Contracts, trial: Trial, *, status: str, code: int, target: Content) -> Side:
    """Decide whether all bodies of a response of the source are allowed where the target puts its status code.

    Args:
        contracts: both contracts, and how they are compared.
        trial: the contracts as source and target.
        status: the response of the source.
        code: a status code of it.
        target: the content of the response that the code falls under in the target.
    """
    source = trial.allowed.responses[status].content
    worst = Side(trial.direction, Verdict.SAFE, f"all that comes as {code} is allowed there too")
    for key, entry in source.items() if target else ():
        wish = ReplyWish(status, code, media_type=key)
        side = _one(contracts, trial, (wish, Wish()), key=key, entry=entry, both=(source, target))
        if side.verdict is Verdict.BREAKING:
            return side
        if side.verdict is Verdict.UNKNOWN:
            worst = side
    return worst


def request_bodies(contracts: Contracts, trial: Trial, *, key: str, source: Content, target: Content) -> Side:
    """Decide whether all request bodies of a media type of the source are allowed by the target's content.

    Args:
        contracts: both contracts, and how they are compared.
        trial: the contracts as source and target.
        key: the key of the source's content.
        source: the content in the source.
        target: the content in the target.
    """
    return _one(contracts, trial, (None, Wish(media_type=key)), key=key, entry=source[key], both=(source, target))


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
    direction: Direction = "request" if reply is None else "response"
    part = "body" if reply is None else "reply-body"
    try:
        chosen = media.choose(both[1], concrete(both[0], key))
    except CannotBuildError as error:
        return Side(trial.direction, Verdict.UNKNOWN, error.what)
    if chosen is None:
        return _side(trial, prove(trial, Draft(wish, reply, Concern("media-type"), "", part)))
    other = chosen[1]
    if other.schema is None:
        return Side(trial.direction, Verdict.SAFE, f"it falls under {chosen[0]}, which takes any value")
    left: Json = True if entry.schema is None else {"$ref": f"{_LEFT}#{pointers.to_fragment(entry.schema.pointer)}"}
    right: Json = {"$ref": f"{_RIGHT}#{pointers.to_fragment(other.schema.pointer)}"}
    trees = {_LEFT: trial.source.scope.directed(direction), _RIGHT: trial.target.scope.directed(direction)}
    options = Options(formats=contracts.options.formats, budget=contracts.options.budget)
    answer = contain(left, right, Schemas(trees), options=options)
    if answer.verdict == "contained":
        return Side(
            trial.direction, Verdict.SAFE, f"it falls under {chosen[0]}, whose schema contains it: {answer.reason}"
        )
    if answer.verdict == "unknown":
        return Side(trial.direction, Verdict.UNKNOWN, answer.reason)
    if reply is None:
        draft = Draft(replace(wish, body=cast("Json", answer.witness)), None, Concern("body"), "", part)
    else:
        draft = Draft(wish, replace(reply, body=cast("Json", answer.witness)), Concern("body"), "", part)
    return _side(trial, prove(trial, draft))


def _side(trial: Trial, found: ExchangeProof | str) -> Side:
    if isinstance(found, ExchangeProof):
        return Side(trial.direction, Verdict.BREAKING, found.violation, found)
    return Side(trial.direction, Verdict.UNKNOWN, found)
