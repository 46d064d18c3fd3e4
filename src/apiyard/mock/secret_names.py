"""Which names stand for secrets."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote_plus

from apiyard.spec.contract import Contract

HEADERS = frozenset(
    {
        "api-key",
        "apikey",
        "authorization",
        "cookie",
        "proxy-authorization",
        "set-cookie",
        "x-api-key",
        "x-auth-token",
    }
)
"""Headers whose values are secrets, in lower case."""

_SECRET = re.compile(
    r"pass|pass(?:word|wd|phrase|code)s?|pwds?|secrets?|tokens?|(?:api|access|private)[-_]?keys?|credentials?|otps?|"
    r"pin|cvv|cvc|ssns?|session(?:[-_]?ids?)?|card[-_]?(?:numbers?|nos?)|pan|ibans?|auth(?:orization)?",
)
# Tokens that lead from page to page are no secrets, and a replay needs them.
_HARMLESS = re.compile(r"page|next|prev|cursor|contin|sync|count|type|expir|limit|max|total|usage|_in$")
_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])|[^A-Za-z0-9]")
_LONGEST = 200


@lru_cache(maxsize=4_096)
def is_secret_name(name: str) -> bool:
    """Say whether a member, parameter or cookie of this name holds a secret, such as ``clientSecret``.

    Args:
        name: the name, in any spelling.
    """
    spelt = "_".join(word.lower() for word in _WORDS.findall(name[:_LONGEST]) if word.isalnum())
    if _HARMLESS.search(spelt):
        return False
    words = spelt.split("_")
    parts = (spelt, *words, *(["_".join(words[-2:])] if len(words) > 2 else []))
    return any(_SECRET.fullmatch(part) for part in parts)


def key_names(contract: Contract) -> frozenset[str]:
    """Give the names, in lower case, that a contract gives its API keys.

    Args:
        contract: the contract.
    """
    keys = [each for each in contract.security_schemes.values() if each.get("type") == "apiKey"]
    return frozenset(str(each.get("name", "")).lower() for each in keys)


def shown_query(query: str, more: frozenset[str] = frozenset()) -> str:
    """Give a query without the values of secrets.

    Args:
        query: as sent.
        more: further names of secrets, in lower case.
    """

    def hides(name: str) -> bool:
        return name.lower() in more or is_secret_name(name)

    pairs = [pair.partition("=") for pair in query.split("&")]
    return "&".join(
        f"{name}{mark}{'[secret]' if mark and hides(unquote_plus(name)) else value}" for name, mark, value in pairs
    )
