"""Security requirements name schemes that are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apiyard.core.errors import nearest
from apiyard.core.finding import Severity
from apiyard.core.json import JsonObject
from apiyard.design.contract_rule import Problem, Rule
from apiyard.spec.contract import Contract, Security
from apiyard.spec.pointer import join


@dataclass(frozen=True, slots=True)
class SecurityOptions:
    """What is asked for.

    Args:
        scopes: whether the scopes of an OAuth2 requirement must be declared by its scheme.
    """

    scopes: bool = True


def _check(contract: Contract, options: SecurityOptions) -> Iterator[Problem]:
    yield from _requirements(contract, contract.security, "/security", options=options)
    for operation in contract.operations:
        if operation.security != contract.security:
            yield from _requirements(contract, operation.security, operation.pointer + "/security", options=options)


def _requirements(contract: Contract, security: Security, at: str, /, *, options: SecurityOptions) -> Iterator[Problem]:
    for index, alternative in enumerate(security):
        for name, scopes in alternative.items():
            place = join(at, index, name)
            scheme = contract.security_schemes.get(name)
            if scheme is None:
                hint = nearest(name, contract.security_schemes)
                yield Problem(place, "the security scheme is not defined", name, hint)
                continue
            known = _scopes(scheme)
            for scope in scopes if options.scopes and known is not None else ():
                if scope not in (known or ()):
                    yield Problem(place, "the scope is not declared by its scheme", scope, nearest(scope, known or ()))


def _scopes(scheme: JsonObject) -> set[str] | None:
    """Give the scopes of an OAuth2 scheme; None when the scheme does not declare its scopes."""
    flows = scheme.get("flows")
    if scheme.get("type") != "oauth2" or not isinstance(flows, dict):
        return None
    found: set[str] = set()
    for flow in flows.values():
        scopes = flow.get("scopes") if isinstance(flow, dict) else None
        found.update(scopes if isinstance(scopes, dict) else ())
    return found


_DOCUMENT = """
openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
security: [{{{name}: [{scope}]}}]
paths:
  /pets:
    get: {{operationId: listPets, responses: {{"200": {{description: Pets.}}}}}}
components:
  securitySchemes:
    login:
      type: oauth2
      flows: {{clientCredentials: {{tokenUrl: https://example.com/token, scopes: {{read: Read.}}}}}}
"""

CONTRACT_RULE = Rule(
    id="security-defined",
    why="A requirement that names no scheme is read by one tool as open and by another as closed.",
    severity=Severity.ERROR,
    options=SecurityOptions,
    check=_check,
    good=(_DOCUMENT.format(name="login", scope="read"),),
    bad=(_DOCUMENT.format(name="logon", scope="read"), _DOCUMENT.format(name="login", scope="write")),
)
