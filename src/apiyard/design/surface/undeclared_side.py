"""What is sent though it is no longer declared: ignored by most servers, refused by strict ones."""

from __future__ import annotations

from apiyard.core.json import Json
from apiyard.design.cause import Direction, ExchangeProof, Side, Verdict
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.diffing.place import Place
from apiyard.design.surface.ask import exchanged, side_of
from apiyard.design.surface.named import concern
from apiyard.design.witness.prove import Draft, prove
from apiyard.design.witness.trial import ALLOWED, Concern, Trial, trial_of
from apiyard.spec.composing.wish import Wish
from apiyard.spec.operation import Parameter

_TEXTS = ("made-up", "-1", "made-up " * 40)
_ANY_TEXT: tuple[Json, ...] = (True, {}, {"type": "string"})


def undeclared_parameter(direction: Direction, parameter: Parameter) -> Exchanged:
    """Ask for a request with a parameter that the target may not declare."""

    def draw(_trial: Trial, place: Place) -> Draft:
        key = (parameter.location, parameter.name)
        return Draft(Wish(including=frozenset({key})), None, concern(place, parameter.name))

    safe = f"servers ignore {parameter.location} parameters that they do not declare"
    return exchanged(direction, draw, safe=safe)


def undeclared_body(direction: Direction) -> Exchanged:
    """Ask for a request with a body that the target may not declare."""

    def draw(_trial: Trial, _place: Place) -> Draft:
        return Draft(Wish(with_body=True), None, Concern("body"))

    return exchanged(direction, draw, safe="servers ignore a body that they do not declare")


def taken_before(direction: Direction, parameter: Parameter) -> Exchanged:
    """Ask for a request with a header or cookie that was not declared before and may not be as it is declared now."""

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        found: ExchangeProof | str = ALLOWED
        for text in _TEXTS:
            wish = Wish(texts={(parameter.location, parameter.name): text})
            found = prove(trial, Draft(wish, None, concern(place, parameter.name)))
            if isinstance(found, ExchangeProof):
                break
        written = parameter.schema.resolved().value if parameter.schema is not None else True
        if found == ALLOWED and written not in _ANY_TEXT:
            return Side(direction, Verdict.UNKNOWN, "no text was found that was taken before and is refused now")
        return side_of(direction, found, safe="any text is taken")

    return Exchanged(direction, ask)
