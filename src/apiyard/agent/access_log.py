"""Envoy's access log service: takes log messages over gRPC and puts them into the spool, unread as far as possible."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import grpc

from apiyard.agent.log_message import entries_of, node_of
from apiyard.agent.spool import Spool
from apiyard.agent.spools import Spools
from apiyard.core.errors import ApiyardError
from apiyard.core.names import Environment
from apiyard.core.noun import dataclass

SERVICE = "envoy.service.accesslog.v3.AccessLogService"
METHOD = "StreamAccessLogs"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AccessLog:
    """The service (envoy.service.accesslog.v3.AccessLogService).

    Args:
        spools: where messages go.
        is_known: whether an environment has a gateway here; streams of others are refused.
    """

    spools: Spools
    is_known: Callable[[str], bool]

    def handler(self) -> grpc.GenericRpcHandler[bytes, bytes]:
        """Give the handler to add to a gRPC server."""
        stream = grpc.stream_unary_rpc_method_handler(self.take)  # no deserializer: messages stay bytes
        return grpc.method_handlers_generic_handler(SERVICE, {METHOD: stream})

    async def take(self, messages: AsyncIterator[bytes], context: Any) -> bytes:
        """Take one stream; Envoy names itself in its first message only.

        Args:
            messages: serialised StreamAccessLogsMessage.
            context: the call.

        Returns:
            A serialised StreamAccessLogsResponse (it is empty); Envoy rarely ends a stream by itself.
        """
        spool: Spool | None = None
        async for message in messages:
            try:
                spool = spool if spool is not None else self._spool_of(node_of(message))
                entries = entries_of(message)
            except ValueError:
                await context.abort(grpc.StatusCode.INVALID_ARGUMENT, "not an access log message")
                break
            if spool is None:
                await context.abort(grpc.StatusCode.PERMISSION_DENIED, "no gateway of this name")
                break
            if entries:
                spool.append(message, entries)
        return b""

    def _spool_of(self, environment: str) -> Spool | None:
        if not self.is_known(environment):
            return None
        try:
            return self.spools.make(Environment(environment))
        except (ApiyardError, OSError):
            _LOG.exception("the spool of %s cannot be opened", environment)
            return None
