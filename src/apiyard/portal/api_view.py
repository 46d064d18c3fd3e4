"""What the page of one API shows."""

from __future__ import annotations

from datetime import datetime

from apiyard.core.noun import dataclass
from apiyard.portal.catalogue_view import Card
from apiyard.portal.ledger_view import FactLine
from apiyard.portal.rollout_view import RolloutLine


@dataclass(frozen=True, slots=True)
class Standing:
    """A version in an environment.

    Args:
        environment: the environment.
        state: how its deployment is: ``active``, ``starting``, ``failed``, ``retired`` ...
        weight: basis points of the calls that name no version; None when it runs no more.
        instances: how many instances it has; 0 for a service that runs elsewhere.
        endpoints: where they answer.
    """

    environment: str
    state: str
    weight: int | None
    instances: int
    endpoints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of an API.

    Args:
        version: the version.
        stage: ``active``, ``deprecated`` or ``retired``.
        deprecated: since when, as it was written; empty when it is not.
        sunset: from when on it answers 410; empty when nothing is planned.
        link: a page that tells how to move on; empty, or a web address.
        released: when; None when nobody released it.
        standings: where it runs or ran, in the order of promotion.
    """

    version: str
    stage: str
    deprecated: str
    sunset: str
    link: str
    released: datetime | None
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class OperationLine:
    """An operation with its calls.

    Args:
        id: its id.
        method: in upper case.
        path: its path in the contract.
        summary: what it does.
        deprecated: whether it should no longer be used.
        requests: calls in the last hour.
        errors: those that failed on the side of the service.
        p95_us: the duration that 95 % of the judged calls keep below, in microseconds; None without calls.
    """

    id: str
    method: str
    path: str
    summary: str
    deprecated: bool
    requests: int
    errors: int
    p95_us: int | None


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release with what it rests on.

    Args:
        version: the version.
        bundle: digest of the bundle.
        commit: the source's commit, or empty.
        released: when, or None when it is not known.
        by: who released it, or empty.
        refused: whether a gate said no.
        facts: evidence about its contract and bundle, the oldest first.
    """

    version: str
    bundle: str
    commit: str
    released: datetime | None
    by: str
    refused: bool
    facts: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class ApiView:
    """One API.

    Args:
        card: what the catalogue says of it.
        versions: its versions, the highest first.
        operations: the operations of its contract.
        contract_version: the version of that contract.
        releases: the newest first.
        changes: what the differ said about its versions, the newest first.
        rollouts: the newest first.
        facts: the newest facts about it.
        referable: whether a version is deployed whose reference can be shown.
        now: the time of the view.
    """

    card: Card
    versions: tuple[VersionLine, ...]
    operations: tuple[OperationLine, ...]
    contract_version: str
    releases: tuple[ReleaseLine, ...]
    changes: tuple[FactLine, ...]
    rollouts: tuple[RolloutLine, ...]
    facts: tuple[FactLine, ...]
    referable: bool
    now: datetime
