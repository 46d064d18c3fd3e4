"""Network, processes and databases are reached through few named doors only."""

from __future__ import annotations

import ast
import fnmatch
import tomllib
from pathlib import Path

from tests.house.tree import Module, source_modules
from tests.house.verdict import judge

DOORS = Path(__file__).with_name("doors.toml")
GUARDED: tuple[str, ...] = (
    "asyncio.subprocess",
    "duckdb",
    "grpc",
    "httpx",
    "multiprocessing",
    "psycopg",
    "requests",
    "schemathesis",
)
GUARDED += ("signal", "smtplib", "socket", "sqlalchemy", "sqlite3", "ssl", "subprocess", "urllib.request", "urllib3")


def test_what_reaches_outside_is_imported_at_doors_only():
    found = {}
    for module in source_modules():
        for name in guarded_imports(module):
            if not any(fnmatch.fnmatch(module.path, f"src/apiyard/{door}") for door in doors().get(name, ())):
                found[f"{module.path}:{name}"] = f"imports {name}"
    rule = (
        "What reaches outside is given to engines; only a door imports it. A new door stands in tests/house/doors.toml:"
    )
    judge("door", found, rule=rule)


def test_every_door_is_used():
    used = [(name, module.path) for module in source_modules() for name in guarded_imports(module)]
    needless = [
        f"{name}: {door}"
        for name, files in doors().items()
        for door in files
        if not any(name == other and fnmatch.fnmatch(path, f"src/apiyard/{door}") for other, path in used)
    ]
    assert not needless, f"take these out of doors.toml: {needless}"


def test_every_door_guards_something():
    assert set(doors()) <= set(GUARDED)


def doors() -> dict[str, list[str]]:
    """Read the doors: for each guarded module the files, from src/apiyard, that may import it."""
    document = tomllib.loads(DOORS.read_text(encoding="utf-8"))
    return {name: list(files) for name, files in document.items()}


def guarded_imports(module: Module) -> set[str]:
    """Name the guarded modules that module imports at run time, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {guard for guard in GUARDED for name in names if name == guard or name.startswith(f"{guard}.")}
