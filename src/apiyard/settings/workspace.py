"""The nouns of a user's workspace: what apiyard.yaml and each api.yaml declare."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.finding import Severity
from apiyard.core.names import ApiName, ConsumerName, Environment, PlanName, Version
from apiyard.core.noun import dataclass, field
from apiyard.design.acceptance import Acceptance
from apiyard.design.cause import Strictness
from apiyard.design.diff_level import LEVELS, MOST_BUDGET, FailOn
from apiyard.design.exception import LintException
from apiyard.settings.program import ProgramFile


@dataclass(frozen=True, slots=True)
class ListenerSpec:
    """Where the gateway of an environment listens.

    Args:
        host: the address to bind; loopback unless chosen otherwise.
        port: the TCP port; 0 lets apiyard pick a free one once and keep it.
    """

    host: str = "127.0.0.1"
    port: int = 0


@dataclass(frozen=True, slots=True)
class EnvironmentSpec:
    """One environment; environments are promoted through in the order of the file.

    Args:
        gateway: where its gateway listens.
        ip_requests_per_second: the limit for all callers together before any key is looked at; 0 for none.
        strategy: the strategy used here when an API's own should not be; empty for the API's own.
    """

    gateway: ListenerSpec = field(default_factory=ListenerSpec)
    ip_requests_per_second: int = 0
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class PlanSpec:
    """What a plan allows each consumer.

    Args:
        requests: requests in a window.
        per_seconds: length of the window in seconds.
    """

    requests: int
    per_seconds: int = 60

    def __post_init__(self) -> None:
        """Check the bounds."""
        if not 1 <= self.requests <= 1_000_000_000 or not 1 <= self.per_seconds <= 86_400:
            raise InvalidInputError(
                "a plan needs 1 to 1000000000 requests per 1 to 86400 seconds",
                piece=f"requests: {self.requests}, per-seconds: {self.per_seconds}",
            )


@dataclass(frozen=True, slots=True)
class ConsumerSpec:
    """Somebody who calls APIs.

    Args:
        plan: the plan of their keys.
        applications: their applications; a key belongs to one.
    """

    plan: PlanName
    applications: tuple[str, ...] = ("default",)


@dataclass(frozen=True, slots=True)
class NotificationSpec:
    """A channel that is told of events.

    Args:
        webhook: a secret reference (``env:NAME`` or ``file:PATH``) to the URL that is posted to.
        events: evidence kinds that are told, such as ``rollout.ended``; empty for the default ones.
    """

    webhook: str
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LintSpec:
    """How contracts are judged.

    Args:
        ruleset: a file relative to the workspace, or the name of a built-in ruleset; empty for `apiyard:recommended`.
        fail_severity: findings of this severity or a worse one make `apiyard lint` fail: error, warn, info or hint.
        baseline: file of the findings that count as known, relative to the workspace; empty for none.
        exceptions: findings that are spared, each with a reason.
    """

    ruleset: str = ""
    fail_severity: str = Severity.ERROR.value
    baseline: str = ""
    exceptions: tuple[LintException, ...] = ()

    def __post_init__(self) -> None:
        """Check the severity."""
        known = [each.value for each in Severity]
        if self.fail_severity not in known:
            raise unknown("severity", self.fail_severity, known)


@dataclass(frozen=True, slots=True)
class DiffSpec:
    """How contracts are compared; what an api.yaml says goes before what apiyard.yaml says.

    Args:
        strictness: what must keep working: wire, wire-strict or source; empty for wire.
        formats: whether formats such as date-time are asserted, not only annotated.
        budget: steps that one question may take before the answer is unknown; 0 for the default.
        fail_on: from which verdict on `apiyard diff` fails: breaking, unknown, safe or none; empty for breaking.
        levels: by id of a check: off, safe, unknown or breaking.
        accepted: changes that do not count, each with a reason, a person and, if need be, a last day.
    """

    strictness: str = ""
    formats: bool = False
    budget: int = 0
    fail_on: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    accepted: tuple[Acceptance, ...] = ()

    def __post_init__(self) -> None:
        """Check the words and the bounds."""
        for noun, name, known in (
            ("strictness", self.strictness, [each.value for each in Strictness]),
            ("verdict", self.fail_on, [each.value for each in FailOn]),
            *(("level", level, LEVELS) for level in self.levels.values()),
        ):
            if name and name not in known:
                raise unknown(noun, name, known)
        if not 0 <= self.budget <= MOST_BUDGET:
            raise InvalidInputError(f"a budget is 0 to {MOST_BUDGET} steps", piece=str(self.budget))


@dataclass(frozen=True, slots=True)
class WorkspaceFile:
    """What apiyard.yaml declares.

    Args:
        name: the name of the workspace.
        environments: environments by name, in the order of promotion.
        plans: plans by name.
        consumers: consumers by name.
        notifications: channels by name.
        gates: options of release gates by gate id; empty for the default ones.
        lint: how contracts are judged.
        diff: how contracts are compared.
        settings: settings of the program (see the reference).
    """

    name: str
    environments: Mapping[Environment, EnvironmentSpec]
    plans: Mapping[PlanName, PlanSpec] = field(default_factory=dict)
    consumers: Mapping[ConsumerName, ConsumerSpec] = field(default_factory=dict)
    notifications: Mapping[str, NotificationSpec] = field(default_factory=dict)
    gates: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    lint: LintSpec = field(default_factory=LintSpec)
    diff: DiffSpec = field(default_factory=DiffSpec)
    settings: ProgramFile = field(default_factory=ProgramFile)


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """How the service behind an API is run.

    Args:
        target: id of the target, such as ``process`` or ``external``.
        artefact: folder, relative to the API's own, that is packed into the bundle; empty for none.
        options: options of the target.
    """

    target: str
    artefact: str = ""
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GatewaySpec:
    """How the gateway serves an API.

    Args:
        base_path: the path prefix; empty for ``/NAME``.
        key_required: whether callers need a key.
        policies: options of policies by id.
    """

    base_path: str = ""
    key_required: bool = True
    policies: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RolloutSpec:
    """How a new version replaces the old one.

    Args:
        strategy: id of the strategy.
        options: its options.
        cases: files of cases, relative to the API's folder, that a new version must take before it gets any call:
            what `apiyard diff -f witnesses` wrote.
    """

    strategy: str = "canary"
    options: Mapping[str, object] = field(default_factory=dict)
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LifecycleSpec:
    """Where a version stands in its life.

    Args:
        stage: ``active``, ``deprecated`` or ``retired``.
        deprecated: date or date-time (RFC 3339) of the deprecation.
        sunset: date or date-time from which it answers 410.
        link: a page that tells how to move on.
    """

    stage: str = "active"
    deprecated: str = ""
    sunset: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class ProductFile:
    """What an api.yaml declares.

    Args:
        owner: the team that owns the API.
        service: how its service is run.
        description: one sentence for the catalogue.
        contract: the contract's file, relative to the API's folder.
        gateway: how the gateway serves it.
        rollout: how a new version replaces the old one.
        lifecycle: versions that are deprecated or retired.
        gates: options of release gates for this API, over those of the workspace; ``false`` waives a gate.
        diff: how its contract is compared, over what the workspace says.
    """

    owner: str
    service: ServiceSpec
    description: str = ""
    contract: str = "openapi.yaml"
    gateway: GatewaySpec = field(default_factory=GatewaySpec)
    rollout: RolloutSpec = field(default_factory=RolloutSpec)
    lifecycle: Mapping[Version, LifecycleSpec] = field(default_factory=dict)
    gates: Mapping[str, object] = field(default_factory=dict)
    diff: DiffSpec = field(default_factory=DiffSpec)


@dataclass(frozen=True, slots=True)
class Product:
    """One API of the workspace.

    Args:
        name: its name, equal to its folder.
        folder: the absolute folder.
        file: what its api.yaml declares.
    """

    name: ApiName
    folder: Path
    file: ProductFile

    @property
    def contract(self) -> Path:
        """The absolute path of the contract."""
        return self.folder / self.file.contract


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as read from its folder.

    Args:
        root: the absolute folder of apiyard.yaml.
        file: what apiyard.yaml declares.
        products: APIs by name, in the order of their names.
    """

    root: Path
    file: WorkspaceFile
    products: Mapping[ApiName, Product]
