"""The resolved form of an intent: everything checked, every default filled in, ready to be compiled."""

from __future__ import annotations

from apiyard.core.names import ApiName, Environment, Version
from apiyard.core.noun import dataclass
from apiyard.gateway.intent import Endpoint, Lifecycle, Listener, PlanLimit
from apiyard.gateway.template import Template


@dataclass(frozen=True, slots=True)
class VersionIr:
    """A version that has, or should have, instances.

    Args:
        version: the version.
        deployment: the id of the deployment.
        upstream_path: what replaces the base path, without a slash at its end.
        host_header: what the service is called, or empty.
        tls: whether to speak TLS.
        lifecycle: its stage.
        names: whether its endpoints have host names, which must be looked up.
        server_name: the name its certificate must carry, when TLS is spoken.
    """

    version: Version
    deployment: str
    upstream_path: str
    host_header: str
    tls: bool
    lifecycle: Lifecycle
    names: bool
    server_name: str


@dataclass(frozen=True, slots=True)
class OperationIr:
    """An operation and the versions that have it.

    Args:
        operation: its id in the newest of these versions.
        method: the method in upper case.
        path: the template below the base path.
        versions: the versions that have it, ordered.
    """

    operation: str
    method: str
    path: Template
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class ApiRoutes:
    """What the routes of an API depend on: neither weights nor instances.

    Args:
        api: its name.
        base: the base path without a slash at its end, as it comes over the wire.
        key_required: whether a call needs a key.
        versions: the versions that are not retired, ordered.
        retired: the versions that answer no more, ordered; their lifecycle is told to who pins them.
        shared: the versions that calls without a pin may meet, ordered.
        operations: all operations, ordered by template and method.
        options: options by id of a policy.
    """

    api: ApiName
    base: str
    key_required: bool
    versions: tuple[VersionIr, ...]
    retired: tuple[VersionIr, ...]
    shared: tuple[Version, ...]
    operations: tuple[OperationIr, ...]
    options: tuple[tuple[str, object], ...]

    def version(self, version: Version) -> VersionIr:
        """Give one of its versions.

        Args:
            version: one of ``versions``.
        """
        return next(one for one in self.versions if one.version == version)

    def option(self, policy: str) -> object:
        """Give the options of a policy.

        Args:
            policy: the id of a policy.
        """
        return dict(self.options)[policy]


@dataclass(frozen=True, slots=True)
class ApiIr:
    """One API.

    Args:
        routes: what its routes depend on.
        weights: version and weight of the split, in basis points.
        endpoints: version and its instances.
    """

    routes: ApiRoutes
    weights: tuple[tuple[Version, int], ...]
    endpoints: tuple[tuple[Version, tuple[Endpoint, ...]], ...]


@dataclass(frozen=True, slots=True)
class AccessIr:
    """Who may call.

    Args:
        jwks: the public keys as canonical JSON text.
        issuer: the issuer of keys.
        plans: the known plans, ordered by name.
        revoked: ids of refused keys, ordered.
        overrides: id of a key and the plan that counts, ordered.
    """

    jwks: str
    issuer: str
    plans: tuple[PlanLimit, ...]
    revoked: tuple[str, ...]
    overrides: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ir:
    """Everything of one environment.

    Args:
        environment: the environment.
        listener: where it listens.
        apis: the APIs that are right, ordered by name.
        access: who may call.
        ip_limit: how much one address may call, or None.
    """

    environment: Environment
    listener: Listener
    apis: tuple[ApiIr, ...]
    access: AccessIr
    ip_limit: PlanLimit | None
