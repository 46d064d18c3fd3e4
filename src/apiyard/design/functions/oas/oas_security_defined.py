"""The schemes and scopes that a security requirement names are defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result


def _read(options: Mapping[str, Json] | None) -> int:
    version = (options or {}).get("oasVersion", 3)
    if set(options or {}) - {"oasVersion"} or version not in {2, 3}:
        raise InvalidInputError("the only option is oasVersion, 2 or 3", where="/oasVersion", piece=str(version))
    return 2 if version == 2 else 3


def _call(value: Any, version: int, context: Context) -> Iterator[Result]:
    needs = _needs(value, context)
    if not needs:
        return
    root = context.root
    if not isinstance(root, dict):
        return
    place = "securityDefinitions" if version == 2 else "components.securitySchemes"
    schemes = _schemes(root, version)
    for name, scopes in needs.items():
        if name not in schemes:
            message = f'The security scheme "{name}" is not defined in "{place}".'
            yield Result(message, (name,), name, f'define it in "{place}", or correct the name')
            continue
        known = _scopes(schemes[name], version)
        for index, scope in enumerate(scopes):
            if scope not in known:
                message = f'The scope "{scope}" is not among those of the security scheme "{name}".'
                yield Result(message, (name, index), scope, "add it to the scheme's scopes, or correct it")


def _needs(value: Any, context: Context) -> dict[str, list[str]] | None:
    """Give the requirement when it has the right shape; other rules tell about its shape."""
    if not isinstance(value, dict):
        return None
    needs: dict[str, list[str]] = {}
    for name, written in value.items():
        scopes = context.follow(written)
        if not isinstance(scopes, list):
            return None
        needs[name] = [context.follow(scope) for scope in scopes]
        if not all(isinstance(scope, str) for scope in needs[name]):
            return None
    return needs


def _schemes(root: dict[str, Any], version: int) -> dict[str, Any]:
    components = root if version == 2 else root.get("components")
    if not isinstance(components, dict):
        return {}
    schemes = components.get("securityDefinitions" if version == 2 else "securitySchemes")
    return schemes if isinstance(schemes, dict) else {}


def _scopes(scheme: Any, version: int) -> set[str]:
    if not isinstance(scheme, dict):
        return set()
    if version == 2:
        holders: list[Any] = [scheme]
    else:
        flows = scheme.get("flows")
        holders = list(flows.values()) if isinstance(flows, dict) else []
    found: set[str] = set()
    for holder in holders:
        if isinstance(holder, dict) and isinstance(scopes := holder.get("scopes"), dict):
            found.update(scopes)
    return found


FUNCTION = Function(
    id="oas-security-defined",
    name="oasSecurityDefined",
    why="A requirement that names an unknown scheme or scope protects nothing.",
    call=_call,
    read=_read,
)
