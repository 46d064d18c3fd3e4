"""A case as commands that a person can run again."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Collection, Sequence

from apiyard.spec.exchange import Headers, Request
from apiyard.spec.pointer import split
from apiyard.verify.auth.proof import Told
from apiyard.verify.auth.secret import variable
from apiyard.verify.case import Case
from apiyard.verify.replay.mark import marked, variables_of

_SECRET = ("authorization", "x-api-key", "proxy-authorization")
_REFERENCE = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}")


def as_curl(
    base_url: str,
    request: Request,
    headers: Headers = (),
    *,
    told: Sequence[Told] = (),
    known: Collection[str] = (),
    flags: Sequence[str] = ("-sS", "-i"),
) -> str:
    """Give the curl command that sends a request.

    Args:
        base_url: the service.
        request: the request, in which credentials stand as people may read them.
        headers: the headers of the plan; variables of the shell stand for their values, since they may be secret.
        told: the credentials in the request; their variables are those of the shell.
        known: names of further variables of the shell.
        flags: flags of curl.

    Returns:
        One shell command; bytes that are no text are given as escapes of ``printf``.
    """
    variables = {each for proof in told for each in _REFERENCE.findall(proof.shown)} | {
        f"${{{name}}}" for name in known
    }
    url = base_url.rstrip("/") + request.path + (f"?{request.query}" if request.query else "")
    parts = ["curl", *flags, "--globoff", "--path-as-is", "-X", shlex.quote(request.method)]
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
            command = f"printf -- '{''.join(map(_escaped, request.body))}' | "
        parts += ["--data-binary", "@-"] if text is None else ["--data-raw", _quoted(text, variables)]
    return command + " ".join((*parts, _quoted(url, variables)))


def as_commands(
    base_url: str, case: Case, headers: Headers = (), *, told: Sequence[Told] = (), insecure: bool = False
) -> str:
    """Give the commands that send a case again, with what was sent before it.

    Args:
        base_url: the service.
        case: the case, in which credentials stand as people may read them.
        headers: the headers of the plan.
        told: the credentials.
        insecure: whether any certificate is believed.

    Returns:
        One line for a shell; what a request takes from an earlier reply goes through variables, by jq.
    """
    variables = variables_of(case)
    known = tuple(variables.values())
    first = ("-sSk",) if insecure else ("-sS",)
    lines = []
    for at, step in enumerate(case.before):
        request = marked(step.request, step.takes, variables)
        wanted = {pointer: name for (index, pointer), name in variables.items() if index == at}
        whole = any(each.startswith("header:") for each in wanted)
        flags = (*first, "-i") if whole else first
        line = as_curl(base_url, request, headers, told=told, known=known, flags=flags)
        if not wanted:
            lines.append(f"{line} -o /dev/null")
            continue
        lines.append(f"REPLY=$({line})")
        lines += [f"{name}=$({_picked(pointer, whole=whole)})" for pointer, name in wanted.items()]
    last = marked(case.request, case.takes, variables)
    return "; ".join((*lines, as_curl(base_url, last, headers, told=told, known=known, flags=(*first, "-i"))))


def _picked(pointer: str, *, whole: bool) -> str:
    """Give the command that takes a value out of a reply, which has its headers before it when it is whole."""
    reply = 'printf %s "$REPLY"'
    if pointer.startswith("header:"):
        name = pointer.removeprefix("header:")
        last = " | sed 's#/*$##; s#.*/##'" if name.lower() == "location" else ""
        return f"{reply} | grep -i {shlex.quote(f'^{name}:')} | head -n 1 | cut -d' ' -f2- | tr -d '\\r'{last}"
    keys = [f"[{name}]" if name.isdecimal() else f"[{json.dumps(name)}]" for name in split(pointer)]
    body = r" | sed '1,/^\r\{0,1\}$/d'" if whole else ""
    return f"{reply}{body} | jq -r {shlex.quote('.' + ''.join(keys))}"


def _quoted(text: str, variables: Collection[str]) -> str:
    """Quote a word for a shell; of its references only those to some variables are left to the shell."""
    if not any(each in text for each in variables):
        return shlex.quote(text)
    pieces = re.split("(" + "|".join(map(re.escape, variables)) + ")", text)
    return '"' + "".join(each if each in variables else re.sub(r'([\\"`$])', r"\\\1", each) for each in pieces) + '"'


def _escaped(byte: int) -> str:
    """Give one byte as the format of ``printf`` between single quotes has it."""
    known = {10: "\\n", 13: "\\r", 37: "%%"}.get(byte)
    return known or (chr(byte) if 32 <= byte < 127 and chr(byte) not in "\\'" else f"\\{byte:03o}")


def _text(body: bytes) -> str | None:
    """Give the body as text when a shell keeps it as it is: printable, and not read as a file name by curl."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return text if text.isprintable() and not text.startswith("@") else None
