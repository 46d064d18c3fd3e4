"""A policy: something that can happen to a call on its way, and where on its way it happens."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from google.protobuf.message import Message

from apiyard.core.catalog import scan
from apiyard.core.json import JsonObject
from apiyard.core.names import Version
from apiyard.core.noun import dataclass
from apiyard.gateway.ir import ApiRoutes, Ir

if TYPE_CHECKING:
    from envoy.config.route.v3.route_components_pb2 import Route


class Phase(IntEnum):
    """Where a policy acts; calls pass the phases from top to bottom, answers from bottom to top."""

    ADDRESS = 20
    CROSS_ORIGIN = 30
    IDENTITY = 40
    ADMISSION = 50
    LIMIT = 60
    ROUTE = 70


@dataclass(frozen=True, slots=True)
class Placed:
    """A filter in the way of all calls.

    Args:
        phase: where it stands.
        name: its name, stable for ever: configuration for a filter is found by it.
        config: its configuration.
        pushed: whether it travels on its own, so that a change neither drains connections nor refills buckets.
    """

    phase: Phase
    name: str
    config: Message
    pushed: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """What a route is for.

    Args:
        environment: the environment.
        api: the API.
        versions: the versions that may answer.
        pinned: whether the caller asked for one version.
    """

    environment: str
    api: ApiRoutes
    versions: tuple[Version, ...]
    pinned: bool


def no_filters(_ir: Ir) -> tuple[Placed, ...]:
    """Place nothing in the way of all calls."""
    return ()


def no_change(_route: Route, _call: Call) -> None:
    """Leave a route as it is."""


def no_more(_call: Call) -> tuple[Route, ...]:
    """Add no route."""
    return ()


def nothing_wrong(_options: object) -> str:
    """Find every value of the options right."""
    return ""


@dataclass(frozen=True, slots=True)
class NoOptions:
    """A policy that is told everything by the intent itself."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy.

    Args:
        id: its id, equal to the file's name with hyphens.
        why: one sentence: why a user wants it.
        phase: where it acts.
        options: a frozen dataclass whose defaults hold for APIs that say nothing.
        check: gives what is wrong with the values of the options, or an empty text.
        filters: the filters it places in the way of all calls.
        route: what it does to each route.
        more: routes of its own, tried before all others.
        good: options that are right.
        bad: options that are wrong.
    """

    id: str
    why: str
    phase: Phase
    options: type = NoOptions
    check: Callable[[object], str] = nothing_wrong
    filters: Callable[[Ir], tuple[Placed, ...]] = no_filters
    route: Callable[[Route, Call], None] = no_change
    more: Callable[[Call], tuple[Route, ...]] = no_more
    good: tuple[JsonObject, ...] = ({},)
    bad: tuple[JsonObject, ...] = ()


def policies() -> MappingProxyType[str, Policy]:
    """Give all policies by id."""
    return scan("apiyard.gateway.policies", "POLICY", Policy)


@cache
def in_order() -> tuple[Policy, ...]:
    """Give all policies in the order in which a call meets them."""
    return tuple(sorted(policies().values(), key=lambda policy: (policy.phase, policy.id)))
