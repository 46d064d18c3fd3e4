"""Gather what the exchanges of a run cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from apiyard.core.errors import ApiyardError
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.operation import Operation
from apiyard.verify.coverage.covered import Asked, Covered
from apiyard.verify.coverage.measure import Measure, measures
from apiyard.verify.coverage.seen import look


class Gatherer:
    """Looks at each exchange of a run, and counts what it covers.

    Args:
        contract: the contract.
        headers: sent with every request besides its own, such as a key.
    """

    def __init__(self, contract: Contract, headers: Headers = ()) -> None:
        self._contract = contract
        self._headers = headers
        self._measures: Mapping[str, Measure] = measures()
        self._met: dict[str, set[str]] = {id_: set() for id_ in self._measures}
        self._statuses: dict[str, Counter[str]] = {each.id: Counter() for each in contract.operations}

    def take(self, operation: str, request: Request, reply: Reply | None) -> None:
        """Look at one exchange; one that cannot be judged covers nothing.

        Args:
            operation: id of the operation that the request was made for.
            request: the request, without the headers that every request has.
            reply: what came back, None without a reply.
        """
        if operation in self._statuses:
            self._statuses[operation][str(reply.status) if reply is not None else "none"] += 1
        if reply is None:
            return
        try:
            seen = look(self._contract, _whole_request(request, self._headers), reply)
            if seen is None:
                return
            for id_, measure in self._measures.items():
                self._met[id_].update(measure.met(seen))
        except ApiyardError:  # a schema of this operation cannot be used, which the run tells by itself
            return

    def covered(self, operations: Sequence[Operation]) -> tuple[Covered, ...]:
        """Give the measures in their order.

        Args:
            operations: the operations of the run; they make the denominators.

        Returns:
            One entry for each measure.
        """
        return tuple(self._one(measure, operations) for measure in self._measures.values())

    def asked(self, operations: Sequence[Operation], failures: Mapping[str, int]) -> tuple[Asked, ...]:
        """Give what each operation was asked.

        Args:
            operations: the operations of the run.
            failures: how many different failures each operation has, by id.

        Returns:
            One row for each operation.
        """
        return tuple(
            Asked(
                each.id,
                each.method.upper(),
                each.path,
                each.pointer,
                dict(sorted(self._statuses[each.id].items())),
                failures.get(each.id, 0),
            )
            for each in operations
        )

    def _one(self, measure: Measure, operations: Sequence[Operation]) -> Covered:
        whole = dict.fromkeys(measure.whole(self._contract, operations))
        missing = tuple(name for name in whole if name not in self._met[measure.id])
        return Covered(measure.id, measure.noun, len(whole) - len(missing), len(whole), missing)


def _whole_request(request: Request, headers: Headers) -> Request:
    if not headers:
        return request
    given = {name.lower() for name, _ in headers}
    own = tuple(pair for pair in request.headers if pair[0].lower() not in given)
    return Request(request.method, request.path, request.query, (*own, *headers), request.body)
