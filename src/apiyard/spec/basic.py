"""The password in credentials for basic authentication, which whoever gets them decodes and may tell (RFC 7617)."""

from __future__ import annotations

import base64
import binascii


def password_in(header: str) -> str:
    """Give the password that a header carries.

    Args:
        header: the value of a header, such as ``Basic YW5uOnNlY3JldA==``.

    Returns:
        The password; empty where the header carries none.
    """
    scheme, _, pair = header.strip().partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(pair.strip(), validate=True).partition(b":")[2].decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
