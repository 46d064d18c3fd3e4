"""Entity tags, and requests that hold only while an item is as the caller knows it."""

from __future__ import annotations

import hashlib
import re

from apiyard.core.json import canonical
from apiyard.mock.sandbox.store import Record
from apiyard.mock.sandbox.visit import StateError, Visit

_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_LENGTH = 16


def etag_of(record: Record) -> str:
    """Give the entity tag of an item (RFC 9110, section 8.8.3)."""
    return f'"{hashlib.sha256(canonical(record.item)).hexdigest()[:_LENGTH]}"'


def not_modified(visit: Visit, record: Record) -> bool:
    """Say whether the caller has the item as it is, and the contract can say so."""
    wanted = visit.call.request.header("if-none-match")
    return wanted is not None and "304" in visit.role.operation.responses and _matches(wanted, record)


def check_unchanged(visit: Visit, record: Record) -> None:
    """Refuse a change of an item that is not as the caller knows it (RFC 9110, section 13.1.1).

    Args:
        visit: the call.
        record: the item.

    Raises:
        StateError: 412 when it changed; 428 when the contract has that and the caller does not say what they know
            (RFC 6585, section 3).
    """
    operation = visit.role.operation
    wanted = visit.call.request.header("if-match")
    foreseen = "412" in operation.responses or any(each.name.lower() == "if-match" for each in operation.parameters)
    if wanted is None:
        if "428" in operation.responses:
            raise StateError("say with If-Match which state you know", (428,), code="precondition-required")
        return
    if foreseen and not _matches(wanted, record):
        raise StateError("the item changed since you read it", (412, 409), code="precondition-failed")


def _matches(wanted: str, record: Record) -> bool:
    return wanted.strip() == "*" or etag_of(record).strip('"') in _TAG.findall(wanted)
