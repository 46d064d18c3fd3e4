"""An exchange as the measures of coverage look at it."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import Judgement, check_request
from apiyard.spec.operation import Operation


@dataclass(frozen=True, slots=True)
class Seen:
    """One exchange of a run: what the contract says of its request, and what came back.

    Args:
        contract: the contract.
        operation: the operation that the request means.
        request: the request, with the headers of the plan.
        judgement: what the contract says of it.
        reply: what came back.
        held: whether nothing of the request breaks the contract, credentials aside.
    """

    contract: Contract
    operation: Operation
    request: Request
    judgement: Judgement
    reply: Reply
    held: bool


def look(contract: Contract, request: Request, reply: Reply) -> Seen | None:
    """Look at an exchange with the judge of all rooms.

    Args:
        contract: the contract.
        request: the request, with the headers of the plan.
        reply: what came back.

    Returns:
        The exchange; None when its request means no operation of the contract.

    Raises:
        InvalidInputError: a schema of the contract is itself wrong.
    """
    judgement = check_request(contract, request)
    if judgement.operation is None:
        return None
    held = all(each.place == "security" for each in judgement.violations)
    return Seen(contract, judgement.operation, request, judgement, reply, held)
