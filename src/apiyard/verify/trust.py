"""Whom the verifier believes to be a service, over TLS."""

from __future__ import annotations

import socket
import ssl

import httpx

from apiyard.core.errors import UnavailableError


def trust(*, insecure: bool) -> ssl.SSLContext:
    """Give what decides whether a certificate is believed.

    Args:
        insecure: whether every certificate is.

    Returns:
        The context; it believes the authorities that browsers do, or those of the file ``SSL_CERT_FILE``.
    """
    context = httpx.create_ssl_context()
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def greet(context: ssl.SSLContext, connection: socket.socket, host: str, *, where: str) -> None:
    """Shake hands over TLS once, so that a certificate that is not believed is no fault of each operation.

    Args:
        context: decides whether the certificate is believed.
        connection: to the service.
        host: the name that it must vouch for.
        where: the service, as people call it.

    Raises:
        UnavailableError: the certificate is not believed, or no TLS is spoken there.
    """
    try:
        context.wrap_socket(connection, server_hostname=host).close()
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
