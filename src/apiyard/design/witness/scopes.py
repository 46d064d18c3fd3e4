"""Security requirements: does what a client has been given suffice?"""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.json import canonical
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Security

Granted = Mapping[str, tuple[str, ...]]
"""Schemes with the scopes that were granted for them."""
_SAME_FOR_WIRE = ("type", "in", "name", "scheme")


def lacking(granted: Granted, security: Security, *, old: Contract, new: Contract) -> str | None:
    """Say what is lacking for one of the alternatives of the new requirements.

    Schemes are the same when credentials of one are read as those of the other, whatever they are called.

    Args:
        granted: schemes of the old contract with scopes that a client has.
        security: the requirements in the new contract.
        old: the old contract.
        new: the new contract.

    Returns:
        None when one alternative is met; else what the nearest one lacks, one sentence.
    """
    if not security:
        return None
    have: dict[bytes, set[str]] = {}
    for name, scopes in granted.items():
        have.setdefault(_key(old, name), set()).update(scopes)
    nearest: list[str] = []
    for alternative in security:
        missing: list[str] = []
        for name, scopes in alternative.items():
            key = _key(new, name)
            if key not in have:
                missing.append(f"credentials for {name}")
            elif more := [scope for scope in scopes if scope not in have[key]]:
                missing.append(f"the scope {', '.join(more)} of {name}")
        if not missing:
            return None
        if not nearest or len(missing) < len(nearest):
            nearest = missing
    return "the call lacks " + " and ".join(nearest)


def _key(contract: Contract, name: str) -> bytes:
    """Give what a scheme is on the wire; one that the contract does not describe is known by its name."""
    scheme = contract.security_schemes.get(name)
    if scheme is None:
        return canonical(["unknown", name])
    kind = scheme.get("type")
    if kind in {"oauth2", "openIdConnect"}:
        return canonical(["token", kind, scheme.get("openIdConnectUrl")])
    parts = [str(scheme.get(word, "")) for word in _SAME_FOR_WIRE]
    return canonical([parts[0], parts[1], parts[2], parts[3].lower()])
