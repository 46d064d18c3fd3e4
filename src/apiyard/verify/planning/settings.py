"""The settings file of the verifier: what cannot be said in a few flags, each exception with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from apiyard.core.noun import dataclass, field, replace
from apiyard.core.options import Pointed, read_options
from apiyard.spec import source
from apiyard.spec.parse import Document, parse
from apiyard.verify.auth.grant import Grant, read_grant
from apiyard.verify.auth.secret import Env, Secret, Vault
from apiyard.verify.plan import Plan
from apiyard.verify.planning.baseline import Baseline, read_baseline
from apiyard.verify.planning.fixture import Fixture
from apiyard.verify.planning.selection import Selection
from apiyard.verify.planning.tuning import Tuning


@dataclass(frozen=True, slots=True)
class _File:
    """A settings file as it is written; whether other machines may be asked is not for a file to say.

    Args:
        kinds: ids of the kinds of cases, in order.
        seed: the seed of the cases.
        max_examples: generated cases for each operation.
        seconds: the time for the whole run.
        reply_seconds: how long one reply may take.
        wait_seconds: how long a service may take until it listens.
        workers: how many operations are verified at the same time.
        base_path: what stands before each path of an application in this process.
        headers: sent with every request, by name.
        include: patterns of operations; empty for all.
        exclude: patterns of operations that are left out.
        auth: credentials by the name of their security scheme.
        fixtures: fixed values.
        tuning: exceptions from checks.
        baseline: the file of known failures, beside this one.
    """

    kinds: tuple[str, ...] = ()
    seed: int | None = None
    max_examples: int | None = None
    seconds: float | None = None
    reply_seconds: float | None = None
    wait_seconds: float | None = None
    workers: int | None = None
    base_path: str = ""
    headers: Mapping[str, Secret] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    auth: Mapping[str, Any] = field(default_factory=dict)
    fixtures: tuple[Fixture, ...] = ()
    tuning: tuple[Tuning, ...] = ()
    baseline: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says.

    Args:
        file: what is written.
        auth: its credentials.
        folder: where its paths begin.
    """

    file: _File = field(default_factory=_File)
    auth: tuple[Grant, ...] = ()
    folder: Path = field(default_factory=Path)

    @property
    def baseline(self) -> Path | None:
        """The file of known failures."""
        return self.folder / self.file.baseline if self.file.baseline else None

    def plan(self, env: Env, given: Mapping[str, Any]) -> Plan:
        """Give the settings of a run.

        Args:
            env: gives environment variables.
            given: fields of a plan that were given by flags and win; None means not given. Headers, patterns,
                fixtures and tunings are added to those of the file.

        Returns:
            The plan.

        Raises:
            InvalidInputError: a value is out of its bounds, or a variable of a header is not set.
        """
        vault = Vault(env, self.folder)
        flags = {name: value for name, value in given.items() if value is not None}
        headers = tuple((name, vault.reveal(value)) for name, value in self.file.headers.items())
        also = flags.pop("selection", Selection())
        selection = Selection((*self.file.include, *also.include), (*self.file.exclude, *also.exclude))
        named = ("kinds", "seed", "max_examples", "seconds", "reply_seconds", "wait_seconds", "workers")
        written = {name: getattr(self.file, name) for name in named}
        plan = Plan(**{name: value for name, value in written.items() if value not in {None, ()}})
        return replace(
            plan,
            selection=selection,
            auth=self.auth,
            vault=vault,
            fixtures=self.file.fixtures,
            tuning=self.file.tuning,
            baseline=read_baseline(self.baseline) if self.baseline is not None else Baseline(),
            **flags | {"headers": (*headers, *flags.get("headers", ()))},
        )


def read_settings(path: Path) -> Settings:
    """Read a settings file.

    Args:
        path: the file, YAML or JSON.

    Returns:
        What it says.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: a value has another type or is out of its bounds, with file, line and column.
        UnknownNameError: nobody knows a name; names the nearest one.
    """
    folder = path.resolve().parent
    document = parse(source.read(path, roots=(folder,)))
    place = Pointed(lambda pointer: _told(document, pointer))
    file = read_options(_File, document.value, where=place, noun="setting")
    grants = tuple(read_grant(name, written, place.child("auth").child(name)) for name, written in file.auth.items())
    return Settings(file, grants, folder)


def _told(document: Document, pointer: str) -> str:
    return str(document.locate(pointer))
