"""The content security policies of the studio (W3C CSP 3): nothing from elsewhere, no inline script."""

from __future__ import annotations

_NONE = "'none'"
_CLOSED = ("default-src 'none'", "base-uri 'none'", "form-action 'none'")

PAGE = "; ".join(
    (
        *_CLOSED,
        "frame-ancestors 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
    )
)
"""Of our own pages: files of this server only, no inline script or style, no evaluated text."""

SILENT = "default-src 'none'; frame-ancestors 'none'"
"""Of answers that are data."""


def preview_policy(connect: str = "") -> str:
    """Give the policy of the page that holds the reference component, shown only in our own sandboxed frame.

    The component makes style elements when it starts, so styles may be inline there; scripts stay files.

    Args:
        connect: the URL of the mock that may be called from it; empty for none.

    Returns:
        The value of the header.
    """
    return "; ".join(
        (
            *_CLOSED,
            "frame-ancestors 'self'",
            "sandbox allow-scripts",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src blob:",
            f"connect-src {connect or _NONE}",
        )
    )
