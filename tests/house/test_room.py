"""Each room has its tests, and the command line stays light."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.tree import PACKAGE, ROOT
from tests.house.verdict import judge

# Parts of the platform, or heavy ones; none may load before a command needs it.
HEAVY = {
    "alembic", "cryptography", "duckdb", "envoy", "fastapi", "granian", "grpc", "httpx", "hypothesis", "jinja2",
    "jsonschema_rs", "pyarrow", "psycopg", "schemathesis", "sqlalchemy", "starlette",
}  # fmt: skip
# What `pip install apiyard` alone does not bring.
PLATFORM_ONLY = {
    "alembic",
    "duckdb",
    "envoy",
    "fastapi",
    "grpc",
    "jinja2",
    "joserfc",
    "pyarrow",
    "psycopg",
    "sqlalchemy",
}
CONTRACT_ROOMS = ("core", "spec", "design", "mock", "verify", "settings", "studio")


def test_every_room_has_tests():
    rooms = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
    found = {room: "no tests" for room in rooms if not list((ROOT / "tests" / room).rglob("test_*.py"))}
    judge("room-without-tests", found, rule="The tests of a room stand in tests/<room>:")


def test_the_command_line_imports_nothing_heavy():
    loaded = _loaded("apiyard.__main__, apiyard.cli.app")
    assert not loaded & HEAVY, f"import these when a command is called: {sorted(loaded & HEAVY)}"


@pytest.mark.parametrize("room", CONTRACT_ROOMS)
def test_contract_tools_need_no_part_of_the_platform(room):
    if not (PACKAGE / room / "__init__.py").exists():
        pytest.fail(f"there is no room {room}")
    names = ", ".join(_modules(room))
    loaded = _loaded(names)
    assert not loaded & PLATFORM_ONLY, f"{room} imports {sorted(loaded & PLATFORM_ONLY)}, which only [platform] brings"


def _modules(room: str) -> list[str]:
    paths = sorted((PACKAGE / room).rglob("*.py"))
    dotted = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in dotted]


def _loaded(modules: str) -> set[str]:
    script = f"import sys, {modules}; print(' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.fail(f"cannot import {modules}: {done.stderr[-2000:]}", pytrace=False)
    return set(done.stdout.split())
