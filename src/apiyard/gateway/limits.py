"""Filters that count calls: by address before keys are looked at, and by consumer and plan after."""

from __future__ import annotations

from collections.abc import Sequence

from envoy.config.common.mutation_rules.v3 import mutation_rules_pb2 as mutation
from envoy.config.core.v3 import base_pb2 as base
from envoy.config.core.v3 import extension_pb2 as core_extension
from envoy.config.route.v3 import route_components_pb2 as route
from envoy.extensions.common.matching.v3 import extension_matcher_pb2 as matching
from envoy.extensions.common.ratelimit.v3 import ratelimit_pb2 as descriptors
from envoy.extensions.filters.http.composite.v3 import composite_pb2 as composite
from envoy.extensions.filters.http.header_mutation.v3 import header_mutation_pb2 as mutating
from envoy.extensions.filters.http.local_ratelimit.v3 import local_rate_limit_pb2 as limit
from envoy.type.matcher.v3 import status_code_input_pb2 as status
from envoy.type.v3 import percent_pb2 as percent
from envoy.type.v3 import token_bucket_pb2 as bucket
from google.protobuf.duration_pb2 import Duration
from google.protobuf.wrappers_pb2 import UInt32Value
from xds.core.v3 import extension_pb2 as extension

from apiyard.gateway.admission import run_filter
from apiyard.gateway.intent import PlanLimit
from apiyard.gateway.naming import CONSUMER_HEADER, PLAN_HEADER
from apiyard.gateway.pack import pack

BUCKETS = 100_000
"""Live buckets of one filter; the least recently used one gives way."""

_UNBOUNDED = 2**32 - 1


def consumer_limit(plans: Sequence[PlanLimit]) -> limit.LocalRateLimit:
    """Count the calls of each consumer within its plan.

    Args:
        plans: the known plans.

    Returns:
        The filter; its buckets are shared by all workers and answers carry their state
        (x-ratelimit-limit, -remaining, -reset).
    """
    built = _filter("apiyard_plan")
    built.enable_x_ratelimit_headers = 1  # draft-ietf-httpapi-ratelimit-headers-03
    built.rate_limits.append(
        route.RateLimit(actions=[_from_header(PLAN_HEADER, "plan"), _from_header(CONSUMER_HEADER, "consumer")])
    )
    for plan in plans:
        built.descriptors.append(
            descriptors.LocalRateLimitDescriptor(
                entries=[
                    descriptors.RateLimitDescriptor.Entry(key="plan", value=plan.plan),
                    descriptors.RateLimitDescriptor.Entry(key="consumer"),
                ],
                token_bucket=_bucket(plan.requests, plan.per_seconds),
            )
        )
    return built


def address_limit(allowed: PlanLimit) -> limit.LocalRateLimit:
    """Count the calls of each address, before a key costs a signature check.

    Args:
        allowed: what one address may call.

    Returns:
        The filter.
    """
    built = _filter("apiyard_address")
    address = route.RateLimit.Action(remote_address=route.RateLimit.Action.RemoteAddress())
    built.rate_limits.append(route.RateLimit(actions=[address]))
    built.descriptors.append(
        descriptors.LocalRateLimitDescriptor(
            entries=[descriptors.RateLimitDescriptor.Entry(key="remote_address")],
            token_bucket=_bucket(allowed.requests, allowed.per_seconds),
        )
    )
    return built


def retry_after() -> matching.ExtensionWithMatcher:
    """Tell with each 429 when to come again (RFC 9110, section 10.2.3).

    Returns:
        A filter that acts on answers with this status only.
    """
    change = mutating.HeaderMutation()
    change.mutations.response_mutations.append(
        mutation.HeaderMutation(
            append=base.HeaderValueOption(
                header=base.HeaderValue(key="retry-after", value="%RESP(x-ratelimit-reset)%"),
                append_action=base.HeaderValueOption.ADD_IF_ABSENT,
            )
        )
    )
    built = matching.ExtensionWithMatcher()
    built.extension_config.CopyFrom(
        core_extension.TypedExtensionConfig(name="composite", typed_config=pack(composite.Composite()))
    )
    tree = built.xds_matcher.matcher_tree
    tree.input.CopyFrom(
        extension.TypedExtensionConfig(name="status", typed_config=pack(status.HttpResponseStatusCodeMatchInput()))
    )
    tree.exact_match_map.map["429"].action.CopyFrom(run_filter("retry-after", change))
    return built


def _filter(name: str) -> limit.LocalRateLimit:
    always = base.RuntimeFractionalPercent(default_value=percent.FractionalPercent(numerator=100))
    return limit.LocalRateLimit(
        stat_prefix=name,
        token_bucket=_bucket(_UNBOUNDED, 1),  # for calls that no descriptor fits; must not bound them
        always_consume_default_token_bucket={"value": False},
        filter_enabled=always,
        filter_enforced=always,
        max_dynamic_descriptors=UInt32Value(value=BUCKETS),
    )


def _from_header(name: str, key: str) -> route.RateLimit.Action:
    return route.RateLimit.Action(
        request_headers=route.RateLimit.Action.RequestHeaders(header_name=name, descriptor_key=key)
    )


def _bucket(requests: int, seconds: int) -> bucket.TokenBucket:
    return bucket.TokenBucket(
        max_tokens=requests,
        tokens_per_fill=UInt32Value(value=requests),
        fill_interval=Duration(seconds=seconds),
    )
