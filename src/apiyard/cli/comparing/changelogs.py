"""What ``apiyard changelog`` finds: standings in git or among released versions, compared one after the other."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from apiyard.cli.comparing.agreed_scheme import agreed_scheme, product_of
from apiyard.cli.comparing.inputs import Door, find_side, open_side
from apiyard.cli.comparing.versions import strictness_named
from apiyard.cli.place import control_plane_at
from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError, NotFoundError, TooLargeError, unknown
from apiyard.core.names import ApiName, Version
from apiyard.core.noun import dataclass, replace
from apiyard.design.changelog.entry import Changelog, Section
from apiyard.design.diffing.options import DiffOptions
from apiyard.settings.workspace import Product, Workspace
from apiyard.spec.contract import Contract
from apiyard.wiring.contract_history import Standing, Step, Story, told_by_git, told_by_releases
from apiyard.wiring.diff_agreed import Flags, agree
from apiyard.wiring.git_documents import apis_at, find_revision, path_at
from apiyard.wiring.lint_agreed import near_workspace
from apiyard.wiring.tell_changes import newest_first, tell_changes

_RELEASED = re.compile(r"([a-z][a-z0-9-]{0,62})@(all|([^{}.\s][^{}\s]*?)?\.\.([^{}.\s][^{}\s]*)?)?")
_ALL = "..HEAD"
_MOST_CONTRACTS = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for.

    Args:
        words: spans, contracts, APIs and released versions as typed.
        by: what makes a section.
        since: only what changed on this day or later; None for all.
        link: where people read about the API.
        most: most sections of a contract.
        documentation: whether changes of words and examples are told.
        strictness: the strictness; empty for what the workspace says.
        scheme: the scheme of versions; empty to find it.
        workspace: folder of the workspace; None for the current one.
    """

    words: tuple[str, ...]
    by: str
    since: date | None
    link: str
    most: int
    documentation: bool
    strictness: str
    scheme: str
    workspace: Path | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Args:
        changelog: what changed.
        notes: what could not be read.
    """

    changelog: Changelog
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What changed in one contract."""

    name: str
    title: str
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()


def changelog(wanted: Wanted) -> Found:
    """Find what changed.

    Args:
        wanted: what the user asked for.

    Raises:
        ApiyardError: something cannot be read, or a word is unknown.
    """
    if wanted.by not in set(Step):
        raise unknown("kind of section", wanted.by, list(Step), where="--by")
    root = near_workspace(wanted.workspace or Path.cwd())
    space = None
    if root is not None:
        from apiyard.settings.read import read_workspace

        space = read_workspace(root)
    told = list(_told(wanted, space))
    notes = tuple(note for each in told for note in each.notes)
    if len(told) == 1:
        made = Changelog(told[0].title, told[0].sections, wanted.link, wanted.documentation)
        return Found(made, notes)
    rows = {each.name: [replace(section, api=each.name) for section in each.sections] for each in told}
    title = space.file.name if space is not None else "the APIs"
    return Found(Changelog(title, newest_first(rows), wanted.link, wanted.documentation), notes)


def _told(wanted: Wanted, space: Workspace | None) -> Iterator[_Told]:
    spans = [each for each in wanted.words if _is_span(each)]
    released = [each for each in wanted.words if _RELEASED.fullmatch(each)]
    documents = [each for each in wanted.words if each not in spans and each not in released]
    if released:
        if len(wanted.words) > len(released):
            raise InvalidInputError("released versions stand alone", piece=" ".join(wanted.words)[:200])
        for each in released:
            yield _of_releases(each, wanted, space)
    elif len(spans) > 1:
        raise InvalidInputError("there can be one span", piece=" ".join(spans)[:200])
    elif not spans and len(documents) == 2:
        yield _of_two(documents[0], documents[1], wanted, space=space)
    else:
        span = spans[0] if spans else _ALL
        for each in documents or _every(space, span):
            yield _of_git(span, each, wanted, space=space)


def _is_span(word: str) -> bool:
    """Tell a span of commits from a path with dots in it, and from released versions."""
    if ".." not in word or ":" in word or os.path.lexists(word) or _RELEASED.fullmatch(word):
        return False
    return not word.startswith(("./", "../", "/")) and "/../" not in word


def _every(space: Workspace | None, span: str) -> list[str]:
    """Give all APIs of the workspace; without one, all contracts below this folder at the end of the span."""
    if space is not None and space.products:
        return [str(name) for name in space.products]
    here = Path.cwd()
    found: tuple[str, ...] = ()
    if space is None:
        revision = find_revision(span.partition("..")[2] or "HEAD", here)
        found = apis_at(revision, path_at(revision, ".", here) if here.resolve() != revision.top else "")
        found = tuple(os.path.relpath(revision.top / each, here.resolve()) for each in found)
    if not found:
        hint = "apiyard changelog openapi.yaml HEAD~5..HEAD"
        raise NotFoundError("there is no API here to tell about", where=str(here), hint=hint)
    if len(found) > _MOST_CONTRACTS:
        hint = "name a contract, or work in a folder below"
        raise TooLargeError(f"there are more than {_MOST_CONTRACTS} contracts here", where=str(here), hint=hint)
    return ["./" + each for each in found]


def _of_git(span: str, text: str, wanted: Wanted, *, space: Workspace | None) -> _Told:
    here, product = Path.cwd(), product_of(space, (text,))
    file = Path(text)
    if product is not None and not file.is_file():
        file = product.contract
    folder = file.resolve().parent if file.is_file() else here
    try:
        revision = find_revision(span.partition("..")[2] or "HEAD", folder)
    except NotFoundError as error:
        error.hint = "; ".join(each for each in (error.hint, "two contracts or released versions are fine too") if each)
        raise
    if file.is_file():
        text = "./" + os.path.relpath(file.resolve(), here.resolve())
    path = path_at(revision, text, here, root=None if space is None else space.root)
    story = told_by_git(span, folder, path, by=Step(wanted.by), since=wanted.since, most=wanted.most)
    name = str(product.name) if product else path
    return _compared(name, story, wanted, space=space, product=product)


def _of_two(old: str, new: str, wanted: Wanted, *, space: Workspace | None) -> _Told:
    door = Door(wanted.workspace)
    one, two = (_standing(partial(open_side, find_side(each, door), door)) for each in (old, new))
    product = product_of(space, (new, old))
    return _compared(str(product.name) if product else new, Story(((one, two),)), wanted, space=space, product=product)


def _standing(read: Any, at: datetime | None = None) -> Standing:
    contract: Contract = read()
    return Standing(lambda: contract, contract.digest, contract.version, at)


def _of_releases(word: str, wanted: Wanted, space: Workspace | None) -> _Told:
    name, _, span = word.partition("@")
    old, _, new = ("", "", "") if span in ("", "all") else span.partition("..")
    plane = control_plane_at(wanted.workspace)
    bodies = plane.get("/api/releases", api=ApiName(name))["releases"]
    known = [(Version(body["version"]), _release(body, name, wanted)) for body in bodies if body["api"] == name]
    if not known:
        raise NotFoundError("nothing was released", where=name, hint=f"apiyard release {name}")
    story = told_by_releases(known, old.removeprefix(f"{name}@"), new.removeprefix(f"{name}@"))
    recent = [pair for pair in story.pairs if not wanted.since or (pair[1].at and pair[1].at.date() >= wanted.since)]
    return _compared(
        name,
        Story(tuple(recent[-wanted.most :]), last=story.last),
        wanted,
        space=space,
        product=product_of(space, (name,)),
    )


def _release(body: dict[str, Any], name: str, wanted: Wanted) -> Standing:
    door, version = Door(wanted.workspace), str(body["version"])
    at = datetime.fromisoformat(body["released_at"]) if body.get("released_at") else None
    read = partial(_open, f"{name}@{version}", door)
    return Standing(read, str(body["contract"]), version, at)


def _open(ref: str, door: Door) -> Contract:
    return open_side(find_side(ref, door), door)


def _compared(name: str, story: Story, wanted: Wanted, *, space: Workspace | None, product: Product | None) -> _Told:
    specs = [*([space.file.diff] if space else []), *([product.file.diff] if product else [])]
    flags = Flags(strictness=strictness_named(wanted.strictness))
    options: DiffOptions = agree(specs, flags, today=SystemClock().now().date()).options
    scheme = wanted.scheme or agreed_scheme(space, product)
    last = story.pairs[-1][1] if story.pairs else story.last
    title = last.read().title if last else name
    return _Told(name, title, tell_changes(story, options, scheme=scheme), story.notes)
