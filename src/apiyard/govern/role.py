"""Roles, and the table of what each may do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from apiyard.core.errors import ForbiddenError, unknown


class Role(StrEnum):
    """What somebody is; a closed set."""

    VIEWER = "viewer"
    APPROVER = "approver"
    ADMIN = "admin"


class Permission(StrEnum):
    """What somebody may do; a closed set."""

    SEE = "see"
    AUDIT = "audit"
    APPROVE = "approve"
    APPLY = "apply"
    RELEASE = "release"
    DEPLOY = "deploy"
    CHANGE_LIFECYCLE = "change-lifecycle"
    MANAGE_KEYS = "manage-keys"
    MANAGE_PEOPLE = "manage-people"
    MANAGE_SIGNING = "manage-signing"


_SEEING = frozenset({Permission.SEE, Permission.AUDIT})

PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.VIEWER: _SEEING,
        Role.APPROVER: _SEEING | {Permission.APPROVE},
        Role.ADMIN: frozenset(Permission),
    }
)
"""Who may do what; what is not in the table is forbidden."""


def read_role(text: str, *, where: str = "") -> Role:
    """Read the name of a role.

    Args:
        text: the name as written.
        where: the place it was written at.

    Raises:
        UnknownNameError: no role has this name; names the nearest one.
    """
    try:
        return Role(text)
    except ValueError:
        raise unknown("role", text, list(Role), where=where) from None


def may(role: str, permission: Permission) -> bool:
    """Say whether a role may do something; an unknown role may do nothing.

    Args:
        role: the role.
        permission: what is to be done.
    """
    return role in set(Role) and permission in PERMISSIONS[Role(role)]


def require(role: str, permission: Permission, *, who: str) -> None:
    """Refuse somebody who may not do something.

    Args:
        role: their role.
        permission: what they want to do.
        who: who they are, for the error.

    Raises:
        ForbiddenError: their role does not allow it; names the roles that do.
    """
    if not may(role, permission):
        able = ", ".join(known for known in Role if permission in PERMISSIONS[known])
        raise ForbiddenError(
            f"the role {role[:40]!r} may not do this: {permission}", where=who, hint=f"ask somebody who is: {able}"
        )
