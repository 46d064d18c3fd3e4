"""Passwords of people: hashed with argon2id (RFC 9106), checked in the same time whether the person exists or not."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from apiyard.access.secret import Secret
from apiyard.core.errors import InvalidInputError

MIN_LENGTH = 10
"""The shortest password, in characters."""

MAX_LENGTH = 1024
"""The longest password, in characters, so that hashing stays bounded."""

_HASHER = PasswordHasher()  # the library's defaults are RFC 9106's second recommendation: 64 MiB, three passes


def hash_password(password: Secret) -> str:
    """Hash a password.

    Args:
        password: what the person chose.

    Returns:
        The argon2id hash with its parameters and salt.

    Raises:
        InvalidInputError: it is shorter than MIN_LENGTH or longer than MAX_LENGTH.
    """
    length = len(password.reveal())
    if not MIN_LENGTH <= length <= MAX_LENGTH:
        raise InvalidInputError(
            f"a password has {MIN_LENGTH} to {MAX_LENGTH} characters", hint="a sentence is easy to remember"
        )
    return _HASHER.hash(password.reveal())


def check_password(password: Secret, kept: str | None) -> bool:
    """Check a password; an unknown person takes as long as a known one.

    Args:
        password: what was typed.
        kept: the hash that is kept, None when nobody has the name.

    Returns:
        Whether it is right.
    """
    typed = password.reveal()
    if len(typed) > MAX_LENGTH:
        return False
    try:
        return _HASHER.verify(kept or _nobody(), typed) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_old(kept: str) -> bool:
    """Say whether a hash should be made anew, with today's parameters, at the next sign-in.

    Args:
        kept: the hash that is kept.
    """
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
