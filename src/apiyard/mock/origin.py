"""Where a caller found the mock, as far as the request tells."""

from __future__ import annotations

import re

from apiyard.core.late import late_pattern
from apiyard.spec.exchange import Request

_PREFIX = late_pattern(r"(?:/[\w.~@-]{1,200}){1,20}", re.ASCII)


def origin(request: Request) -> str:
    """Give scheme and host that a caller used."""
    host = request.header("host") or "localhost"
    scheme = request.header("x-forwarded-proto") or "http"
    return f"{scheme if scheme in ('http', 'https') else 'http'}://{host}"


def prefix(request: Request) -> str:
    """Give what a mock of several contracts, or a gateway, took from the path; empty when it is none."""
    told = request.header("x-forwarded-prefix") or ""  # comes from who knows where
    return told if _PREFIX.fullmatch(told) else ""
