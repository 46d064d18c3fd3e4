"""How parts of an exchange are named in sentences, and where the validator names them."""

from __future__ import annotations

from typing import Any

from apiyard.design.diffing.pair import Pair
from apiyard.design.diffing.place import Place
from apiyard.design.symbols.naming import camel, method_symbol
from apiyard.design.witness.lift import parameter_of
from apiyard.design.witness.trial import Concern, Trial
from apiyard.spec.composing.wish import CannotBuildError
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.pointer import join
from apiyard.spec.violation import Where

_PLACES: dict[str, Where] = {
    "path": "path",
    "query": "query",
    "querystring": "query",
    "header": "header",
    "cookie": "cookie",
    "reply-header": "header",
    "body": "body",
    "reply-body": "body",
    "reply": "status",
}


def parameter_words(parameter: Parameter) -> str:
    """Give such as ``the query parameter 'limit'``."""
    return f"the {parameter.location} parameter {parameter.name!r}"


def concern(place: Place, name: str = "") -> Concern:
    """Give the concern of a place: violations of its part of the exchange.

    Args:
        place: the place.
        name: the name of the parameter or header in the contract that must not allow the exchange.
    """
    return Concern(_PLACES.get(place.part, ""), join("", name) if name else "")


def argument_symbol(operation: Operation, parameter: Parameter) -> str:
    """Give how generated code names an argument, such as ``OrdersApi.listOrders(limit)``."""
    return method_symbol(operation).removesuffix("()") + f"({camel(parameter.name)})"


def is_source(pair: Pair[Any], trial_side: str) -> bool:
    """Say whether the ``old`` or the ``new`` contract is the one that must allow exchanges at a pair."""
    direction = pair.site.place.direction if pair.site is not None else "request"
    return (direction == "request") == (trial_side == "old")


def parameters_of(trial: Trial, place: Place) -> tuple[Parameter | None, Parameter | None]:
    """Find a parameter in the source and in the target: headers in any case, variables of paths in order."""
    return _find(trial.allowed, place), _find(trial.refused, place)


def _find(operation: Operation | None, place: Place) -> Parameter | None:
    try:
        return parameter_of(operation, place) if operation is not None else None
    except CannotBuildError:
        return None
