"""Checks of the small texts in an intent: all of them may come from hostile documents."""

from __future__ import annotations

import ipaddress
import re

from apiyard.core.errors import InvalidInputError
from apiyard.gateway.intent import Endpoint, Lifecycle
from apiyard.gateway.template import read_template

_HOST = r"[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*\.?"
_LINK = r"https?://[A-Za-z0-9.\[\]:-]+(/[A-Za-z0-9._~!$&'()*+;=:@%/?#-]*)?"
_LAST_SECOND = 253_402_300_799  # 9999-12-31T23:59:59Z, the last second an HTTP date can tell


def check_text(text: str, pattern: str, where: str) -> str:
    """Check that a text has a form.

    Args:
        text: the text.
        pattern: a regular expression for the whole text.
        where: where it was written.

    Returns:
        The text.

    Raises:
        InvalidInputError: it has another form.
    """
    if re.fullmatch(pattern, text, re.ASCII) is None or len(text) > 2_000:
        raise InvalidInputError("this text has a wrong form", where=where, piece=repr(text))
    return text


def check_path(text: str, where: str) -> str:
    """Check a path without parameters.

    Args:
        text: a path that begins with a slash.
        where: where it was written.

    Returns:
        The path as it comes over the wire, without a slash at its end; empty for ``/``.

    Raises:
        InvalidInputError: it has parameters, empty or dot segments, or is no path.
    """
    try:
        template = read_template(text)
    except InvalidInputError as error:
        raise InvalidInputError(error.what, where=where, piece=error.piece) from error
    path = template.text.rstrip("/")
    if not template.literal or any(segment in {"", ".", ".."} for segment in path.split("/")[1:]):
        raise InvalidInputError("this path must be plain", where=where, piece=text, hint="write /name or /name/v1")
    return path


def is_address(host: str) -> bool:
    """Tell whether a host is written as an IP address.

    Args:
        host: a host.
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def check_endpoint(endpoint: Endpoint, where: str) -> None:
    """Check that an endpoint can be called.

    Args:
        endpoint: the endpoint.
        where: where it was written.

    Raises:
        InvalidInputError: the host is neither an address nor a host name, or the port is out of range.
    """
    if not is_address(endpoint.host):
        check_text(endpoint.host, _HOST, where)
    if not 1 <= endpoint.port <= 65_535:
        raise InvalidInputError("a port is 1 to 65535", where=where, piece=str(endpoint.port))


def check_lifecycle(lifecycle: Lifecycle, where: str) -> None:
    """Check that a lifecycle can be told in headers.

    Args:
        lifecycle: the lifecycle.
        where: where it was written.

    Raises:
        InvalidInputError: a time is out of range or the link is no web address.
    """
    for seconds in (lifecycle.deprecated_at, lifecycle.sunset_at):
        if seconds is not None and not 0 <= seconds <= _LAST_SECOND:
            raise InvalidInputError("a time is out of range", where=where, piece=str(seconds))
    if lifecycle.link:
        check_text(lifecycle.link, _LINK, f"{where}.link")
