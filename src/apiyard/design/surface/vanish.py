"""Wishes about operations that are gone, which have no place in both contracts."""

from __future__ import annotations

from apiyard.design.cause import Side
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.surface.ask import side_of
from apiyard.design.witness.gone import prove_gone
from apiyard.spec import pointer as pointers
from apiyard.spec.operation import Operation


def operation_gone(operation: Operation) -> Exchanged:
    """Ask for a call of an operation that the new contract does not know."""

    def ask(question: Question) -> Side:
        return side_of("request", prove_gone(question.contracts, operation), safe="the call means the same operation")

    return Exchanged("request", ask)


def is_called_back(operation: Operation) -> bool:
    """Say whether an operation is one that the server calls: of a webhook or a callback."""
    names = pointers.split(operation.pointer)
    return names[:1] == ["webhooks"] or "callbacks" in names[:-2]
