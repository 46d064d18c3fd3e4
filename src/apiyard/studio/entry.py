"""How somebody enters: a link that works once, then a cookie that scripts cannot read."""

from __future__ import annotations

import hashlib
import secrets

from apiyard.core.clock import Clock
from apiyard.core.noun import dataclass, field

MOST = 20
"""So many links wait, and so many browsers are inside, at a time."""

LATER_SECONDS = 600.0
"""How long a link is good that was asked for from inside; the first one is good until it is used."""


@dataclass(slots=True)
class Entry:
    """Who may use the studio, in the memory of this process only.

    Args:
        port: the port of the studio; cookies do not know ports, so their name does.
        clock: tells the time.
        links: until when a link is good, by the hash of its token.
        inside: hashes of the cookies of browsers that entered.
    """

    port: int
    clock: Clock
    links: dict[str, float] = field(default_factory=dict)
    inside: dict[str, None] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        """The name of the cookie."""
        return f"apiyard_studio_{self.port}"

    def link(self, seconds: float = LATER_SECONDS) -> str:
        """Make a token that lets one browser in, once.

        Args:
            seconds: how long it is good.

        Returns:
            The token.
        """
        token = secrets.token_urlsafe(32)
        if len(self.links) >= MOST:
            self.links.pop(next(iter(self.links)))
        self.links[_hash(token)] = self.clock.monotonic() + seconds
        return token

    def enter(self, token: str) -> str | None:
        """Take a token; it is gone afterwards.

        Args:
            token: as it was sent.

        Returns:
            The value of a new cookie; None when the token is unknown, used or over.
        """
        until = self.links.pop(_hash(token), 0.0)
        if self.clock.monotonic() >= until:
            return None
        value = secrets.token_urlsafe(32)
        if len(self.inside) >= MOST:
            self.inside.pop(next(iter(self.inside)))
        self.inside[_hash(value)] = None
        return value

    def is_inside(self, value: str | None) -> bool:
        """Say whether a cookie is that of a browser that entered."""
        return value is not None and _hash(value) in self.inside


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
