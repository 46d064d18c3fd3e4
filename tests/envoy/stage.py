"""A real Envoy on a stage: a discovery server, a sink for its log, and services that tell what they were asked."""

from __future__ import annotations

import asyncio
import http.client
import http.server
import json
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
import grpc.aio
from envoy.service.accesslog.v3 import als_pb2
from joserfc import jwt
from joserfc.jwk import OKPKey

from apiyard.core.names import ApiName, Environment, PlanName, Version
from apiyard.core.split import Split
from apiyard.gateway.ads import AdsServer, Applied
from apiyard.gateway.binary import find_envoy
from apiyard.gateway.bootstrap import Sockets, arguments, bootstrap
from apiyard.gateway.compile import compile_ir
from apiyard.gateway.intent import (
    AccessIntent,
    ApiIntent,
    Endpoint,
    GatewayIntent,
    Listener,
    PlanLimit,
    Route,
    VersionIntent,
)
from apiyard.gateway.resolve import resolve
from apiyard.gateway.snapshot import Snapshot

NODE = "gateway-1"
ROUTES = (
    Route("listThings", "get", "/things"),
    Route("addThing", "post", "/things"),
    Route("getThing", "get", "/things/{id}"),
)


@dataclass
class Answer:
    """What a caller got."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


class Service:
    """A service that answers with what it was asked and with its own name."""

    def __init__(self, name: str) -> None:
        service = self
        self.name = name
        self.asked = 0
        self.status = 200
        self.delay = 0.0

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one piece, or each call waits for a delayed acknowledgement

            def _answer(self) -> None:
                service.asked += 1
                self.rfile.read(int(self.headers.get("content-length") or 0))
                time.sleep(service.delay)
                headers = {key.lower(): value for key, value in self.headers.items()}
                body = json.dumps({"service": service.name, "path": self.path, "headers": headers}).encode()
                self.send_response(service.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        for method in ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"):
            setattr(Handler, f"do_{method}", Handler._answer)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint("127.0.0.1", self._server.server_address[1])

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@dataclass
class Signer:
    """Signs keys as the access room does."""

    kid: str = "k1"
    key: OKPKey = field(default_factory=lambda: OKPKey.generate_key("Ed25519"))

    @property
    def jwks(self) -> dict:
        return {"keys": [{**self.key.as_dict(private=False), "kid": self.kid}]}

    def sign(self, **claims: object) -> str:
        now = int(time.time())
        every = {
            "iss": "apiyard",
            "sub": "acme",
            "app": "shop",
            "plan": "gold",
            "aud": "staging",
            "jti": "key-1",
            "iat": now,
            "exp": now + 600,
            **claims,
        }
        header = {"alg": "EdDSA", "kid": self.kid}
        present = {name: value for name, value in every.items() if value is not None}
        return "ay_" + jwt.encode(header, present, self.key, algorithms=["EdDSA"])


class Stage:
    """One Envoy with its discovery server; everything ends with ``close``."""

    def __init__(self, port: int, *, grace: float = 0.2, workers: int = 2) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ay", dir="/tmp"))
        self.port = port
        self.signer = Signer()
        self.records: list[als_pb2.StreamAccessLogsMessage] = []
        self.sockets = Sockets(self.folder / "a.sock", self.folder / "x.sock", self.folder / "x.sock")
        self.grace = grace
        self.workers = workers
        self.envoy: subprocess.Popen | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._services: list[Service] = []
        self.start_ads()

    def run(self, work, timeout: float = 30):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout)

    def start_ads(self, last: Snapshot | None = None) -> None:
        self.run(self._start_ads(last))

    async def _start_ads(self, last: Snapshot | None) -> None:
        self.ads = AdsServer(grace=self.grace)
        if last is not None:
            self.ads.restore(NODE, last)
        self._grpc = grpc.aio.server()
        self.ads.add_to(self._grpc)
        handler = grpc.stream_unary_rpc_method_handler(
            self._log, als_pb2.StreamAccessLogsMessage.FromString, als_pb2.StreamAccessLogsResponse.SerializeToString
        )
        name = "envoy.service.accesslog.v3.AccessLogService"
        self._grpc.add_generic_rpc_handlers(
            (grpc.method_handlers_generic_handler(name, {"StreamAccessLogs": handler}),)
        )
        self._grpc.add_insecure_port(f"unix:{self.sockets.ads}")
        await self._grpc.start()

    async def _log(self, messages, _context):
        async for message in messages:
            self.records.append(message)
        return als_pb2.StreamAccessLogsResponse()

    def stop_ads(self) -> None:
        self.run(self._stop_ads())

    async def _stop_ads(self) -> None:
        await self.ads.close()
        await self._grpc.stop(0)

    def start_envoy(self) -> None:
        configuration = self.folder / "bootstrap.json"
        configuration.write_text(bootstrap(NODE, "staging", self.sockets))
        command = arguments(find_envoy(), configuration, log=self.folder / "envoy.log", workers=self.workers)
        self.envoy = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop_envoy(self) -> None:
        if self.envoy is not None:
            self.envoy.kill()
            self.envoy.wait()
            self.envoy = None

    def service(self, name: str) -> Service:
        service = Service(name)
        self._services.append(service)
        return service

    def intent(self, *apis: ApiIntent, ip_limit: PlanLimit | None = None, **access: object) -> GatewayIntent:
        given: dict[str, Any] = {
            "jwks": self.signer.jwks,
            "plans": (PlanLimit(PlanName("gold"), 1000, 60), PlanLimit(PlanName("tiny"), 3, 600)),
            **access,
        }
        listener = Listener("127.0.0.1", self.port)
        return GatewayIntent(Environment("staging"), listener, apis, AccessIntent(**given), ip_limit)

    def compile(self, intent: GatewayIntent) -> Snapshot:
        resolved = resolve(intent)
        assert not resolved.findings
        return compile_ir(resolved.ir)

    def put(self, snapshot: Snapshot, timeout: float = 20) -> Applied:
        return self.run(self.ads.apply(NODE, snapshot, timeout), timeout + 5)

    def apply(self, *apis: ApiIntent, **more: Any) -> Applied:
        applied = self.put(self.compile(self.intent(*apis, **more)))
        assert applied.effective, (applied, self.log())
        assert not applied.nacks
        return applied

    def log(self) -> str:
        path = self.folder / "envoy.log"
        return path.read_text() if path.exists() else ""

    def call(
        self, path: str, method: str = "GET", *, key: str | None = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Call the gateway; an empty key shows a good one, None shows none."""
        sent = dict(headers or {})
        if key is not None:
            sent["authorization"] = f"Bearer {key or self.signer.sign()}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, headers=sent)
            got = connection.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            connection.close()

    def admin(self, path: str, method: str = "GET") -> bytes:
        connection = http.client.HTTPConnection("envoy", timeout=10)
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(str(self.sockets.admin))
        try:
            connection.request(method, path)
            return connection.getresponse().read()
        finally:
            connection.close()

    def close(self) -> None:
        self.stop_envoy()
        self.stop_ads()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        for service in self._services:
            service.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def staged(port: int, **options: object) -> Iterator[Stage]:
    stage = Stage(port, **options)  # type: ignore[arg-type]
    try:
        yield stage
    finally:
        stage.close()


def version(number: str, *services: Service, routes: tuple[Route, ...] = ROUTES, **more: object) -> VersionIntent:
    endpoints = tuple(service.endpoint for service in services)
    return VersionIntent(Version(number), f"dep-{number}", endpoints, routes, **more)  # type: ignore[arg-type]


def api(name: str, *versions: VersionIntent, split: dict[str, int] | None = None, **more: object) -> ApiIntent:
    """An API under /NAME; all calls go to its only version unless a split is given."""
    shares = {versions[-1].version: 10_000} if split is None else {Version(one): part for one, part in split.items()}
    base = str(more.pop("base_path", f"/{name}"))
    return ApiIntent(ApiName(name), base, versions, Split(shares) if shares else None, **more)  # type: ignore[arg-type]


def eventually(holds: Callable[[], Any], seconds: float = 10) -> Any:
    """Wait until something holds; give what it gave."""
    end = time.monotonic() + seconds
    while True:
        found = holds()
        if found or time.monotonic() > end:
            assert found
            return found
        time.sleep(0.01)
