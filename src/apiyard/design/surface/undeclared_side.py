"""What is sent though it is no longer declared: ignored by most servers, refused by strict ones."""

from __future__ import annotations

from apiyard.design.cause import Direction
from apiyard.design.diffing.edit import Exchanged
from apiyard.design.diffing.place import Place
from apiyard.design.surface.ask import exchanged
from apiyard.design.surface.named import concern
from apiyard.design.witness.prove import Draft
from apiyard.design.witness.trial import Concern, Trial
from apiyard.design.witness.wish import Wish
from apiyard.spec.operation import Parameter


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
