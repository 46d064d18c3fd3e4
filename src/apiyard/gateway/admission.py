"""Filters that let a verified key in: the deny list, the plan that counts, and whether it is known."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from envoy.config.common.mutation_rules.v3 import mutation_rules_pb2 as mutation
from envoy.config.core.v3 import extension_pb2 as core_extension
from envoy.config.rbac.v3 import rbac_pb2 as rules
from envoy.config.route.v3 import route_components_pb2 as route
from envoy.extensions.common.matching.v3 import extension_matcher_pb2 as matching
from envoy.extensions.filters.http.composite.v3 import composite_pb2 as composite
from envoy.extensions.filters.http.header_mutation.v3 import header_mutation_pb2 as mutating
from envoy.extensions.filters.http.rbac.v3 import rbac_pb2 as rbac
from envoy.type.matcher.v3 import http_inputs_pb2 as inputs
from envoy.type.matcher.v3 import string_pb2 as string
from google.protobuf.message import Message
from xds.core.v3 import extension_pb2 as extension
from xds.type.matcher.v3 import matcher_pb2 as matcher

from apiyard.gateway.answers import header
from apiyard.gateway.naming import CONSUMER_HEADER, ISSUER_HEADER, KEY_HEADER, PLAN_HEADER
from apiyard.gateway.pack import pack

SHARDS = 2
"""The deny list travels in this many pieces, so that one revocation re-sends only a part of it."""

REVOKED = "key-revoked"
UNKNOWN_PLAN = "plan-unknown"


def deny_list(revoked: Sequence[str]) -> list[rbac.RBAC]:
    """Refuse calls by the id of their key.

    The id is read from a header that the key filter alone can set: the same map on dynamic metadata is
    accepted by Envoy and never matches.

    Args:
        revoked: ids of keys.

    Returns:
        One filter a shard; an id is in one of them by its SHA-256.
    """
    shards: list[list[str]] = [[] for _ in range(SHARDS)]
    for jti in revoked:
        shards[hashlib.sha256(jti.encode()).digest()[0] % SHARDS].append(jti)
    return [_deny(shard) for shard in shards]


def _deny(ids: Sequence[str]) -> rbac.RBAC:
    built = rbac.RBAC()
    if ids:  # without rules the filter lets everything through
        refuse = _verdict(REVOKED, rules.RBAC.DENY)
        built.matcher.CopyFrom(_by_header(KEY_HEADER, dict.fromkeys(ids, refuse)))
        built.matcher.on_no_match.action.CopyFrom(_verdict("not-revoked", rules.RBAC.ALLOW))
    return built


OVERRIDE_KINDS = (matching.ExtensionWithMatcher, mutating.HeaderMutation)
"""The forms that the filter of the overrides can have."""


def plan_overrides(
    overrides: Mapping[str, str],
) -> matching.ExtensionWithMatcher | mutating.HeaderMutation:
    """Put another plan in the place of the one that a key carries.

    Args:
        overrides: id of a key and the plan that counts.

    Returns:
        A filter that sets the header of the plan for these keys only; without any, one that costs nothing.
    """
    if not overrides:
        return mutating.HeaderMutation()
    built = matching.ExtensionWithMatcher()
    built.extension_config.CopyFrom(
        core_extension.TypedExtensionConfig(name="composite", typed_config=pack(composite.Composite()))
    )
    actions = {jti: _set_plan(plan) for jti, plan in overrides.items()}
    built.xds_matcher.CopyFrom(_by_header(KEY_HEADER, actions))
    return built


def _set_plan(plan: str) -> extension.TypedExtensionConfig:
    change = mutating.HeaderMutation()
    change.mutations.request_mutations.append(mutation.HeaderMutation(append=header(PLAN_HEADER, plan)))
    return run_filter("set-plan", change)


def run_filter(name: str, config: Message) -> extension.TypedExtensionConfig:
    """Make the action of a match that runs a filter.

    Args:
        name: a name for the filter.
        config: its configuration.

    Returns:
        The action.
    """
    action = composite.ExecuteFilterAction()
    action.typed_config.CopyFrom(core_extension.TypedExtensionConfig(name=name, typed_config=pack(config)))
    return extension.TypedExtensionConfig(name=name, typed_config=pack(action))


def known_plans(plans: Sequence[str]) -> rbac.RBAC:
    """Refuse verified keys that are incomplete or whose plan nobody knows.

    Args:
        plans: names of the known plans.

    Returns:
        The filter; calls without a key (of APIs that need none) pass.
    """
    known = [rules.Principal(header=_is(PLAN_HEADER, plan)) for plan in plans]
    whole = [rules.Principal(header=_has(name)) for name in (CONSUMER_HEADER, KEY_HEADER)]
    if known:
        whole.append(rules.Principal(or_ids=rules.Principal.Set(ids=known)))
    else:
        whole.append(rules.Principal(not_id=rules.Principal(any=True)))
    right = rules.Principal(and_ids=rules.Principal.Set(ids=whole))
    wrong = [rules.Principal(header=_has(ISSUER_HEADER)), rules.Principal(not_id=right)]
    policy = rules.Policy(
        permissions=[rules.Permission(any=True)],
        principals=[rules.Principal(and_ids=rules.Principal.Set(ids=wrong))],
    )
    return rbac.RBAC(rules=rules.RBAC(action=rules.RBAC.DENY, policies={UNKNOWN_PLAN: policy}))


def _is(name: str, value: str) -> route.HeaderMatcher:
    return route.HeaderMatcher(name=name, string_match=string.StringMatcher(exact=value))


def _has(name: str) -> route.HeaderMatcher:
    return route.HeaderMatcher(name=name, present_match=True)


def _verdict(name: str, action: int) -> extension.TypedExtensionConfig:
    return extension.TypedExtensionConfig(name=name, typed_config=pack(rules.Action(name=name, action=action)))


def _by_header(name: str, actions: Mapping[str, extension.TypedExtensionConfig]) -> matcher.Matcher:
    chosen = extension.TypedExtensionConfig(
        name=name, typed_config=pack(inputs.HttpRequestHeaderMatchInput(header_name=name))
    )
    tree = matcher.Matcher.MatcherTree(input=chosen)
    for value, action in actions.items():
        tree.exact_match_map.map[value].action.CopyFrom(action)
    return matcher.Matcher(matcher_tree=tree)
