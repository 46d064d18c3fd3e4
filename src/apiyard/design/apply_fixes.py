"""Findings in, mended documents out."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from apiyard.core.errors import ApiyardError, unknown
from apiyard.core.finding import Finding
from apiyard.core.noun import dataclass, field
from apiyard.design.fix import Fix, UnfitError, fixes
from apiyard.design.revision import Revision
from apiyard.spec.edit import Change, edit
from apiyard.spec.inventory import Inventory
from apiyard.spec.parse import Document, parse
from apiyard.spec.source import Source, is_remote

Judge = Callable[[Inventory], Sequence[Finding]]
_ROUNDS = 10
_AGAIN = "another fix changed the same place; run it again"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A document before and after.

    Args:
        uri: its name.
        before: its text as it was read.
        after: its text with the fixes.
    """

    uri: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """What became of findings.

    Args:
        rewrites: the documents that change, by name.
        applied: the findings that are mended.
        skipped: the findings that have a fix which does not fit them, each with the reason.
        inventory: the documents as they would be.
    """

    rewrites: tuple[Rewrite, ...]
    applied: tuple[Finding, ...]
    skipped: tuple[tuple[Finding, str], ...]
    inventory: Inventory


@dataclass(slots=True)
class _Work:
    """The state over all rounds."""

    inventory: Inventory
    chosen: Mapping[str, Fix]
    applied: list[Finding] = field(default_factory=list)
    skipped: dict[tuple[str, str, str, str], tuple[Finding, str]] = field(default_factory=dict)
    first: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def round(self, findings: Iterable[Finding]) -> tuple[bool, list[Finding]]:
        """Mend what can be mended at once; say whether anything changed, and what has to wait."""
        revision, waiting = Revision.of(self.inventory), []
        self.skipped.clear()
        done: list[tuple[Finding, list[tuple[str, Change]]]] = []
        for finding in findings:
            place = finding.location
            if finding.rule not in self.chosen:
                continue
            if revision.is_disturbed(place.document, place.pointer):
                waiting.append(finding)
                continue
            try:
                done.append((finding, self.mend(revision, finding)))
            except UnfitError as error:
                self.skip(finding, error.what)
            except ApiyardError as error:
                self.skip(finding, f"the fix does not fit: {error.what}")
        texts = self.write(revision, done)
        if not texts:
            for finding, edits in done:
                if not edits:
                    self.skip(finding, "the fix finds nothing to change there")
        self.applied += [finding for finding, _ in done if _key(finding) not in self.skipped]
        if texts:
            self.texts.update(texts)
            self.inventory = revised(self.inventory, texts)
        return bool(texts), waiting

    def mend(self, revision: Revision, finding: Finding) -> list[tuple[str, Change]]:
        if finding.location.document not in self.inventory.documents:
            raise UnfitError("the document is not at hand")
        edits = list(self.chosen[finding.rule].call(revision, finding))
        for uri, _ in edits:
            if is_remote(uri):
                raise UnfitError("the document is not a file of this machine")
        for uri, change in edits:
            revision.make(uri, change)
        return edits

    def skip(self, finding: Finding, reason: str) -> None:
        self.skipped[_key(finding)] = (finding, reason)

    def write(self, revision: Revision, done: Sequence[tuple[Finding, list[tuple[str, Change]]]]) -> dict[str, str]:
        """Write the changes into the texts; a document that refuses them is left as it is."""
        texts = {}
        refused: dict[str, str] = {}
        for uri, changes in revision.changes.items():
            document = self.inventory.documents[uri]
            try:
                texts[uri] = edit(document, changes)
            except ApiyardError as error:
                refused[uri] = error.what
        for finding, edits in done:
            for uri in {uri for uri, _ in edits} & refused.keys():
                self.skip(finding, f"the document cannot be edited: {refused[uri]}")
        for uri in texts:
            self.first.setdefault(uri, self.inventory.documents[uri].data)
        return texts


def fix(
    inventory: Inventory,
    findings: Sequence[Finding],
    *,
    only: Collection[str] = (),
    judge: Judge | None = None,
) -> Fixed:
    """Mend findings in the text of their documents.

    Args:
        inventory: the documents.
        findings: what is wrong with them; findings without a fix are left alone.
        only: names of the rules to be mended; empty for all that have a safe fix.
        judge: asks the rules again, for fixes in each other's way and for what only shows after a fix.
            Without it there is one round, and what has to wait is skipped.

    Returns:
        The documents that change, with formatting and comments kept, and what became of each finding; nothing is
        written.

    Raises:
        UnknownNameError: there is no fix for a rule in ``only``.
    """
    known = fixes()
    for name in only:
        if name not in known:
            raise unknown("fix", name, known, where="--fix")
    chosen = {name: each for name, each in known.items() if (name in only if only else each.safe)}
    work = _Work(inventory, chosen)
    turned, waiting = work.round(findings)
    rounds = 1
    while turned and judge is not None and rounds < _ROUNDS:
        turned, waiting = work.round(judge(work.inventory))
        rounds += 1
    for finding in waiting:
        work.skip(finding, _AGAIN)
    rewrites = [
        Rewrite(uri, work.first[uri].decode("utf-8"), text)
        for uri, text in sorted(work.texts.items())
        if work.first[uri] != text.encode("utf-8")
    ]
    return Fixed(tuple(rewrites), tuple(work.applied), tuple(work.skipped.values()), work.inventory)


def revised(inventory: Inventory, texts: Mapping[str, str]) -> Inventory:
    """Give an inventory in which some documents have another text; nothing else is read anew.

    Args:
        inventory: the documents.
        texts: new texts by name.
    """

    def read(name: str) -> Document:
        if name in texts:
            return parse(Source(name, texts[name].encode("utf-8")), inventory.limits, tolerant=True)
        return inventory.documents[name] if name in inventory.documents else inventory.read(name)

    return Inventory(read(inventory.root.uri), read, limits=inventory.limits)


def patch(fixed: Fixed) -> str:
    """Give the changes as a patch that ``git apply`` and ``patch -p1`` understand.

    Args:
        fixed: what was mended.

    Returns:
        A unified diff; empty when nothing changes.
    """
    return "".join(line for each in fixed.rewrites for line in _hunks(each))


def _hunks(each: Rewrite) -> Iterable[str]:
    """Compare the parts between the first and the last line that differ; the rest needs no search."""
    before, after = each.before.splitlines(keepends=True), each.after.splitlines(keepends=True)
    top, shorter = 0, min(len(before), len(after))
    while top < shorter and before[top] == after[top]:
        top += 1
    end = 0
    while end < shorter - top and before[-1 - end] == after[-1 - end]:
        end += 1
    start, stop = max(0, top - _SHOWN), max(0, end - _SHOWN)
    old, new = before[start : len(before) - stop], after[start : len(after) - stop]
    name = each.uri.lstrip("/").removeprefix("./")
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", n=_SHOWN):
        shown = _moved(line, start) if line.startswith("@@") else line
        yield shown if shown.endswith("\n") else shown + "\n\\ No newline at end of file\n"


def _moved(header: str, lines: int) -> str:
    """Count the lines that were not compared."""
    parts = []
    for part in header.split(" "):
        if part[:1] in ("-", "+"):
            number, comma, count = part[1:].partition(",")
            parts.append(f"{part[0]}{int(number) + lines}{comma}{count}")
        else:
            parts.append(part)
    return " ".join(parts)


def _key(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.location.document, finding.location.pointer, finding.message
