"""The journey ``doctor``: really execute each part, and say what is missing and how to get it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass

_PLATFORM = "pip install 'apiyard[platform]'"
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one part.

    Args:
        part: its name.
        ok: whether it worked when it was executed.
        detail: what it said, such as its version; or why it did not work.
        advice: how to get it; empty when it works.
        needed_for: what does not work without it.
    """

    part: str
    ok: bool
    detail: str
    advice: str = ""
    needed_for: str = ""


def examine() -> tuple[Checked, ...]:
    """Execute every part that apiyard stands on.

    Returns:
        What became of each, in the order in which a user needs them.
    """
    return tuple(_check(part, look, advice=advice, needed_for=needed_for) for part, look, advice, needed_for in _PARTS)


def _check(part: str, look: Callable[[], str], *, advice: str, needed_for: str) -> Checked:
    try:
        return Checked(part, ok=True, detail=look(), needed_for=needed_for)
    except ApiyardError as error:
        return Checked(part, ok=False, detail=error.what, advice=error.hint or advice, needed_for=needed_for)
    except Exception as error:  # noqa: BLE001 - whatever a part dies of is what the user must be told
        detail = f"{type(error).__name__}: {error}"[:300]
        return Checked(part, ok=False, detail=detail, advice=advice, needed_for=needed_for)


def _python() -> str:
    return f"{platform.python_implementation()} {platform.python_version()} on {platform.system()} {platform.machine()}"


def _contracts() -> str:
    from apiyard.design.lint import lint
    from apiyard.design.read_ruleset import builtin
    from apiyard.spec.inventory import inventory_of
    from apiyard.spec.load import contract_from_bytes

    document = b'{"openapi":"3.1.0","info":{"title":"t","version":"1.0.0"},"paths":{}}'
    lint(inventory_of(contract_from_bytes(document)), builtin("apiyard:recommended").for_document("contract"))
    return f"a contract was read and linted, jsonschema-rs {importlib.metadata.version('jsonschema-rs')}"


def _schemathesis() -> str:
    import apiyard.verify.run  # noqa: F401 - importing it is the check

    return f"schemathesis {importlib.metadata.version('schemathesis')}"


def _store() -> str:
    from apiyard.core.clock import SystemClock
    from apiyard.store.open import open_store

    with tempfile.TemporaryDirectory(prefix="ay-doctor-") as folder:
        url = f"sqlite:///{folder}/facts.db"
        open_store(url, blobs=Path(folder) / "blobs", clock=SystemClock()).close()
    import sqlite3

    return f"a store was made and migrated, SQLite {sqlite3.sqlite_version}"


def _records() -> str:
    import duckdb

    found = duckdb.connect(":memory:").execute("SELECT 6 * 7").fetchone()
    if found != (42,):
        raise RuntimeError(f"DuckDB answered {found}")
    return f"DuckDB {duckdb.__version__}, pyarrow {importlib.metadata.version('pyarrow')}"


def _signing() -> str:
    from apiyard.access.signing_keys import open_ring
    from apiyard.core.clock import SystemClock

    with tempfile.TemporaryDirectory(prefix="ay-doctor-") as folder:
        ring = open_ring(Path(folder) / "keys", purpose="doctor", clock=SystemClock())
        size = len(ring.sign(b"doctor"))
    return f"a key was made and signed {size} bytes"


def _envoy() -> str:
    from apiyard.gateway.binary import find_envoy

    done = subprocess.run(
        [str(find_envoy(None)), "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True
    )
    told = " ".join(done.stdout.split())
    if "/1.40." not in told:
        raise RuntimeError(f"another version than 1.40 answered: {told[:200]}")
    return told.partition("version: ")[2][:80] or told[:80]


def _sockets() -> str:
    import socket

    with tempfile.TemporaryDirectory(prefix="ay") as folder:
        path = f"{folder}/s"
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(path)
            os.chmod(path, 0o600)  # noqa: PTH101 - the check is of this very call
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
    return "a Unix socket and a loopback port were bound"


def _front_end() -> str:
    static = Path(__file__).parents[1] / "portal" / "static" / "vendor"
    found = {name: (static / name).stat().st_size for name in ("scalar/standalone.js", "htmx/htmx.min.js")}
    return ", ".join(f"{name} {size // 1024} KiB" for name, size in found.items())


def _git() -> str:
    found = shutil.which("git")
    if found is None:
        raise RuntimeError("git is not on the PATH")
    done = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True)
    return done.stdout.strip()


def _browser() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            done = subprocess.run([found, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=True)
            return done.stdout.strip()
    raise RuntimeError("no chromium on the PATH")


_PARTS: tuple[tuple[str, Callable[[], str], str, str], ...] = (
    ("Python", _python, "install Python 3.11 or later", "everything"),
    ("contracts", _contracts, "pip install apiyard", "lint, diff, mock"),
    ("schemathesis", _schemathesis, "pip install apiyard", "verify"),
    ("git", _git, "install git", "the source commit in bundles"),
    ("store", _store, _PLATFORM, "up"),
    ("signing", _signing, _PLATFORM, "keys, bundles, the ledger's chain"),
    ("records", _records, _PLATFORM, "traffic, canaries"),
    ("Envoy", _envoy, _PLATFORM + "; glibc 2.31 or later is needed, or name your own: APIYARD_ENVOY", "gateways"),
    ("sockets", _sockets, "allow Unix sockets and loopback ports to this user", "up"),
    ("front end", _front_end, "install apiyard from its wheel, or run: make setup", "the portal, docs"),
    ("chromium", _browser, "install Debian's package chromium", "only the browser tests"),
)
OPTIONAL = frozenset({"chromium", "git"})
"""Parts that a user can do without."""
