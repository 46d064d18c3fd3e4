"""Proof that an operation is gone: a call of it that the new contract does not know, or takes for another one."""

from __future__ import annotations

from apiyard.design.cause import ExchangeProof
from apiyard.design.diffing.pair import Contracts
from apiyard.design.witness.trial import Concern, Trial, judge_request
from apiyard.spec.composing.compose import composer
from apiyard.spec.composing.wish import CannotBuildError, Wish
from apiyard.spec.operation import Operation

_SEEDS = 3


def prove_gone(contracts: Contracts, operation: Operation) -> ExchangeProof | str:
    """Build the least call of an operation of the old contract, and show that the new one does not answer it.

    Args:
        contracts: both contracts.
        operation: an operation of the old contract that the new one has not.

    Returns:
        The proof, or why there is none.

    Raises:
        InvalidInputError: a schema of a contract is itself wrong.
    """
    trial = Trial(contracts.old, contracts.new, operation, None, "request")
    reason = "no call was built"
    for seed in range(_SEEDS):
        try:
            request = composer(contracts.old).request(operation, Wish(), seed=seed)
        except CannotBuildError as error:
            return f"{error.what}: {error.piece}" if error.piece else error.what
        ruling = judge_request(trial, request, Concern(""))
        if ruling.proved:
            return ExchangeProof(request, None, None, "", ruling.text)
        reason = ruling.text
    return reason
