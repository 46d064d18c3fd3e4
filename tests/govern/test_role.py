"""Roles do what the table says and nothing else."""

from __future__ import annotations

import itertools

import pytest

from apiyard.core.errors import ForbiddenError, UnknownNameError
from apiyard.govern.role import PERMISSIONS, Permission, Role, may, read_role, require
from apiyard.store.people import ROLES

MAY = {
    "viewer": {"see", "audit"},
    "approver": {"see", "audit", "approve"},
    "admin": {
        "see",
        "audit",
        "approve",
        "apply",
        "release",
        "deploy",
        "change-lifecycle",
        "manage-keys",
        "manage-people",
        "manage-signing",
    },
}


@pytest.mark.parametrize(("role", "permission"), list(itertools.product(Role, Permission)))
def test_each_cell_of_the_table(role, permission):
    allowed = permission in MAY[role]
    assert may(role, permission) is allowed
    if allowed:
        require(role, permission, who="user:ada")
    else:
        with pytest.raises(ForbiddenError) as told:
            require(role, permission, who="user:ada")
        assert "admin" in told.value.hint
        assert told.value.where == "user:ada"


def test_every_role_is_in_the_table_and_can_be_kept():
    assert set(PERMISSIONS) == set(Role)
    assert set(ROLES) == {role.value for role in Role}


@pytest.mark.parametrize("role", ["", "root", "Admin", "admin "])
def test_an_unknown_role_may_do_nothing(role):
    assert not any(may(role, permission) for permission in Permission)
    with pytest.raises(ForbiddenError):
        require(role, Permission.SEE, who="user:eve")
    with pytest.raises(UnknownNameError):
        read_role(role)


def test_a_role_is_read_by_name():
    assert read_role("approver") is Role.APPROVER
