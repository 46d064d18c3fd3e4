"""Keeps the credentials of a run: obtains them, sends them where they belong, renews them, and hides them."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from apiyard.core.clock import Clock
from apiyard.core.errors import unknown
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.operation import Operation
from apiyard.verify.auth.credential import Ask
from apiyard.verify.auth.grant import Grant
from apiyard.verify.auth.proof import Proof, Proofs, Told, carry
from apiyard.verify.auth.secret import Vault

_SHORTEST = 6
"""Shorter values are not searched for in replies: they would be found where they only look alike."""
_EARLY = 0.9
"""The part of its time after which a credential is renewed, so that none ends on its way."""
_MOST_FUTILE = 3
"""After so many new credentials in a row that brought 401 again, 401 is what the service has to say."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A request with its credentials.

    Args:
        request: the request as it is sent; in no report.
        shown: the request as people may read it.
        told: the credentials as people may read them.
        numbers: which ones they are, by scheme: each renewal has the next number.
    """

    request: Request = field(repr=False)
    shown: Request
    told: tuple[Told, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Held:
    """A credential that was obtained.

    Args:
        proofs: the proofs.
        until: the monotonic time when it must be renewed, None for never.
        number: how many there were before.
    """

    proofs: Proofs
    until: float | None
    number: int = 0


@dataclass(slots=True)
class Keeper:
    """The credentials of a run; several threads may ask for them at the same time.

    Args:
        contract: says which operation asks for which scheme.
        grants: the credentials.
        vault: reads secrets.
        clock: monotonic time.
        send: sends a request to the service, or to a URL.
    """

    contract: Contract
    grants: tuple[Grant, ...]
    vault: Vault
    clock: Clock
    send: Callable[[str, Request], Reply]
    _held: dict[str, _Held] = field(default_factory=dict, repr=False)
    _futile: dict[str, int] = field(default_factory=dict, repr=False)
    _hidden: dict[str, str] = field(default_factory=dict, repr=False)
    _lock: Any = field(default_factory=threading.RLock, repr=False)

    def __post_init__(self) -> None:
        """Check the names of the schemes."""
        for grant in self.grants:
            if not grant.always and grant.name not in self.contract.security_schemes:
                error = unknown("security scheme", grant.name, self.contract.security_schemes)
                error.hint += "; with always: true it is sent whatever the contract says"
                raise error

    def hide_also(self, value: str, shown: str) -> None:
        """Hide another text, also as it stands in URLs, forms and JSON.

        Args:
            value: the text.
            shown: what people read in its place.
        """
        if len(value) >= _SHORTEST:
            for spelling in spellings(value):
                self._hidden[spelling] = shown

    def open(self, operations: Iterable[Operation]) -> None:
        """Obtain all that some operations need, so that a wrong password is told before anything else.

        Args:
            operations: the operations.

        Raises:
            InvalidInputError: a credential cannot be obtained.
        """
        for operation in operations:
            for grant in self._for(operation):
                self._current(grant)

    def sign(self, operation: Operation, request: Request) -> Signed:
        """Put the credentials into a request that its operation asks for.

        Args:
            operation: the operation.
            request: the request.

        Returns:
            The request with them, and as people may read it.

        Raises:
            InvalidInputError: a credential cannot be obtained.
        """
        signed = shown = request
        told: list[Told] = []
        numbers: dict[str, int] = {}
        for grant in self._for(operation):
            held = self._current(grant)
            numbers[grant.name] = held.number
            for proof in held.proofs.items:
                signed = carry(signed, proof.place, proof.name, value=proof.value)
                shown = carry(shown, proof.place, proof.name, value=proof.shown)
                told.append(proof.told)
        return Signed(signed, shown, tuple(told), numbers)

    def renewed(self, signed: Signed) -> bool:
        """Renew the credentials of a request that was answered with 401.

        Args:
            signed: the request.

        Returns:
            Whether there are others now, with which it is worth sending again.
        """
        with self._lock:
            renewed = [self._renewed(grant, signed) for grant in self.grants if grant.name in signed.numbers]
        return any(renewed)

    def worked(self, signed: Signed) -> None:
        """Take note that a request was let in."""
        for name in signed.numbers:
            self._futile.pop(name, None)

    def hide(self, text: str) -> str:
        """Give a text in which no secret stands."""
        for value, shown in tuple(self._hidden.items()):
            text = text.replace(value, shown)
        return text

    def hide_reply(self, reply: Reply) -> Reply:
        """Give a reply in which no secret stands, as when a service tells what it was asked."""
        headers, body = reply.headers, reply.body
        for value, shown in tuple(self._hidden.items()):
            if any(value in text for _, text in headers):
                headers = tuple((name, text.replace(value, shown)) for name, text in headers)
            if (raw := value.encode("utf-8", "replace")) in body:
                body = body.replace(raw, shown.encode())
        return reply if headers is reply.headers and body is reply.body else replace(reply, headers=headers, body=body)

    def _for(self, operation: Operation) -> tuple[Grant, ...]:
        """Give the credentials of the first alternative that there are all of, and those that are always sent."""
        by_name = {grant.name: grant for grant in self.grants}
        known = [
            alternative for alternative in operation.security if alternative and alternative.keys() <= by_name.keys()
        ]
        chosen = [by_name[name] for name in known[0]] if known else []
        return (*chosen, *(grant for grant in self.grants if grant.always and grant not in chosen))

    def _current(self, grant: Grant) -> _Held:
        with self._lock:
            held = self._held.get(grant.name)
            if held is not None and (held.until is None or self.clock.monotonic() < held.until):
                return held
            return self._obtained(grant, held.number + 1 if held is not None else 0)

    def _obtained(self, grant: Grant, number: int) -> _Held:
        scheme = self.contract.security_schemes.get(grant.name, {})
        proofs = grant.credential.obtain(Ask(grant.name, scheme, self.vault, self.send), grant.options)
        for proof in proofs.items:
            self._hide(proof)
        for value, shown in proofs.hidden:
            self.hide_also(value, shown)
        seconds = proofs.seconds
        until = None if seconds is None else self.clock.monotonic() + max(seconds, 0) * _EARLY
        held = self._held[grant.name] = _Held(proofs, until, number)
        return held

    def _hide(self, proof: Proof) -> None:
        scheme, space, shown = proof.shown.rpartition(" ")
        self.hide_also(proof.value.removeprefix(scheme + space), shown)

    def _renewed(self, grant: Grant, signed: Signed) -> bool:
        held = self._held[grant.name]
        if held.number != signed.numbers[grant.name]:
            return True  # another worker did it meanwhile
        if self._futile.get(grant.name, 0) >= _MOST_FUTILE:
            return False
        self._futile[grant.name] = self._futile.get(grant.name, 0) + 1
        before = held.proofs.items
        return self._obtained(grant, held.number + 1).proofs.items != before


def spellings(value: str) -> tuple[str, ...]:
    """Give a text as services write it that tell what they were asked.

    Args:
        value: the text.
    """
    told = (json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1])
    escaped = (
        quote(value, safe="", errors="replace"),
        quote(value, errors="replace"),
        quote_plus(value, errors="replace"),
    )
    lower = tuple(re.sub("%[0-9A-F]{2}", lambda found: found[0].lower(), each) for each in escaped)
    slashes = tuple(each.replace("/", "\\/") for each in told)
    return tuple(dict.fromkeys((value, *told, *slashes, *escaped, *lower)))
