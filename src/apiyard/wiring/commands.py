"""The commands that the products of a workspace name: what its operator must trust before any of it runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from apiyard.core.json import Json


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


def _plain(value: Any) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value  # type: ignore[no-any-return]
