"""A request as a line for a shell, with credentials that are obviously made up."""

from __future__ import annotations

import shlex

from apiyard.spec.exchange import Request


def as_curl(base_url: str, request: Request) -> str:
    """Give the curl command that sends a request.

    Args:
        base_url: scheme, host and base path of the server.
        request: the request.

    Returns:
        One line for a POSIX shell; a body that is no plain text is given as octal escapes of ``printf``.
    """
    url = base_url.rstrip("/") + request.path + (f"?{request.query}" if request.query else "")
    parts = ["curl", "-sS", "-i", "--globoff", "--path-as-is"]
    if request.method.upper() == "HEAD":
        parts.append("-I")
    else:
        parts += ["-X", shlex.quote(request.method)]
    for name, value in request.headers:
        parts += ["-H", shlex.quote(f"{name}: {value}" if value else f"{name};")]
    before = ""
    if request.body:
        text = _text(request.body)
        if text is None:
            before = "printf '" + "".join(f"\\{byte:03o}" for byte in request.body) + "' | "
        parts += ["--data-binary", "@-" if text is None else shlex.quote(text)]
    return before + " ".join((*parts, shlex.quote(url)))


def _text(body: bytes) -> str | None:
    """Give the body as text when a shell keeps it as it is, and curl does not read it as a file's name."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() and not text.startswith("@") else None
