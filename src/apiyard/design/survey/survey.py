"""Surveys the documents of a description once for all rules that ask about its parts."""

from __future__ import annotations

import weakref
from collections.abc import Iterator

from apiyard.core.errors import TooLargeError
from apiyard.design.survey.flatten import Flattener
from apiyard.design.survey.operations import Operations
from apiyard.design.survey.part import Survey
from apiyard.design.survey.schemas import Written, reach, survey_schemas
from apiyard.spec.inventory import Inventory, Spot

_SHELVES = (("components", "schemas"), ("definitions",))
# Rules of one run follow each other, so the last survey is enough; it lives no longer than its documents.
_last: list[tuple[weakref.ref[Inventory], Survey | TooLargeError]] = []


def survey(inventory: Inventory) -> Survey:
    """Give all parts of a description.

    Args:
        inventory: the documents; the main one is OpenAPI.

    Returns:
        The parts, made once for each inventory.

    Raises:
        TooLargeError: with all references it takes too much work; each time, without doing it again.
    """
    found = next((made for known, made in tuple(_last) if known() is inventory), None)
    if found is None:
        try:
            found = _make(inventory)
        except TooLargeError as error:
            found = error
        _last[:] = [(weakref.ref(inventory, _forget), found)]
    if isinstance(found, TooLargeError):
        raise found
    return found


def _forget(gone: weakref.ref[Inventory]) -> None:
    _last[:] = [each for each in _last if each[0] is not gone]


def _make(inventory: Inventory) -> Survey:
    made, flattener = Survey(), Flattener(inventory)
    operations = Operations(inventory, made, flattener)
    operations.walk()
    requests = {id(value) for value, _ in reach(inventory, operations.requests)}
    responses = {id(value) for value, _ in reach(inventory, operations.responses)}
    starts = [*_shelved(inventory, operations), *operations.requests, *operations.responses]
    survey_schemas(made, flattener, reach(inventory, starts), requests=requests, responses=responses)
    return made


def _shelved(inventory: Inventory, operations: Operations) -> Iterator[Written]:
    for shelf in _SHELVES:
        value = operations.root
        for key in shelf:
            inner = value.get(key)
            value = inner if type(inner) is dict else {}
        for name, each in value.items():
            yield each, Spot(inventory.root.uri, (*shelf, name))
