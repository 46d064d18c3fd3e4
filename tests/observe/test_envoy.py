"""A real Envoy's messages and counters mean what the intake takes them to mean."""

from __future__ import annotations

import contextlib
import http.server
import json
import subprocess
import threading
import time
from concurrent import futures
from datetime import UTC, datetime, timedelta

import grpc
import httpx
import pytest

from apiyard.observe.parse import parse
from apiyard.observe.watch import ends
from apiyard.observe.watermark import SETTLE, Sample, Watermark, advance, completeness

pytestmark = pytest.mark.envoy
METHOD = "StreamAccessLogs"
TYPES = "type.googleapis.com/envoy.extensions"


class Upstream(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if "slow" in self.path:
            time.sleep(1)
        self.send_response(int(self.path.rpartition("/")[2]))
        self.send_header("content-length", "2")
        with contextlib.suppress(OSError):  # the caller may have left
            self.end_headers()
            self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


def address(port):
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}


def cluster(name, endpoint, **more):
    endpoints = [{"lb_endpoints": [{"endpoint": {"address": endpoint}}]}]
    return {"name": name, "load_assignment": {"cluster_name": name, "endpoints": endpoints}, **more}


def configuration(folder, port, upstream, dead):
    tags = [{"tag": name, "literal": {"value": value}} for name, value in (("api", "orders"), ("operation", "get"))]
    tags.append({"tag": "consumer", "request_header": {"name": "x-consumer"}})
    log = {
        "@type": f"{TYPES}.access_loggers.grpc.v3.HttpGrpcAccessLogConfig",
        "common_config": {
            "log_name": "calls",
            "transport_api_version": "V3",
            "grpc_service": {"envoy_grpc": {"cluster_name": "als"}},
            "buffer_flush_interval": "0.1s",
            "custom_tags": tags,
        },
    }
    routes = [
        {"match": {"path": "/refused"}, "direct_response": {"status": 403}},
        {"match": {"prefix": "/dead"}, "route": {"cluster": "orders@2.0.0/production"}},
        {"match": {"prefix": "/"}, "route": {"cluster": "orders@1.0.0/production"}},
    ]
    manager = {
        "@type": f"{TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "gateway",
        "access_log": [{"name": "grpc", "typed_config": log}],
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes}]},
        "http_filters": [
            {
                "name": "router",
                "typed_config": {"@type": f"{TYPES}.filters.http.router.v3.Router"},
            }
        ],
    }
    http2 = {
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
            "@type": f"{TYPES}.upstreams.http.v3.HttpProtocolOptions",
            "explicit_http_config": {"http2_protocol_options": {}},
        }
    }
    chain = {"filters": [{"name": "http", "typed_config": manager}]}
    return {
        "admin": {"address": {"pipe": {"path": f"{folder}/admin.sock"}}},
        "static_resources": {
            "listeners": [{"name": "gateway", "address": address(port), "filter_chains": [chain]}],
            "clusters": [
                cluster("orders@1.0.0/production", address(upstream)),
                cluster("orders@2.0.0/production", address(dead)),
                cluster("als", {"pipe": {"path": f"{folder}/als.sock"}}, typed_extension_protocol_options=http2),
            ],
        },
    }


class Gateway:
    """An Envoy, what it logged, and its counters."""

    def __init__(self, folder, url):
        self.url, self.messages = url, []
        self.admin = httpx.Client(transport=httpx.HTTPTransport(uds=f"{folder}/admin.sock"), base_url="http://admin")

    def take(self, messages, _):
        for message in messages:
            self.messages.append(message)
        return b""

    def until(self, ready):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                if ready():
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        pytest.fail("not within 20 s")

    def rows(self):
        return self.parsed(self.messages).to_pylist()

    def parsed(self, messages):
        return parse(list(messages), gateway="g1", environment="production", received=datetime.now(UTC)).batch

    def sample(self, at=None):
        names = ("downstream_rq_total", "downstream_rq_active")
        stats = self.admin.get("/stats", params={"filter": "^http.gateway.downstream_rq_(total|active)$"}).text
        read = dict(line.split(": ") for line in stats.splitlines())
        total, active = (int(read[f"http.gateway.{name}"]) for name in names)
        return Sample(at or datetime.now(UTC), "e1", total - active)


@pytest.fixture
def gateway(need, free_port, short_tmp):
    upstream = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    serving = threading.Thread(target=upstream.serve_forever)
    serving.start()
    port = free_port()
    made = Gateway(short_tmp, f"http://127.0.0.1:{port}")
    handlers = {METHOD: grpc.stream_unary_rpc_method_handler(made.take)}
    service = grpc.method_handlers_generic_handler("envoy.service.accesslog.v3.AccessLogService", handlers)
    server = grpc.server(futures.ThreadPoolExecutor(4))
    server.add_generic_rpc_handlers((service,))
    server.add_insecure_port(f"unix:{short_tmp}/als.sock")
    server.start()
    text = json.dumps(configuration(short_tmp, port, upstream.server_port, free_port()))
    log = (short_tmp / "envoy.log").open("wb")
    command = [need("envoy"), "--config-yaml", text, "--concurrency", "1", "--disable-hot-restart"]
    envoy = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        made.until(lambda: made.admin.get("/ready").text.strip() == "LIVE")
        yield made
    finally:
        envoy.terminate()
        envoy.wait(20)
        log.close()
        made.admin.close()
        server.stop(None).wait()
        upstream.shutdown()
        upstream.server_close()
        serving.join()


def test_the_kinds_of_answers_are_told_apart(gateway):
    began = datetime.now(UTC)
    with httpx.Client(base_url=gateway.url, headers={"x-consumer": "acme"}) as caller:
        statuses = [caller.get(path).status_code for path in ("/a/200", "/a/404", "/a/500", "/refused", "/dead/200")]
    assert statuses == [200, 404, 500, 403, 503]
    gateway.until(lambda: len(gateway.rows()) == 5)
    answered, missing, failed, refused, dead = gateway.rows()
    assert answered["request_bytes"] > 50
    assert answered["response_bytes"] > 2
    assert len(answered["request_id"]) == 36
    assert began - timedelta(seconds=1) <= answered["time"] <= datetime.now(UTC)
    assert {row["consumer"] for row in gateway.rows()} == {"acme"}
    for row, status in ((answered, 200), (missing, 404), (failed, 500)):
        assert (row["status"], row["version"], row["flags"], row["method"]) == (status, "1.0.0", "", "GET")
        assert 0 < row["upstream_us"] <= row["duration_us"] < 20_000_000
    assert (refused["status"], refused["upstream_us"], refused["version"]) == (403, None, "")
    assert (dead["status"], dead["upstream_us"], dead["version"]) == (503, None, "2.0.0")
    assert "UF" in dead["flags"].split(",")
    assert all(row["duration_us"] > 0 for row in (answered, refused, dead))


def test_counters_and_records_agree_and_a_loss_is_known(gateway):
    mark = advance(Watermark("g1", "production"), {}, gateway.sample())
    first = gateway.sample()
    calls = 60
    with httpx.Client(base_url=gateway.url) as caller:
        for number in range(calls):
            caller.get("/refused" if number % 3 == 0 else "/a/200")
    gateway.until(lambda: len(gateway.rows()) == calls)
    last = gateway.sample()
    assert last.ended - first.ended == calls
    quiet = Sample(last.at + timedelta(seconds=1), "e1", last.ended)
    later = Sample(quiet.at + SETTLE, "e1", last.ended)

    def told(batch):
        grown = advance(mark, ends(batch), first)
        return completeness([advance(advance(grown, {}, quiet), {}, later)], "production", first.at)

    whole = told(gateway.parsed(gateway.messages))
    assert (whole.missing, whole.complete) == (0, True)
    batch = gateway.parsed(gateway.messages)
    assert told(batch.slice(0, calls - 7)).missing == 7


def test_a_call_that_its_caller_left_is_counted_and_recorded(gateway):
    before = gateway.sample()
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{gateway.url}/slow/200", timeout=0.3)
    gateway.until(lambda: len(gateway.rows()) == 1)
    (row,) = gateway.rows()
    assert (row["status"], row["flags"]) == (0, "DC")
    assert gateway.sample().ended - before.ended == 1
