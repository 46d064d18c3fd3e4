"""What a caller wishes for, told by the header ``Prefer``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote_plus

from apiyard.core.noun import dataclass

_MOST = 4_096
_WISH = re.compile(r'\s*([!#$%&\'*+\-.^_`|~0-9A-Za-z]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?[^,]*(?:,|\Z)')
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+", re.ASCII)
_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", re.ASCII)
_SEED = re.compile(r"[0-9]{1,18}", re.ASCII)
_ASKED = re.compile(r"(?:\A|&)__(code|example|dynamic)=([^&]*)")
_CODE = re.compile(r"[1-5][0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wishes of one call.

    Args:
        code: the status to answer with; None for the contract's first success.
        example: the name of the example to answer with; empty for the first one.
        dynamic: whether to make a value instead of giving an example.
        wait: how many seconds to hold the answer back; the pipeline does it, within its bound.
        seed: makes the values of this call; None for the mock's own seed.
        unknown: wishes that were written and are not understood, told back in the problem.
    """

    code: int | None = None
    example: str = ""
    dynamic: bool = False
    wait: float = 0.0
    seed: int | None = None
    unknown: tuple[str, ...] = ()


def parse_prefer(text: str | None) -> Wishes:
    """Read a ``Prefer`` header (RFC 7240, section 2).

    ``code=404``, ``example=name``, ``dynamic=true``, ``seed=7`` and ``wait=2.5`` are understood; others are ignored, as
    section 2 demands, but a ``code`` that is no status, and a ``wait`` or ``seed`` that is no number, are told as
    unknown.

    Args:
        text: the value of the header, several lines joined by commas; None without it.

    Returns:
        The wishes; of a wish written twice the first counts.
    """
    if not text:
        return Wishes()
    found: dict[str, str] = {}
    for match in _WISH.finditer(text[:_MOST]):
        value = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3] or ""
        found.setdefault(match[1].lower(), value)
    code, wait, seed = found.get("code"), found.get("wait"), found.get("seed")
    read = (("code", code, _CODE), ("wait", wait, _SECONDS), ("seed", seed, _SEED))
    unknown = {name: f"{name}={text}" for name, text, form in read if text is not None and not form.fullmatch(text)}
    return Wishes(
        code=int(code) if code and "code" not in unknown else None,
        example=found.get("example", ""),
        dynamic=found.get("dynamic", "false").lower() in {"true", "1", ""},
        wait=float(wait) if wait and "wait" not in unknown else 0.0,
        seed=int(seed) if seed and "seed" not in unknown else None,
        unknown=tuple(unknown.values()),
    )


def asked(prefer: str | None, query: str, own: Iterable[str] = ()) -> str | None:
    """Read wishes from the query, too: a link or the address bar of a browser has no headers.

    Args:
        prefer: the value of the header ``Prefer``.
        query: the query, where ``__code=404``, ``__example=name`` and ``__dynamic=true`` stand for the same wishes.
        own: names of parameters that the operation itself has.

    Returns:
        The value that the header could have had; what the query says goes first.
    """
    found = [
        f"{name}={_in_quotes(unquote_plus(value))}"
        for name, value in _ASKED.findall(query[:_MOST])
        if f"__{name}" not in own
    ]
    return ", ".join([*found, *([prefer] if prefer else [])]) if found else prefer


def _in_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def quoted(text: str) -> str:
    """Write a value of a preference: as a token where it is one, else as a quoted string in ASCII."""
    if _TOKEN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if " " <= char <= "~" else "?" for char in escaped) + '"'
