"""A request as a command that a person can run again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Sequence

from apiyard.spec.exchange import Headers, Request
from apiyard.verify.auth.proof import Told
from apiyard.verify.auth.secret import variable

_SECRET = ("authorization", "x-api-key", "proxy-authorization")
_REFERENCE = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}")


def as_curl(base_url: str, request: Request, headers: Headers = (), *, told: Sequence[Told] = ()) -> str:
    """Give the curl command that sends a request.

    Args:
        base_url: the service.
        request: the request, in which credentials stand as people may read them.
        headers: the headers of the plan; variables of the shell stand for their values, since they may be secret.
        told: the credentials in the request; their variables are those of the shell.

    Returns:
        One shell command; bytes that are no text are given as escapes of ``printf``.
    """
    variables = {each for proof in told for each in _REFERENCE.findall(proof.shown)}
    url = base_url.rstrip("/") + request.path + (f"?{request.query}" if request.query else "")
    parts = ["curl", "-sS", "-i", "--globoff", "--path-as-is", "-X", shlex.quote(request.method)]
    given = {name.lower() for name, _ in headers}
    proven = {proof.name.lower() for proof in told if proof.place == "header"}
    for name, value in request.headers:
        if name.lower() not in given:
            hidden = name.lower() in _SECRET and name.lower() not in proven
            shown = "..." if hidden else value
            parts += ["-H", _quoted(f"{name}: {shown}" if shown else f"{name};", variables)]
    for name, _ in headers:
        parts += ["-H", _quoted(f"{name}: ${{{variable(name)}}}", {f"${{{variable(name)}}}"})]
    command = ""
    if request.body:
        text = _text(request.body)
        if text is None:
            escaped = "".join(f"\\{byte:03o}" for byte in request.body)
            command = f"printf '{escaped}' | "
        parts += ["--data-binary", "@-" if text is None else shlex.quote(text)]
    return command + " ".join((*parts, _quoted(url, variables)))


def _quoted(text: str, variables: Collection[str]) -> str:
    """Quote a word for a shell; of its references only those to some variables are left to the shell."""
    if not any(each in text for each in variables):
        return shlex.quote(text)
    pieces = re.split("(" + "|".join(map(re.escape, variables)) + ")", text)
    return '"' + "".join(each if each in variables else re.sub(r'([\\"`$])', r"\\\1", each) for each in pieces) + '"'


def _text(body: bytes) -> str | None:
    """Give the body as text when a shell keeps it as it is: printable, and not read as a file name by curl."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() and not text.startswith("@") else None
