"""Take what is secret out of what a comparison tells."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from apiyard.core.noun import replace
from apiyard.spec.basic import password_in
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.auth.keeper import spellings
from apiyard.verify.telling.report_text import HIDDEN, is_secret

_SHORTEST = 6


class Hider:
    """Knows by name and by value what must not be told.

    Args:
        contract: its security schemes name headers, query parameters and cookies.
        headers: sent with every request; their values are secret.
    """

    def __init__(self, contract: Contract, headers: Headers) -> None:
        schemes = contract.security_schemes.values()
        self._names = {str(each.get("name")).lower() for each in schemes if each.get("type") == "apiKey"}
        self._given = tuple(word for _, value in headers for word in _words(value))

    def request(self, request: Request) -> Request:
        """Give a request without what is secret in it.

        Args:
            request: as it was sent.

        Returns:
            The same, with ``...`` for credentials in headers and query.
        """
        headers = tuple((name, HIDDEN if self._is_secret(name) else value) for name, value in request.headers)
        pairs = parse_qsl(request.query, keep_blank_values=True)
        if not any(name.lower() in self._names for name, _ in pairs):
            return replace(request, headers=headers)
        shown = [(name, HIDDEN if name.lower() in self._names else value) for name, value in pairs]
        return replace(request, headers=headers, query=urlencode(shown))

    def of(self, request: Request) -> tuple[str, ...]:
        """Give the secret words that a request carries, the longest first."""
        found = [word for name, value in request.headers if self._is_secret(name) for word in _words(value)]
        pairs = parse_qsl(request.query, keep_blank_values=True)
        found += [word for name, value in pairs if name.lower() in self._names for word in _words(value)]
        return tuple(sorted({*found, *self._given}, key=len, reverse=True))

    def _is_secret(self, name: str) -> bool:
        return is_secret(name) or name.lower() in self._names


def hidden(text: str, secrets: tuple[str, ...]) -> str:
    """Give a text in which no secret word stands."""
    for word in secrets:
        text = text.replace(word, HIDDEN)
    return text


def hidden_reply(reply: Reply | None, secrets: tuple[str, ...]) -> Reply | None:
    """Give a reply in which no secret word stands, as when a service tells what it was asked."""
    if reply is None or not secrets:
        return reply
    body = reply.body
    for word in secrets:
        body = body.replace(word.encode("utf-8", "replace"), HIDDEN.encode())
    return Reply(reply.status, tuple((name, hidden(value, secrets)) for name, value in reply.headers), body)


def _words(value: str) -> Iterator[str]:
    """Give a value, its last word, which is the token behind the name of a scheme, and the password in it.

    Each is given in all spellings; short ones would hide too much.
    """
    for word in dict.fromkeys((value, value.rpartition(" ")[2], password_in(value))):
        if len(word) >= _SHORTEST:
            yield from spellings(word)
