"""Whom the verifier believes to be a service, over TLS."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from apiyard.core.errors import UnavailableError


def believing_all(context: ssl.SSLContext) -> ssl.SSLContext:
    """Let a context believe every certificate.

    Args:
        context: the context, which is changed.

    Returns:
        The same context.
    """
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def told_apart(where: str) -> Iterator[None]:
    """Tell what goes wrong when hands are shaken over TLS, so that it is no fault of each operation later.

    Args:
        where: the service, as people call it.

    Yields:
        Nothing, for as long as hands are shaken.

    Raises:
        UnavailableError: the certificate is not believed, or no TLS is spoken there.
    """
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        hint = "name who vouches for it: SSL_CERT_FILE=authority.pem, or believe any certificate with --insecure"
        raise UnavailableError(
            "its certificate is not believed", where=where, piece=error.verify_message, hint=hint
        ) from error
    except (ssl.SSLError, ConnectionError, EOFError) as error:
        hint = f"does it speak http? --against {where.replace('https://', 'http://', 1)}"
        raise UnavailableError("TLS is not spoken there", where=where, piece=_said(error), hint=hint) from error


def _said(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(reason).replace("_", " ").lower() if reason else str(error)
