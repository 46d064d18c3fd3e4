"""Where requests go: the servers in force for an operation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|\[::1\]|.*\.(?:localhost|test|example|invalid|local)", re.ASCII)
_MOST_URLS = 64
NOWHERE = "http://localhost"


@dataclass(frozen=True, slots=True)
class Address:
    """A URL that a contract's servers mean, taken apart.

    Args:
        url: the whole URL without a slash at its end; relative ones as they are.
        host: scheme, host and port in lower case; empty for a relative URL.
        base: the path before the contract's paths, without a slash at its end.
    """

    url: str
    host: str
    base: str

    @property
    def is_local(self) -> bool:
        """Whether only this machine, or no machine, has this name (RFC 6761)."""
        return bool(_LOOPBACK.fullmatch(urlsplit(self.url).hostname or "")) if self.host else False


def address(url: str) -> Address:
    """Take a URL apart; what cannot be read counts as a path."""
    text = url.rstrip("/")
    try:
        parts = urlsplit(text)
        host = f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme and parts.netloc else ""
    except ValueError:
        return Address(text, "", text)
    return Address(text, host, parts.path.rstrip("/"))


def addresses(servers: Json) -> tuple[Address, ...]:
    """Give all URLs that a list of servers means: each choice of the variables that have an enum, else the default.

    Args:
        servers: the list as written; without one, or with an empty one, it is ``/``.

    Returns:
        The addresses in order, at most 64 for each server.
    """
    found: dict[str, Address] = {}
    listed = [each for each in servers if isinstance(each, Mapping)] if isinstance(servers, list) else []
    for server in listed or [{"url": "/"}]:
        for url in _expanded(str(server.get("url", "/")), server.get("variables")):
            each = address(url)
            found.setdefault(each.url, each)
    return tuple(found.values())


def servers_at(contract: Contract, operation: Operation | None) -> Json:
    """Give the servers in force for an operation as written: its own, its path's, else the document's."""
    if operation is not None:
        path = pointers.join("/paths", operation.path)
        for pointer in (operation.pointer, path):
            held = pointers.get(contract.tree, pointer)
            if isinstance(held, Mapping) and isinstance(held.get("servers"), list):
                return list(held["servers"])
    return contract.tree.get("servers")


def base_url(contract: Contract, operation: Operation | None = None) -> str:
    """Give the URL that curl calls: that of the first server; a relative one is taken to be on this machine."""
    first = addresses(servers_at(contract, operation))[0]
    return first.url if first.host else NOWHERE + first.base


def _expanded(url: str, variables: Any) -> list[str]:
    found = [""]
    at = 0
    for each in _VARIABLE.finditer(url):
        values = _choices(variables.get(each[1]) if isinstance(variables, Mapping) else None, each[0])
        found = [f"{start}{url[at : each.start()]}{value}" for start in found for value in values][:_MOST_URLS]
        at = each.end()
    return [start + url[at:] for start in found]


def _choices(variable: Any, written: str) -> list[str]:
    if not isinstance(variable, Mapping):
        return [written]
    default = [str(variable["default"])] if "default" in variable else []
    listed = variable.get("enum")
    others = [str(each) for each in listed] if isinstance(listed, list) else []
    return list(dict.fromkeys([*default, *others])) or [written]
