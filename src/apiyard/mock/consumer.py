"""Who calls: a short digest of the credentials, so that each caller can have a state of its own."""

from __future__ import annotations

import base64
import binascii
import hashlib
from urllib.parse import unquote_plus

from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Request

_LENGTH = 12


def consumer_of(contract: Contract, request: Request) -> str:
    """Give what stands for the caller of a request.

    Args:
        contract: says where API keys are.
        request: the request.

    Returns:
        Twelve hexadecimal digits of the SHA-256 of the bearer token, the basic user or the API key, whichever is
        found first; empty without credentials. The credentials themselves are kept nowhere.
    """
    found = _authorization(request.header("authorization")) or _key(contract, request)
    return hashlib.sha256(found.encode("utf-8", "replace")).hexdigest()[:_LENGTH] if found else ""


def _authorization(text: str | None) -> str:
    if not text:
        return ""
    word, _, credentials = text.strip().partition(" ")
    if word.lower() != "basic":
        return credentials.strip() or word
    try:
        user = base64.b64decode(credentials, validate=True).partition(b":")[0]
    except (binascii.Error, ValueError):
        return credentials
    return user.decode("latin-1")


def _key(contract: Contract, request: Request) -> str:
    for scheme in contract.security_schemes.values():
        if scheme.get("type") != "apiKey":
            continue
        place, name = scheme.get("in"), str(scheme.get("name", ""))
        if place == "header":
            value = request.header(name) or ""
        elif place == "query":
            value = _pair(request.query, "&", name)
        else:
            value = _pair(request.header("cookie") or "", ";", name)
        if value:
            return value
    return ""


def _pair(text: str, between: str, name: str) -> str:
    for piece in text.split(between):
        key, _, value = piece.strip().partition("=")
        if key == name or unquote_plus(key) == name:
            return value
    return ""
