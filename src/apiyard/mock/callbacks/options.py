"""How callbacks and webhooks are sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.mock.callbacks.address import check_allowed

_MOST_SECONDS = 600.0
_MOST_RETRIES = 10


@dataclass(frozen=True, slots=True)
class CallbackOptions:
    """How callbacks and webhooks are sent.

    Args:
        send: whether callbacks are sent; webhooks that are fired are always.
        delay: seconds between an answer and its callbacks.
        timeout: seconds that a receiver may take.
        retries: how often one is sent again when it does not arrive or is answered by 5xx or 429, after 1, 2, 4 ...
            seconds.
        allow: receivers besides this machine: hosts, ``*.example.com``, or networks such as ``10.0.0.0/8``.
        insecure: whether a receiver is believed whose certificate nobody vouches for.
        webhooks: by name, the URL that a webhook goes to when it is fired without one.
        bodies: by name of a callback or webhook, members that its made body gets, even wrong ones.
    """

    send: bool = True
    delay: float = 0.0
    timeout: float = 5.0
    retries: int = 0
    allow: tuple[str, ...] = ()
    insecure: bool = False
    webhooks: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse times and receivers that make no sense."""
        if not 0 <= self.delay <= _MOST_SECONDS or not 0 < self.timeout <= _MOST_SECONDS:
            raise InvalidInputError("times are seconds up to 600", piece=f"{self.delay:g}, {self.timeout:g}")
        if not 0 <= self.retries <= _MOST_RETRIES:
            raise InvalidInputError("retries are from 0 to 10", piece=str(self.retries))
        for each in self.allow:
            check_allowed(each)
        for name, body in self.bodies.items():
            if not isinstance(body, Mapping):
                raise InvalidInputError("bodies are mappings of members", piece=name)
