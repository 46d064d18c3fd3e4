"""Turn the intents of the house into the intent of one gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from apiyard.core.digest import Digest
from apiyard.core.errors import InvalidInputError
from apiyard.core.json import JsonObject
from apiyard.core.names import Version
from apiyard.core.split import Split
from apiyard.gateway.intent import (
    AccessIntent,
    ApiIntent,
    Endpoint,
    GatewayIntent,
    Lifecycle,
    Listener,
    PlanLimit,
    Route,
    VersionIntent,
)
from apiyard.spec.load import contract_from_bytes
from apiyard.wiring.state import Body, State

Routes = Callable[[Digest], tuple[Route, ...]]


@dataclass(frozen=True, slots=True)
class RouteBook:
    """The routes of contracts, read once per digest.

    Args:
        blob: gives the bytes of a contract's bundle by digest.
        kept: routes that were read before.
    """

    blob: Callable[[Digest], bytes]
    kept: dict[Digest, tuple[Route, ...]] = field(default_factory=dict)

    def routes(self, digest: Digest) -> tuple[Route, ...]:
        """Give the routes of a contract.

        Args:
            digest: digest of its bundle.

        Returns:
            One route per operation.
        """
        if digest not in self.kept:
            contract = contract_from_bytes(self.blob(digest), uri=digest)
            self.kept[digest] = tuple(Route(each.id, each.method, each.path) for each in contract.operations)
        return self.kept[digest]


def gateway_intent(state: State, environment: str, *, routes: Routes, jwks: JsonObject) -> GatewayIntent:
    """Give what the gateway of an environment should do.

    Args:
        state: all intents.
        environment: the environment's name.
        routes: gives the routes of a contract by digest.
        jwks: the public keys that tokens are checked with (RFC 7517).

    Returns:
        The gateway's intent.

    Raises:
        InvalidInputError: the environment does not exist.
    """
    body = state.body("environment", environment)
    if body is None:
        raise InvalidInputError(f"there is no environment {environment!r}", hint="add it to apiyard.yaml")
    listener = body["gateway"]
    ip = int(body["ip_requests_per_second"])
    return GatewayIntent(
        environment=environment,
        listener=Listener(listener["host"], int(listener["port"])),
        apis=tuple(_apis(state, environment, routes)),
        access=_access(state, jwks),
        ip_limit=PlanLimit("ip", ip, 1) if ip else None,
    )


def _apis(state: State, environment: str, routes: Routes) -> list[ApiIntent]:
    deployments: dict[str, list[Body]] = {}
    for body in state.all("deployment").values():
        if body["environment"] == environment:
            deployments.setdefault(body["api"], []).append(body)
    # A retired version has no deployment any more and still answers 410.
    for api, versions in _retired(state, environment).items():
        known = {each["version"] for each in deployments.get(api, [])}
        deployments.setdefault(api, []).extend(each for each in versions if each["version"] not in known)
    apis = []
    for api, bodies in sorted(deployments.items()):
        product = state.body("product", api)
        if product is not None:
            apis.append(_api(state, product, api=api, environment=environment, bodies=bodies, routes=routes))
    return apis


def _retired(state: State, environment: str) -> dict[str, list[Body]]:
    found: dict[str, list[Body]] = {}
    for body in state.all("retired").values():
        if body["environment"] == environment:
            found.setdefault(body["api"], []).append(body)
    return found


def _api(state: State, product: Body, *, api: str, environment: str, bodies: list[Body], routes: Routes) -> ApiIntent:
    split = state.body("split", f"{environment}/{api}")
    gateway = product["gateway"]
    return ApiIntent(
        api=api,
        base_path=gateway["base_path"],
        versions=tuple(_version(product, body, routes) for body in sorted(bodies, key=lambda each: each["version"])),
        split=Split({Version(key): int(weight) for key, weight in split["weights"].items()}) if split else None,
        key_required=bool(gateway["key_required"]),
        policies=gateway["policies"],
    )


def _version(product: Body, body: Body, routes: Routes) -> VersionIntent:
    return VersionIntent(
        version=Version(body["version"]),
        deployment=body.get("deployment", ""),
        endpoints=tuple(Endpoint(host, int(port)) for host, port in body.get("endpoints", ())),
        routes=routes(Digest(body["contract"])),
        upstream_path=body.get("upstream_path", ""),
        host_header=body.get("host_header", ""),
        tls=bool(body.get("tls", False)),
        lifecycle=lifecycle_of(product, body["version"], retired="retired_at" in body),
    )


def lifecycle_of(product: Body, version: str, *, retired: bool) -> Lifecycle:
    """Give where a version stands.

    Args:
        product: the product's intent.
        version: the version.
        retired: whether its instances are gone since its sunset.

    Returns:
        The gateway's noun for it, times in Unix seconds.
    """
    stage = product["lifecycle"].get(version, {})
    return Lifecycle(
        stage="retired" if retired else stage.get("stage", "active"),
        deprecated_at=unix(stage.get("deprecated", "")),
        sunset_at=unix(stage.get("sunset", "")),
        link=stage.get("link", ""),
    )


def unix(text: str) -> int | None:
    """Read a date or date-time.

    Args:
        text: RFC 3339 date or date-time; a date means its midnight in UTC; empty for none.

    Returns:
        Unix seconds, or None.

    Raises:
        InvalidInputError: the text is neither.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidInputError("not a date", piece=text, hint="write 2026-12-31 or 2026-12-31T00:00:00Z") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _access(state: State, jwks: JsonObject) -> AccessIntent:
    keys = state.all("key")
    return AccessIntent(
        jwks=jwks,
        issuer="apiyard",
        plans=tuple(
            PlanLimit(name, int(body["requests"]), int(body["per_seconds"])) for name, body in state.all("plan").items()
        ),
        revoked=tuple(jti for jti, body in keys.items() if body.get("revoked_at")),
        overrides={jti: body["override"] for jti, body in keys.items() if body.get("override")},
    )
