"""Operations that are the same in both contracts."""

from __future__ import annotations

import re

from apiyard.design.diffing.pair import Contracts
from apiyard.spec.operation import Operation

_VARIABLE = re.compile(r"\{[^{}]*\}")
Key = tuple[str, str]


def key_of(operation: Operation) -> Key:
    """Give what makes two operations the same: the method, and the path without the names of its variables."""
    return operation.method, _VARIABLE.sub("{}", operation.path)


def counterparts(contracts: Contracts) -> dict[str, Operation]:
    """Give the operations of the new contract by the pointers of those of the old one that they are the same as."""
    known = {key_of(each): each for each in contracts.new.operations}
    return {each.pointer: known[key_of(each)] for each in contracts.old.operations if key_of(each) in known}


def operations_at(contracts: Contracts, path: str) -> tuple[Operation, ...]:
    """Give the operations of the old contract at a path."""
    return tuple(each for each in contracts.old.operations if each.path == path)
