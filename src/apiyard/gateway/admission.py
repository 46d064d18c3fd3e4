"""Filters that let a verified key in: the deny list, the plan that counts, and whether it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from envoy.config.common.mutation_rules.v3 import mutation_rules_pb2 as mutation
from envoy.config.core.v3 import extension_pb2 as core_extension
from envoy.config.rbac.v3 import rbac_pb2 as rules
from envoy.extensions.common.matching.v3 import extension_matcher_pb2 as matching
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

REVOKED = "key-revoked"
UNKNOWN_PLAN = "plan-unknown"


def admit(plans: Sequence[str], revoked: Iterable[str], overrides: Mapping[str, str]) -> matching.ExtensionWithMatcher:
    """Refuse some keys and all whose plan nobody knows, and put another plan in the place of the one some carry.

    One filter for all of it: each filter that can match costs every call about a microsecond. The id of the
    key is read from a header that the key filter alone can set: the same map on dynamic metadata is accepted
    by Envoy and never matches. One look into the map is all that other keys cost.

    Args:
        plans: names of the known plans.
        revoked: ids of keys.
        overrides: id of a key and the plan that counts; a revoked key stays revoked, and a plan that nobody
            knows refuses the key.

    Returns:
        The filter; calls without a key (of APIs that need none) pass.
    """
    refuse = {code: run_filter(code, refusal(code)) for code in (REVOKED, UNKNOWN_PLAN)}
    known = frozenset(plans)
    actions = {jti: _set_plan(plan) if plan in known else refuse[UNKNOWN_PLAN] for jti, plan in overrides.items()}
    actions.update(dict.fromkeys(revoked, refuse[REVOKED]))
    built = matching.ExtensionWithMatcher()
    built.extension_config.CopyFrom(
        core_extension.TypedExtensionConfig(name="composite", typed_config=pack(composite.Composite()))
    )
    rest = built.xds_matcher
    if actions:  # a map must not be empty
        rest.matcher_tree.input.CopyFrom(_header(KEY_HEADER))
        for value, action in actions.items():
            rest.matcher_tree.exact_match_map.map[value].action.CopyFrom(action)
        rest = rest.on_no_match.matcher
    then = matcher.Matcher.OnMatch(action=refuse[UNKNOWN_PLAN])
    rest.matcher_list.matchers.add(predicate=_wrong(plans), on_match=then)
    return built


def _wrong(plans: Sequence[str]) -> _Predicate:
    """Not both a known plan and one whole key, though there is a known plan or a caller; right keys need two looks."""
    caller = _matches(CONSUMER_HEADER, ".+")
    if not plans:
        return caller
    known = _matches(PLAN_HEADER, "|".join(map(re.escape, plans)))
    one = _matches(KEY_HEADER, "[^,]+")  # two keys at once have their ids joined by a comma
    shown = _Predicate(or_matcher=_list(known, caller))
    return _all(_Predicate(not_matcher=_all(known, one)), shown)


def _all(*predicates: _Predicate) -> _Predicate:
    return _Predicate(and_matcher=_list(*predicates))


def _list(*predicates: _Predicate) -> matcher.Matcher.MatcherList.Predicate.PredicateList:
    return _Predicate.PredicateList(predicate=predicates)


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


def _matches(name: str, expression: str) -> _Predicate:
    built = _Predicate()
    built.single_predicate.input.CopyFrom(_header(name))
    built.single_predicate.value_match.safe_regex.google_re2.SetInParent()
    built.single_predicate.value_match.safe_regex.regex = expression
    return built


def _header(name: str) -> extension.TypedExtensionConfig:
    chosen = inputs.HttpRequestHeaderMatchInput(header_name=name)
    return extension.TypedExtensionConfig(name=name, typed_config=pack(chosen))
