"""What the catalogue shows: each API with its versions, its split and its pulse."""

from __future__ import annotations

from datetime import datetime

from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What a version of an API gets of the calls in an environment.

    Args:
        version: the version.
        weight: basis points of the calls that name no version.
        role: ``serving``, ``canary`` or ``pinned`` (answers only those who name it).
        stage: ``active``, ``deprecated`` or ``retired``.
        state: how its deployment is.
    """

    version: str
    weight: int
    role: str
    stage: str
    state: str


@dataclass(frozen=True, slots=True)
class Lane:
    """An API in an environment.

    Args:
        environment: the environment.
        shares: its versions, the one with the largest weight first.
        rollout: id of the rollout under way, or empty.
        phase: its phase, or empty.
    """

    environment: str
    shares: tuple[Share, ...]
    rollout: str = ""
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Pulse:
    """The calls of an API in the last minutes.

    Args:
        minutes: how many minutes it is of.
        points: calls in equal steps of this time, the oldest first.
        requests: all calls.
        judged: those that say something about the service.
        errors: those of ``judged`` that failed on the side of the service.
    """

    minutes: int
    points: tuple[int, ...]
    requests: int
    judged: int
    errors: int

    @property
    def error_rate(self) -> float | None:
        """Errors by judged calls; None when no call says anything."""
        return self.errors / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Card:
    """One API of the catalogue.

    Args:
        api: its name.
        title: what its contract calls it.
        owner: the team.
        description: one sentence.
        stage: ``planned`` (runs nowhere), ``live``, ``deprecated`` or ``retired``.
        base_path: its path on the gateways.
        key_required: whether callers need a key.
        operations: how many operations its contract has.
        lanes: one for each environment, in the order of promotion.
        pulse: its calls; None when the records cannot be read.
    """

    api: str
    title: str
    owner: str
    description: str
    stage: str
    base_path: str
    key_required: bool
    operations: int
    lanes: tuple[Lane, ...]
    pulse: Pulse | None


@dataclass(frozen=True, slots=True)
class GatewaySign:
    """The gateway of an environment.

    Args:
        environment: its environment.
        address: where it listens.
        state: ``healthy``, ``starting``, ``unhealthy``, ``exited`` or ``unknown`` (the agent does not answer).
        detail: what is wrong, or empty.
    """

    environment: str
    address: str
    state: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """All APIs and the gateways they are behind.

    Args:
        workspace: the name of the workspace's folder.
        cards: the APIs by name.
        gateways: one for each environment, in the order of promotion.
        now: the time of the view.
    """

    workspace: str
    cards: tuple[Card, ...]
    gateways: tuple[GatewaySign, ...]
    now: datetime
