"""Prints how soon a gateway answers from its last good snapshot: agent and Envoy started, no control plane."""

from __future__ import annotations

import http.server
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from joserfc.jwk import OKPKey

from apiyard.core.names import ApiName, Environment, Version
from apiyard.core.split import Split
from apiyard.gateway.compile import compile_ir
from apiyard.gateway.intent import AccessIntent, ApiIntent, Endpoint, GatewayIntent, Listener, Route, VersionIntent
from apiyard.gateway.resolve import resolve
from apiyard.gateway.snapshot import Snapshot
from apiyard.wiring.processes import start_agent

ROUNDS = 5
OPERATIONS = 500


class Upstream(http.server.BaseHTTPRequestHandler):
    """Answers everything with 204."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def compiled(port: int, upstream: int) -> Snapshot:
    version = Version("1.0.0")
    routes = tuple(Route(f"get{number}", "get", f"/things{number}/{{id}}") for number in range(OPERATIONS))
    served = VersionIntent(version, "d1", (Endpoint("127.0.0.1", upstream),), routes)
    api = ApiIntent(ApiName("orders"), "/orders", (served,), Split.all_to(version), key_required=False)
    key = {**OKPKey.generate_key("Ed25519").as_dict(private=False), "kid": "k1"}
    access = AccessIntent(jwks={"keys": [key]}, plans=())
    return compile_ir(resolve(GatewayIntent(Environment("staging"), Listener("127.0.0.1", port), (api,), access)).ir)


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5) as caller:
            caller.sendall(b"GET /orders/things7/1 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            return b" 204 " in caller.recv(100)
    except OSError:
        return False


def wait_until(happened: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            raise SystemExit("it took too long")
        time.sleep(0.005)


def main() -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="ay") as name:
        state, run_dir = Path(name) / "state", Path(name) / "run"
        node = start_agent(state, run_dir)
        try:
            applied = node.put_gateway("staging", compiled(port, server.server_address[1]), listener_port=port)
            print(f"{OPERATIONS} operations, effective after {applied.waited_seconds:.2f} s")
            if not applied.accepted:
                raise SystemExit(f"Envoy refused: {[*applied.problems, *applied.nacks]}")
            wait_until(lambda: node.gateway("staging").last_good_digest == applied.digest)
            measured = []
            for _ in range(ROUNDS):
                node.shutdown(stop_everything=True)
                start = time.perf_counter()
                starting = threading.Thread(target=start_agent, args=(state, run_dir))
                starting.start()
                wait_until(lambda: answers(port))
                measured.append(time.perf_counter() - start)
                starting.join()
        finally:
            node.shutdown(stop_everything=True)
    print(f"agent start to first answer, {ROUNDS} rounds: " + ", ".join(f"{one:.2f} s" for one in measured))
    print(f"median {statistics.median(measured):.2f} s, longest {max(measured):.2f} s (to hold: 2 s)")
    sys.exit(max(measured) > 2.0)


if __name__ == "__main__":
    main()
