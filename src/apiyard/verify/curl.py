"""A request as a command that a person can run again."""

from __future__ import annotations

import shlex

from apiyard.spec.exchange import Headers, Request

_SECRET = ("authorization", "cookie", "x-api-key", "proxy-authorization")


def as_curl(base_url: str, request: Request, headers: Headers = ()) -> str:
    """Give the curl command that sends a request.

    Args:
        base_url: the service.
        request: the request.
        headers: the headers of the plan; their names are shown, their values are not, since they may be secret.

    Returns:
        One shell command; bytes that are no text are given as escapes of ``printf``.
    """
    url = base_url.rstrip("/") + request.path + (f"?{request.query}" if request.query else "")
    parts = ["curl", "-sS", "-i", "--globoff", "--path-as-is", "-X", shlex.quote(request.method)]
    given = {name.lower() for name, _ in headers}
    own = [pair for pair in request.headers if pair[0].lower() not in given]
    for name, value in (*own, *((name, "...") for name, _ in headers)):
        shown = "..." if name.lower() in _SECRET else value
        parts += ["-H", shlex.quote(f"{name}: {shown}" if shown else f"{name};")]
    command = ""
    if request.body:
        text = _text(request.body)
        if text is None:
            escaped = "".join(f"\\{byte:03o}" for byte in request.body)
            command = f"printf '{escaped}' | "
        parts += ["--data-binary", "@-" if text is None else shlex.quote(text)]
    return command + " ".join((*parts, shlex.quote(url)))


def _text(body: bytes) -> str | None:
    """Give the body as text when a shell keeps it as it is: printable, and not read as a file name by curl."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() and not text.startswith("@") else None
