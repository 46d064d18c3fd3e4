"""A sort of things that a service keeps: where they are listed, made, read, changed and removed."""

from __future__ import annotations

from typing import Literal

from apiyard.core.noun import dataclass
from apiyard.spec.operation import Operation

Role = Literal["create", "list", "read", "replace", "change", "remove", "action"]
"""What an operation does with a thing."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A sort of things.

    Args:
        name: the last fixed segment of its path, such as ``orders``.
        collection: the path of all of them, such as ``/shops/{shopId}/orders``.
        key: the variable of the path that names one of them, such as ``orderId``; empty when they are only listed.
        parents: the variables before it, in order.
        create: makes one; POST on the collection.
        list: gives some or all; GET on the collection.
        read: gives one; GET on the thing.
        replace: PUT on the thing.
        change: PATCH on the thing.
        remove: DELETE on the thing.
        actions: further POST and PUT below the thing, such as ``/orders/{orderId}/cancellation``.
    """

    name: str
    collection: str
    key: str
    parents: tuple[str, ...]
    create: Operation | None = None
    list: Operation | None = None
    read: Operation | None = None
    replace: Operation | None = None
    change: Operation | None = None
    remove: Operation | None = None
    actions: tuple[Operation, ...] = ()

    @property
    def item(self) -> str:
        """The path of one of them."""
        return f"{self.collection}/{{{self.key}}}" if self.key else ""

    def role(self, operation: Operation) -> Role | None:
        """Say what an operation does with things of this sort; None when it does nothing with them."""
        roles: tuple[tuple[Role, Operation | None], ...] = (
            ("create", self.create),
            ("list", self.list),
            ("read", self.read),
            ("replace", self.replace),
            ("change", self.change),
            ("remove", self.remove),
        )
        for role, held in roles:
            if held is not None and held.id == operation.id:
                return role
        return "action" if any(each.id == operation.id for each in self.actions) else None
