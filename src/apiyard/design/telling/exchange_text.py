"""An exchange as people read it: the request as a command of curl, the reply as it goes over the wire."""

from __future__ import annotations

import json
import re
import shlex

from apiyard.design.readable import clean
from apiyard.spec.exchange import Headers, Reply, Request

SERVER = "https://api.example.com"
"""The server that commands name when nobody says where the API runs."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_MOST_LINES = 60
_LONGEST_BODY = 20_000
_LONGEST_PRETTY = 1_000_000


def curl(request: Request, server: str = SERVER) -> list[str]:
    """Give a request as a command of curl that a shell can run (POSIX, section 2.2).

    Args:
        request: the request.
        server: where it is sent, without a slash at the end.

    Returns:
        The lines of the command; all but the last end with a backslash or stand inside quotes.
    """
    address = f"{server.rstrip('/')}{request.path}{'?' if request.query else ''}{request.query}"
    method = request.method.upper()
    # Brackets in an address mean many addresses to curl, and it takes dots out of paths, unless it is told not to.
    flags = [*(["-g"] if set(address) & set("[]{}") else []), *(["--path-as-is"] if "/." in request.path else [])]
    flags += [] if method == "GET" and not request.body else ["-X", quoted(method)]
    words = ["curl", *flags, quoted(address)]
    lines = [" ".join(words), *(f"  -H {quoted(f'{name}: {value}')}" for name, value in request.headers)]
    data = _data(request) if request.body else []
    last = len(lines) - (0 if data else 1)
    return [*(f"{line} \\" for line in lines[:last]), *lines[last:], *data]


def reply_lines(reply: Reply) -> list[str]:
    """Give a reply: its status, its headers and its body.

    Args:
        reply: the reply.

    Returns:
        The lines, without control characters.
    """
    lines = [f"HTTP {reply.status}", *(clean(f"{name}: {value}") for name, value in reply.headers)]
    body = body_lines(reply.body, reply.headers)
    return [*lines, *([""] if body else []), *body]


def body_lines(body: bytes, headers: Headers) -> list[str]:
    """Give a body in lines, JSON laid out.

    Args:
        body: the bytes.
        headers: tell of what kind it is.

    Returns:
        At most 60 lines without control characters; what is no text is told by its size.
    """
    if not body:
        return []
    text = _text(body)
    if text is None:
        return [f"({len(body)} bytes)"]
    lines = [clean(line) for line in (_pretty(text, headers) or text).split("\n")]
    return lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], f"({len(lines) - _MOST_LINES} more lines)"]


def quoted(text: str) -> str:
    """Give a word that a shell takes as it is, on one line and without control characters."""
    if all(each.isprintable() for each in text):
        return shlex.quote(text)
    # $'...' of POSIX.1-2024, section 2.2.4: the one quoting that can write control characters.
    made = "".join(
        each if each.isprintable() and each not in "\\'" else "".join(f"\\x{byte:02x}" for byte in each.encode())
        for each in text
    )
    return f"$'{made}'"


def _data(request: Request) -> list[str]:
    text = _text(request.body)
    if text is None or len(text) > _LONGEST_BODY:
        return [f"  --data-binary @body  # a file of {len(request.body)} bytes"]
    pretty = _pretty(text, request.headers)
    shown = (text if pretty is None else pretty).split("\n")
    if pretty is None or len(shown) == 1 or not all(line.isprintable() for line in shown):
        return [f"  --data-raw {quoted(text)}"]
    body = pretty.replace("'", "'\\''").split("\n")
    # White space before members of JSON means nothing (RFC 8259, section 2).
    return [f"  --data-raw '{body[0]}", *(f"  {line}" for line in body[1:-1]), f"  {body[-1]}'"]


def _pretty(text: str, headers: Headers) -> str | None:
    """Lay JSON out without touching its words: numbers stay as they are written. None for anything else."""
    kinds = [value for name, value in headers if name.lower() == "content-type"]
    if len(text) > _LONGEST_PRETTY or not any("json" in kind.lower() for kind in kinds):
        return None
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return None
    made, depth = "", 0
    pieces = _TOKEN.findall(text)
    for at, piece in enumerate(pieces):
        empty = at + 1 < len(pieces) and piece + pieces[at + 1] in ("{}", "[]")
        closes = piece in "}]" and pieces[at - 1] + piece not in ("{}", "[]")
        depth += (piece in "{[" and not empty) - closes
        made += "\n" + "  " * depth if closes else ""
        made += piece + (" " if piece == ":" else "")
        if piece == "," or (piece in "{[" and not empty):
            made += "\n" + "  " * depth
    return made


def _text(body: bytes) -> str | None:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if "\0" not in text else None
