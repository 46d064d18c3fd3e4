"""Who may speak to an agent, and what it does with nonsense."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import stat
import subprocess
from pathlib import Path

import httpx
import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import (
    ApiyardError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    TooLargeError,
    UnavailableError,
)
from apiyard.wiring.node import Node
from apiyard.wiring.processes import start_agent
from tests.agent.agents import Yard, runs, wait_for


def test_sockets_and_folders_are_for_their_owner_only(yard):
    sockets = [path for path in yard.run_dir.iterdir() if path.is_socket()]
    assert {path.name for path in sockets} >= {"agent.sock", "xds.sock"}
    for path in sockets:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    for folder in (yard.run_dir, yard.state, yard.state / "processes", yard.state / "gateways", yard.state / "spool"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder


def test_nothing_listens_on_the_network(yard):
    inodes = set()
    for handle in Path(f"/proc/{yard.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            inodes.add(str(handle.readlink()))
    listening = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        with Path(f"/proc/net/{table}").open() as lines:
            listening += [line for line in list(lines)[1:] if f"socket:[{line.split()[9]}]" in inodes]
    assert listening == []


def test_health_readiness_and_metrics(yard):
    with httpx.Client(transport=httpx.HTTPTransport(uds=str(yard.run_dir / "agent.sock"))) as client:
        assert client.get("http://agent/healthz").json() == {"status": "ok"}
        assert client.get("http://agent/readyz").json() == {"ready": True}
        metrics = client.get("http://agent/metrics")
        assert "apiyard_agent_ready 1\n" in metrics.text
        assert metrics.headers["content-type"].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/v1/nothing", b"", 404),
        ("DELETE", "/v1/status", b"", 405),
        ("PUT", "/v1/processes/a", b"{", 400),
        ("PUT", "/v1/processes/a", b"[" * 100_000, 400),
        ("PUT", "/v1/processes/a", b"[]", 400),
        ("PUT", "/v1/processes/a", b'{"id":"b","argv":["x"]}', 400),
        ("PUT", "/v1/processes/a", b'{"id":"a","argv":"x"}', 400),
        ("PUT", "/v1/processes/a", b'{"id":"a","argv":["x"],"shell":true}', 400),
        ("PUT", "/v1/processes/a", b'{"id":"a","argv":["x"],"start_seconds":"5"}', 400),
        ("PUT", "/v1/processes/a", b" " * 5_000_000, 413),
        ("GET", "/v1/processes/..%2F..%2Fetc", b"", 404),
        ("GET", "/v1/processes/a/log?lines=-1", b"", 400),
        ("PUT", "/v1/artefacts/sha256:..", b"x", 400),
        ("PUT", "/v1/gateways/staging", b"", 400),
        ("PUT", "/v1/gateways/staging", b"\xff\xff\xff\xff{}", 400),
        ("PUT", "/v1/gateways/staging", b"\0\0\0\x02{}{}", 409),
        ("PUT", "/v1/gateways/..%2Fx", b"\0\0\0\x02{}{}", 404),
        ("PUT", "/v1/gateways/No_Name", b"\0\0\0\x02{}{}", 400),
        ("GET", "/v1/gateways/staging/records?after=x", b"", 400),
        ("GET", "/v1/gateways/staging/records", b"", 404),
        ("POST", "/v1/shutdown", b'{"stop_everything":"no"}', 400),
    ],
)
def test_nonsense_is_a_problem_not_a_fault(shared_yard, method, path, body, status):
    with httpx.Client(transport=httpx.HTTPTransport(uds=str(shared_yard.run_dir / "agent.sock"))) as client:
        answer = client.request(method, f"http://agent{path}", content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"]
    assert shared_yard.node.ready()


def test_a_second_agent_is_refused_and_told_who_holds(yard):
    said = yard.start_refused()
    assert f"pid {yard.pid}" in said
    assert "already runs on this state folder" in said
    assert yard.node.ready()


def test_starting_where_one_runs_gives_that_one(yard):
    pid = yard.pid
    assert start_agent(yard.state, yard.run_dir, command=["/bin/false"]).status().pid == pid


def test_a_failed_start_tells_why_and_leaves_nothing(short_tmp):
    wrong = ["/bin/sh", "-c", "echo the reason; exit 3"]
    with pytest.raises(UnavailableError, match="ended with code 3") as caught:
        start_agent(short_tmp / "state", short_tmp / "run", command=wrong)
    assert "the reason" in caught.value.piece
    slow = ["/bin/sleep", "600"]
    with pytest.raises(UnavailableError, match="did not get ready"):
        start_agent(short_tmp / "state", short_tmp / "run", command=slow, wait_seconds=0.2)
    listing = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    assert not [line for line in listing.splitlines() if "/bin/sleep 600" in line and f" {os.getpid()} " in line]


def test_a_socket_path_that_is_too_long_is_told(yard, tmp_path):
    long = tmp_path / ("x" * 100)
    child = subprocess.run([*yard.command[:4], str(long)], capture_output=True, text=True, timeout=30, check=False)
    assert "shorter --run-dir" in child.stderr


def test_a_folder_that_cannot_be_written_is_told(short_tmp):
    command = [*Yard(short_tmp).command[:3], "/proc/none/state", str(short_tmp / "run")]
    child = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert child.returncode != 0
    assert "choose a folder that you own" in child.stderr
    assert "Traceback" not in child.stderr


def test_no_agent_is_an_error_that_says_what_to_do(short_tmp):
    node = Node(short_tmp / "agent.sock")
    assert not node.ready()
    with pytest.raises(UnavailableError, match="not running") as caught:
        node.status()
    assert "apiyard up" in caught.value.hint
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(str(short_tmp / "agent.sock"))
    dead.close()
    with pytest.raises(UnavailableError, match="not running"):
        node.status()


def test_ctrl_c_ends_everything_and_sigterm_nothing(yard):
    from apiyard.wiring.node_messages import ProcessSpec

    spec = ProcessSpec(id="a", argv=["/bin/sleep", "600"], port=None)
    pid = yard.node.put_process(spec).pid
    os.kill(yard.pid, signal.SIGTERM)
    wait_for(lambda: not (yard.run_dir / "agent.sock").exists())
    assert runs(pid)
    yard.start()
    assert yard.node.process("a").pid == pid
    os.kill(yard.pid, signal.SIGINT)
    wait_for(lambda: not (yard.run_dir / "agent.sock").exists())
    assert not runs(pid)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda node: node.process("none"), NotFoundError),
        (lambda node: node.gateway("none"), NotFoundError),
        (lambda node: node.records("none"), NotFoundError),
        (lambda node: node.gateway("Not A Name"), InvalidInputError),
        (lambda node: node.put_artefact(digest_bytes(b"a"), b"b"), ConflictError),
        (lambda node: node.put_artefact(digest_bytes(b"b"), b"b"), InvalidInputError),
    ],
)
def test_errors_come_back_as_the_house_s_own(shared_yard, call, error):
    with pytest.raises(error) as caught:
        call(shared_yard.node)
    assert isinstance(caught.value, ApiyardError)
    assert caught.value.where
    assert not isinstance(caught.value, TooLargeError)
