"""Security schemes: what they are on the wire, and who uses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json, JsonObject
from apiyard.design.cause import Side, Verdict
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.surface.credentials_side import SUFFICES, credentials_side
from apiyard.design.surface.operations import counterparts
from apiyard.design.witness.trial import Trial
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation

_WIRE = ("type", "in", "name", "scheme", "openIdConnectUrl")
_TRIES = 8


def schemes_of(contract: Contract) -> Mapping[str, JsonObject]:
    """Give the security schemes of a contract, by name."""
    return contract.security_schemes


def uses(contract: Contract, name: str) -> Iterator[tuple[Operation, int]]:
    """Give the operations that take credentials of a scheme, each with the alternative that asks for it."""
    for operation in contract.operations:
        for index, alternative in enumerate(operation.security):
            if name in alternative:
                yield operation, index
                break


def wire_changes(old: JsonObject, new: JsonObject) -> list[str]:
    """Give the members that change how credentials are sent."""
    return [word for word in _WIRE if old.get(word) != new.get(word)]


def flows_of(scheme: JsonObject) -> dict[str, Mapping[str, Json]]:
    """Give the flows of an OAuth scheme, by name; empty for others."""
    flows = scheme.get("flows")
    held = flows if isinstance(flows, Mapping) else {}
    return {name: flow for name, flow in held.items() if isinstance(flow, Mapping) and not name.startswith("x-")}


def scheme_changed(name: str) -> Exchanged:
    """Ask for a call with the credentials that a scheme wanted before."""

    def ask(question: Question) -> Side:
        known = counterparts(question.contracts)
        old, new = question.contracts.old, question.contracts.new
        side = Side("request", Verdict.SAFE, "no operation that is still there asks for it")
        for operation, index in list(uses(old, name))[:_TRIES]:
            if operation.pointer not in known:
                continue
            trial = Trial(old, new, operation, known[operation.pointer], "request")
            side = credentials_side(trial, operation.security[index], index)
            if side.verdict is Verdict.BREAKING or side.reason != SUFFICES:
                return side
        return side

    return Exchanged("request", ask)
