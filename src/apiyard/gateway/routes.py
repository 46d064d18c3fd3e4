"""Routes: from the operations of an API to a tree in which a call finds its version."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from envoy.config.core.v3 import base_pb2 as base
from envoy.config.route.v3 import route_components_pb2 as route
from envoy.extensions.retry.host.previous_hosts.v3 import previous_hosts_pb2 as previous
from envoy.type.matcher.v3 import http_inputs_pb2 as inputs
from envoy.type.matcher.v3 import regex_pb2 as regex
from envoy.type.matcher.v3 import string_pb2 as string
from xds.core.v3 import extension_pb2 as extension
from xds.type.matcher.v3 import matcher_pb2 as matcher

from apiyard.core.names import Version
from apiyard.gateway.answers import answer, not_allowed, retired
from apiyard.gateway.ir import ApiRoutes, OperationIr, VersionIr
from apiyard.gateway.naming import METADATA, PIN_HEADER, cluster_name
from apiyard.gateway.pack import pack
from apiyard.gateway.policy import Call, in_order
from apiyard.gateway.template import Template
from apiyard.gateway.tree import LEAF, ROOT, by_prefix, full_regex, union

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"})
_RETRIES = 2
_ByPath = Mapping[Template, Sequence[OperationIr]]


@lru_cache(maxsize=4_096)
def api_matcher(api: ApiRoutes, environment: str) -> bytes:
    """Compile the routes of an API; kept for as long as the API stays the same.

    Args:
        api: what the routes depend on.
        environment: the environment.

    Returns:
        The wire form of a matcher: first the pinned version, then the path.
    """
    built = matcher.Matcher()
    if api.versions or api.retired:
        built.matcher_tree.input.CopyFrom(_input(PIN_HEADER))
    by_version = built.matcher_tree.exact_match_map.map if api.versions or api.retired else {}
    for version in api.versions:
        call = Call(environment, api, (version.version,), pinned=True)
        _paths(by_version[version.version].matcher, call, api.operations)
    for gone in api.retired:
        call = Call(environment, api, (gone.version,), pinned=True)
        by_version[gone.version].action.CopyFrom(_action([_finished(retired(gone), call)]))
    rest = built.on_no_match.matcher if by_version else built
    _paths(rest, Call(environment, api, api.shared, pinned=False), api.operations)
    return _bytes(built)


def _bytes(message: matcher.Matcher) -> bytes:
    found: bytes = message.SerializeToString(deterministic=True)
    return found


def _paths(target: matcher.Matcher, call: Call, operations: Iterable[OperationIr]) -> None:
    """Write a map of literal prefixes of the path; built in place, since copies of whole trees cost seconds."""
    by_path: defaultdict[Template, list[OperationIr]] = defaultdict(list)
    for operation in operations:
        if set(operation.versions) & set(call.versions):
            by_path[operation.path].append(operation)
    target.matcher_tree.input.CopyFrom(_input(":path"))
    for prefix, paths in by_prefix(by_path).items():
        _halves(target.matcher_tree.prefix_match_map.map[call.api.base + prefix], call, paths, by_path=by_path)


def _halves(target: matcher.Matcher.OnMatch, call: Call, paths: Sequence[Template], *, by_path: _ByPath) -> None:
    """Write a list of routes when the templates are few, else one expression for the first half of them."""
    if len(paths) <= LEAF:
        target.action.CopyFrom(_action(_leaf(call, paths, by_path)))
        return
    half = len(paths) // 2
    choice = target.matcher.matcher_list.matchers.add()
    choice.predicate.single_predicate.input.CopyFrom(_input(":path"))
    choice.predicate.single_predicate.value_match.safe_regex.google_re2.SetInParent()
    choice.predicate.single_predicate.value_match.safe_regex.regex = union(call.api.base, paths[:half]) + r"(?:\?.*)?"
    _halves(choice.on_match, call, paths[:half], by_path=by_path)
    _halves(target.matcher.on_no_match, call, paths[half:], by_path=by_path)


def _leaf(call: Call, paths: Sequence[Template], by_path: _ByPath) -> list[route.Route]:
    """The routes of a few templates: own method, then 405 for the path, at last 404."""
    routes = [_finished(own, call) for policy in in_order() for own in policy.more(call)]
    if not call.pinned:
        unknown = answer(404, f"No such version of {call.api.api} is deployed here.")
        unknown.match.headers.add(name=PIN_HEADER, present_match=True)
        routes.append(_finished(unknown, call))
    for path in paths:
        routes += [_finished(_to_service(call, operation), call, operation) for operation in by_path[path]]
        if by_path[path]:
            methods = sorted({operation.method for operation in by_path[path]})
            routes.append(_finished(not_allowed(_match(call, path), methods), call))
    if not call.versions:
        routes.append(_finished(answer(404, f"No version of {call.api.api} is live; pin one."), call))
    routes.append(_finished(answer(404, f"{call.api.api} has no such path."), call))
    return routes


def _match(call: Call, path: Template, method: str = "") -> route.RouteMatch:
    built = route.RouteMatch()
    if path.literal and path != ROOT:
        built.path = call.api.base + path.text
    else:
        built.safe_regex.CopyFrom(regex.RegexMatcher(regex=full_regex(call.api.base, path)))
    if method:
        built.headers.add(name=":method", string_match=string.StringMatcher(exact=method))
    return built


def _to_service(call: Call, operation: OperationIr) -> route.Route:
    versions = tuple(version for version in call.versions if version in operation.versions)
    built = route.Route(match=_match(call, operation.path, operation.method))
    action = built.route
    _retry(action, operation.method)
    _rewrite(action, call.api.base, call.api.version(versions[0]).upstream_path, path=operation.path)
    if call.pinned or len(call.api.shared) == 1:
        _one(action, call, call.api.version(versions[0]))
    else:
        for version in versions:
            _share(action, call, call.api.version(version))
    return built


def _retry(action: route.RouteAction, method: str) -> None:
    """Try again what no service has seen, and safe methods also when the line broke (RFC 9110, section 9.2.2)."""
    action.retry_policy.CopyFrom(_retries(safe=method in _SAFE))


@cache
def _retries(*, safe: bool) -> route.RetryPolicy:
    reasons = "connect-failure,refused-stream,reset-before-request"
    built = route.RetryPolicy(retry_on=f"{reasons},reset" if safe else reasons)
    built.num_retries.value = _RETRIES
    built.host_selection_retry_max_attempts = 10
    elsewhere = built.retry_host_predicate.add(name="envoy.retry_host_predicates.previous_hosts")
    elsewhere.typed_config.CopyFrom(pack(previous.PreviousHostsPredicate()))
    built.retry_back_off.base_interval.FromMilliseconds(5)
    built.retry_back_off.max_interval.FromMilliseconds(50)
    return built


def _one(action: route.RouteAction, call: Call, version: VersionIr) -> None:
    action.cluster = cluster_name(call.api.api, version.version, call.environment)
    if version.host_header:
        action.host_rewrite_literal = version.host_header


def _share(action: route.RouteAction, call: Call, version: VersionIr) -> None:
    share = action.weighted_clusters.clusters.add(name=cluster_name(call.api.api, version.version, call.environment))
    share.weight.value = 1
    if version.host_header:
        share.host_rewrite_literal = version.host_header


def _rewrite(action: route.RouteAction, base_path: str, upstream_path: str, *, path: Template) -> None:
    """Put the path of the service in the place of the base path; the query stays."""
    if path == ROOT:
        action.prefix_rewrite = f"{upstream_path}/"  # the expression matched the whole path
    elif path.literal:
        action.prefix_rewrite = upstream_path + path.text
    else:
        action.regex_rewrite.pattern.regex = "^" + re.escape(base_path)
        action.regex_rewrite.substitution = upstream_path


def _finished(built: route.Route, call: Call, operation: OperationIr | None = None) -> route.Route:
    """Say what the route is for, and let each policy do its part."""
    versions: tuple[Version, ...] = call.versions
    if operation is not None:
        versions = tuple(version for version in call.versions if version in operation.versions)
    names = {"api": str(call.api.api), "operation": operation.operation if operation else ""}
    built.metadata.CopyFrom(base.Metadata())
    built.metadata.filter_metadata[METADATA].update(names)
    own = Call(call.environment, call.api, versions, call.pinned)
    for policy in in_order():
        policy.route(built, own)
    return built


@cache
def _input(header: str) -> extension.TypedExtensionConfig:
    chosen = inputs.HttpRequestHeaderMatchInput(header_name=header)
    return extension.TypedExtensionConfig(name=header, typed_config=pack(chosen))


def _action(routes: Sequence[route.Route]) -> matcher.Matcher.OnMatch.Action:
    return extension.TypedExtensionConfig(name="routes", typed_config=pack(route.RouteList(routes=routes)))
