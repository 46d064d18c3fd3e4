"""An API whose new intent is wrong goes on as it was."""

from __future__ import annotations

from collections.abc import Collection

from envoy.service.runtime.v3 import rtds_pb2 as rtds

from apiyard.core.names import ApiName
from apiyard.gateway.bootstrap import RUNTIME_LAYER
from apiyard.gateway.pack import to_bytes
from apiyard.gateway.snapshot import RUNTIME, Snapshot, resource, snapshot


def keep_former(new: Snapshot, former: Snapshot, left_out: Collection[ApiName]) -> Snapshot:
    """Put back what the gateway had for the APIs that could not be resolved.

    Args:
        new: the compiled snapshot without these APIs.
        former: the snapshot that is effective now.
        left_out: the APIs.

    Returns:
        The new snapshot with the former clusters, routes and weights of these APIs. An API that shares the
        first segment of its base path with others keeps its clusters, but not its routes.
    """
    found = [(kind, one) for kind, by_name in new.resources.items() for one in by_name.values()]
    taken = {(kind, one.name) for kind, one in found}
    found += [
        (kind, one)
        for kind, by_name in former.resources.items()
        for one in by_name.values()
        if one.owner in left_out and (kind, one.name) not in taken
    ]
    if RUNTIME_LAYER in former.of(RUNTIME) and RUNTIME_LAYER in new.of(RUNTIME):
        merged = rtds.Runtime.FromString(new.of(RUNTIME)[RUNTIME_LAYER].body)
        old = rtds.Runtime.FromString(former.of(RUNTIME)[RUNTIME_LAYER].body)
        prefixes = tuple(f"split.{api}." for api in left_out)
        kept = {key: value for key, value in old.layer.items() if key.startswith(prefixes)}
        merged.layer.update(kept)
        found.append((RUNTIME, resource(RUNTIME_LAYER, to_bytes(merged))))
    return snapshot(found)
