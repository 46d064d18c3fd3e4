"""The content security policies of the portal (W3C CSP 3): nothing from elsewhere, no inline script."""

from __future__ import annotations

_CLOSED = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")

PAGE_POLICY = "; ".join(
    (
        *_CLOSED,
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
    )
)
"""Of every page: files of this server only, no inline script or style."""

REFERENCE_POLICY = "; ".join(
    (
        *_CLOSED,
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "media-src blob:",
    )
)
"""Of the reference page: its component makes style elements when it starts; scripts stay files of this server."""

ANSWER_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Of what services answered: shown as data by the reference page, and inert should a browser ever open it itself."""
