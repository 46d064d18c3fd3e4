"""A whole platform for tests: workspace, control plane, agent, Envoys and services, and all of it ended afterwards."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from apiyard.core.errors import ApiyardError, UnavailableError
from apiyard.release.artefact import pack
from apiyard.settings.program import Program, make_program
from apiyard.settings.read import read_workspace
from apiyard.spec.load import load_contract
from apiyard.wiring.client import TOKEN_FILE, ControlPlane
from apiyard.wiring.node import SOCKET, Node
from tests.notes import Notes, workspace
from tests.parts import need

_Found = TypeVar("_Found")


def wait_for(look: Callable[[], _Found], *, seconds: float = 30.0, what: str = "it") -> _Found:
    """Look until something is found, and give it; fail after the time."""
    until = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > until:
            raise AssertionError(f"{what} did not happen within {seconds} s")
        time.sleep(0.03)
    return found


def runs(pid: int) -> bool:
    """Tell whether a process runs; a zombie does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat[stat.rfind(")") + 2] not in "ZX"


@dataclass(frozen=True)
class Done:
    """What a command of apiyard ended with."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Give its output as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Answer:
    """What a gateway answered."""

    status: int
    headers: httpx.Headers
    body: bytes

    def json(self) -> Any:
        """Give the body as JSON."""
        return json.loads(self.body)


@dataclass
class Platform:
    """One workspace and what runs for it; everything lives below one short folder."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The workspace."""
        return self.folder / "w"

    @property
    def env(self) -> dict[str, str]:
        """The environment of commands: the user's folders are this test's own."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("APIYARD_")}
        own = {"XDG_DATA_HOME": str(self.folder / "x"), "XDG_RUNTIME_DIR": str(self.folder / "r"), "NO_COLOR": "1"}
        return {**kept, **own, **self.environ}

    @property
    def program(self) -> Program:
        """The settings of the workspace."""
        file = read_workspace(self.root).file.settings
        with _environ(self.env):
            return make_program(self.root, file, environ={}, flags={})

    @property
    def keys(self) -> Path:
        """The folder of the signing keys."""
        with _environ(self.env):
            return self.program.keys

    @property
    def node(self) -> Node:
        """A client of the agent; the caller closes it."""
        with _environ(self.env):
            return Node(self.program.run_dir / SOCKET)

    @property
    def url(self) -> str:
        """Where the control plane listens."""
        told = json.loads((self.root / ".apiyard" / "control.json").read_text())
        return str(told["url"])

    @property
    def token(self) -> str:
        """The operator's API token."""
        return (self.keys / TOKEN_FILE).read_text().strip()

    def plane(self, token: str = "") -> ControlPlane:
        """The door to the control plane."""
        return ControlPlane(self.url, token or self.token)

    def write(self, *versions: Notes, **changes: Any) -> None:
        """Write the workspace's file and versions of its APIs."""
        self.root.mkdir(exist_ok=True)
        (self.root / "apiyard.yaml").write_text(json.dumps(workspace(**changes), indent=1))
        for version in versions:
            version.write(self.root)

    def run(self, *words: str, code: int | None = 0, token: str = "", timeout: float = 100, stdin: str = "") -> Done:
        """Run a command of apiyard; None for code accepts any."""
        env = {**self.env, **({"APIYARD_TOKEN": token} if token else {})}
        command = [sys.executable, "-m", "apiyard", *words]
        done = subprocess.run(
            command, cwd=self.root, env=env, capture_output=True, text=True, timeout=timeout, check=False, input=stdin
        )
        told = Done(done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in told.err, told.err
        if code is not None:
            assert told.code == code, (
                f"apiyard {' '.join(words)} ended with {told.code}\n{told.out}\n{told.err}\n{self.log()}"
            )
        return told

    def log(self, size: int = 3000) -> str:
        """The end of what the control plane wrote."""
        path = self.root / ".apiyard" / "control.log"
        return path.read_text()[-size:] if path.exists() else ""

    def start(self, *, trust: bool = True) -> None:
        """Trust the workspace and bring everything up."""
        if trust:
            self.trust()
        self.run("up", "--format", "json")

    def trust(self) -> None:
        """Trust the commands of the files as the command does, without starting it."""
        from apiyard.settings.trust import trust_of
        from apiyard.wiring.commands import commands_of
        from apiyard.wiring.desired import service_bodies

        commands = commands_of(service_bodies(read_workspace(self.root)))
        with _environ(self.env):
            trust_of(self.program).give(commands)

    def apply(self) -> dict[str, Any]:
        """Apply the files as the command does, without starting it."""
        from apiyard.wiring.client import desired_json
        from apiyard.wiring.desired import desired_of

        told: dict[str, Any] = self.plane().post("/api/apply", desired_json(desired_of(read_workspace(self.root))))
        return told

    def release(self, api: str = "notes", *, token: str = "", commit: str = "") -> dict[str, Any]:
        """Ask for the release of what the files hold."""
        product = read_workspace(self.root).products[api]  # type: ignore[index]
        body = {
            "api": api,
            "contract": base64.b64encode(load_contract(product.contract).bundle()).decode(),
            "artefact": base64.b64encode(pack(product.folder / product.file.service.artefact).data).decode(),
            "commit": commit,
        }
        told: dict[str, Any] = self.plane(token).post("/api/releases", body)
        return told

    def deploy(self, version: str, environment: str, *, api: str = "notes", wanted: str = "promoted") -> dict[str, Any]:
        """Deploy a version and wait for the end of its rollout."""
        asked = {"api": api, "version": version, "environment": environment}
        begun = self.plane().post("/api/deployments", asked)
        return self.ended(begun["rollout"], wanted=wanted)

    def ended(self, rollout: str, *, wanted: str = "promoted", seconds: float = 60.0) -> dict[str, Any]:
        """Wait for the end of a rollout."""

        def look() -> dict[str, Any] | None:
            try:
                told: dict[str, Any] = self.plane().get(f"/api/rollouts/{rollout}")
            except (UnavailableError, OSError):
                return None
            return told if told["ended"] else None

        told = wait_for(look, seconds=seconds, what=f"the end of {rollout}")
        assert told is not None
        assert told["phase"] == wanted, f"{told}\n{self.log()}"
        return told

    def ship(self, notes: Notes, *environments: str) -> None:
        """Write, release and deploy a version."""
        notes.write(self.root)
        assert self.release(notes.api)["released"]
        for environment in environments:
            self.deploy(notes.version, environment, api=notes.api)

    def gateway(self, environment: str) -> str:
        """The URL of a gateway."""
        found = self.plane().get("/api/status")["environments"]
        return str(next(each["url"] for each in found if each["name"] == environment))

    def key(self, consumer: str, environment: str, **more: Any) -> dict[str, Any]:
        """Issue a key."""
        told: dict[str, Any] = self.plane().post(
            "/api/keys", {"consumer": consumer, "environment": environment, **more}
        )
        return told

    def facts(self, *kinds: str, **about: str) -> list[dict[str, Any]]:
        """The facts of these kinds, the newest first."""
        found: list[dict[str, Any]] = self.plane().get("/api/ledger", kind=list(kinds), limit=1000, **about)["facts"]
        return found

    def processes(self) -> dict[int, str]:
        """All processes of this platform by pid, found by their command lines and folders."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
                place = str((entry / "cwd").readlink())
                mine = str(self.folder) in command or place.startswith(str(self.folder))
                if mine and runs(int(entry.name)) and int(entry.name) != os.getpid():
                    found[int(entry.name)] = command
        return found

    def pid_of(self, words: str) -> int:
        """The one process whose command line holds these words."""
        found = [pid for pid, command in self.processes().items() if words in command]
        assert len(found) == 1, self.processes()
        return found[0]

    @property
    def control_pid(self) -> int:
        """The control plane."""
        return self.pid_of(" apiyard server ")

    @property
    def agent_pid(self) -> int:
        """The node agent."""
        return self.pid_of(" apiyard agent ")

    def kill(self, *pids: int) -> None:
        """SIGKILL processes of this platform and wait until they are gone."""
        for pid in pids:
            assert pid in self.processes()
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not any(runs(pid) for pid in pids), what="the end of killed processes")

    def end(self) -> list[str]:
        """End everything; give what `down` left behind, which is killed."""
        if self.processes():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.run("down", code=None)
        until = time.monotonic() + 5
        while self.processes() and time.monotonic() < until:
            time.sleep(0.05)
        left = self.processes()
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return list(left.values())


@contextlib.contextmanager
def _environ(values: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def empty_platform(**environ: str) -> Iterator[Platform]:
    """Give a platform of which nothing runs and nothing is written yet."""
    folder = Path(tempfile.mkdtemp(prefix="ay", dir="/tmp"))
    made = Platform(folder, environ)
    for name in ("w", "x", "r"):
        (folder / name).mkdir(mode=0o700)
    try:
        yield made
        left = made.end()
        assert not left, f"`apiyard down` left processes behind: {left}"
    finally:
        made.end()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def new_platform(*versions: Notes, environ: dict[str, str] | None = None, **changes: Any) -> Iterator[Platform]:
    """Give a running platform with these versions of its APIs applied."""
    need("envoy")
    with empty_platform(**(environ or {})) as made:
        made.write(*(versions or (Notes(),)), **changes)
        made.start()
        yield made


def call(url: str, path: str, key: str = "", *, method: str = "GET", **headers: str) -> Answer:
    """Call a gateway once."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if key:
        named["x-api-key"] = key
    answer = httpx.request(method, url + path, headers=named, timeout=15, trust_env=False)
    return Answer(answer.status_code, answer.headers, answer.content)


def refused(ask: Callable[[], object]) -> ApiyardError:
    """Give the error that something is refused with."""
    try:
        told = ask()
    except ApiyardError as error:
        return error
    raise AssertionError(f"it was not refused: {told}")


def joined(paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    """Give the bytes of all files below folders."""
    for folder in paths:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path, path.read_bytes()
