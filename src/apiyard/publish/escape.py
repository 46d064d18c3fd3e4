"""Make hostile text harmless in HTML, in scripts and in a content security policy."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

from apiyard.core.json import canonical

_IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_NETLOC = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?", re.ASCII)


def html_text(text: str) -> str:
    """Escape text for an HTML element or a quoted attribute.

    Args:
        text: any text; characters that HTML forbids are replaced.

    Returns:
        Text in which nothing is markup.
    """
    return html.escape("".join(char if char >= " " or char in "\t\n" else "\ufffd" for char in text), quote=True)


def script_value(value: object) -> bytes:
    """Give a JSON value as a script literal that cannot end its script or its line.

    ``<``, ``>`` and ``&`` are escaped, so that no ``</script>`` or ``<!--`` can appear (HTML, 4.12.1.3), and so are
    the two separators that older script engines read as line ends.

    Args:
        value: a JSON value.

    Returns:
        UTF-8 bytes; equal values give equal bytes.
    """
    text = canonical(value).decode()
    return "".join(_IN_SCRIPT.get(char, char) for char in text).encode()


def csp_origin(url: str) -> str | None:
    """Give the origin of a URL as a source of a content security policy.

    Args:
        url: a URL as a document wrote it.

    Returns:
        ``scheme://host:port``, or None when the URL is relative, is not http(s), or holds anything else than a plain
        host and port (so nothing can slip into the policy).
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or _NETLOC.fullmatch(parts.netloc) is None:
        return None
    return f"{parts.scheme}://{parts.netloc.lower()}"
