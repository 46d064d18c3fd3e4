"""What the traffic of one environment should look like, in words that know nothing of Envoy."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from apiyard.core.json import JsonObject
from apiyard.core.names import ApiName, Environment, PlanName, Version
from apiyard.core.noun import dataclass, field
from apiyard.core.split import Split


@dataclass(frozen=True, slots=True)
class Listener:
    """Where the gateway of an environment listens.

    Args:
        host: an IP address, normally of the loopback interface.
        port: a TCP port.
    """

    host: str
    port: int


@dataclass(frozen=True, slots=True, order=True)
class Endpoint:
    """Where an instance of a service listens.

    Args:
        host: an IP address or a host name.
        port: a TCP port.
    """

    host: str
    port: int


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """One operation of a contract.

    Args:
        operation: the id of the operation.
        method: the HTTP method, in any case.
        path: the path template of the contract, such as ``/pets/{id}``.
    """

    operation: str
    method: str
    path: str


class Stage(StrEnum):
    """Where a version stands in its life, as far as its callers can tell."""

    ACTIVE = "active"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The end of a version's life, told in response headers (RFC 9745, RFC 8594).

    Args:
        stage: active, deprecated (headers) or retired (410 for pinned calls).
        deprecated_at: Unix seconds since when it is deprecated.
        sunset_at: Unix seconds when it stops to answer.
        link: a page that tells what to do, as an absolute URL.
    """

    stage: Stage = Stage.ACTIVE
    deprecated_at: int | None = None
    sunset_at: int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class VersionIntent:
    """One deployed (or retired) version of an API.

    Args:
        version: the version.
        deployment: the id of the deployment, for the traffic records.
        endpoints: its healthy instances; none gives 503.
        routes: its operations.
        upstream_path: what replaces the base path of the API towards the service, such as ``/v2``.
        host_header: what the service is called; empty keeps the caller's.
        tls: whether to speak TLS to the endpoints, checked against the system's certificate authorities.
        lifecycle: its stage.
    """

    version: Version
    deployment: str
    endpoints: tuple[Endpoint, ...]
    routes: tuple[Route, ...]
    upstream_path: str = ""
    host_header: str = ""
    tls: bool = False
    lifecycle: Lifecycle = field(default_factory=Lifecycle)


@dataclass(frozen=True, slots=True)
class ApiIntent:
    """One API of the environment.

    Args:
        api: its name.
        base_path: the path prefix of its calls, stripped before the service.
        versions: everything that is deployed or retired here.
        split: the shares of the calls that pin no version; None serves pinned calls only.
        key_required: whether a call needs a key; when not, a key that is shown must still be valid.
        policies: options by the id of a policy, such as ``{"timeout": {"seconds": 5}}``.
    """

    api: ApiName
    base_path: str
    versions: tuple[VersionIntent, ...]
    split: Split | None = None
    key_required: bool = True
    policies: Mapping[str, JsonObject] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanLimit:
    """How many requests fit into a period.

    Args:
        plan: the name of the plan.
        requests: requests in a period, at least 1.
        per_seconds: length of the period in seconds, at least 1.
    """

    plan: PlanName
    requests: int
    per_seconds: int


@dataclass(frozen=True, slots=True)
class AccessIntent:
    """Who may call.

    Args:
        jwks: the public keys that signed the callers' keys (RFC 7517); never a private part.
        issuer: the ``iss`` that keys must carry.
        plans: the known plans; a key with another one is refused.
        revoked: ids (``jti``) of keys that are refused.
        overrides: id of a key -> the plan that counts instead of the key's own.
    """

    jwks: JsonObject
    issuer: str = "apiyard"
    plans: tuple[PlanLimit, ...] = ()
    revoked: tuple[str, ...] = ()
    overrides: Mapping[str, PlanName] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GatewayIntent:
    """Everything the gateway of one environment should do.

    Args:
        environment: the environment; also the audience of its keys.
        listener: where it listens.
        apis: what it serves.
        access: who may call.
        ip_limit: how much one address may call, before keys are looked at; None sets no bound.
    """

    environment: Environment
    listener: Listener
    apis: tuple[ApiIntent, ...]
    access: AccessIntent
    ip_limit: PlanLimit | None = None
