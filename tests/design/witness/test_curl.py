"""The lines for a shell send exactly the request, to a real server."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from apiyard.design.cause import ExchangeProof, Strictness
from apiyard.design.check import checks
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.run import compare
from apiyard.design.witness.curl import as_curl
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served
from apiyard.spec.exchange import Request
from apiyard.spec.load import contract_from_bytes
from tests.parts import absent

SHOWN = ("operation-removed", "parameter-became-required", "request-body-became-required", "security-added")


class Listener:
    """Keeps what arrives, as bytes."""

    def __init__(self):
        self.seen = None

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        path, _, query = (scope["raw_path"] + b"?" + scope["query_string"]).partition(b"?")
        self.seen = (scope["method"], path.decode(), query.decode(), dict(scope["headers"]), body)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else b"ok"})


def run(line: str) -> str:
    """Let a POSIX shell run a line."""
    if shutil.which("curl") is None:
        absent("curl", "install curl")
    done = subprocess.run(["sh", "-c", line], capture_output=True, timeout=20, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8", "replace")


REQUESTS = [
    Request("GET", "/orders/%2E%2E/a%2Fb", "a=b%26c&d[e]=1&f={x}"),
    Request("POST", "/orders", "", (("Content-Type", "application/json"),), b'{"a":"it\'s $HOME `id` \\"x\\" !"}'),
    Request("PUT", "/o", "", (("X-Odd", "a'b\"c $(id) \\"),), "ü☃".encode()),
    Request("PATCH", "/o", "", (("Content-Type", "application/octet-stream"),), bytes(range(256))),
    Request("POST", "/o", "", (("Content-Type", "text/plain"),), b"@/etc/hostname"),
    Request("POST", "/o", "", (("Content-Type", "text/plain"),), b"--data\r\nline %s %d\n"),
    Request("DELETE", "/o", "", (("Authorization", "Bearer made-up-token"), ("Cookie", "a=b; c=d"))),
    Request("HEAD", "/o"),
]


@pytest.fixture(scope="module")
def server():
    listener = Listener()
    with Served(listener) as served:
        yield listener, served.url


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda each: f"{each.method} {each.body[:12]!r}")
def test_a_shell_sends_exactly_the_request(server, request_):
    listener, url = server
    run(as_curl(url, request_))
    method, path, query, headers, body = listener.seen
    assert (method, path, query, body) == (request_.method, request_.path, request_.query, request_.body)
    for name, value in request_.headers:
        assert headers[name.lower().encode()].decode() == value


@pytest.mark.parametrize("check", SHOWN)
def test_the_mock_of_the_new_contract_refuses_what_that_of_the_old_takes(check):
    example = checks()[check].examples[0]
    old, new = (contract_from_bytes(json.dumps(each).encode()) for each in (example.old, example.new))
    causes = compare(old, new, options=DiffOptions(Strictness.WIRE)).causes
    proofs = [side.proof for cause in causes for side in cause.sides if cause.check == check]
    proof = next(each for each in proofs if isinstance(each, ExchangeProof))
    with Served(mock_app(old)) as before, Served(mock_app(new)) as after:
        taken, refused = (run(as_curl(each.url, proof.request)).split()[1] for each in (before, after))
    assert taken.startswith("2")
    assert refused.startswith("4")
