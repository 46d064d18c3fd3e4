"""Find and open what is to be judged: names of APIs, paths, globs, addresses, standard input."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from apiyard.cli.linting.spelling import ENCODINGS
from apiyard.core.errors import ApiyardError, InvalidInputError, NotFoundError, TooLargeError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass
from apiyard.design.reading.glob import matches
from apiyard.spec import source as sources
from apiyard.spec.find_roots import find_roots
from apiyard.spec.inventory import PARSER, Inventory
from apiyard.spec.limits import DEFAULT
from apiyard.spec.parse import Document, parse

if TYPE_CHECKING:
    from apiyard.settings.workspace import Workspace

_MAGIC = late_pattern(r"[*?{]|\[.+\]|[@!+]\(|^!")
_PLACE = late_pattern(r"(?P<uri>.*):(?P<line>\d+):(?P<column>\d+)(?:#.*)?", re.DOTALL)
_MOST_FILES = 200_000
_SKIPPED = frozenset({".git", ".hg", ".apiyard"})


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to judge.

    Args:
        name: what the user calls it.
        ref: its path or address, or ``-``.
        data: its bytes where they are at hand already; None where they are read.
    """

    name: str
    ref: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """How documents are read.

    Args:
        stdin_path: the path that standard input pretends to come from; empty for none.
        encoding: the encoding of the files, a key of `ENCODINGS`.
        allow_remote: whether http and https may be read.
    """

    stdin_path: str = ""
    encoding: str = "utf8"
    allow_remote: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """Where names come from.

    Args:
        workspace: reads the workspace; asked for names of APIs, and when nothing is named.
        released: gives the bytes of a released contract, such as ``orders@1.0.0``.
    """

    workspace: Callable[[], Workspace]
    released: Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened.

    Args:
        target: what was asked for.
        inventory: its documents; None when the text is none.
        problem: why there is none.
    """

    target: Target
    inventory: Inventory | None
    problem: Finding | None = None


def find_targets(refs: Sequence[str], known: Known) -> tuple[list[Target], list[str]]:
    """Find what is to be judged, in the order that it was named; what a glob means is sorted.

    Args:
        refs: API names, ``API@VERSION``, paths, globs (a leading ``!`` takes files out again), addresses, or ``-``.
        known: where names come from.

    Returns:
        The targets, each once, and the globs that mean no file.

    Raises:
        NotFoundError: there is no such file, or the workspace has no API.
        UnknownNameError: the workspace has no such API.
    """
    if not refs:
        return _all_of(known.workspace()), []
    found: dict[str, Target] = {}
    unmatched: list[str] = []
    excluded = [ref[1:] for ref in refs if ref.startswith("!") and not Path(ref).exists()]
    for ref in (each for each in refs if not (each.startswith("!") and each[1:] in excluded)):
        if ref == sources.STDIN or sources.is_remote(ref) or Path(ref).is_file():
            found.setdefault(ref, Target("<stdin>" if ref == sources.STDIN else ref, ref))
        elif _MAGIC.search(ref):
            files = [path for path in _expand(ref) if not any(matches(path, each) for each in excluded)]
            unmatched += [] if files else [ref]
            found |= {path: Target(path, path) for path in files if path not in found}
        elif "@" in ref and "/" not in ref:
            found.setdefault(ref, Target(ref, ref, known.released(ref)))
        elif Path(ref).is_dir() and ("/" in ref or "." in ref):
            raise NotFoundError("this is a folder", where=ref, hint=f"name its files: '{ref.rstrip('/')}/**/*.yaml'")
        elif "/" in ref or "." in ref:
            raise NotFoundError("there is no such file", where=ref)
        else:
            named = _api(known.workspace, ref)
            found.setdefault(named.ref, named)
    return list(found.values()), unmatched


def piped() -> bool:
    """Say whether standard input is a pipe or a file, so that a document may come from it."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False  # closed, or none at all
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def _all_of(workspace: Workspace) -> list[Target]:
    if not workspace.products:
        raise NotFoundError(
            "the workspace has no API", where=str(workspace.root / "apis"), hint="apiyard new or import"
        )
    return [Target(str(name), _shown(product.contract)) for name, product in workspace.products.items()]


def _api(workspace: Callable[[], Workspace], name: str) -> Target:
    from apiyard.settings.read import find_product

    try:
        return Target(name, _shown(find_product(workspace(), name).contract))
    except ApiyardError as error:
        error.hint = "; ".join(filter(None, (error.hint, "a path or a glob is fine too")))
        raise


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _expand(pattern: str) -> list[str]:
    clean = pattern.replace("\\", "/").removeprefix("./")
    head, names = [], clean.split("/")
    while names and not _MAGIC.search(names[0]):
        head.append(names.pop(0))
    root = "/".join(head) or ("/" if clean.startswith("/") else ".")
    deep = len(names) > 1 or "**" in clean or "{" in clean
    return sorted(path for path in _files(root, deep=deep) if _fits(path, clean))


def _fits(path: str, pattern: str) -> bool:
    # A pattern without a slash means files of the folder itself, not of all folders.
    return ("/" in pattern or "/" not in path) and matches(path, pattern)


def _files(root: str, *, deep: bool) -> Iterator[str]:
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(each for each in folders if each not in _SKIPPED) if deep else []
        for name in files:
            seen += 1
            if seen > _MOST_FILES:
                raise TooLargeError(
                    f"the glob looks at more than {_MOST_FILES} files", where=root, hint="name a folder"
                )
            yield os.path.normpath(f"{folder}/{name}").replace(os.sep, "/")


def open_target(target: Target, door: Door) -> Opened:
    """Read what is to be judged with all that it refers to.

    Args:
        target: what was asked for.
        door: how documents are read.

    Returns:
        The documents, or the finding that the text is none.

    Raises:
        NotFoundError: there is no such file.
        ForbiddenError: it must not be read.
        UnavailableError: an address does not answer.
    """
    uri = (door.stdin_path or "<stdin>") if target.ref == sources.STDIN else target.ref
    roots: tuple[Path, ...] = ()
    if not sources.is_remote(uri) and not uri.startswith("<"):
        roots = find_roots(Path(uri), Path.cwd())

    def read(name: str) -> Document:
        if name == target.ref and target.data is not None:
            return parse(sources.Source(uri, target.data), DEFAULT, tolerant=True)
        source = sources.read(name, roots=roots, allow_remote=door.allow_remote)
        data = _recoded(source.data, door.encoding, name)
        return parse(sources.Source(uri if name == target.ref else source.uri, data), DEFAULT, tolerant=True)

    try:
        return Opened(target, Inventory(read(target.ref), read))
    except (InvalidInputError, TooLargeError) as error:
        return Opened(target, None, _told(error, uri))


def _recoded(data: bytes, encoding: str, name: str) -> bytes:
    python = ENCODINGS[encoding]
    if python == "utf-8":
        return data
    try:
        return data.decode(python).encode()
    except UnicodeDecodeError as error:
        raise InvalidInputError(f"the file is not {encoding}", where=name, piece=error.reason) from None


def _told(error: ApiyardError, uri: str) -> Finding:
    found = _PLACE.fullmatch(error.where)
    place = Location(uri)
    if found:
        place = Location(found["uri"], "", int(found["line"]), int(found["column"]))
    return Finding(PARSER, Severity.ERROR, error.what, place, error.piece, error.hint)
