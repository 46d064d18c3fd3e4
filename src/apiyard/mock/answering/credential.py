"""Made-up credentials that a mock takes, to show callers how theirs have to look."""

from __future__ import annotations

from apiyard.core.json import JsonObject
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation


def credentials_for(contract: Contract, operation: Operation) -> tuple[str, ...]:
    """Give credentials that a mock lets a call of an operation through with.

    Args:
        contract: has the schemes.
        operation: the operation.

    Returns:
        What its first alternative asks for: lines of headers, and ``?NAME=VALUE`` for what stands in the query;
        without what no request shows, such as certificates.
    """
    names = next(iter(operation.security), {})
    found = (_one(contract.security_schemes.get(name, {})) for name in names)
    return tuple(each for each in found if each)


def _one(scheme: JsonObject) -> str:
    kind = scheme.get("type")
    name = "".join(char for char in str(scheme.get("name")) if " " <= char <= "~")
    if kind == "apiKey":
        return {"cookie": f"Cookie: {name}=any", "query": f"?{name}=any"}.get(str(scheme.get("in")), f"{name}: any")
    if kind not in {"http", "oauth2", "openIdConnect"}:
        return ""
    word = str(scheme.get("scheme", "")).title() if kind == "http" else "Bearer"
    if not word.isalnum():
        return ""
    # Basic credentials are a user and a password (RFC 7617, section 2): these are any and any.
    return f"Authorization: {word} {'YW55OmFueQ==' if word == 'Basic' else 'any'}"
