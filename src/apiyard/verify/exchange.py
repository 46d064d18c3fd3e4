"""An exchange with what the contract says about it: what every check looks at."""

from __future__ import annotations

from collections import Counter

from apiyard.core.noun import dataclass
from apiyard.spec.coerce import types
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import Judgement, check_reply, check_request
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.style import query_pairs
from apiyard.spec.violation import Violation


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its reply, judged by the one judge that the mock and the drift detector have too.

    Credentials are not judged: without them 401 and 403 are right.

    Args:
        contract: the contract.
        operation: the operation that the request was made for.
        request: what was sent.
        reply: what came back.
        judgement: what the contract says about the request.
        violations: what the contract says about the reply, as one of the operation that the request really means.
        must_take: whether a request that the contract takes must not be refused for its form.
    """

    contract: Contract
    operation: Operation
    request: Request
    reply: Reply
    judgement: Judgement
    violations: tuple[Violation, ...] = ()
    must_take: bool = False

    @property
    def broken(self) -> tuple[Violation, ...]:
        """In what the request breaks the contract, credentials apart."""
        return tuple(violation for violation in self.judgement.violations if violation.place != "security")

    @property
    def refusable(self) -> bool:
        """Whether the service should refuse the request for its form."""
        return bool(self.broken) or self.judgement.operation is None

    @property
    def doubtful(self) -> bool:
        """Whether no contract says what a parameter means: one value stands twice, or null is written as a text.

        How null is written is not defined (OpenAPI 3.1, Parameter Object: style).
        """
        return is_doubtful(self.judgement, self.request.query)

    @property
    def documented(self) -> bool:
        """Whether the contract names the status of the reply."""
        return not any(violation.place == "status" for violation in self.violations)

    @property
    def failed(self) -> bool:
        """Whether the service failed: by 500, or by another 5xx that the contract does not name."""
        return self.reply.status == 500 or (self.reply.status > 500 and not self.documented)

    @property
    def accepted(self) -> bool:
        """Whether the service took a request that breaks the contract."""
        return self.refusable and self.reply.status < 300

    @property
    def refused(self) -> bool:
        """Whether this is a refusal that the contract need not name: of a bad request, for credentials, or for now."""
        status = self.reply.status
        return not self.documented and 400 <= status < 500 and (self.refusable or status in {401, 403} or self.later)

    @property
    def later(self) -> bool:
        """Whether the caller is asked to come again later, which says nothing of the request (RFC 6585, section 4)."""
        return self.reply.status == 429 and self.reply.header("retry-after") is not None

    @property
    def told(self) -> tuple[Violation, ...]:
        """What is wrong with the reply's form, where nothing graver is wrong with the exchange."""
        return () if self.failed or self.accepted or self.refused or self.doubtful else self.violations


def is_doubtful(judgement: Judgement, query: str) -> bool:
    """Say whether no contract says what a parameter of a request means.

    Args:
        judgement: what the contract says about the request.
        query: its query.

    Returns:
        True when a query parameter that has one value stands twice, or null stands in a text.
    """
    values, operation = judgement.values, judgement.operation
    texts = (values.query, values.header, values.cookie, values.path)
    if any(value is None for each in texts for value in each.values()):
        return True
    if "&" not in query or operation is None:
        return False
    found = Counter(name for name, _ in query_pairs(query))
    return any(
        found[each.name] > 1 and each.location == "query" and has_one_value(each) for each in operation.parameters
    )


def has_one_value(parameter: Parameter) -> bool:
    """Say whether a parameter stands once in a query: not the items of a list, nor the members of an object."""
    wanted = types(parameter.schema) if parameter.schema is not None else frozenset[str]()
    return not wanted & {"array", "object"}


def judge_exchange(
    contract: Contract, operation: Operation, request: Request, *, reply: Reply, must_take: bool = False
) -> Exchange:
    """Judge a request and its reply.

    Args:
        contract: the contract.
        operation: the operation that the request was made for.
        request: what was sent.
        reply: what came back.
        must_take: whether a request that the contract takes must not be refused for its form.

    Returns:
        The exchange with what the contract says about it.

    Raises:
        InvalidInputError: a schema of the contract is itself wrong.
    """
    judgement = check_request(contract, request)
    violations = check_reply(judgement.operation or operation, request.method, reply)
    return Exchange(contract, operation, request, reply, judgement, violations, must_take)
