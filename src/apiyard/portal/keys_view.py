"""What the page about consumers and keys shows; the text of a key is never among it."""

from __future__ import annotations

from datetime import datetime

from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What is known of a key.

    Args:
        jti: its id.
        consumer: whose.
        application: for which program.
        plan: the plan that counts.
        overridden: the plan in the key itself when another one counts; else empty.
        environment: where it is good.
        issued: since when; None when it is not known.
        expires: until when.
        revoked: when it was revoked; None while it holds.
        state: ``good``, ``revoked`` or ``ended``.
    """

    jti: str
    consumer: str
    application: str
    plan: str
    overridden: str
    environment: str
    issued: datetime | None
    expires: datetime | None
    revoked: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class ConsumerLine:
    """A consumer.

    Args:
        name: the consumer.
        plan: its plan.
        limit: what the plan allows, for people; empty for a plan that nobody knows.
        applications: its programs.
        keys: how many keys hold.
        requests: calls in the last day.
        last_used: its last call in the last day; None when there was none.
    """

    name: str
    plan: str
    limit: str
    applications: tuple[str, ...]
    keys: int
    requests: int
    last_used: datetime | None


@dataclass(frozen=True, slots=True)
class KeysView:
    """Consumers and keys.

    Args:
        consumers: by name.
        keys: those that hold first, then the others, the newest first.
        environments: where a key can be issued for.
        may_change: whether the person who looks may issue and revoke.
        now: the time of the view.
    """

    consumers: tuple[ConsumerLine, ...]
    keys: tuple[KeyLine, ...]
    environments: tuple[str, ...]
    may_change: bool
    now: datetime
