"""Filters that count calls: by address before keys are looked at, and by consumer and plan after."""

from __future__ import annotations

from collections.abc import Sequence

from envoy.config.core.v3 import base_pb2 as base
from envoy.config.route.v3 import route_components_pb2 as route
from envoy.extensions.common.ratelimit.v3 import ratelimit_pb2 as descriptors
from envoy.extensions.filters.http.local_ratelimit.v3 import local_rate_limit_pb2 as limit
from envoy.type.v3 import percent_pb2 as percent
from envoy.type.v3 import token_bucket_pb2 as bucket
from google.protobuf.duration_pb2 import Duration
from google.protobuf.wrappers_pb2 import UInt32Value

from apiyard.gateway.intent import PlanLimit
from apiyard.gateway.naming import CONSUMER_HEADER, PLAN_HEADER

BUCKETS = 100_000
"""Live buckets of one filter; the least recently used one gives way."""


def consumer_limit(plans: Sequence[PlanLimit]) -> limit.LocalRateLimit:
    """Count the calls of each consumer within its plan.

    Args:
        plans: the known plans.

    Returns:
        The filter; its buckets are shared by all workers and answers carry their state
        (x-ratelimit-limit, -remaining, -reset); calls without a key (of APIs that need none) carry nothing.
    """
    built = _filter("apiyard_plan")
    built.enable_x_ratelimit_headers = 1  # draft-ietf-httpapi-ratelimit-headers-03
    built.rate_limits.append(
        route.RateLimit(actions=[_from_header(PLAN_HEADER, "plan"), _from_header(CONSUMER_HEADER, "consumer")])
    )
    if plans:
        waits = ", ".join(f"'{plan.plan}': '{_wait(plan)}'" for plan in plans)
        built.response_headers_to_add.append(_retry_after(f"%CEL({{{waits}}}[request.headers['{PLAN_HEADER}']])%"))
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
    built.response_headers_to_add.append(_retry_after(str(_wait(allowed))))
    address = route.RateLimit.Action(remote_address=route.RateLimit.Action.RemoteAddress())
    built.rate_limits.append(route.RateLimit(actions=[address]))
    built.descriptors.append(
        descriptors.LocalRateLimitDescriptor(
            entries=[descriptors.RateLimitDescriptor.Entry(key="remote_address")],
            token_bucket=_bucket(allowed.requests, allowed.per_seconds),
        )
    )
    return built


def _retry_after(value: str) -> base.HeaderValueOption:
    """Tell with a 429 when to come again (RFC 9110, section 10.2.3); calls within the limit pay nothing for it."""
    return base.HeaderValueOption(
        header=base.HeaderValue(key="retry-after", value=value),
        append_action=base.HeaderValueOption.OVERWRITE_IF_EXISTS_OR_ADD,
    )


def _wait(allowed: PlanLimit) -> int:
    """Whole seconds until an empty bucket has a token again: Envoy fills it evenly."""
    return -(-allowed.per_seconds // allowed.requests)


def _filter(name: str) -> limit.LocalRateLimit:
    """Without a bucket of its own the filter neither bounds calls that no descriptor fits nor tells them a limit."""
    always = base.RuntimeFractionalPercent(default_value=percent.FractionalPercent(numerator=100))
    return limit.LocalRateLimit(
        stat_prefix=name,
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
