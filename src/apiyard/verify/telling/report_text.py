"""Parts of a report as text: what a hostile service says stays text, and what is secret is not shown."""

from __future__ import annotations

import json
import re

from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.check import checks
from apiyard.verify.compare.difference import CHECKS as DIFFERENCES
from apiyard.verify.coverage.covered import Covered
from apiyard.verify.report import Report

_UNSEEN = [*range(32), *range(127, 160), 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
_SEEN = dict.fromkeys(_UNSEEN, "\ufffd") | {9: " ", 10: " ", 13: " "}
_LONE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_SECRET = re.compile(
    r"auth(?!enticate)|cookie|token|secret|passw|credential|session|signature|api[-_]?key|(^|[-_])key$", re.IGNORECASE
)
HIDDEN = "..."
"""What stands for the value of a header that may be secret."""


def clean(text: object) -> str:
    """Give a line without control characters (ECMA-48), marks that turn its direction (UAX 9) and lone surrogates."""
    return _LONE.sub("\ufffd", str(text).translate(_SEEN))


def counted(number: int, noun: str) -> str:
    """Give a number of things in words: ``1 case``, ``2 cases``."""
    return f"{number} {noun}{'s' * (number != 1)}"


def clean_lines(text: str) -> str:
    """Give lines, each clean."""
    return "\n".join(clean(line) for line in text.splitlines())


def is_secret(name: str) -> bool:
    """Say whether a header of this name usually holds something secret."""
    return _SECRET.search(name) is not None


def shown_headers(headers: Headers) -> Headers:
    """Give headers without the values that may be secret.

    Args:
        headers: names and values.

    Returns:
        The same, with ``...`` for what credentials, cookies and keys are usually called.
    """
    return tuple((name, HIDDEN if is_secret(name) else value) for name, value in headers)


def target(request: Request) -> str:
    """Give the path of a request with its query."""
    return f"{request.path}?{request.query}" if request.query else request.path


def body_text(message: Request | Reply, most: int) -> str:
    """Give a body as text.

    Args:
        message: a request or a reply.
        most: how many bytes are shown.

    Returns:
        Its text, or how large it is when it is none; cut bodies end in three dots.
    """
    body = message.body[:most]
    try:
        # A character that was cut in two is no reason to call a text binary.
        text = body.decode("utf-8") if len(message.body) <= most else body.decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return f"({len(message.body)} bytes that are no text)"
    return text + "..." * (len(message.body) > most)


def laid_out(message: Request | Reply, most: int) -> str:
    """Give a body as text, JSON on several lines.

    Args:
        message: a request or a reply.
        most: how many bytes are shown.

    Returns:
        As ``body_text``.
    """
    if len(message.body) <= most and "json" in (message.header("content-type") or ""):
        try:
            return json.dumps(json.loads(message.body), indent=2, ensure_ascii=False)
        except (ValueError, RecursionError):
            pass
    return body_text(message, most)


def meaning(check: str) -> str:
    """Say what a check stands for, in one sentence; empty for one that nobody knows."""
    known = checks().get(check)
    return known.why if known is not None else DIFFERENCES.get(check, "")


def percent(covered: Covered) -> str:
    """Give a share as people read it: ``66.7 %``, or ``none`` when there is nothing to cover."""
    share = covered.percent
    return "none" if share is None else "100 %" if share == 100 else f"{share:.1f} %"


def place_of(report: Report, pointer: str) -> str:
    """Give the place of a promise in the files of the contract: ``openapi.yaml:12:7``, else the pointer."""
    at = report.places.get(pointer)
    return f"{at.document}:{at.line}:{at.column}" if at is not None and at.line else pointer
