"""Paths without secrets, such as ``/password-resets/{token}``."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from apiyard.spec.contract import Contract
from apiyard.spec.route import Matched

_NAME = re.compile(r"\{([^{}]*)\}")
# What may stand in a segment as it is (RFC 3986, section 3.3).
_SAFE = "!$&'()*+,;=:@"


def masked_path(
    contract: Contract, method: str, path: str, *, is_secret: Callable[[str], bool], mask: Callable[[str], str]
) -> str:
    """Give a path with other texts in place of the values of variables that stand for secrets.

    Args:
        contract: says which parts of a path are variables.
        method: the method.
        path: as sent, percent-encoded.
        is_secret: says which names stand for secrets.
        mask: gives the text in place of a value, both decoded.

    Returns:
        The path; the same where the contract does not know it or it holds no secret.
    """
    found = contract.router.match(method, path)
    if not isinstance(found, Matched) or not any(map(is_secret, found.path_values)):
        return path
    values = found.path_values

    def shown(name: re.Match[str]) -> str:
        value = values.get(name[1], "")
        return quote(mask(value) if is_secret(name[1]) else value, safe=_SAFE)

    template = found.operation.path.partition("?")[0].split("/")
    pairs = zip(template, path.split("/"), strict=True)
    return "/".join(
        _NAME.sub(shown, part) if any(map(is_secret, _NAME.findall(part))) else text for part, text in pairs
    )
