"""From intent to IR: each object is checked on its own, and a bad one never stops the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from apiyard.core.errors import ApiyardError, InvalidInputError, unknown
from apiyard.core.finding import Finding, Location, Severity
from apiyard.core.names import ApiName, Version
from apiyard.core.noun import dataclass
from apiyard.core.split import Split
from apiyard.gateway.check import check_endpoint, check_lifecycle, check_path, check_text, is_address
from apiyard.gateway.intent import ApiIntent, GatewayIntent, Route, Stage, VersionIntent
from apiyard.gateway.ir import ApiIr, ApiRoutes, Ir, OperationIr, VersionIr
from apiyard.gateway.options import read_options
from apiyard.gateway.policy import policies
from apiyard.gateway.resolve_access import resolve_access
from apiyard.gateway.template import Template, read_template

_METHODS = frozenset({"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"})
# A contract may have methods of its own (OpenAPI 3.2, additionalOperations); one that is nearly a known one is a slip.
_TOKEN = re.compile(r"[A-Z0-9!#$%&'*+.^_`|~-]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of an intent.

    Args:
        ir: everything that is right.
        findings: what is wrong, each on its owner (``location.document`` is ``api/NAME``).
        left_out: the APIs that are wrong; the caller may keep what they had before.
    """

    ir: Ir
    findings: tuple[Finding, ...]
    left_out: tuple[ApiName, ...]


def resolve(intent: GatewayIntent) -> Resolved:
    """Check an intent and fill in every default.

    Args:
        intent: what should be.

    Returns:
        The IR without the APIs that are wrong, and what is wrong with them.

    Raises:
        InvalidInputError: the part that all APIs share (access) is wrong.
    """
    apis: dict[ApiName, ApiIr] = {}
    findings: list[Finding] = []
    bases: dict[str, ApiName] = {}
    for one in sorted(intent.apis, key=lambda each: each.api):
        try:
            if one.api in apis:
                raise InvalidInputError("two APIs have the same name", piece=one.api)
            resolved = _api(one)
            _claim(resolved.routes.base, one.api, bases)
            apis[one.api] = resolved
        except ApiyardError as error:
            findings.append(_finding(one.api, error))
    access = resolve_access(intent.access)
    ir = Ir(intent.environment, intent.listener, tuple(apis.values()), access, intent.ip_limit)
    left_out = tuple(sorted({one.api for one in intent.apis} - set(apis)))
    return Resolved(ir, tuple(findings), left_out)


def _finding(api: ApiName, error: ApiyardError) -> Finding:
    where = Location(f"api/{api}", error.where)
    return Finding(f"gateway-{error.code}", Severity.ERROR, error.what, where, error.piece, error.hint)


def _claim(base: str, api: ApiName, bases: dict[str, ApiName]) -> None:
    for other, owner in bases.items():
        if f"{base}/".startswith(f"{other}/") or f"{other}/".startswith(f"{base}/"):
            raise InvalidInputError(
                f"its base path overlaps with the one of {owner}",
                where="base_path",
                piece=f"{base} and {other}",
                hint="give each API a base path that no other one begins with",
            )
    bases[base] = api


def _api(intent: ApiIntent) -> ApiIr:
    base = check_path(intent.base_path, "base_path")
    if not base:
        raise InvalidInputError(
            "the base path needs a segment", where="base_path", piece=intent.base_path, hint=f"write /{intent.api}"
        )
    versions = _by_version(intent.versions)
    live = {version: one for version, one in versions.items() if one.lifecycle.stage is not Stage.RETIRED}
    weights = _weights(intent.split, live)
    shared = tuple(version for version, _ in weights)
    if len({live[version].upstream_path.rstrip("/") for version in shared}) > 1:
        raise InvalidInputError(
            "versions that share the calls have different upstream paths",
            where="split",
            piece=", ".join(shared),
            hint="pin one of them, or switch at once",
        )
    routes = ApiRoutes(
        api=intent.api,
        base=base,
        key_required=intent.key_required,
        versions=tuple(_version(one) for one in live.values()),
        retired=tuple(_version(one) for version, one in versions.items() if version not in live),
        shared=shared,
        operations=_operations(live.values()),
        options=_options(intent),
    )
    return ApiIr(routes, weights, tuple((version, tuple(sorted(one.endpoints))) for version, one in live.items()))


def _by_version(versions: Iterable[VersionIntent]) -> dict[Version, VersionIntent]:
    found: dict[Version, VersionIntent] = {}
    for one in sorted(versions, key=lambda each: each.version):
        if one.version in found:
            raise InvalidInputError("two deployments have the same version", where="versions", piece=one.version)
        found[one.version] = one
    return found


def _weights(split: Split | None, live: Mapping[Version, VersionIntent]) -> tuple[tuple[Version, int], ...]:
    if split is None:
        return ()
    for version in split.weights:
        if version not in live:
            raise unknown("version", version, live, where="split")
    return tuple(sorted(split.weights.items()))


def _version(intent: VersionIntent) -> VersionIr:
    where = f"versions.{intent.version}"
    for endpoint in intent.endpoints:
        check_endpoint(endpoint, f"{where}.endpoints")
    names = [endpoint.host for endpoint in intent.endpoints if not is_address(endpoint.host)]
    check_lifecycle(intent.lifecycle, f"{where}.lifecycle")
    host = intent.host_header
    if host:
        check_text(host, r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9a-fA-F:.]+\](:[0-9]{1,5})?", f"{where}.host_header")
    server = (host.rpartition(":")[0] if ":" in host else host) or next(iter(sorted(names)), "")
    if intent.tls and not server:
        raise InvalidInputError(
            "TLS needs the name that the certificate carries",
            where=where,
            hint="give a host name as endpoint or host_header",
        )
    return VersionIr(
        version=intent.version,
        deployment=intent.deployment,
        upstream_path=check_path(intent.upstream_path or "/", f"{where}.upstream_path"),
        host_header=host,
        tls=intent.tls,
        lifecycle=intent.lifecycle,
        names=bool(names),
        server_name=server if intent.tls else "",
    )


def _operations(versions: Iterable[VersionIntent]) -> tuple[OperationIr, ...]:
    found: dict[tuple[Template, str], tuple[str, tuple[Version, ...]]] = {}
    for one in versions:
        for (path, method), operation in _routes(one).items():
            _, having = found.get((path, method), ("", ()))
            found[path, method] = (operation, (*having, one.version))
    ordered = sorted(found.items(), key=lambda item: (item[0][0].order, item[0][1]))
    return tuple(OperationIr(operation, method, path, versions) for (path, method), (operation, versions) in ordered)


def _routes(version: VersionIntent) -> dict[tuple[Template, str], str]:
    found: dict[tuple[Template, str], str] = {}
    for route in version.routes:
        where = f"versions.{version.version}.routes"
        path, method = _template(route, where), route.method.upper()
        if method not in _METHODS and (
            _TOKEN.fullmatch(method) is None or get_close_matches(method, _METHODS, n=1, cutoff=0.7)
        ):
            raise unknown("method", method, _METHODS, where=where)
        if (path, method) in found:
            raise InvalidInputError(
                "two operations have the same method and path",
                where=where,
                piece=f"{method} {path.text}: {found[path, method]} and {route.operation}",
            )
        found[path, method] = route.operation
    return found


def _template(route: Route, where: str) -> Template:
    try:
        return read_template(route.path)
    except InvalidInputError as error:
        raise InvalidInputError(error.what, where=where, piece=error.piece, hint=error.hint) from error


def _options(intent: ApiIntent) -> tuple[tuple[str, object], ...]:
    known = policies()
    for policy in intent.policies:
        if policy not in known:
            raise unknown("policy", policy, known, where="policies")
    return tuple((id_, read_options(policy, intent.policies.get(id_, {}))) for id_, policy in known.items())
