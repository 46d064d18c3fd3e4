"""The two contracts that an exchange is held against: one must allow it, the other must not."""

from __future__ import annotations

from typing import Literal

from apiyard.core.noun import dataclass, replace
from apiyard.design.cause import Direction, Strictness
from apiyard.design.diffing.pair import Contracts
from apiyard.design.diffing.place import Place
from apiyard.design.witness.undeclared import undeclared
from apiyard.spec import pointer as pointers
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation, Where

ALLOWED = "the other contract allows it too"
"""The reason of a ruling when an exchange is allowed by both contracts."""
# Only these say at a value that something inside it is wrong.
_ABOUT_INSIDE = frozenset(
    (
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "contains",
        "minContains",
        "maxContains",
        "unevaluatedProperties",
        "unevaluatedItems",
        "additionalProperties",
        "propertyNames",
    )
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What an exchange is held against.

    Args:
        source: the contract that must allow it: the old one for what clients write, else the new one.
        target: the contract that must not.
        allowed: the operation in the source.
        refused: the operation in the target, None when it has none.
        direction: the side.
        strict: whether servers refuse query parameters and bodies that are not declared.
    """

    source: Contract
    target: Contract
    allowed: Operation
    refused: Operation | None
    direction: Direction
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Concern:
    """Which violations tell of the change, and not of another one.

    Args:
        place: the part of the exchange; empty for any.
        pointer: into that part; a parameter by its name.
        keywords: of these keywords the violation should be where there is a choice.
        schema: if given, the violation must be of this place of the contract.
        must: whether it must be one of the keywords.
        names: names of members that the violation should tell of where there is a choice.
        named: whether it must tell of one of the names.
    """

    place: Where | Literal[""]
    pointer: str = ""
    keywords: frozenset[str] = frozenset()
    schema: str = ""
    must: bool = False
    names: frozenset[str] = frozenset()
    named: bool = False

    def matches(self, violation: Violation) -> bool:
        """Say whether a violation is of this concern."""
        if self.place and violation.place != self.place:
            return False
        if self.named and not self.tells(violation):
            return False
        if self.schema:
            return violation.schema_pointer == self.schema
        words = set(pointers.split(violation.schema_pointer)[-2:])
        if self.must and not words & self.keywords:
            return False
        at, wanted = violation.pointer, self.pointer
        if not wanted or at == wanted or at.startswith(wanted + "/"):
            return True
        return (not at or wanted.startswith(at + "/")) and bool(words & _ABOUT_INSIDE)

    def first(self, violations: tuple[Violation, ...]) -> Violation | None:
        """Give the violation that tells of the change best, or None."""
        found = [each for each in violations if self.matches(each)]
        return min(found, key=self._rank) if found else None

    def tells(self, violation: Violation) -> bool:
        """Say whether a violation tells of one of the names."""
        return any(f'"{name}"' in violation.message for name in self.names)

    def like(self, ruling: Ruling) -> Concern:
        """Give the concern that only the violation of a ruling meets, and those of smaller exchanges like it."""
        return replace(self, schema=ruling.schema, named=ruling.named)

    def _rank(self, violation: Violation) -> tuple[bool, bool, bool, Violation]:
        words = self.keywords & set(pointers.split(violation.schema_pointer)[-2:])
        return not words, not self.tells(violation), violation.pointer != self.pointer, violation


@dataclass(frozen=True, slots=True)
class Ruling:
    """What both contracts say about an exchange.

    Args:
        proved: whether the source allows it and the target does not, for the reason that is meant.
        text: the target's violation, or why it is no proof.
        schema: the place of the target that is violated.
        named: whether the violation tells of one of the names that are meant.
    """

    proved: bool
    text: str
    schema: str = ""
    named: bool = False


def trial_of(contracts: Contracts, place: Place) -> Trial:
    """Give what an exchange at a place is held against.

    Args:
        contracts: both contracts.
        place: the place.
    """
    old, new = place.side or (contracts.old, contracts.new)
    strict = contracts.options.strictness is Strictness.WIRE_STRICT
    if place.direction == "request":
        return Trial(old, new, place.old, place.new, "request", strict)
    return Trial(new, old, place.new, place.old, "response", strict)


def judge_request(trial: Trial, request: Request, concern: Concern) -> Ruling:
    """Hold a request against both contracts.

    Args:
        trial: the contracts.
        request: the request.
        concern: which violations count.

    Returns:
        The ruling.

    Raises:
        InvalidInputError: a schema of a contract is itself wrong.
    """
    first = check_request(trial.source, request)
    if first.operation is None or first.operation.pointer != trial.allowed.pointer:
        return Ruling(False, "the request means another operation")
    wrong = first.violations or (undeclared(trial.source, first.operation, request) if trial.strict else ())
    if wrong:
        return Ruling(False, f"the request that was built is not valid: {said(wrong[0])}")
    second = check_request(trial.target, request)
    if second.operation is None:
        found = concern.place == "" and not concern.pointer
        methods = f"; it has {', '.join(second.allowed)}" if second.allowed else ""
        what = "method" if second.outcome == "no-method" else "path"
        return Ruling(found, f"the contract has no such {what}{methods}")
    if trial.refused is None or second.operation.pointer != trial.refused.pointer:
        return Ruling(
            trial.refused is None, f"the request now means {second.operation.method.upper()} {second.operation.path}"
        )
    violations = second.violations + (undeclared(trial.target, second.operation, request) if trial.strict else ())
    return _ruling(violations, concern)


def judge_reply(trial: Trial, reply: Reply, concern: Concern) -> Ruling:
    """Hold a reply against both contracts.

    Args:
        trial: the contracts.
        reply: the reply.
        concern: which violations count.

    Returns:
        The ruling.

    Raises:
        InvalidInputError: a schema of a contract is itself wrong.
    """
    method = trial.allowed.method
    wrong = check_reply(trial.allowed, method, reply)
    if wrong:
        return Ruling(False, f"the reply that was built is not valid: {said(wrong[0])}")
    if trial.refused is None:
        return Ruling(False, "there is no such operation to hold the reply against")
    return _ruling(check_reply(trial.refused, method, reply), concern)


def said(violation: Violation) -> str:
    """Give a violation as one sentence: where, and what is wrong."""
    where = f"{violation.place} {violation.pointer.removeprefix('/')}".strip()
    return f"{where}: {violation.message}"


def _ruling(violations: tuple[Violation, ...], concern: Concern) -> Ruling:
    found = concern.first(violations)
    if found is not None:
        return Ruling(True, said(found), found.schema_pointer, concern.tells(found))
    if violations:
        return Ruling(False, f"it is refused for another reason: {said(violations[0])}")
    return Ruling(False, ALLOWED)
