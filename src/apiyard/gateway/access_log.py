"""The record of each call, sent to the agent on the same machine."""

from __future__ import annotations

from envoy.config.accesslog.v3 import accesslog_pb2 as log
from envoy.extensions.access_loggers.grpc.v3 import als_pb2 as als
from envoy.type.metadata.v3 import metadata_pb2 as metadata
from envoy.type.tracing.v3 import custom_tag_pb2 as tags
from google.protobuf.duration_pb2 import Duration
from google.protobuf.wrappers_pb2 import UInt32Value

from apiyard.gateway.bootstrap import LOG_CLUSTER
from apiyard.gateway.naming import APPLICATION_HEADER, CONSUMER_HEADER, METADATA, PLAN_HEADER
from apiyard.gateway.pack import pack

_FLUSH = Duration(nanos=200_000_000)
_BUFFER = 131_072


# Callers cannot set the first three: inbound ones are dropped, the key filter writes them.
_FROM_HEADERS = (
    ("consumer", CONSUMER_HEADER),
    ("application", APPLICATION_HEADER),
    ("plan", PLAN_HEADER),
    ("trace_id", "traceparent"),
)


def access_log(environment: str) -> log.AccessLog:
    """Send a record of each call, in small batches.

    The tags are all that the records know of API and caller: api, operation, deployment, consumer,
    application, plan, trace_id (the whole traceparent header, W3C Trace Context). The version stands in the
    name of the cluster.

    Args:
        environment: the environment; becomes the name of the log.

    Returns:
        The access log.
    """
    common = als.CommonGrpcAccessLogConfig(
        log_name=environment,
        transport_api_version=2,  # V3
        buffer_flush_interval=_FLUSH,
        buffer_size_bytes=UInt32Value(value=_BUFFER),
        custom_tags=_tags(),
    )
    common.grpc_service.envoy_grpc.cluster_name = LOG_CLUSTER
    config = als.HttpGrpcAccessLogConfig(common_config=common)
    return log.AccessLog(name="records", typed_config=pack(config))


def _tags() -> list[tags.CustomTag]:
    kind = metadata.MetadataKind
    of_route, of_cluster = kind(route=kind.Route()), kind(cluster=kind.Cluster())
    return [
        _read("api", of_route, (METADATA, "api")),
        _read("operation", of_route, (METADATA, "operation")),
        _read("deployment", of_cluster, (METADATA, "deployment")),
        *(tags.CustomTag(tag=tag, request_header=tags.CustomTag.Header(name=name)) for tag, name in _FROM_HEADERS),
    ]


def _read(tag: str, kind: metadata.MetadataKind, place: tuple[str, ...]) -> tags.CustomTag:
    path = [metadata.MetadataKey.PathSegment(key=name) for name in place[1:]]
    key = metadata.MetadataKey(key=place[0], path=path)
    return tags.CustomTag(tag=tag, metadata=tags.CustomTag.Metadata(kind=kind, metadata_key=key))
