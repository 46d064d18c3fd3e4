"""Filters that let a verified key in: the deny list, the plan that counts, and whether it is known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from envoy.config.common.mutation_rules.v3 import mutation_rules_pb2 as mutation
from envoy.config.core.v3 import extension_pb2 as core_extension
from envoy.config.rbac.v3 import rbac_pb2 as rules
from envoy.extensions.common.matching.v3 import extension_matcher_pb2 as matching
from envoy.extensions.filters.common.matcher.action.v3 import skip_action_pb2 as skipping
from envoy.extensions.filters.http.composite.v3 import composite_pb2 as composite
from envoy.extensions.filters.http.header_mutation.v3 import header_mutation_pb2 as mutating
from envoy.extensions.filters.http.rbac.v3 import rbac_pb2 as rbac
from envoy.type.matcher.v3 import http_inputs_pb2 as inputs
from google.protobuf.message import Message
from xds.core.v3 import extension_pb2 as extension
from xds.type.matcher.v3 import matcher_pb2 as matcher

from apiyard.gateway.answers import header
from apiyard.gateway.naming import CONSUMER_HEADER, KEY_HEADER, PLAN_HEADER
from apiyard.gateway.pack import pack

_Predicate: TypeAlias = matcher.Matcher.MatcherList.Predicate

SHARDS = 2
"""The deny list travels in this many pieces, so that one revocation re-sends only a part of it."""

REVOKED = "key-revoked"
UNKNOWN_PLAN = "plan-unknown"


KINDS = (matching.ExtensionWithMatcher, mutating.HeaderMutation)
"""The forms that a shard of the list can have."""


def key_list(
    revoked: Iterable[str], overrides: Mapping[str, str]
) -> list[matching.ExtensionWithMatcher | mutating.HeaderMutation]:
    """Refuse some keys, and put another plan in the place of the one that some keys carry.

    The id of the key is read from a header that the key filter alone can set: the same map on dynamic
    metadata is accepted by Envoy and never matches. One look into the map is all that other keys cost.

    Args:
        revoked: ids of keys.
        overrides: id of a key and the plan that counts; a revoked key stays revoked.

    Returns:
        One filter a shard; an id is in one of them by its SHA-256.
    """
    refuse = run_filter(REVOKED, refusal(REVOKED))
    shards: list[dict[str, extension.TypedExtensionConfig]] = [{} for _ in range(SHARDS)]
    for jti, plan in overrides.items():
        shards[_shard(jti)][jti] = _set_plan(plan)
    for jti in revoked:
        shards[_shard(jti)][jti] = refuse
    return [_look_up(shard) for shard in shards]


def _shard(jti: str) -> int:
    return hashlib.sha256(jti.encode()).digest()[0] % SHARDS


def _look_up(
    actions: Mapping[str, extension.TypedExtensionConfig],
) -> matching.ExtensionWithMatcher | mutating.HeaderMutation:
    if not actions:  # a map must not be empty; this filter does nothing
        return mutating.HeaderMutation()
    built = matching.ExtensionWithMatcher()
    built.extension_config.CopyFrom(
        core_extension.TypedExtensionConfig(name="composite", typed_config=pack(composite.Composite()))
    )
    tree = built.xds_matcher.matcher_tree
    tree.input.CopyFrom(_header(KEY_HEADER))
    for value, action in actions.items():
        tree.exact_match_map.map[value].action.CopyFrom(action)
    return built


def refusal(policy: str) -> rbac.RBAC:
    """Refuse every call with 403.

    Args:
        policy: the name that the refusal is told with.

    Returns:
        The filter.
    """
    always = rules.Policy(permissions=[rules.Permission(any=True)], principals=[rules.Principal(any=True)])
    return rbac.RBAC(rules=rules.RBAC(action=rules.RBAC.DENY, policies={policy: always}))


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


def known_plans(plans: Sequence[str]) -> matching.ExtensionWithMatcher:
    """Refuse verified keys that are incomplete or whose plan nobody knows.

    Args:
        plans: names of the known plans.

    Returns:
        The filter; calls without a key (of APIs that need none) pass.
    """
    built = matching.ExtensionWithMatcher()
    config = pack(refusal(UNKNOWN_PLAN))
    built.extension_config.CopyFrom(core_extension.TypedExtensionConfig(name="refuse", typed_config=config))
    skip = matcher.Matcher.OnMatch(
        action=extension.TypedExtensionConfig(name="skip", typed_config=pack(skipping.SkipFilter()))
    )
    # Two keys at once would have their ids joined by a comma.
    one_key = matcher.Matcher(matcher_list=_when(_matches(KEY_HEADER, "[^,]+"), skip))
    anonymous = _Predicate(not_matcher=_matches(CONSUMER_HEADER, ".+"))
    if plans:
        tree = built.xds_matcher.matcher_tree
        tree.input.CopyFrom(_header(PLAN_HEADER))
        for plan in plans:
            tree.exact_match_map.map[plan].matcher.CopyFrom(one_key)
        built.xds_matcher.on_no_match.matcher.matcher_list.CopyFrom(_when(anonymous, skip))
    else:
        built.xds_matcher.matcher_list.CopyFrom(_when(anonymous, skip))
    return built


def _when(predicate: _Predicate, then: matcher.Matcher.OnMatch) -> matcher.Matcher.MatcherList:
    field = matcher.Matcher.MatcherList.FieldMatcher(predicate=predicate, on_match=then)
    return matcher.Matcher.MatcherList(matchers=[field])


def _matches(name: str, expression: str) -> _Predicate:
    built = _Predicate()
    built.single_predicate.input.CopyFrom(_header(name))
    built.single_predicate.value_match.safe_regex.google_re2.SetInParent()
    built.single_predicate.value_match.safe_regex.regex = expression
    return built


def _header(name: str) -> extension.TypedExtensionConfig:
    chosen = inputs.HttpRequestHeaderMatchInput(header_name=name)
    return extension.TypedExtensionConfig(name=name, typed_config=pack(chosen))
