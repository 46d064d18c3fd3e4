"""Look for secrets where they must not be: in logs, facts, responses and configuration."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

from apiyard.access.secret import Secret
from apiyard.core.noun import dataclass

MIN_LENGTH = 6
"""A shorter secret is found everywhere by accident and is not looked for."""

_SHAPES = (
    ("consumer key", re.compile(rb"ay_eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{40,}")),
    ("private key", re.compile(rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----")),
    ("private JWK", re.compile(rb"\"d\"\s*:\s*\"[A-Za-z0-9_-]{43}\"")),
    ("password hash", re.compile(rb"\$argon2(?:id|i|d)\$")),
)


@dataclass(frozen=True, slots=True)
class Leak:
    """One place where a secret shows.

    Args:
        name: which secret.
        form: how it is written there: ``plain``, ``base64``, ``hex``, ``url``, ``json`` or ``shape``.
        at: the byte it begins at.
    """

    name: str
    form: str
    at: int


def find_leaks(text: str | bytes, secrets: Mapping[str, Secret | str]) -> tuple[Leak, ...]:
    """Find secrets in a text, in the forms that they usually travel in.

    Args:
        text: what is looked through.
        secrets: what is looked for, by a name that is safe to show.

    Returns:
        The first place of each secret in each form.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    found: list[Leak] = []
    for name, secret in secrets.items():
        value = secret.reveal() if isinstance(secret, Secret) else secret
        if len(value) >= MIN_LENGTH:
            found.extend(Leak(name, form, data.find(piece)) for form, piece in _forms(value) if piece in data)
    return tuple(found)


def find_shapes(text: str | bytes) -> tuple[Leak, ...]:
    """Find what looks like a secret of the house whatever its value: keys, private keys, password hashes.

    Args:
        text: what is looked through.

    Returns:
        Every place.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return tuple(Leak(name, "shape", match.start()) for name, shape in _SHAPES for match in shape.finditer(data))


def _forms(value: str) -> Iterable[tuple[str, bytes]]:
    raw = value.encode("utf-8", "surrogatepass")
    forms = {("plain", raw), ("hex", raw.hex().encode()), ("hex", raw.hex().upper().encode())}
    forms |= {("base64", piece) for offset in range(3) for piece in _inner_base64(raw, offset)}
    forms |= {("url", quote(raw, safe="").encode()), ("url", quote_plus(raw).encode())}
    forms |= {
        ("json", json.dumps(value, ensure_ascii=ascii_).encode("utf-8", "replace")[1:-1]) for ascii_ in (True, False)
    }
    plain = {piece for form, piece in forms if form == "plain"}
    return sorted((form, piece) for form, piece in forms if form == "plain" or piece not in plain)


def _inner_base64(raw: bytes, offset: int) -> Iterable[bytes]:
    """Give what base64 makes of the secret within a longer text, whatever stands before and after it."""
    start = (3 - offset) % 3
    whole = raw[start : start + (len(raw) - start) // 3 * 3]
    if len(whole) >= MIN_LENGTH:
        yield base64.b64encode(whole)
        yield base64.urlsafe_b64encode(whole)
