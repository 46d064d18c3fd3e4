"""What a server calls: webhooks and callbacks, each as a contract of its own (OpenAPI 3.1, Callback Object)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.spec import pointer as pointers
from apiyard.spec.build import Builder
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation
from apiyard.spec.route import Router

_EXPRESSION = re.compile(r"\{[^{}]*\}")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://[^/]*")
_HERE = "callback"


def webhooks(contract: Contract) -> dict[str, Contract]:
    """Give the webhooks of a contract.

    Args:
        contract: the contract.

    Returns:
        By name, the contract with only the operations of this webhook; their path is the webhook's name.

    Raises:
        InvalidInputError: an object has another form than OpenAPI gives it.
    """
    held = contract.tree.get("webhooks")
    found: dict[str, Contract] = {}
    for name, item in held.items() if isinstance(held, Mapping) else ():
        if not name.startswith("x-"):
            value, at = contract.scope.resolve(item, pointers.join("/webhooks", name))
            path = name if name.startswith("/") else f"/{name}"
            found[name] = _of(contract, Builder(contract.scope).path_item(path, value, at))
    return found


def callbacks(contract: Contract, operation: Operation) -> dict[str, Contract]:
    """Give the callbacks of an operation.

    Args:
        contract: the contract.
        operation: one of its operations, or of its webhooks.

    Returns:
        By name, the contract with only the operations of this callback; in their paths each expression is the word
        ``callback``, since its value is known when a call is made.

    Raises:
        InvalidInputError: an object has another form than OpenAPI gives it.
    """
    own = pointers.get(contract.tree, operation.pointer + "/callbacks")
    names = (name for name in own if not name.startswith("x-")) if isinstance(own, Mapping) else ()
    found: dict[str, list[Operation]] = {name: [] for name in names}
    for each in addressed(contract, operation):
        found[each.name].extend(each.contract.operations)
    return {name: _of(contract, operations) for name, operations in found.items()}


@dataclass(frozen=True, slots=True)
class Addressed:
    """One path item of a callback.

    Args:
        name: the callback's name.
        expression: where it is sent, as the contract writes it: a text with runtime expressions.
        contract: the contract with only its operations, as `callbacks` gives it.
    """

    name: str
    expression: str
    contract: Contract


def addressed(contract: Contract, operation: Operation) -> tuple[Addressed, ...]:
    """Give the callbacks of an operation with where they are sent.

    Args:
        contract: the contract.
        operation: one of its operations, or of its webhooks.

    Returns:
        One for each expression, in the contract's order.

    Raises:
        InvalidInputError: an object has another form than OpenAPI gives it.
    """
    own = pointers.get(contract.tree, operation.pointer + "/callbacks")
    found: list[Addressed] = []
    for name, value in own.items() if isinstance(own, Mapping) else ():
        if name.startswith("x-"):
            continue
        held, at = contract.scope.resolve(value, pointers.join(operation.pointer, "callbacks", name))
        for expression, item in held.items() if isinstance(held, Mapping) else ():
            if not expression.startswith("x-"):
                inner, place = contract.scope.resolve(item, pointers.join(at, expression))
                made = Builder(contract.scope).path_item(_path(expression), inner, place)
                found.append(Addressed(name, str(expression), _of(contract, made)))
    return tuple(found)


def _path(expression: Json) -> str:
    """Give the path that stands for a runtime expression, such as ``/callback/shipped``."""
    text = _SCHEME.sub("", _EXPRESSION.sub(_HERE, str(expression))).partition("?")[0]
    return text if text.startswith("/") else f"/{text}"


def _of(contract: Contract, operations: list[Operation]) -> Contract:
    made = tuple(operations)
    return replace(contract, operations=made, router=Router(made), servers=())
