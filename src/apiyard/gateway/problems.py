"""Every answer that the gateway gives by itself, as problem details (RFC 9457)."""

from __future__ import annotations

from envoy.config.accesslog.v3 import accesslog_pb2 as log
from envoy.config.core.v3 import substitution_format_string_pb2 as substitution
from envoy.extensions.access_loggers.filters.cel.v3 import cel_pb2 as cel
from envoy.extensions.filters.network.http_connection_manager.v3 import http_connection_manager_pb2 as hcm

from apiyard.gateway.admission import REVOKED, UNKNOWN_PLAN
from apiyard.gateway.answers import header
from apiyard.gateway.pack import pack

CONTENT_TYPE = "application/problem+json"
_GIVEN = "%LOCAL_REPLY_BODY%"
_NO_ANSWER = "The service did not answer as it should."
_SHOW_A_KEY = "Send a key that has not expired, as Authorization: Bearer ay_... or as x-api-key: ay_..."

# The texts are ours; a detail is Envoy's only where it tells callers about the form of their own request, never
# what the parser of keys thought of a key.
_BY_STATUS = (
    (400, "bad-request", "The request cannot be understood", _GIVEN),
    (401, "unauthenticated", "A valid key is needed", _SHOW_A_KEY),
    (403, "forbidden", "The key does not allow this", "This key is for another environment."),
    (404, "not-found", "Nothing is here", _GIVEN),
    (405, "method-not-allowed", "This path has no such method", _GIVEN),
    (408, "request-timeout", "The request came too slowly", "The request did not arrive in time."),
    (410, "version-retired", "This version has gone", _GIVEN),
    (413, "too-large", "The request is too large", "The body is too large."),
    (429, "rate-limited", "Too many requests", "The plan allows no more requests now."),
    (431, "headers-too-large", "The headers are too large", "The headers of the request are too large."),
    (500, "gateway-error", "The gateway failed", _NO_ANSWER),
    (502, "bad-answer", "The service gave no valid answer", _NO_ANSWER),
    (503, "unavailable", "The service is not available", _NO_ANSWER),
    (504, "timeout", "The service took too long", "The service did not answer in time."),
)
_BY_POLICY = (
    (REVOKED, "The key is revoked", "This key was revoked."),
    (
        UNKNOWN_PLAN,
        "The key does not say what it may",
        "This key names no plan that is known here, or the call shows more than one key.",
    ),
)


def problems() -> hcm.LocalReplyConfig:
    """Say how the gateway's own answers look.

    Returns:
        The configuration: type, title, status, code, detail and request_id as JSON.
    """
    built = hcm.LocalReplyConfig(body_format=_format("gateway-error", "The gateway could not serve this", _GIVEN))
    for policy, title, detail in _BY_POLICY:
        built.mappers.add(filter=_refused_by(policy), body_format_override=_format(policy, title, detail))
    for status, code, title, detail in _BY_STATUS:
        mapper = built.mappers.add(filter=_has_status(status), body_format_override=_format(code, title, detail))
        if status == 401:
            # Envoy's own challenge repeats the whole URL of the call (RFC 6750, section 3).
            mapper.headers_to_add.append(header("www-authenticate", 'Bearer realm="apiyard"'))
    return built


def _format(code: str, title: str, detail: str) -> substitution.SubstitutionFormatString:
    built = substitution.SubstitutionFormatString(content_type=CONTENT_TYPE)
    built.json_format.update(
        {
            "type": "about:blank",
            "title": title,
            "status": "%RESPONSE_CODE%",
            "code": code,
            "detail": detail,
            "request_id": "%REQ(x-request-id)%",
        }
    )
    return built


def _has_status(status: int) -> log.AccessLogFilter:
    built = log.AccessLogFilter()
    built.status_code_filter.comparison.value.default_value = status
    built.status_code_filter.comparison.value.runtime_key = "apiyard.none"
    return built


def _refused_by(policy: str) -> log.AccessLogFilter:
    expression = f"response.code == 403 && response.code_details.contains('[{policy}]')"
    built = log.AccessLogFilter()
    built.extension_filter.name = "cel"
    built.extension_filter.typed_config.CopyFrom(pack(cel.ExpressionFilter(expression=expression)))
    return built
