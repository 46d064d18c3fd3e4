"""A promise: that one operation passes one kind of cases, as one test."""

from __future__ import annotations

from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, replace
from apiyard.spec.contract import Contract
from apiyard.verify.call import AnyContract, AnyService, contract_of, plan_of, service_of
from apiyard.verify.form import find_form
from apiyard.verify.plan import Plan
from apiyard.verify.report import Report
from apiyard.verify.run import verify as verify_planned


class BrokenPromiseError(AssertionError):
    """A service broke its word; the message tells each failure with the command that shows it again."""


@dataclass(frozen=True, slots=True)
class Promise:
    """That one operation of a service passes one kind of cases.

    Args:
        contract: the contract.
        operation: id of the operation.
        kind: id of the kind of cases.
        plan: the settings of the run.
        against: where the service is; None when only the test knows.
    """

    contract: Contract
    operation: str
    kind: str
    plan: Plan
    against: AnyService | None = None

    @property
    def id(self) -> str:
        """The name of its test."""
        return f"{self.operation}-{self.kind}"

    def check(self, against: AnyService | None = None) -> Report:
        """Ask the service.

        Args:
            against: where it is; None for what the promise says.

        Returns:
            The report; without a case when none can be made for the operation.

        Raises:
            BrokenPromiseError: it breaks its word.
            InvalidInputError: nobody said where the service is.
        """
        __tracebackhide__ = True
        where = self.against if against is None else against
        if where is None:
            raise InvalidInputError("nobody said where the service is", hint="promise.check(against=URL or app)")
        plan = replace(self.plan, kinds=(self.kind,), operations=(self.operation,))
        return assert_kept(verify_planned(self.contract, service_of(where), plan))


def promises(contract: AnyContract, against: AnyService | None = None, **settings: Any) -> tuple[Promise, ...]:
    """Give the promises of a contract: each operation with each kind of cases.

    Args:
        contract: the contract.
        against: where the service is; None when only the test knows.
        settings: settings of a run, as ``verify`` takes them.

    Returns:
        The promises, by operation in the order of the contract, then by kind.

    Raises:
        InvalidInputError: something given is wrong.
        UnknownNameError: there is no such kind or operation.
    """
    from apiyard.core.catalog import find
    from apiyard.verify.run import kinds

    plan, whole = plan_of(**settings), contract_of(contract)
    for kind in plan.kinds:
        find(kinds(), "kind", kind)
    chosen = [each for each in plan.selection.of(whole) if not plan.operations or each.id in plan.operations]
    return tuple(Promise(whole, each.id, kind, plan, against) for each in chosen for kind in plan.kinds)


def assert_kept(report: Report) -> Report:
    """Fail when a service broke its word.

    Args:
        report: what a run found.

    Returns:
        The same report.

    Raises:
        BrokenPromiseError: there is a failure; the message is the report as text.
    """
    __tracebackhide__ = True
    if report.failures:
        raise BrokenPromiseError(find_form("text").write(report))
    return report
