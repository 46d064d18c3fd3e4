"""Read an item or a list of items."""

from __future__ import annotations

from apiyard.mock.sandbox.conditions import not_modified
from apiyard.mock.sandbox.pages import Place
from apiyard.mock.sandbox.select import select
from apiyard.mock.sandbox.visit import Outcome, Visit, with_defaults


def read(visit: Visit) -> Outcome:
    """Give an item.

    Args:
        visit: the call.

    Returns:
        The item; 304 where the contract has it and the caller has the item already (RFC 9110, section 13.1.2).

    Raises:
        StateError: there is none.
    """
    record = visit.find()
    if not_modified(visit, record):
        return Outcome(304, record=record, bare=True)
    return Outcome(visit.role.status, record.item, record)


def give_list(visit: Visit) -> Outcome:
    """Give a page of items.

    Args:
        visit: the call.

    Returns:
        The page that its parameters ask for.

    Raises:
        StateError: what they are in is not there.
    """
    visit.check_parents()
    role, shelf = visit.role, visit.shelf
    query = with_defaults(visit)
    cut = select(shelf.inside(visit.within), role.paging, query, identity=visit.resource.identity, gone=shelf.gone)
    place = Place(cut, role.paging, visit.call.request, visit.resource.identity)
    return Outcome(role.status, [record.item for record in cut.records], place=place)
