"""The nouns of a sandbox: what a contract keeps, and what each of its operations does to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.mock.sandbox.paging import Paging
from apiyard.spec.operation import Operation
from apiyard.spec.schema import Schema

Does = Literal["list", "create", "read", "replace", "change", "remove", "clear", "act"]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where in a body an item or a list of items stands.

    Args:
        path: names from the whole body to it; none when it is the whole body.
        root: the schema of the whole body.
        schema: the schema of an item.
        many: whether a list of items stands there.
    """

    path: tuple[str, ...]
    root: Schema
    schema: Schema
    many: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """A variable of a path that says within what an item is.

    Args:
        name: the variable.
        parent: the resource whose item it names; empty when nothing of the contract is known to be named.
        member: the member of the parent's item that holds the value.
    """

    name: str
    parent: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What an operation does.

    Args:
        does: what it does.
        operation: the operation.
        resource: the id of the resource.
        within: the variables of its path before the item's own, from left to right.
        key: the variable of its path that names the item; empty for lists and for what there is only one of.
        member: the member of the item that holds the value of the key; empty when none does.
        status: the status of its success.
        told: where the item or list stands in the success; None when it has no body that holds it.
        given: where the item stands in the request; None without it.
        paging: how a list is cut, sorted and filtered by parameters.
        effect: what an action sets, by member.
    """

    does: Does
    operation: Operation
    resource: str
    within: tuple[Within, ...] = ()
    key: str = ""
    member: str = ""
    status: int = 200
    told: Frame | None = None
    given: Frame | None = None
    paging: Paging = field(default_factory=Paging)
    effect: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that a contract keeps: a collection of items, or a thing that there is only one of.

    Args:
        id: its name, made unique in the contract.
        name: the last word of its path, such as ``orders``.
        schema: the schema of an item as it is read; None when no body shows it.
        identity: the member that tells items apart; empty when none does.
        single: whether there is only one, such as settings.
        creatable: whether calls can make items.
        listed: whether a call gives all of them.
        path: the template of its path.
    """

    id: str
    name: str
    schema: Schema | None
    identity: str = ""
    single: bool = False
    creatable: bool = False
    listed: bool = False
    path: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """What a contract keeps and does, as far as it can be told from it.

    Args:
        resources: by id.
        roles: by the id of the operation.
        plain: operations that are answered without state, and why, by id.
        inside: the variables of their paths that name items, by id.
    """

    resources: Mapping[str, Resource]
    roles: Mapping[str, Role]
    plain: Mapping[str, str]
    inside: Mapping[str, tuple[Within, ...]] = field(default_factory=dict)
