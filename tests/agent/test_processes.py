"""Service processes of a real agent: started, found well or not, started again, ended with all they started."""

from __future__ import annotations

import io
import os
import signal
import tarfile
from pathlib import Path

import httpx
import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ConflictError, InvalidInputError, NotFoundError
from apiyard.wiring.node_messages import ProcessSpec, ProcessState
from tests.agent.agents import runs, wait_for
from tests.conftest import free_port

SERVE = ["{python}", "-m", "http.server", "{port}", "--bind", "127.0.0.1"]
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print(child.pid, flush=True)
time.sleep(600)
"""


def web(**changes) -> ProcessSpec:
    return ProcessSpec(**{"id": "web@1.0.0:0", "argv": SERVE, "health_path": "/", **changes})


def in_state(yard, id_, state):
    return wait_for(lambda: (status := yard.node.process(id_)).state is state and status, what=f"{id_} being {state}")


def test_a_service_gets_a_port_and_becomes_healthy(yard):
    status = yard.node.put_process(web())
    assert status.state is ProcessState.STARTING
    assert status.pid is not None
    status = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    assert httpx.get(f"http://127.0.0.1:{status.port}/").status_code == 200
    assert yard.node.put_process(web()).pid == status.pid, "the same spec again changes nothing"
    assert any("GET /" in line for line in yard.node.process_log("web@1.0.0:0"))
    yard.node.delete_process("web@1.0.0:0")
    assert not runs(status.pid)
    assert yard.node.processes() == ()
    with pytest.raises(NotFoundError):
        yard.node.process("web@1.0.0:0")


def test_it_runs_in_a_clean_environment_and_a_session_of_its_own(yard, monkeypatch):
    yard.node.shutdown(stop_everything=True)
    monkeypatch.setenv("APIYARD_SECRET_FOR_TEST", "hidden")
    monkeypatch.setenv("HOME", "/root")
    yard.start()
    pid = yard.node.put_process(web(env={"NAME": "at {port}"})).pid
    environment = dict(
        line.split("=", 1) for line in Path(f"/proc/{pid}/environ").read_text().split("\0") if "=" in line
    )
    assert set(environment) == {
        "PATH",
        "LANG",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONUNBUFFERED",
        "APIYARD_RUN",
        "NAME",
    }
    assert environment["NAME"] == f"at {yard.node.process('web@1.0.0:0').port}"
    assert os.getsid(pid) == pid
    assert str(yard.state) in str(Path(f"/proc/{pid}/cwd").readlink())


def test_one_that_is_never_healthy_says_its_last_words(yard):
    code = "print('no database at db.example', flush=True); import time; time.sleep(600)"
    yard.node.put_process(web(argv=["{python}", "-c", code], start_seconds=0.5))
    status = in_state(yard, "web@1.0.0:0", ProcessState.UNHEALTHY)
    assert "no database at db.example" in status.last_output
    assert runs(status.pid)
    yard.node.delete_process("web@1.0.0:0", grace_seconds=0.5)
    assert not runs(status.pid)


def test_one_that_ends_is_started_again_on_its_port(yard):
    yard.node.put_process(web())
    before = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    os.kill(before.pid, signal.SIGKILL)
    wait_for(lambda: yard.node.process("web@1.0.0:0").restarts == 1)
    after = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    assert after.pid != before.pid
    assert after.port == before.port
    assert after.exit_code == -signal.SIGKILL


def test_one_that_always_ends_is_a_crash_loop_with_its_last_words(yard):
    yard.node.put_process(web(argv=["{python}", "-c", "raise SystemExit('wrong settings')"]))
    status = wait_for(lambda: (found := yard.node.process("web@1.0.0:0")).crash_loop and found)
    assert status.exit_code == 1
    assert "wrong settings" in status.last_output


def test_a_program_that_does_not_exist_is_told(yard):
    yard.node.put_process(web(argv=["no-such-program"]))
    status = in_state(yard, "web@1.0.0:0", ProcessState.EXITED)
    assert "No such file" in status.last_output


def test_what_a_service_started_ends_with_it(yard):
    yard.node.put_process(web(argv=["{python}", "-c", PARENT], health_path="", port=None))
    child = int(wait_for(lambda: yard.node.process("web@1.0.0:0").last_output))
    assert runs(child)
    yard.node.delete_process("web@1.0.0:0")
    wait_for(lambda: not runs(child), what="the end of the grandchild, in a session of its own")


def test_one_that_ignores_sigterm_is_killed_after_its_grace(yard):
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print('set', flush=True); time.sleep(600)"
    yard.node.put_process(web(argv=["{python}", "-c", code], health_path="", port=None))
    status = wait_for(lambda: (found := yard.node.process("web@1.0.0:0")).last_output and found)
    yard.node.delete_process("web@1.0.0:0", grace_seconds=0.3)
    assert not runs(status.pid)


def test_another_spec_replaces_the_process(yard):
    first = yard.node.put_process(web())
    second = yard.node.put_process(web(env={"NEW": "1"}))
    assert not runs(first.pid)
    assert second.pid != first.pid
    assert second.restarts == 0


def test_a_taken_port_is_refused(yard, upstream):
    with pytest.raises(ConflictError, match=f"port {upstream} is taken"):
        yard.node.put_process(web(port=upstream))
    assert yard.node.processes() == ()
    port = free_port()
    assert yard.node.put_process(web(port=port)).port == port


def test_a_process_runs_from_its_artefact(yard):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as archive:
        body = b"<h1>from the artefact</h1>"
        info = tarfile.TarInfo("site/index.html")
        info.size = len(body)
        archive.addfile(info, io.BytesIO(body))
    digest = digest_bytes(data.getvalue())
    with pytest.raises(NotFoundError, match="not on this node"):
        yard.node.put_process(web(artefact=digest, cwd="site"))
    yard.node.put_artefact(digest, data.getvalue())
    assert yard.node.has_artefact(digest)
    yard.node.put_process(web(artefact=digest, cwd="site"))
    status = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    assert "from the artefact" in httpx.get(f"http://127.0.0.1:{status.port}/").text
    with pytest.raises(ConflictError, match="another digest"):
        yard.node.put_artefact(digest_bytes(b"else"), data.getvalue())


def test_a_folder_outside_is_not_run_in(yard):
    yard.node.put_process(web(cwd="../../.."))
    status = in_state(yard, "web@1.0.0:0", ProcessState.EXITED)
    assert "inside its artefact" in status.last_output


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "../x"},
        {"id": "a/b"},
        {"id": ""},
        {"argv": []},
        {"argv": ["a\0b"]},
        {"env": {"A=B": "c"}},
        {"port": 70_000},
        {"health_path": "http://evil.example/"},
        {"health_path": "/", "port": None},
        {"start_seconds": 0},
        {"start_seconds": float("nan")},
        {"threshold": 0},
    ],
)
def test_wrong_specs_are_refused_where_they_are_made(changes):
    with pytest.raises(InvalidInputError):
        web(**changes)


def test_processes_survive_the_agent_and_are_adopted(yard):
    yard.node.put_process(web())
    before = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    yard.kill()
    assert httpx.get(f"http://127.0.0.1:{before.port}/").status_code == 200
    yard.start()
    after = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    assert (after.pid, after.port, after.born, after.restarts) == (before.pid, before.port, before.born, 0)
    yard.node.shutdown(stop_everything=False)
    assert runs(before.pid)
    yard.start()
    assert yard.node.process("web@1.0.0:0").pid == before.pid
    os.kill(before.pid, signal.SIGKILL)
    wait_for(lambda: yard.node.process("web@1.0.0:0").restarts == 1, what="the restart of an adopted process")


def test_one_that_died_while_no_agent_looked_is_started_again(yard):
    yard.node.put_process(web())
    before = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    yard.kill()
    os.kill(before.pid, signal.SIGKILL)
    wait_for(lambda: not runs(before.pid))
    yard.start()
    after = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    assert after.pid != before.pid
    assert after.port == before.port


def test_one_whose_pid_was_not_written_down_is_found_by_its_token(yard):
    yard.node.put_process(web())
    before = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    yard.kill()
    record = yard.state / "processes/web@1.0.0:0/run.json"
    text = record.read_text().replace(f'"pid":{before.pid}', '"pid":0').replace(before.born, "")
    assert '"pid":0' in text
    record.write_text(text)  # as if the agent had died between the start and writing the pid
    yard.start()
    assert yard.node.process("web@1.0.0:0").pid == before.pid


def test_everything_is_ended_and_comes_back_on_its_port(yard):
    yard.node.put_process(web())
    before = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    yard.node.shutdown(stop_everything=True)
    assert not runs(before.pid)
    yard.start()
    after = in_state(yard, "web@1.0.0:0", ProcessState.HEALTHY)
    assert (after.port, after.restarts) == (before.port, 0), "an ordered end and start is no restart"
