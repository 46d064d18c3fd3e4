"""Random tokens of programs and browsers: shown once, kept as their SHA-256."""

from __future__ import annotations

import hashlib
import secrets

from apiyard.access.secret import Secret

API_TOKEN_PREFIX = "ayt_"  # noqa: S105 - a prefix, no token
"""What every token for the HTTP API begins with."""


def new_api_token() -> Secret:
    """Make a token for the HTTP API, 256 random bits."""
    return Secret(API_TOKEN_PREFIX + secrets.token_urlsafe(32))


def new_session_token() -> Secret:
    """Make the value of a session's cookie, 256 random bits."""
    return Secret(secrets.token_urlsafe(32))


def token_digest(token: Secret) -> str:
    """Give what is kept of a token; it is random, so one fast hash is enough.

    Args:
        token: the token.

    Returns:
        The hexadecimal SHA-256 of its text.
    """
    return hashlib.sha256(token.reveal().encode()).hexdigest()
