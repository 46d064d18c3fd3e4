"""Make the keeper of a run's credentials, which may ask the service and, where that is allowed, others."""

from __future__ import annotations

from urllib.parse import urlsplit

from apiyard.core.clock import Clock
from apiyard.core.errors import InvalidInputError, UnavailableError
from apiyard.core.noun import replace
from apiyard.spec.basic import password_in
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.verify.auth.keeper import Keeper
from apiyard.verify.auth.secret import variable
from apiyard.verify.doors.door import AnyDoor, door_of
from apiyard.verify.doors.transport import UnsendableError
from apiyard.verify.plan import Plan


def keeper_of(contract: Contract, plan: Plan, door: AnyDoor, *, clock: Clock) -> Keeper:
    """Give the keeper of a run's credentials.

    Args:
        contract: says which operation asks for which scheme.
        plan: the credentials, and whether other machines may be asked.
        door: the way to the service.
        clock: monotonic time.

    Returns:
        The keeper; the values of the plan's headers are hidden by it, too.

    Raises:
        UnknownNameError: a credential is for a security scheme that the contract does not have.
    """

    def send(where: str, request: Request) -> Reply:
        try:
            if where.startswith("/"):
                path, _, query = where.partition("?")
                return door.send(replace(request, path=path, query=query))
            parts = urlsplit(where)
            with door_of(plan, f"{parts.scheme}://{parts.netloc}", headers=()) as other:
                return other.send(replace(request, path=parts.path or "/", query=parts.query))
        except (UnavailableError, UnsendableError) as error:
            raise InvalidInputError("a credential cannot be obtained", where=where, piece=str(error)) from error

    keeper = Keeper(contract, plan.auth, plan.vault, clock, send)
    for name, value in plan.headers:
        for secret in (value.rpartition(" ")[2], password_in(value)):
            keeper.hide_also(secret, f"${{{variable(name)}}}")
    return keeper
