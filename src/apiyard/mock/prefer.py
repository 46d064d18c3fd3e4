"""What a caller wishes for, told by the header ``Prefer``."""

from __future__ import annotations

import re

from apiyard.core.noun import dataclass

_MOST = 4_096
_WISH = re.compile(r'\s*([!#$%&\'*+\-.^_`|~0-9A-Za-z]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?[^,]*(?:,|\Z)')
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+", re.ASCII)
_SECONDS = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", re.ASCII)
_CODE = re.compile(r"[1-5][0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wishes of one call.

    Args:
        code: the status to answer with; None for the contract's first success.
        example: the name of the example to answer with; empty for the first one.
        dynamic: whether to make a value instead of giving an example.
        wait: how many seconds to hold the answer back; the pipeline does it, within its bound.
        unknown: wishes that were written and are not understood, told back in the problem.
    """

    code: int | None = None
    example: str = ""
    dynamic: bool = False
    wait: float = 0.0
    unknown: tuple[str, ...] = ()


def parse_prefer(text: str | None) -> Wishes:
    """Read a ``Prefer`` header (RFC 7240, section 2).

    ``code=404``, ``example=name``, ``dynamic=true`` and ``wait=2.5`` are understood; others are ignored, as section 2
    demands, but a ``code`` that is no status and a ``wait`` that is no number are told as unknown.

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
    code = found.get("code", "")
    good = _CODE.fullmatch(code) is not None
    wait = found.get("wait", "0")
    waits = _SECONDS.fullmatch(wait) is not None
    unknown = () if good or "code" not in found else (f"code={code}",)
    return Wishes(
        code=int(code) if good else None,
        example=found.get("example", ""),
        dynamic=found.get("dynamic", "false").lower() in {"true", "1", ""},
        wait=float(wait) if waits else 0.0,
        unknown=unknown if waits else (*unknown, f"wait={wait}"),
    )


def quoted(text: str) -> str:
    """Write a value of a preference: as a token where it is one, else as a quoted string in ASCII."""
    if _TOKEN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if " " <= char <= "~" else "?" for char in escaped) + '"'
