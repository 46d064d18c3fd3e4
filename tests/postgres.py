"""A real PostgreSQL for tests: its own data folder, one Unix socket, no TCP, ended with the session."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

USER = "apiyard"
START_SECONDS = 60.0
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=32MB")


@contextlib.contextmanager
def server(binaries: Path) -> Iterator[Path]:
    """Start PostgreSQL from the folder binaries; yield the folder of its Unix socket; end it and remove its data."""
    home = Path(tempfile.mkdtemp(prefix="aypg", dir="/tmp"))
    identity = _identity()
    if identity:
        os.chown(home, identity["user"], identity["group"])
    process = None
    try:
        _initialise(binaries, home, identity)
        process = _start(binaries, home, identity)
        _wait_until_ready(process, home)
        yield home
    finally:
        if process is not None:
            _end(process)
        shutil.rmtree(home, ignore_errors=True)


def url(socket_folder: Path, database: str = "postgres") -> str:
    """Return the SQLAlchemy URL of database on the server behind socket_folder."""
    return f"postgresql+psycopg://{USER}@/{database}?host={socket_folder}"


@contextlib.contextmanager
def fresh_database(socket_folder: Path, name: str) -> Iterator[str]:
    """Create the empty database name; yield its URL; drop it even when sessions are still open."""
    with connect(socket_folder) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield url(socket_folder, name)
    finally:
        with connect(socket_folder) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def connect(socket_folder: Path) -> psycopg.Connection[tuple[Any, ...]]:
    """Open an autocommit connection to the maintenance database."""
    return psycopg.connect(host=str(socket_folder), user=USER, dbname="postgres", autocommit=True)


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root starts it as somebody without rights."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    message = "there is neither an account postgres nor nobody to run PostgreSQL as"
    raise RuntimeError(message)


def _initialise(binaries: Path, home: Path, identity: dict[str, Any]) -> None:
    command = [str(binaries / "initdb"), "-D", str(home / "data"), "-U", USER, "-A", "trust", "-E", "UTF8"]
    command += ["--locale=C", "--no-sync"]
    done = subprocess.run(command, cwd=home, check=False, capture_output=True, text=True, timeout=120, **identity)
    if done.returncode != 0:
        message = f"initdb failed: {done.stdout}{done.stderr}"
        raise RuntimeError(message)


def _start(binaries: Path, home: Path, identity: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = ["listen_addresses=", f"unix_socket_directories={home}", "unix_socket_permissions=0700", *SPEED]
    command = [str(binaries / "postgres"), "-D", str(home / "data")]
    for setting in settings:
        command += ["-c", setting]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(command, cwd=home, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **identity)


def _wait_until_ready(process: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connect(home).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                message = f"PostgreSQL did not start: {(home / 'log').read_text(errors='replace')}"
                raise RuntimeError(message) from None
            time.sleep(0.05)
        else:
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    # SIGINT asks for a fast shutdown, SIGQUIT for one at once.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
            return
