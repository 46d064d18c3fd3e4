"""Small snapshots of the tests' own: one listener that sends everything to one upstream."""

from __future__ import annotations

from envoy.config.accesslog.v3 import accesslog_pb2
from envoy.config.cluster.v3 import cluster_pb2
from envoy.config.endpoint.v3 import endpoint_pb2
from envoy.config.listener.v3 import listener_pb2
from envoy.extensions.access_loggers.grpc.v3 import als_pb2
from envoy.extensions.filters.http.router.v3 import router_pb2
from envoy.extensions.filters.network.http_connection_manager.v3 import http_connection_manager_pb2 as hcm
from envoy.service.runtime.v3 import rtds_pb2
from google.protobuf import json_format

from apiyard.gateway.bootstrap import LOG_CLUSTER, RUNTIME_LAYER
from apiyard.gateway.snapshot import CLUSTER, ENDPOINTS, LISTENER, RUNTIME, Snapshot, resource, snapshot

_ADS = {"ads": {}, "resource_api_version": "V3"}


def _bytes(message) -> bytes:
    return message.SerializeToString(deterministic=True)


def small_snapshot(port: int, upstream: int, *, words: str = "", bad_timeout: bool = False) -> Snapshot:
    """Give a snapshot; other words make another snapshot, a bad one is refused by Envoy itself."""
    cluster = json_format.ParseDict(
        {
            "name": "shop",
            "type": "EDS",
            "connect_timeout": "1s",
            "eds_cluster_config": {"eds_config": _ADS},
        },
        cluster_pb2.Cluster(),
    )
    endpoints = json_format.ParseDict(
        {
            "cluster_name": "shop",
            "endpoints": [
                {
                    "lb_endpoints": [
                        {"endpoint": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": upstream}}}}
                    ]
                }
            ],
        },
        endpoint_pb2.ClusterLoadAssignment(),
    )
    found = [(CLUSTER, resource("shop", _bytes(cluster), owner="shop"))]
    found.append((ENDPOINTS, resource("shop", _bytes(endpoints), owner="shop")))
    found.append((RUNTIME, resource(RUNTIME_LAYER, _bytes(rtds_pb2.Runtime(name=RUNTIME_LAYER)))))
    found.append((LISTENER, resource("http", _bytes(_listener(port, words, bad_timeout)), owner="shop")))
    return snapshot(found)


def _listener(port: int, words: str, bad_timeout: bool):
    manager = json_format.ParseDict(
        {
            "stat_prefix": "gateway",
            "route_config": {
                "name": "all",
                "virtual_hosts": [
                    {
                        "name": "all",
                        "domains": ["*"],
                        "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "shop"}}],
                        "response_headers_to_add": [
                            {"header": {"key": "x-words", "value": words or "none"}},
                        ],
                    }
                ],
            },
        },
        hcm.HttpConnectionManager(),
    )
    if bad_timeout:
        manager.route_config.virtual_hosts[0].routes[0].route.cluster = "nobody"
        manager.route_config.validate_clusters.value = True
    router = manager.http_filters.add(name="envoy.filters.http.router")
    router.typed_config.Pack(router_pb2.Router(), deterministic=True)
    log = accesslog_pb2.AccessLog(name="envoy.access_loggers.http_grpc")
    log.typed_config.Pack(
        json_format.ParseDict(
            {
                "common_config": {
                    "log_name": "records",
                    "transport_api_version": "V3",
                    "grpc_service": {"envoy_grpc": {"cluster_name": LOG_CLUSTER}},
                    "buffer_flush_interval": "0.2s",
                }
            },
            als_pb2.HttpGrpcAccessLogConfig(),
        ),
        deterministic=True,
    )
    manager.access_log.append(log)
    listener = listener_pb2.Listener(name="http")
    listener.address.socket_address.address = "127.0.0.1"
    listener.address.socket_address.port_value = port
    network = listener.filter_chains.add().filters.add(name="envoy.filters.network.http_connection_manager")
    network.typed_config.Pack(manager, deterministic=True)
    return listener
