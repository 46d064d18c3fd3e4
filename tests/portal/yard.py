"""A control plane without a node: real store, records, keys and server, on a free loopback port."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import httpx
from granian.constants import Interfaces
from granian.server.embed import Server

from apiyard.access.password import hash_password
from apiyard.access.secret import Secret
from apiyard.access.signing_keys import open_ring
from apiyard.core.clock import SystemClock
from apiyard.core.errors import UnavailableError
from apiyard.server.app import create_app
from apiyard.server.identity import sha256
from apiyard.server.metrics import Metrics
from apiyard.settings.program import Program, ProgramFile
from apiyard.store.open import open_store
from apiyard.wiring.gateway_intents import RouteBook
from apiyard.wiring.node_messages import Applied, GatewayStatus, NodeStatus, ProcessState
from apiyard.wiring.parts import Parts
from apiyard.wiring.traffic import open_traffic

PASSWORD = "a sentence that is easy to remember"
TOKEN = "ayt_for-tests-only-0123456789abcdef"


@dataclass
class SilentNode:
    """Stands for an agent: says that all gateways are well, or does not answer."""

    gateways: tuple[str, ...] = ("staging", "production")
    answers: bool = True
    put: list = field(default_factory=list)

    def status(self):
        if not self.answers:
            raise UnavailableError("the node agent is not running")
        told = tuple(GatewayStatus(name, ProcessState.HEALTHY, 4711) for name in self.gateways)
        return NodeStatus(1, "0", 0.0, ready=True, gateways=told)

    def put_gateway(self, environment, snapshot, **_):
        self.put.append(environment)
        return Applied(snapshot.digest, accepted=True)

    def validate(self, environment, snapshot):
        return []

    def close(self):
        self.answers = False


@dataclass
class Yard:
    """What a test has in its hands."""

    parts: Parts
    node: SilentNode
    url: str = ""
    app: object = None

    def client(self, **options):
        """A client without a session."""
        return httpx.Client(base_url=self.url, timeout=20, **options)

    def close(self):
        """Close the parts, when the last page that was being read when the server ended has been read."""
        until = time.monotonic() + 15
        while True:
            try:
                self.parts.close()
            except duckdb.Error:
                assert time.monotonic() < until
                time.sleep(0.05)
            else:
                return

    @contextmanager
    def signed_in(self, name="ada"):
        """Give a client with a session and the secret of its forms."""
        with self.client() as client:
            answer = client.post("/sign-in", data={"name": name, "password": PASSWORD}, headers={"origin": self.url})
            assert answer.status_code == 303, answer.text
            session = self.parts.store.people.session(sha256(client.cookies["apiyard_session"]))
            assert session is not None
            client.headers["x-csrf-token"] = session.csrf
            yield client

    def sign_in(self, page, name="ada"):
        """Sign a browser in by the form."""
        page.goto(f"{self.url}/sign-in")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{self.url}/portal")


def open_yard(folder: Path) -> Yard:
    """Open real parts with a silent node, and add people."""
    root = folder / "shop"
    root.mkdir(parents=True, exist_ok=True)
    program = Program(root, ProgramFile(keys_dir=str(folder / "keys")))
    program.state.mkdir(mode=0o700, exist_ok=True)
    clock = SystemClock()
    store = open_store(program.database_url, blobs=program.state / "blobs", clock=clock)
    node: Any = SilentNode()
    parts = Parts(
        program=program,
        store=store,
        node=node,
        keys=open_ring(program.keys, purpose="consumers", clock=clock),
        seals=open_ring(program.keys, purpose="seals", clock=clock),
        traffic=open_traffic(program.state / "traffic"),
        routes=RouteBook(store.blobs.get),
        clock=clock,
    )
    kept = hash_password(Secret(PASSWORD))
    store.people.add_user("ada", role="admin", password_hash=kept)
    store.people.add_user("vera", role="viewer", password_hash=kept)
    store.people.add_token("tests", sha256=sha256(TOKEN), role="admin")
    return Yard(parts, node)


@contextmanager
def served(yard: Yard, port: int):
    """Serve a yard as the control plane serves itself, in a thread, and end it again."""
    yard.url = f"http://127.0.0.1:{port}"
    app = create_app(yard.parts, Metrics(), hosts=(f"127.0.0.1:{port}", f"localhost:{port}"))
    yard.app = app
    ready, ends = threading.Event(), []

    async def serve():
        server = Server(
            app, address="127.0.0.1", port=port, interface=Interfaces.ASGINL, websockets=False, log_enabled=False
        )
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        ends.append(lambda: loop.call_soon_threadsafe(stop.set))
        serving = asyncio.create_task(server.serve())
        ready.set()
        await stop.wait()
        app.state.closing.set()
        server.stop()
        await asyncio.wait_for(serving, 10)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(10)
    _wait(yard.url)
    try:
        yield yard
    finally:
        ends[0]()
        thread.join(15)
        assert not thread.is_alive(), "the server does not end"


def _wait(url):
    until = time.monotonic() + 15
    while time.monotonic() < until:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{url}/healthz").is_success:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")
