"""Documents as they stand in a commit of a git repository, with all that they refer to in the same commit."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from apiyard.core.errors import ApiyardError, ForbiddenError, InvalidInputError, NotFoundError, TooLargeError
from apiyard.core.noun import dataclass
from apiyard.spec import source as sources
from apiyard.spec.contract import Contract
from apiyard.spec.limits import DEFAULT, Limits
from apiyard.spec.load import contract_through
from apiyard.spec.parse import Document, parse
from apiyard.wiring.git_call import check_name, git

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LFS = b"version https://git-lfs.github.com/spec/"
_SUFFIXES = (".yaml", ".yml", ".json")
_SKIPPED = frozenset({"node_modules", ".apiyard"})
_CONTRACT = r"""(^|[{,[:space:]])["']?(openapi|swagger)["']?[[:space:]]*:[[:space:]]*["']?[23]\.[0-9]"""
_MOST_FILES = 200_000
_MOST_COMMITS = 1_000
_MOST_TAGS = 5_000


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit.

    Args:
        name: what the user called it; for one of a history, its tag or its short hash.
        commit: its hash.
        at: when it was committed.
        top: the absolute top folder of the work tree.
        subject: the first line of its message; a stranger's text.
    """

    name: str
    commit: str
    at: datetime
    top: Path
    subject: str = ""


def split_ref(ref: str) -> tuple[str, str] | None:
    """Tell a document in a revision from a path, an address and a released version.

    Args:
        ref: as the user wrote it, such as ``main:apis/orders/openapi.yaml``, ``HEAD~1:orders`` or ``v1:``.

    Returns:
        The revision and what is meant in it; None when it names something else.
    """
    revision, colon, path = ref.partition(":")
    if not colon or not revision or _ADDRESS.match(ref) or os.path.lexists(ref):
        return None
    return revision, path


def find_revision(name: str, folder: Path) -> Revision:
    """Find a commit by a name.

    Args:
        name: a branch, a tag, a commit or an expression such as ``HEAD~1``.
        folder: a folder of the repository.

    Returns:
        The commit.

    Raises:
        InvalidInputError: it is no name of a revision.
        NotFoundError: there is no such commit, or no repository.
        UnavailableError: git is not installed.
    """
    check_name(name)
    top = _top(folder)
    try:
        told = git(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"], top)
    except NotFoundError as error:
        hint = "fetch it; a shallow clone holds only its newest commits (actions/checkout: fetch-depth: 0)"
        raise NotFoundError(f"there is no git revision {name!r}", where=str(top), hint=hint) from error
    commit = told.decode("ascii", "replace").strip()
    (found,) = _log([commit], top, most=1)
    return Revision(name, found.commit, found.at, top, found.subject)


def history(
    span: str, folder: Path, *, path: str = "", also: Sequence[str] = (), most: int = _MOST_COMMITS
) -> tuple[Revision, ...]:
    """Give the commits of a span on the first line of parents, the oldest first.

    Args:
        span: ``OLD..NEW``; ``OLD..`` ends at ``HEAD``, ``..NEW`` has no beginning.
        folder: a folder of the repository.
        path: only commits that change this file or folder, from the top of the repository; empty for all.
        also: further files or folders; commits that change one of them count too.
        most: the newest so many.

    Returns:
        The commits, ``OLD`` left out.

    Raises:
        InvalidInputError: it is no span.
        NotFoundError: there is no such commit.
    """
    old, dots, new = span.partition("..")
    if not dots or not (old or new) or new.startswith("."):
        raise InvalidInputError("this is no span of commits", piece=span[:100], hint="write HEAD~5..HEAD or v1.0.0..")
    last = find_revision(new or "HEAD", folder)
    left_out = [f"^{find_revision(old, folder).commit}"] if old else []
    paths = ["--", _inside(path), *map(_inside, also)] if path else []
    return tuple(reversed(_log([last.commit, *left_out, *paths], last.top, most=min(most, _MOST_COMMITS))))


def tags(folder: Path) -> tuple[Revision, ...]:
    """Give the commits that carry a tag, the oldest first.

    Args:
        folder: a folder of the repository.
    """
    top = _top(folder)
    parts = "%(refname:strip=2)%00%(*objectname)%00%(objectname)%00%(*committerdate:unix)%00%(committerdate:unix)"
    words = ["for-each-ref", f"--count={_MOST_TAGS}", "--sort=creatordate", f"--format={parts}", "refs/tags"]
    found = []
    for line in git(words, top).decode("utf-8", "replace").split("\n")[:-1]:
        name, inner, outer, inner_at, outer_at = line.split("\0")
        if (inner_at or outer_at).isdecimal():
            found.append(Revision(name, inner or outer, _time(inner_at or outer_at), top))
    return tuple(sorted(found, key=lambda each: each.at))


def bytes_at(revision: Revision, path: str, *, most_bytes: int = DEFAULT.max_bytes) -> bytes:
    """Give a file as it stands in a commit; no filter of the repository is run over it.

    Args:
        revision: the commit.
        path: the file, from the top of the repository.
        most_bytes: how large it may be.

    Returns:
        The bytes; a symbolic link is followed inside the commit.

    Raises:
        NotFoundError: it holds no such file.
        InvalidInputError: it is a folder, or a pointer of Git LFS.
        ForbiddenError: it is a link that leaves the repository.
        TooLargeError: it is too large.
    """
    where, name = f"{revision.name}:{path}", _inside(path)
    if "\n" in name:
        raise InvalidInputError("git cannot be asked for a name of two lines", where=where)
    asked = f"{revision.commit}:{name}\n".encode()
    words = ["cat-file", "--batch", "--follow-symlinks"]
    told = git(words, revision.top, given=asked, most_bytes=most_bytes + len(asked) + 1_000)
    head, _, rest = told.partition(b"\n")
    parts = head.rsplit(b" ", 2)
    lost = (b"symlink ", b"loop ", b"dangling ", b"notdir ")
    if head.startswith(lost) or head.endswith(b" missing") or len(parts) != 3:
        if head.startswith(b"symlink "):
            raise ForbiddenError("the link leaves the repository", where=where)
        raise NotFoundError("the revision holds no such file", where=where, hint=_near(revision, name))
    if parts[1] != b"blob" or not parts[2].isdigit():
        what = "this is a folder in the revision" if parts[1] == b"tree" else "this is no file in the revision"
        raise InvalidInputError(what, where=where, hint="name a file in it")
    data = rest[: int(parts[2])]
    if data.startswith(_LFS):
        raise InvalidInputError("this is a pointer of Git LFS, not the document", where=where, hint="git lfs pull")
    if len(data) > most_bytes:
        raise TooLargeError(f"the document has more than {most_bytes} bytes", where=where)
    return data


def files_at(revision: Revision, folder: str = "") -> tuple[str, ...]:
    """Give the files of a folder in a commit, and of all below, sorted.

    Args:
        revision: the commit.
        folder: from the top of the repository; empty for the top.

    Returns:
        Their names from the top of the repository; links and other repositories inside are left out.

    Raises:
        NotFoundError: it holds no such folder.
    """
    name = _inside(folder) if folder.strip("/.") else ""
    words = ["ls-tree", "-r", "-z", "--full-tree", revision.commit, *(["--", f"{name}/"] if name else [])]
    listed = git(words, revision.top).decode("utf-8", "surrogateescape").split("\0")
    found = sorted(line.partition("\t")[2] for line in listed if line.startswith("100"))
    if not found:
        raise NotFoundError("the revision holds no such folder", where=f"{revision.name}:{folder}")
    if len(found) > _MOST_FILES:
        raise TooLargeError(f"the revision holds more than {_MOST_FILES} files", where=f"{revision.name}:{folder}")
    return tuple(found)


def apis_at(revision: Revision, folder: str = "") -> tuple[str, ...]:
    """Give the contracts of a folder in a commit, and of all folders below, sorted.

    Args:
        revision: the commit.
        folder: from the top of the repository; empty for the top.

    Returns:
        JSON and YAML files that say which version of OpenAPI they are written in, from the top of the repository.

    Raises:
        NotFoundError: it holds no such folder.
    """
    known = [each for each in files_at(revision, folder) if each.endswith(_SUFFIXES)]
    name = _inside(folder) if folder.strip("/.") else ""
    words = [
        "grep",
        "--no-color",
        "--no-textconv",
        "-z",
        "-I",
        "-l",
        "-E",
        "--full-name",
        "-e",
        _CONTRACT,
        revision.commit,
    ]
    try:
        told = git([*words, *(["--", f"{name}/"] if name else [])], revision.top)
    except NotFoundError as error:
        if error.piece:
            raise
        return ()  # git grep says so by its exit code alone
    found = {each.partition(":")[2] for each in told.decode("utf-8", "surrogateescape").split("\0")}
    return tuple(each for each in known if each in found and not _SKIPPED & set(each.split("/")))


def contract_at(revision: Revision, path: str, *, allow_remote: bool = False, limits: Limits = DEFAULT) -> Contract:
    """Read a contract as it stands in a commit; files that it refers to come from the same commit.

    Args:
        revision: the commit.
        path: the file, from the top of the repository; the contract's documents are named from there too.
        allow_remote: whether it may refer to http and https.
        limits: the bounds on what it may cost.

    Returns:
        The contract.

    Raises:
        ApiyardError: as ``bytes_at`` and ``contract_through`` say; places are told with the revision.
    """

    def read(name: str) -> Document:
        if sources.is_remote(name):
            return parse(sources.read(name, roots=(), allow_remote=allow_remote, limits=limits), limits)
        return parse(sources.Source(name, bytes_at(revision, name, most_bytes=limits.max_bytes)), limits)

    try:
        return contract_through(_inside(path), read, limits)
    except ApiyardError as error:
        if not error.where.startswith((f"{revision.name}:", "http")):
            error.where = f"{revision.name}:{error.where}"
        raise


def path_at(revision: Revision, text: str, here: Path, *, root: Path | None = None) -> str:
    """Find the file that a user means in a commit, as git reads it: from the top, or with ``./`` from here.

    Args:
        revision: the commit.
        text: a path, or the name of an API of the workspace.
        here: the folder that is worked in.
        root: the folder of the workspace; None without one.

    Returns:
        The file or folder from the top of the repository.

    Raises:
        ForbiddenError: it leaves the repository.
        InvalidInputError: the API's api.yaml is wrong in this commit.
    """
    if text.startswith(("./", "../")) or text == ".":
        return _inside(os.path.relpath(here.resolve() / text, revision.top)) if text != "." else _below(here, revision)
    if root is None or "/" in text or "." in text or not text:
        return _inside(text) if text.strip("/") else ""
    folder = PurePosixPath(_below(root, revision), "apis", text)
    try:
        value = parse(sources.Source("api.yaml", bytes_at(revision, str(folder / "api.yaml")))).value
    except NotFoundError:
        return _inside(text)
    named = value.get("contract") if isinstance(value, dict) else None
    return _inside(str(folder / (named if isinstance(named, str) else "openapi.yaml")))


def _below(folder: Path, revision: Revision) -> str:
    found = os.path.relpath(folder.resolve(), revision.top)
    return "" if found == "." else _inside(found)


def _inside(path: str) -> str:
    """Give a path without dots, from the top of the repository; refuse what leaves it."""
    clean = os.path.normpath(path.replace(os.sep, "/")) if path else ""
    if not clean or clean.startswith(("/", "..")) or "\0" in clean or clean.split("/")[0] == ".git":
        raise ForbiddenError("the path lies outside the repository", where=path[:200])
    return clean


def _top(folder: Path) -> Path:
    here = folder.resolve()
    try:
        told = git(["rev-parse", "--show-toplevel"], here)
    except NotFoundError as error:
        if "work tree" not in error.piece:
            raise
        return here  # a repository without a work tree
    return Path(os.fsdecode(told.removesuffix(b"\n")))


def _log(words: Sequence[str], top: Path, *, most: int) -> list[Revision]:
    form = "--format=%H%x00%ct%x00%s%x00%D"
    limits = [
        "--first-parent",
        "--no-show-signature",
        "--no-ext-diff",
        "--decorate-refs=refs/tags/",
        "--decorate=short",
    ]
    told = git(["log", form, f"--max-count={most}", *limits, *words], top)
    found = []
    for line in told.decode("utf-8", "replace").split("\n")[:-1]:
        commit, at, subject, names = (*line.split("\0"), "", "", "")[:4]
        tag = next((each.removeprefix("tag: ") for each in names.split(", ") if each.startswith("tag: ")), "")
        found.append(Revision(tag or commit[:10], commit, _time(at), top, subject))
    return found


def _time(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), tz=UTC)


def _near(revision: Revision, name: str) -> str:
    """Say where a file of the same name stands: people write paths from their folder."""
    try:
        same = [each for each in files_at(revision) if each.rpartition("/")[2] == name.rpartition("/")[2]]
    except ApiyardError:
        return ""
    return f"did you mean {revision.name}:{same[0]}?" if same else "paths start at the top of the repository"
