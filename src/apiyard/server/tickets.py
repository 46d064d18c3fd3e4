"""One-time sign-in links: a random secret that signs one person in once, soon, or not at all."""

from __future__ import annotations

import secrets
import threading

from apiyard.access.secret import Secret
from apiyard.access.token import token_digest
from apiyard.core.noun import dataclass, field

MAX_SECONDS = 600.0
"""The longest life of a ticket."""

SECONDS = MAX_SECONDS
"""How long a ticket is good, unless somebody asks for less."""

_MOST = 100


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is kept of a ticket.

    Args:
        user: whom it signs in.
        until: monotonic seconds when it ends.
    """

    user: str
    until: float


@dataclass(frozen=True, slots=True)
class Tickets:
    """Tickets of this process by the hash of their text; a restart forgets them.

    Args:
        kept: the tickets.
        guard: held while they change.
    """

    kept: dict[str, Ticket] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def issue(self, user: str, now: float, *, seconds: float = SECONDS) -> Secret:
        """Make a ticket.

        Args:
            user: whom it signs in.
            now: monotonic seconds.
            seconds: how long it is good, at most MAX_SECONDS.

        Returns:
            Its text, 256 random bits.
        """
        ticket = Secret(secrets.token_urlsafe(32))
        with self.guard:
            for digest in [each for each, known in self.kept.items() if known.until <= now]:
                del self.kept[digest]
            if len(self.kept) >= _MOST:
                self.kept.pop(next(iter(self.kept)))
            self.kept[token_digest(ticket)] = Ticket(user, now + min(seconds, MAX_SECONDS))
        return ticket

    def redeem(self, text: str, now: float) -> str | None:
        """Take a ticket; it is gone afterwards.

        Args:
            text: the ticket as it was sent.
            now: monotonic seconds.

        Returns:
            Whom it signs in; None when it is unknown, used or over.
        """
        with self.guard:
            ticket = self.kept.pop(token_digest(Secret(text)), None)
        return ticket.user if ticket is not None and now < ticket.until else None
