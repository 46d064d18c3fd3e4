"""People: sign-in and personal data, outside the ledger, so that they can be deleted."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from apiyard.core.clock import Clock
from apiyard.core.errors import ConflictError, InvalidInputError, NotFoundError
from apiyard.core.noun import dataclass
from apiyard.store.engine import Database, read, write
from apiyard.store.moment import from_micros, to_micros
from apiyard.store.schema import API_TOKENS, CONTACTS, SESSIONS, USERS

ROLES = ("viewer", "approver", "admin")
"""The roles that a user or an API token can have; what they may do is said by the govern room."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@+-]{0,126}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class User:
    """A person who can sign in.

    Args:
        name: what they type to sign in.
        role: ``viewer``, ``approver`` or ``admin``.
        password_hash: an argon2 hash, made by the caller.
        contact: how to reach them, for people to read.
        created: when.
    """

    name: str
    role: str
    password_hash: str
    contact: str
    created: datetime


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token of a program; only its SHA-256 is kept.

    Args:
        name: what it is for.
        role: ``viewer``, ``approver`` or ``admin``.
        expires: when it ends; None never.
        revoked: when it was revoked; None as long as it holds.
    """

    name: str
    role: str
    expires: datetime | None
    revoked: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; only the SHA-256 of its cookie is kept.

    Args:
        user: who signed in, as they are now.
        csrf: the secret that forms of this session carry.
        expires: when it ends.
    """

    user: User
    csrf: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to reach about a consumer.

    Args:
        consumer: the consumer's name.
        name: the person's or team's name.
        email: the address.
    """

    consumer: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class People:
    """People in a database.

    Args:
        database: where they are.
        clock: says what has expired.
    """

    database: Database
    clock: Clock

    def add_user(self, name: str, *, role: str, password_hash: str, contact: str = "") -> User:
        """Add a user.

        Args:
            name: a sign-in name of letters, digits and ``_.@+-``.
            role: ``viewer``, ``approver`` or ``admin``.
            password_hash: an argon2 hash.
            contact: how to reach them.

        Returns:
            The user.

        Raises:
            ConflictError: the name is taken.
            InvalidInputError: the name, the role or the hash is wrong.
        """
        user = User(_name(name), _role(role), _argon2(password_hash), contact, self.clock.now())
        with write(self.database) as connection:
            _refuse_taken(connection, USERS, name)
            connection.execute(
                insert(USERS).values(
                    name=name,
                    role=role,
                    password_hash=password_hash,
                    contact=contact,
                    created=to_micros(user.created),
                )
            )
        return user

    def change_user(self, name: str, *, role: str | None = None, password_hash: str | None = None) -> None:
        """Change a user's role or password; a new password ends all their sessions.

        Args:
            name: the user.
            role: the new role.
            password_hash: the new argon2 hash.

        Raises:
            NotFoundError: there is no such user.
        """
        values: dict[str, str] = {}
        if role is not None:
            values["role"] = _role(role)
        if password_hash is not None:
            values["password_hash"] = _argon2(password_hash)
        if not values:
            return
        with write(self.database) as connection:
            _expect_one(connection.execute(update(USERS).where(USERS.c.name == name).values(values)).rowcount, name)
            if password_hash is not None:
                connection.execute(delete(SESSIONS).where(SESSIONS.c.user_name == name))

    def user(self, name: str) -> User | None:
        """Give a user, or None.

        Args:
            name: the sign-in name.
        """
        with read(self.database) as connection:
            row = connection.execute(select(USERS).where(USERS.c.name == name)).mappings().one_or_none()
        return None if row is None else _user(dict(row))

    def users(self) -> tuple[User, ...]:
        """Give all users, ordered by name."""
        with read(self.database) as connection:
            rows = connection.execute(select(USERS)).mappings().all()
        return tuple(sorted((_user(dict(row)) for row in rows), key=lambda user: user.name))

    def delete_user(self, name: str) -> None:
        """Delete a user and all their sessions; nothing of the person stays but the name in facts.

        Args:
            name: the user.

        Raises:
            NotFoundError: there is no such user.
        """
        with write(self.database) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.user_name == name))
            _expect_one(connection.execute(delete(USERS).where(USERS.c.name == name)).rowcount, name)

    def add_token(self, name: str, *, sha256: str, role: str, expires: datetime | None = None) -> ApiToken:
        """Add an API token.

        Args:
            name: what it is for; once only.
            sha256: hexadecimal SHA-256 of the token's text.
            role: ``viewer``, ``approver`` or ``admin``.
            expires: when it ends; None never.

        Returns:
            The token.

        Raises:
            ConflictError: the name is taken.
            InvalidInputError: the name, the role or the digest is wrong.
        """
        row = {
            "sha256": _sha256(sha256),
            "name": _name(name),
            "role": _role(role),
            "created": to_micros(self.clock.now()),
            "expires": None if expires is None else to_micros(expires),
            "revoked": None,
        }
        with write(self.database) as connection:
            _refuse_taken(connection, API_TOKENS, name)
            connection.execute(insert(API_TOKENS).values(row))
        return _token(row)

    def token(self, sha256: str) -> ApiToken | None:
        """Give the API token of a digest while it holds: known, not revoked, not expired; None otherwise.

        Args:
            sha256: hexadecimal SHA-256 of the token's text.
        """
        with read(self.database) as connection:
            row = connection.execute(select(API_TOKENS).where(API_TOKENS.c.sha256 == sha256)).mappings().one_or_none()
        if row is None or row["revoked"] is not None:
            return None
        token = _token(dict(row))
        return None if token.expires is not None and token.expires <= self.clock.now() else token

    def tokens(self) -> tuple[ApiToken, ...]:
        """Give all API tokens, the ended ones too, ordered by name."""
        with read(self.database) as connection:
            rows = connection.execute(select(API_TOKENS)).mappings().all()
        return tuple(sorted((_token(dict(row)) for row in rows), key=lambda token: token.name))

    def revoke_token(self, name: str) -> None:
        """Revoke an API token, at once and for good.

        Args:
            name: the token.

        Raises:
            NotFoundError: there is no such token.
        """
        now = to_micros(self.clock.now())
        with write(self.database) as connection:
            _expect_one(
                connection.execute(update(API_TOKENS).where(API_TOKENS.c.name == name).values(revoked=now)).rowcount,
                name,
            )

    def start_session(self, user: str, *, sha256: str, csrf: str, expires: datetime) -> None:
        """Keep a session; ended ones are cleared away in passing.

        Args:
            user: who signed in.
            sha256: hexadecimal SHA-256 of the cookie's value.
            csrf: the secret of its forms.
            expires: when it ends.

        Raises:
            NotFoundError: there is no such user.
        """
        digest, now = _sha256(sha256), to_micros(self.clock.now())
        with write(self.database) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.expires <= now))
            _expect_one(len(connection.execute(select(USERS.c.name).where(USERS.c.name == user)).all()), user)
            connection.execute(
                insert(SESSIONS).values(
                    sha256=digest, user_name=user, csrf=csrf, created=now, expires=to_micros(expires)
                )
            )

    def session(self, sha256: str) -> Session | None:
        """Give a session while it holds, with its user as they are now; None otherwise.

        Args:
            sha256: hexadecimal SHA-256 of the cookie's value.
        """
        query = (
            select(USERS, SESSIONS.c.csrf, SESSIONS.c.expires)
            .join(SESSIONS, SESSIONS.c.user_name == USERS.c.name)
            .where(SESSIONS.c.sha256 == sha256, SESSIONS.c.expires > to_micros(self.clock.now()))
        )
        with read(self.database) as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else Session(_user(dict(row)), row["csrf"], from_micros(row["expires"]))

    def end_session(self, sha256: str) -> None:
        """End a session; nothing happens when there is none.

        Args:
            sha256: hexadecimal SHA-256 of the cookie's value.
        """
        with write(self.database) as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.sha256 == sha256))

    def set_contact(self, contact: Contact) -> None:
        """Keep whom to reach about a consumer, in place of what was kept before.

        Args:
            contact: the contact.
        """
        with write(self.database) as connection:
            connection.execute(delete(CONTACTS).where(CONTACTS.c.consumer == contact.consumer))
            connection.execute(
                insert(CONTACTS).values(consumer=contact.consumer, name=contact.name, email=contact.email)
            )

    def contact(self, consumer: str) -> Contact | None:
        """Give whom to reach about a consumer, or None.

        Args:
            consumer: the consumer's name.
        """
        with read(self.database) as connection:
            row = connection.execute(select(CONTACTS).where(CONTACTS.c.consumer == consumer)).one_or_none()
        return None if row is None else Contact(row.consumer, row.name, row.email)

    def delete_contact(self, consumer: str) -> None:
        """Delete what is kept about a consumer's people; nothing happens when nothing is.

        Args:
            consumer: the consumer's name.
        """
        with write(self.database) as connection:
            connection.execute(delete(CONTACTS).where(CONTACTS.c.consumer == consumer))


def _user(row: dict[str, Any]) -> User:
    return User(row["name"], row["role"], row["password_hash"], row["contact"], from_micros(row["created"]))


def _token(row: dict[str, Any]) -> ApiToken:
    expires, revoked = (None if row[name] is None else from_micros(row[name]) for name in ("expires", "revoked"))
    return ApiToken(row["name"], row["role"], expires, revoked)


def _name(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise InvalidInputError("not a valid name", piece=repr(name), hint="letters, digits and _.@+-, at most 127")
    return name


def _role(role: str) -> str:
    if role not in ROLES:
        raise InvalidInputError("not a role", piece=repr(role), hint=" or ".join(ROLES))
    return role


def _argon2(password_hash: str) -> str:
    if not password_hash.startswith("$argon2id$"):
        raise InvalidInputError("a password must be given as its argon2id hash")
    return password_hash


def _sha256(digest: str) -> str:
    if _SHA256.fullmatch(digest) is None:
        raise InvalidInputError("a token must be given as its SHA-256, 64 hexadecimal digits")
    return digest


def _refuse_taken(connection: Connection, table: Table, name: str) -> None:
    if connection.execute(select(table.c.name).where(table.c.name == name)).first() is not None:
        raise ConflictError("the name is taken", piece=name, hint="choose another one", retryable=False)


def _expect_one(count: int, name: str) -> None:
    if count != 1:
        raise NotFoundError("nobody has this name", piece=name)
