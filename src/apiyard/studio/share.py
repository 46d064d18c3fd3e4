"""The nouns of early feedback: a link that somebody was given, and what they said."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A link to the read-only page.

    Args:
        id: its short name.
        label: for whom it is.
        sha256: the SHA-256 of its token in hex; the token itself is kept nowhere.
        created: when it was made.
        until: when it ends.
        revoked: whether it was taken back.
    """

    id: str
    label: str
    sha256: str
    created: datetime
    until: datetime
    revoked: bool = False

    def is_open(self, now: datetime) -> bool:
        """Say whether the link still opens the page."""
        return not self.revoked and now < self.until

    def facts(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {**asdict(self), "created": self.created.isoformat(), "until": self.until.isoformat()}


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about an operation.

    Args:
        id: its short name.
        share: the id of the link that it came by.
        operation: method and path of the operation; empty for the API as a whole.
        name: who says it, as they call themselves.
        text: what they say.
        at: when.
        resolved: whether the designer is done with it.
    """

    id: str
    share: str
    operation: str
    name: str
    text: str
    at: datetime
    resolved: bool = False

    def facts(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {**asdict(self), "at": self.at.isoformat()}


def share_from(facts: dict[str, Any]) -> Share:
    """Read a link from plain data."""
    dates = {name: datetime.fromisoformat(facts[name]) for name in ("created", "until")}
    return Share(**{**facts, **dates})


def comment_from(facts: dict[str, Any]) -> Comment:
    """Read a comment from plain data."""
    return Comment(**{**facts, "at": datetime.fromisoformat(facts["at"])})
