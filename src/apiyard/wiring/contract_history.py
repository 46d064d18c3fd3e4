"""How a contract came to be what it is: its standings in the history of git, and in released versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from itertools import pairwise
from pathlib import Path

from apiyard.core.errors import ApiyardError, InvalidInputError, NotFoundError
from apiyard.core.names import Version
from apiyard.core.noun import dataclass, field, replace
from apiyard.spec import source as sources
from apiyard.spec.contract import Contract
from apiyard.wiring.git_documents import Revision, contract_at, find_revision, history, tags

_ROUNDS = 4
_MOST_HELD = 32
_COMMITS_FOR_ONE = 10


class Step(StrEnum):
    """What makes a section of a changelog."""

    COMMIT = "commit"
    TAG = "tag"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Standing:
    """A contract as it stood at some time.

    Args:
        read: reads it; a long history is not held in memory.
        digest: of its content.
        version: its ``info.version``.
        at: since when; None when nobody knows.
        revision: the commit or tag; empty for none.
        subject: the first line of the commit's message, a stranger's text.
    """

    read: Callable[[], Contract]
    digest: str
    version: str
    at: datetime | None = None
    revision: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """The standings of a contract, each with the one that it is compared with.

    Args:
        pairs: before and after, the oldest first.
        notes: what could not be read.
        last: the last standing of all; None when nobody knows.
    """

    pairs: tuple[tuple[Standing, Standing], ...]
    notes: tuple[str, ...] = ()
    last: Standing | None = None


def told_by_git(
    span: str, folder: Path, path: str, *, by: Step = Step.COMMIT, since: date | None = None, most: int = 50
) -> Story:
    """Give the standings of a contract in a span of commits, on the first line of parents.

    Args:
        span: ``OLD..NEW``; ``OLD..`` ends at ``HEAD``, ``..NEW`` begins with the first contract.
        folder: a folder of the repository.
        path: the contract's file, from the top of the repository.
        by: where a section ends: at each commit that changes the contract, at each tag, or where ``info.version``
            changes; the last commit ends one in any case.
        since: only what became so on this day or later; None for all.
        most: the newest so many.

    Returns:
        The pairs; commits whose contract cannot be read are noted and passed over.

    Raises:
        InvalidInputError: it is no span.
        NotFoundError: there is no such commit, or no commit of the span holds the file.
        UnavailableError: git is not installed.
    """
    old, dots, new = span.partition("..")
    if not dots:
        raise InvalidInputError("this is no span of commits", piece=span[:100], hint="write HEAD~5..HEAD or v1.0.0..")
    span = span if old or new else "..HEAD"
    first, last = (find_revision(old, folder) if old else None), find_revision(new or "HEAD", folder)
    reader = _Reader(path)
    named = [each for each in (first, last) if each is not None]
    if by is Step.TAG:
        revisions = _tagged(span, folder)
    else:
        revisions = _changing(span, folder, reader, ends=named, most=most * _COMMITS_FOR_ONE)
    ends = [*([first] if first else []), *revisions, last]
    standings = _different([found for each in ends if (found := reader.standing(each)) is not None])
    if not standings:
        where, hint = f"{span}:{path}", "; ".join(reader.notes) or "paths start at the top of the repository"
        raise NotFoundError("no commit of the span holds the contract", where=where, hint=hint)
    if by is Step.VERSION:
        standings = _by_version(standings, keep_first=first is not None)
    pairs = [pair for pair in pairwise(standings) if _recent(pair[1], since)]
    return Story(tuple(pairs[-most:]), tuple(dict.fromkeys(reader.notes)), standings[-1])


def told_by_releases(released: Iterable[tuple[Version, Standing]], old: str, new: str) -> Story:
    """Give the standings of released versions.

    Args:
        released: each version with its contract.
        old: the version to begin with; empty for the first one.
        new: the version to end with; empty for the last one.

    Returns:
        The pairs: a version with the one before it, a release with the release before it.

    Raises:
        NotFoundError: one of the two was not released.
    """
    known = dict(sorted(released, key=lambda each: each[0]))
    for name in (old, new):
        if name and name not in known:
            raise NotFoundError(f"{name} was not released", hint=f"released: {', '.join(list(known)[-10:]) or 'none'}")
    versions = [each for each in known if (not old or each >= Version(old)) and (not new or each <= Version(new))]
    pairs = []
    for at, version in enumerate(versions):
        before = versions[:at]
        stable = [each for each in before if not each.prerelease]
        if before:
            base = stable[-1] if stable and not version.prerelease else before[-1]
            pairs.append((known[base], known[version]))
    return Story(tuple(pairs), last=known[versions[-1]] if versions else None)


@dataclass(frozen=True, slots=True)
class _Glance:
    """What is kept of the contract of a commit."""

    digest: str
    version: str
    files: frozenset[str]


@dataclass(slots=True)
class _Reader:
    """Reads the contract of commits; holds the last ones, and of the others what the order of sections hangs on."""

    path: str
    known: dict[str, _Glance | None] = field(default_factory=dict)
    held: dict[str, Contract] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def read(self, revision: Revision) -> Contract:
        contract = self.held.pop(revision.commit, None) or contract_at(revision, self.path)
        self.held[revision.commit] = contract
        if len(self.held) > _MOST_HELD:
            del self.held[next(iter(self.held))]
        return contract

    def glance(self, revision: Revision) -> _Glance | None:
        if revision.commit not in self.known:
            self.known[revision.commit] = self._look(revision)
        return self.known[revision.commit]

    def _look(self, revision: Revision) -> _Glance | None:
        try:
            contract = self.read(revision)
        except NotFoundError:
            return None  # not there yet, or not any more
        except ApiyardError as error:
            self.notes.append(f"{revision.name} is passed over: {error.what}")
            return None
        files = frozenset(each.uri for each in contract.documents if not sources.is_remote(each.uri))
        return _Glance(contract.digest, contract.version, files)

    def standing(self, revision: Revision) -> Standing | None:
        found = self.glance(revision)
        if found is None:
            return None
        read = partial(self.read, revision)
        return Standing(read, found.digest, found.version, revision.at, revision.name, revision.subject)

    def files(self, revisions: Iterable[Revision]) -> frozenset[str]:
        glances = (self.glance(each) for each in revisions)
        return frozenset(name for each in glances if each is not None for name in each.files) - {self.path}


def _changing(span: str, folder: Path, reader: _Reader, *, ends: Sequence[Revision], most: int) -> list[Revision]:
    """Give the commits that change a file of the contract; each may bring further files that it refers to."""
    files, revisions = reader.files(ends), list(ends)
    for _ in range(_ROUNDS):
        revisions = list(history(span, folder, path=reader.path, also=sorted(files), most=most))
        more = files | reader.files(revisions)
        if more == files:
            break
        files = more
    return revisions


def _tagged(span: str, folder: Path) -> list[Revision]:
    named = {each.commit: each.name for each in tags(folder)}
    return [replace(each, name=named[each.commit]) for each in history(span, folder) if each.commit in named]


def _different(standings: list[Standing]) -> list[Standing]:
    """Leave out what is the same contract as the one before."""
    kept: list[Standing] = []
    for each in standings:
        if not kept or kept[-1].digest != each.digest:
            kept.append(each)
    return kept


def _by_version(standings: list[Standing], *, keep_first: bool) -> list[Standing]:
    """Keep the last standing of each version, and where a span has a beginning, that."""
    kept = [
        each
        for each, after in zip(standings, [*standings[1:], None], strict=True)
        if after is None or after.version != each.version
    ]
    return [standings[0], *kept] if keep_first and kept[0] is not standings[0] else kept


def _recent(standing: Standing, since: date | None) -> bool:
    return since is None or (standing.at is not None and standing.at.date() >= since)
