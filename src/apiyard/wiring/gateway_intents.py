"""Turn the intents of the house into the intent of one gateway."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from apiyard.access.key_intent import plan_overrides, revoked_keys
from apiyard.access.keys import ISSUER
from apiyard.core.digest import Digest
from apiyard.core.errors import InvalidInputError
from apiyard.core.json import JsonObject
from apiyard.core.names import ApiName, Environment, PlanName, Version
from apiyard.core.noun import dataclass, field
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
    Stage,
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


@dataclass(frozen=True, slots=True)
class Book:
    """What is looked up beside the intents.

    Args:
        routes: gives the routes of a contract by digest.
        jwks: the public keys that tokens are checked with (RFC 7517).
        now: the time, by which ended keys are left out of the lists.
    """

    routes: Routes
    jwks: JsonObject
    now: datetime


def gateway_intent(state: State, environment: str, book: Book) -> GatewayIntent:
    """Give what the gateway of an environment should do.

    Args:
        state: all intents.
        environment: the environment's name.
        book: routes, public keys and the time.

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
        environment=Environment(environment),
        listener=Listener(listener["host"], int(listener["port"])),
        apis=tuple(_apis(state, environment, book.routes)),
        access=_access(state, environment, book),
        ip_limit=PlanLimit(PlanName("ip"), ip, 1) if ip else None,
    )


def declared_apis(state: State, book: Book) -> tuple[ApiIntent, ...]:
    """Give every declared product as if the contract in its files were deployed, to find what a gateway would refuse.

    Args:
        state: all intents.
        book: routes of contracts.

    Returns:
        One API per product, with one version that has no instances.
    """
    return tuple(
        ApiIntent(
            api=ApiName(name),
            base_path=product["gateway"]["base_path"],
            versions=(_undeployed(Digest(product["contract"]), book),),
            key_required=bool(product["gateway"]["key_required"]),
            policies=product["gateway"]["policies"],
        )
        for name, product in state.all("product").items()
    )


def _undeployed(contract: Digest, book: Book) -> VersionIntent:
    return VersionIntent(Version("0.0.0"), "", (), book.routes(contract))


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
        api=ApiName(api),
        base_path=gateway["base_path"],
        versions=tuple(_version(product, body, routes) for body in sorted(bodies, key=lambda each: each["version"])),
        split=Split({Version(key): int(weight) for key, weight in split["weights"].items()}) if split else None,
        key_required=bool(gateway["key_required"]),
        policies=gateway["policies"],
    )


def _version(product: Body, body: Body, routes: Routes) -> VersionIntent:
    return VersionIntent(
        version=Version(body["version"]),
        deployment=f"{body['api']}@{body['version']}/{body['environment']}",
        endpoints=tuple(Endpoint(each["host"], int(each["port"])) for each in body["endpoints"]),
        routes=routes(Digest(body["contract"])),
        upstream_path=body["upstream"]["path"],
        host_header=body["upstream"]["host_header"],
        tls=bool(body["upstream"]["tls"]),
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
        stage=Stage.RETIRED if retired else Stage(stage.get("stage", "active")),
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


def _access(state: State, environment: str, book: Book) -> AccessIntent:
    keys = state.all("key")
    return AccessIntent(
        jwks=book.jwks,
        issuer=ISSUER,
        plans=tuple(
            PlanLimit(PlanName(name), int(body["requests"]), int(body["per_seconds"]))
            for name, body in state.all("plan").items()
        ),
        revoked=revoked_keys(keys, environment, book.now),
        overrides=plan_overrides(keys, environment, book.now),
    )
