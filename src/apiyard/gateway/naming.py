"""The names that configuration is tied together with: made of identity, never of an index."""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.names import ApiName, Version

KEY_FILTER = "apiyard.key"
"""The filter that verifies keys; routes find their own configuration by this name."""

CORS_FILTER = "apiyard.cors"
"""The filter that answers browsers; routes find their own configuration by this name."""

METADATA = "apiyard"
"""The namespace of route and cluster metadata that the traffic records read."""

PIN_HEADER = "api-version"
"""The request header that asks for one version."""

CONSUMER_HEADER = "x-consumer"
"""Tells the service who calls."""

PLAN_HEADER = "x-consumer-plan"
"""Tells the service the plan that counts."""

APPLICATION_HEADER = "x-consumer-application"
"""Tells the service which application of the consumer calls."""

KEY_HEADER = "x-apiyard-key"
"""Carries the id of the key between filters; no service sees it."""

PATH_HEADER = "x-apiyard-path"
"""Carries the path without its query to the choice of the scope; no service sees it."""


def cluster_name(api: ApiName, version: Version, environment: str) -> str:
    """Name the cluster of a version.

    Args:
        api: the API.
        version: the version.
        environment: the environment.

    Returns:
        ``{api}@{version}/{environment}``.
    """
    return f"{api}@{version}/{environment}"


def nobody_name(api: ApiName, environment: str) -> str:
    """Name the cluster that never exists: calls go there when no version with the operation has a share.

    Args:
        api: the API.
        environment: the environment.

    Returns:
        The name.
    """
    return f"{api}@none/{environment}"


def weight_prefix(api: ApiName, versions: Sequence[Version], shared: Sequence[Version]) -> str:
    """Name the runtime keys that hold the weights of a set of versions.

    Args:
        api: the API.
        versions: the versions that have the operation.
        shared: all versions of the split.

    Returns:
        A prefix; a dot and the name of a cluster follow.
    """
    return f"split.{api}" if tuple(versions) == tuple(shared) else f"split.{api}.only.{'+'.join(versions)}"


def scope_of(base: str) -> str:
    """Name the scope of a base path: its first segment.

    Args:
        base: a base path without a slash at its end.

    Returns:
        The segment.
    """
    return base.split("/")[1]
