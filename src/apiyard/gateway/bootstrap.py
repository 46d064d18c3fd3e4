"""The little that an Envoy must know before its control plane speaks to it."""

from __future__ import annotations

import json
from pathlib import Path

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass

ADS_CLUSTER = "apiyard.ads"
LOG_CLUSTER = "apiyard.als"
RUNTIME_LAYER = "apiyard"
_OWNER_ONLY = 0o600
_LONGEST_SOCKET = 100
_NO_RUNTIME: dict[str, Json] = {}


@dataclass(frozen=True, slots=True)
class Sockets:
    """The Unix sockets of one Envoy, each with mode 0600.

    Args:
        admin: made by Envoy: its administration.
        ads: made by the agent: aggregated discovery (delta).
        log: made by the agent: the access log service; may be the same socket as ``ads``.
    """

    admin: Path
    ads: Path
    log: Path


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one Envoy may take.

    Args:
        connections: open downstream connections.
        heap_bytes: heap above which it stops to accept requests; 0 sets no bound.
    """

    connections: int = 20_000
    heap_bytes: int = 0


def bootstrap(node: str, environment: str, sockets: Sockets, *, bounds: Bounds | None = None) -> str:
    """Write the bootstrap configuration of an Envoy.

    Args:
        node: the id of the Envoy towards its control plane.
        environment: the environment it serves; becomes the node's cluster.
        sockets: its Unix sockets.
        bounds: what it may take.

    Returns:
        JSON text of ``envoy.config.bootstrap.v3.Bootstrap``.

    Raises:
        InvalidInputError: the path of a socket is too long for the system.
    """
    for path in (sockets.admin, sockets.ads, sockets.log):
        if len(str(path)) > _LONGEST_SOCKET:
            raise InvalidInputError(
                "the path of a Unix socket is too long", piece=str(path), hint="use a shorter run directory"
            )
    ads: Json = {"ads": {}, "resource_api_version": "V3"}
    tree: Json = {
        "node": {"id": node, "cluster": environment},
        "admin": {"address": {"pipe": {"path": str(sockets.admin), "mode": _OWNER_ONLY}}},
        "dynamic_resources": {
            "ads_config": {
                "api_type": "DELTA_GRPC",
                "transport_api_version": "V3",
                "set_node_on_first_message_only": True,
                "grpc_services": [
                    {
                        "envoy_grpc": {
                            "cluster_name": ADS_CLUSTER,
                            # The agent is on this machine: after its restart the Envoy shall be back soon.
                            "retry_policy": {"retry_back_off": {"base_interval": "0.1s", "max_interval": "1s"}},
                        }
                    }
                ],
            },
            "cds_config": ads,
            "lds_config": ads,
        },
        "layered_runtime": {
            "layers": [
                {"name": "static", "static_layer": _NO_RUNTIME},
                {"name": RUNTIME_LAYER, "rtds_layer": {"name": RUNTIME_LAYER, "rtds_config": ads}},
            ]
        },
        "static_resources": {
            "clusters": [_over_socket(ADS_CLUSTER, sockets.ads), _over_socket(LOG_CLUSTER, sockets.log)]
        },
        "overload_manager": _overload(bounds or Bounds()),
        "stats_config": {"stats_matcher": {"inclusion_list": {"patterns": _STATS}}},
    }
    return json.dumps(tree, indent=1, sort_keys=True)


# Only what is read: the number of series grows with clusters, never with routes, consumers or paths.
_STATS: list[Json] = [
    {"prefix": prefix}
    for prefix in (
        "server.",
        "cluster_manager.",
        "listener_manager.",
        "access_logs.",
        "control_plane.",
        "runtime.",
        "overload.",
        "http.gateway.",
        "apiyard_",
        f"cluster.{ADS_CLUSTER}.upstream_cx_",
        f"cluster.{LOG_CLUSTER}.upstream_cx_",
    )
] + [
    {"safe_regex": {"regex": r"cluster\.[^/]+/[^.]+\.(upstream_rq_(total|timeout|retry|active)|membership_.*)"}},
    {"safe_regex": {"regex": r"listener\..*\.(downstream_cx_(total|active|overflow)|http\.gateway\..*)"}},
]


def _over_socket(name: str, path: Path) -> Json:
    http2 = "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
    return {
        "name": name,
        "type": "STATIC",
        "connect_timeout": "1s",
        "typed_extension_protocol_options": {
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
                "@type": http2,
                "explicit_http_config": {
                    "http2_protocol_options": {"connection_keepalive": {"interval": "30s", "timeout": "10s"}}
                },
            }
        },
        "load_assignment": {
            "cluster_name": name,
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": {"pipe": {"path": str(path)}}}}]}],
        },
    }


def _overload(bounds: Bounds) -> Json:
    monitors: list[Json] = [
        {
            "name": "envoy.resource_monitors.global_downstream_max_connections",
            "typed_config": {
                "@type": "type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3."
                "DownstreamConnectionsConfig",
                "max_active_downstream_connections": bounds.connections,
            },
        }
    ]
    if not bounds.heap_bytes:
        return {"resource_monitors": monitors}
    monitors.append(
        {
            "name": "envoy.resource_monitors.fixed_heap",
            "typed_config": {
                "@type": "type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig",
                "max_heap_size_bytes": bounds.heap_bytes,
            },
        }
    )
    action: Json = {
        "name": "envoy.overload_actions.stop_accepting_requests",
        "triggers": [{"name": "envoy.resource_monitors.fixed_heap", "threshold": {"value": 0.98}}],
    }
    return {"refresh_interval": "0.25s", "resource_monitors": monitors, "actions": [action]}


def arguments(binary: Path, configuration: Path, *, log: Path, workers: int) -> tuple[str, ...]:
    """Give the command that starts an Envoy.

    Args:
        binary: the program.
        configuration: the file that holds what ``bootstrap`` wrote.
        log: the file that Envoy writes its own log to.
        workers: worker threads, at least 1.

    Returns:
        The program and its arguments.
    """
    return (
        str(binary),
        "--config-path",
        str(configuration),
        "--concurrency",
        str(workers),
        "--log-path",
        str(log),
        "--log-level",
        "warning",
        "--disable-hot-restart",
        "--drain-time-s",
        "10",
    )
