"""The commands that the products of a workspace name: what its operator must trust before any of it runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.settings.program import Program
from apiyard.settings.trust import trust_of


def commands_of(products: Mapping[str, Mapping[str, Any]]) -> dict[str, Json]:
    """Give what would be run, by API.

    Args:
        products: bodies of product intents by API.

    Returns:
        Target and options of each service that names a command.
    """
    found: dict[str, Json] = {}
    for api, body in sorted(products.items()):
        options = body["service"]["options"]
        if options.get("command"):
            told = {name: _plain(value) for name, value in sorted(options.items())}
            found[api] = {"target": body["service"]["target"], **told}
    return found


def check_start(program: Program, api: str, service: Mapping[str, Any]) -> None:
    """Make sure, right before a process starts, that its operator trusted the command.

    What was applied was trusted then. But a store of facts can come from elsewhere, and trust can be withdrawn.

    Args:
        program: settings, for what the operator trusts.
        api: whose service it is.
        service: ``target`` and ``options``.

    Raises:
        ForbiddenError: the command is not trusted.
    """
    trust_of(program).check_service(commands_of({api: {"service": service}}))


def _plain(value: Any) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value  # type: ignore[no-any-return]
