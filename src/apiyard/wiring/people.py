"""The journeys of people: who may sign in, and how to reach consumers; none of it ever enters the ledger."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from apiyard.access.password import hash_password
from apiyard.access.secret import Secret
from apiyard.core.errors import InvalidInputError, NotFoundError, unknown
from apiyard.govern.role import Role
from apiyard.store.people import Contact, User
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import read_state

SHORTEST_PASSWORD = 12
"""Characters that a password has at least: it is the only factor (NIST SP 800-63B, 3.1.1)."""


def add_person(parts: Parts, name: str, *, role: str, password: str, contact: str = "") -> dict[str, Any]:
    """Let somebody sign in to the portal.

    Args:
        parts: the doors.
        name: the sign-in name.
        role: ``viewer``, ``approver`` or ``admin``.
        password: kept as its argon2 hash only.
        contact: how to reach them.

    Returns:
        What is kept, without the hash.

    Raises:
        InvalidInputError: a short password or another role.
        ConflictError: there is somebody of this name.
    """
    if role not in set(Role):
        raise unknown("role", role, [each.value for each in Role])
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInputError(f"a password needs at least {SHORTEST_PASSWORD} characters")
    made = parts.store.people.add_user(name, role=role, password_hash=hash_password(Secret(password)), contact=contact)
    return shown(made)


def people(parts: Parts) -> list[dict[str, Any]]:
    """List who may sign in.

    Args:
        parts: the doors.

    Returns:
        Names, roles and contacts; no hashes.
    """
    return [shown(each) for each in parts.store.people.users()]


def remove_person(parts: Parts, name: str, *, by: str) -> None:
    """Let somebody sign in no more, and forget them; their sessions end.

    Args:
        parts: the doors.
        name: the sign-in name.
        by: who asks; nobody removes themself.

    Raises:
        NotFoundError: there is nobody of this name.
        InvalidInputError: it is the caller.
    """
    if by == f"user:{name}":
        raise InvalidInputError("nobody removes themself", piece=name)
    parts.store.people.delete_user(name)


def shown(user: User) -> dict[str, Any]:
    """Give what may be shown of a person.

    Args:
        user: the person.

    Returns:
        Name, role, contact and since when.
    """
    return {"name": user.name, "role": user.role, "contact": user.contact, "created": user.created.isoformat()}


def set_contact(parts: Parts, consumer: str, *, name: str, email: str) -> dict[str, Any]:
    """Keep how to reach a consumer.

    Args:
        parts: the doors.
        consumer: a declared consumer.
        name: the person or team.
        email: the address.

    Returns:
        What is kept.

    Raises:
        UnknownNameError: no such consumer.
    """
    state = read_state(parts.store.intents)
    if state.body("consumer", consumer) is None:
        raise unknown("consumer", consumer, state.all("consumer"))
    contact = Contact(consumer, name, email)
    parts.store.people.set_contact(contact)
    return asdict(contact)


def contact(parts: Parts, consumer: str) -> dict[str, Any]:
    """Give how to reach a consumer.

    Args:
        parts: the doors.
        consumer: the consumer.

    Returns:
        The contact.

    Raises:
        NotFoundError: none is kept.
    """
    found = parts.store.people.contact(consumer)
    if found is None:
        raise NotFoundError(f"no contact is kept for {consumer!r}")
    return asdict(found)
