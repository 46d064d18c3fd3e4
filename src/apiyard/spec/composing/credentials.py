"""Credentials that are obviously made up, as a security scheme wants them."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation

MADE_UP = "made-up"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Names and values, by where they stand."""

    header: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    cookie: tuple[tuple[str, str], ...] = ()


def credentials(contract: Contract, operation: Operation, alternative: int | None = None) -> Credentials:
    """Give the credentials of one alternative of an operation's security requirements.

    Args:
        contract: the contract.
        operation: the operation.
        alternative: which one; None for the one that asks for the fewest schemes.

    Returns:
        The credentials; none when nothing is asked for.
    """
    if not operation.security:
        return Credentials()
    chosen = (
        min(operation.security, key=len)
        if alternative is None
        else operation.security[min(alternative, len(operation.security) - 1)]
    )
    return for_schemes(contract, chosen)


def for_schemes(contract: Contract, names: Mapping[str, tuple[str, ...]]) -> Credentials:
    """Give the credentials for some security schemes together.

    Args:
        contract: the contract.
        names: names of schemes with their scopes.

    Returns:
        The credentials; schemes without a place in the request, such as mutual TLS, have none.
    """
    found: dict[str, dict[str, str]] = {"header": {}, "query": {}, "cookie": {}}
    for name in names:
        scheme = contract.security_schemes.get(name)
        if scheme is not None:
            place, key, value = _one(scheme)
            if place in found:
                found[place].setdefault(key, value)
    return Credentials(*(tuple(found[place].items()) for place in ("header", "query", "cookie")))


def _one(scheme: JsonObject) -> tuple[str, str, str]:
    kind = scheme.get("type")
    if kind == "apiKey":
        return str(scheme.get("in")), str(scheme.get("name", "")), f"{MADE_UP}-key"
    if kind == "http":
        word = str(scheme.get("scheme", "")).lower()
        if word == "basic":
            return "header", "Authorization", "Basic " + base64.b64encode(f"{MADE_UP}:{MADE_UP}".encode()).decode()
        return "header", "Authorization", f"{word.capitalize()} {MADE_UP}-token"
    if kind in {"oauth2", "openIdConnect"}:
        return "header", "Authorization", f"Bearer {MADE_UP}-token"
    return "", "", ""
