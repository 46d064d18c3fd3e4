"""Evidence: the facts that rooms leave for each other in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from apiyard.core.digest import Digest
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field


class EvidenceKind(StrEnum):
    """Who speaks; a closed set, since it is the most important interface of the house."""

    LINT = "lint"
    CHANGE = "change"
    VERSION = "version"
    VERIFY_EXAMPLES = "verify.examples"
    VERIFY_EDGES = "verify.edges"
    VERIFY_FUZZ = "verify.fuzz"
    VERIFY_STATEFUL = "verify.stateful"
    VERIFY_ACCESS = "verify.access"
    APPROVAL = "approval"
    RELEASE = "release"
    RELEASE_REFUSED = "release.refused"
    APPLY = "apply"
    DEPLOYMENT = "deployment"
    DEPLOYMENT_REMOVED = "deployment.removed"
    ROLLOUT_STARTED = "rollout.started"
    ROLLOUT_REPLAYED = "rollout.replayed"
    ROLLOUT_STEP = "rollout.step"
    ROLLOUT_ENDED = "rollout.ended"
    ROLLBACK = "rollback"
    GATEWAY_REVISION = "gateway.revision"
    GATEWAY_NACK = "gateway.nack"
    GATEWAY_RESTART = "gateway.restart"
    KEY_ISSUED = "key.issued"
    KEY_REVOKED = "key.revoked"
    CONSUMER = "consumer"
    PLAN_OVERRIDE = "plan.override"
    LIFECYCLE = "lifecycle"
    INTAKE_GAP = "intake.gap"
    NOTIFICATION = "notification"
    SIGN_IN = "sign-in"
    TRUST = "trust"
    WITHDRAWN = "withdrawn"


class Verdict(StrEnum):
    """What the speaker concluded; a closed set."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    WARN = "warn"
    INFO = "info"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fact speaks of.

    Args:
        kind: the kind of thing, such as ``contract``, ``bundle``, ``rollout``, ``key``.
        id: its id, never a personal detail.
        digest: the digest of its content, where it has content.
    """

    kind: str
    id: str
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class About:
    """The coordinates by which facts are found again; empty means not about one.

    Args:
        api: name of the API.
        version: version of the API.
        environment: name of the environment.
    """

    api: str = ""
    version: str = ""
    environment: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact; never changed once it is in the ledger.

    Args:
        kind: who speaks.
        subject: what it speaks of.
        verdict: what it concluded.
        about: the coordinates it is found by.
        numbers: what was measured and the details that the verdict rests on (JSON, small, no personal data).
        by: who caused it: ``user:NAME``, ``loop:NAME``, ``agent:NAME`` or ``cli``.
        at: when, aware UTC; the ledger sets it when it is None.
    """

    kind: EvidenceKind
    subject: Subject
    verdict: Verdict
    about: About = field(default_factory=About)
    numbers: Mapping[str, Json] = field(default_factory=dict)
    by: str = "cli"
    at: datetime | None = None
