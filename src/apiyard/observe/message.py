"""The parts of Envoy's access-log message that a record needs, as a message type of their own.

Field numbers and wire types are those of envoy.service.accesslog.v3.StreamAccessLogsMessage and
envoy.data.accesslog.v3 (Envoy API v3). Reading only these fields costs less, never touches paths and addresses,
and takes text as bytes, so that one ill-formed byte sent by a caller cannot make a whole message unreadable
(a field of type string must be UTF-8: protobuf.dev, encoding of proto3).
"""

from __future__ import annotations

from typing import Any

from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto

_PACKAGE = "apiyard.observe.wire"
_INT32 = FieldDescriptorProto.TYPE_INT32
_INT64 = FieldDescriptorProto.TYPE_INT64
_UINT32 = FieldDescriptorProto.TYPE_UINT32
_UINT64 = FieldDescriptorProto.TYPE_UINT64
_BOOL = FieldDescriptorProto.TYPE_BOOL
_STRING = FieldDescriptorProto.TYPE_STRING
_BYTES = FieldDescriptorProto.TYPE_BYTES

# Message, field: number and type; a text names another message here, a list means repeated.
_Fields = dict[str, tuple[int, Any]]
_MESSAGES: dict[str, _Fields] = {
    "Stream": {"http_logs": (2, "Logs")},
    "Logs": {"log_entry": (1, ["Entry"])},
    "Entry": {
        "common_properties": (1, "Common"),
        "protocol_version": (2, _INT32),
        "request": (3, "Request"),
        "response": (4, "Response"),
    },
    "Common": {
        "start_time": (5, "Span"),
        "time_to_first_upstream_tx_byte": (7, "Span"),
        "time_to_last_upstream_rx_byte": (10, "Span"),
        "time_to_last_downstream_tx_byte": (12, "Span"),
        "upstream_cluster": (15, _BYTES),
        "response_flags": (16, _BYTES),
        "custom_tags": (22, ["Common.CustomTagsEntry"]),
        "duration": (23, "Span"),
        "intermediate_log_entry": (27, _BOOL),
    },
    "Request": {
        "request_method": (1, _INT32),
        "request_id": (9, _BYTES),
        "request_headers_bytes": (11, _UINT64),
        "request_body_bytes": (12, _UINT64),
    },
    "Response": {
        "response_code": (1, "Number"),
        "response_headers_bytes": (2, _UINT64),
        "response_body_bytes": (3, _UINT64),
    },
    "Span": {"seconds": (1, _INT64), "nanos": (2, _INT32)},
    "Number": {"value": (1, _UINT32)},
}


def _file() -> FileDescriptorProto:
    file = FileDescriptorProto(name="apiyard/observe/wire.proto", package=_PACKAGE, syntax="proto3")
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            _add(message, field, number, kind=kind)
    common = next(message for message in file.message_type if message.name == "Common")
    entry = common.nested_type.add(name="CustomTagsEntry")
    _add(entry, "key", 1, kind=_STRING)  # our own names: the key of a map cannot be bytes
    _add(entry, "value", 2, kind=_BYTES)
    entry.options.map_entry = True
    return file


def _add(message: DescriptorProto, field: str, number: int, *, kind: Any) -> None:
    repeated = isinstance(kind, list)
    one = kind[0] if repeated else kind
    wire = message.field.add(name=field, number=number)
    wire.label = FieldDescriptorProto.LABEL_REPEATED if repeated else FieldDescriptorProto.LABEL_OPTIONAL
    if isinstance(one, str):
        wire.type, wire.type_name = FieldDescriptorProto.TYPE_MESSAGE, f".{_PACKAGE}.{one}"
    else:
        wire.type = one


_POOL = descriptor_pool.DescriptorPool()
_POOL.Add(_file())


def _message(name: str) -> Any:
    descriptor = _POOL.FindMessageTypeByName(f"{_PACKAGE}.{name}")
    return message_factory.GetMessageClass(descriptor)


Stream: Any = _message("Stream")
"""Reads a serialised StreamAccessLogsMessage."""
