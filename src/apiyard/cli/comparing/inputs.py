"""Find and open what is compared: files, folders, names of APIs, releases, git revisions, addresses, standard input."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from apiyard.cli.place import control_plane_at, workspace_at
from apiyard.core.errors import ApiyardError, InvalidInputError, NotFoundError, TooLargeError, UnknownNameError
from apiyard.core.names import parse_ref
from apiyard.core.noun import dataclass
from apiyard.design.telling.diff_report import Origin
from apiyard.spec import source as sources
from apiyard.spec.contract import Contract
from apiyard.spec.find_roots import find_roots
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.wiring.git_documents import Revision, apis_at, contract_at, find_revision, path_at, split_ref
from apiyard.wiring.lint_agreed import near_workspace

_SUFFIXES = (".yaml", ".yml", ".json")
_SKIPPED = frozenset({".git", ".hg", ".apiyard", "node_modules", ".venv", "__pycache__"})
_CONTRACT = re.compile(rb"""(?:^|[{,\s])["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\.\d""")
_MOST_FILES = 200_000
_SNIFFED = 1 << 20


@dataclass(frozen=True, slots=True)
class Door:
    """How contracts are read.

    Args:
        workspace: folder of the workspace; None for the current one.
        allow_remote: whether http and https may be read.
    """

    workspace: Path | None = None
    allow_remote: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side that can be opened.

    Args:
        name: what the user calls it.
        ref: its path, address or name; in a revision the file from the top of the repository.
        revision: the commit that it stands in; None for none.
    """

    name: str
    ref: str
    revision: Revision | None = None

    @property
    def origin(self) -> Origin:
        """Where it comes from, for reports."""
        return Origin(self.name, self.revision.name if self.revision else "")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that are compared; of an API that was added or removed as a whole one is None.

    Args:
        name: what the pair is called.
        old: the old side.
        new: the new side.
    """

    name: str
    old: Side | None
    new: Side | None

    @property
    def presence(self) -> Literal["both", "added", "removed"]:
        """Which sides there are."""
        return "added" if self.old is None else "removed" if self.new is None else "both"


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of contracts: by path in it, each contract."""

    name: str
    sides: dict[str, Side]


def find_pairs(old: str, new: str, door: Door) -> tuple[Pair, ...]:
    """Find what is compared with what; contracts of two folders are paired by their path in them.

    Args:
        old: a path, a folder, the name of an API, ``API@VERSION``, ``REVISION:PATH``, an address, or ``-``.
        new: the same; empty for what the old one names, as it is in the work tree now.
        door: how contracts are read.

    Returns:
        The pairs, by name.

    Raises:
        InvalidInputError: a folder is compared with a file, or both are standard input.
        NotFoundError: there is no such file, API, release or revision, or a folder holds no contract.
    """
    before, after = _find(old, door), _find(new or _now(old, door), door)
    if isinstance(before, _Folder) and isinstance(after, _Folder):
        names = sorted(before.sides.keys() | after.sides.keys())
        if not names:
            raise NotFoundError("neither folder holds a contract", where=f"{before.name}, {after.name}")
        return tuple(Pair(name, before.sides.get(name), after.sides.get(name)) for name in names)
    if isinstance(before, _Folder) or isinstance(after, _Folder):
        raise InvalidInputError("a folder can be compared with a folder only", where=f"{old} {new}")
    if before.ref == after.ref == sources.STDIN:
        raise InvalidInputError("only one side can be standard input", piece="- -")
    return (Pair(after.name, before, after),)


def find_side(ref: str, door: Door) -> Side:
    """Find one contract.

    Args:
        ref: as for ``find_pairs``, but no folder.
        door: how contracts are read.

    Raises:
        InvalidInputError: it is a folder.
        NotFoundError: there is no such file, API, release or revision.
    """
    found = _find(ref, door)
    if isinstance(found, _Folder):
        raise InvalidInputError("this is a folder", where=ref, hint="name a contract in it")
    return found


def open_side(side: Side, door: Door) -> Contract:
    """Read one side with all that it refers to.

    Args:
        side: what ``find_pairs`` gave.
        door: how contracts are read.

    Raises:
        ApiyardError: it cannot be read, or is no contract; says where.
    """
    if side.revision is not None:
        return contract_at(side.revision, side.ref, allow_remote=door.allow_remote)
    if sources.is_pipe(side.ref):
        return contract_from_bytes(sources.read_pipe(side.ref).data, uri=side.ref)
    if side.ref == sources.STDIN or sources.is_remote(side.ref):
        return load_contract(side.ref, allow_remote=door.allow_remote)
    if not Path(side.ref).is_file() and "@" in side.ref:
        return contract_from_bytes(_released(side.ref, door.workspace), uri=side.ref)
    roots = find_roots(Path(side.ref), Path.cwd())
    return load_contract(side.ref, roots=roots, allow_remote=door.allow_remote)


def nothing_like(contract: Contract) -> Contract:
    """Give an empty contract to compare one with that was added or removed as a whole."""
    info = {"title": contract.title, "version": contract.version}
    return contract_from_bytes(json.dumps({"openapi": "3.1.0", "info": info, "paths": {}}).encode(), uri="nothing")


def _now(old: str, door: Door) -> str:
    """Give the same thing as it is in the work tree now."""
    found = split_ref(old)
    if found is not None:
        revision, path = found
        if path.startswith(("./", "../")) or path == "." or (path and "/" not in path and _is_api(path, door)):
            return path
        top = find_revision(revision, Path.cwd()).top
        return os.path.relpath(top / path)
    if "@" in old and "/" not in old:
        return old.partition("@")[0]
    raise InvalidInputError("the new contract is missing", where=old, hint="apiyard diff OLD NEW")


def _find(ref: str, door: Door) -> Side | _Folder:
    if ref == sources.STDIN:
        return Side("<stdin>", ref)
    path = Path(ref)
    if path.is_file() or sources.is_pipe(ref):
        return Side(ref, ref)
    if path.is_dir() and ("/" in ref or "." in ref or not _is_api(ref, door)):
        return _Folder(ref, {name: Side(os.path.join(ref, name), os.path.join(ref, name)) for name in _files(ref)})  # noqa: PTH118 - names stay as they were typed
    in_git = split_ref(ref)
    if in_git is not None:
        return _in_revision(ref, *in_git, door=door)
    if sources.is_remote(ref):
        return Side(ref, ref)
    if "@" in ref and "/" not in ref:
        parse_ref(ref)
        return Side(ref, ref)
    return _named(ref, door)


def _is_api(name: str, door: Door) -> bool:
    root = near_workspace(door.workspace or Path.cwd())
    return root is not None and (root / "apis" / name / "api.yaml").is_file()


def _named(ref: str, door: Door) -> Side:
    if "/" in ref or "." in ref:
        hint = "what stands in a git revision is named REVISION:PATH"
        raise NotFoundError("there is no such file", where=ref, hint=hint)
    from apiyard.settings.read import find_product

    try:
        found = find_product(workspace_at(door.workspace), ref).contract
    except (UnknownNameError, NotFoundError) as error:
        error.hint = "; ".join(filter(None, (error.hint, "a path, API@VERSION or REVISION:PATH is fine too")))
        raise
    here = Path.cwd()
    shown = str(found.relative_to(here)) if found.is_relative_to(here) else str(found)
    return Side(ref, shown)


def _in_revision(ref: str, name: str, text: str, /, *, door: Door) -> Side | _Folder:
    here = Path.cwd()
    revision = find_revision(name, here)
    path = path_at(revision, text, here, root=near_workspace(door.workspace or here))
    if path.endswith(_SUFFIXES):
        return Side(ref, path, revision)
    start = f"{path}/" if path else ""
    return _Folder(
        ref, {each.removeprefix(start): Side(f"{name}:{each}", each, revision) for each in apis_at(revision, path)}
    )


def _files(root: str) -> Iterator[str]:
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if each not in _SKIPPED)
        for name in sorted(files):
            seen += 1
            if seen > _MOST_FILES:
                raise TooLargeError(f"the folder holds more than {_MOST_FILES} files", where=root)
            path = Path(folder, name)
            if name.endswith(_SUFFIXES) and _is_contract(path):
                yield path.relative_to(root).as_posix()


def _is_contract(path: Path) -> bool:
    try:
        found = sources.read(path, roots=(path.parent,)).data
    except ApiyardError:
        return False  # a link out of the folder, no regular file, or far too large
    return _CONTRACT.search(found[:_SNIFFED]) is not None


def _released(ref: str, folder: Path | None) -> bytes:
    name, version = parse_ref(ref)
    return json.dumps(control_plane_at(folder).get(f"/api/releases/{name}/{version}/contract"), indent=2).encode()
