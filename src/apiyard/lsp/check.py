"""Judges a document with the texts that the editor holds."""

from __future__ import annotations

import re
from pathlib import Path

from apiyard.core.clock import Clock, SystemClock
from apiyard.core.errors import ApiyardError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.core.noun import dataclass, field
from apiyard.design.assess import assess
from apiyard.design.lint import lint
from apiyard.lsp.outline import Item, Span, find
from apiyard.lsp.shelf import Shelf
from apiyard.spec import source as sources
from apiyard.spec.document_format import formats_of
from apiyard.spec.inventory import Inventory
from apiyard.spec.limits import Limits
from apiyard.spec.parse import Document, parse
from apiyard.wiring.lint_agreed import near_workspace
from apiyard.wiring.lint_standards import Place, Standards, StandardsShelf

_MAX_FOUND = 1_000
_MAX_KEPT = 50
_PLACE = re.compile(r":(\d+):(\d+)(?:#|$)")
_OURS = ("openapi", "swagger", "arazzo", "overlay")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the part of the text it is about.

    Args:
        path: the file.
        span: the part of its text.
        finding: what is wrong.
        url: where the rule is explained; ``""`` for nowhere.
    """

    path: Path
    span: Span
    finding: Finding
    url: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a document.

    Args:
        path: the main document.
        text: its text at that time.
        inventory: the documents; None when the text could not be read.
        found: what was found, in order.
    """

    path: Path
    text: str
    inventory: Inventory | None
    found: tuple[Found, ...]


@dataclass(slots=True)
class Checker:
    """Judges documents; keeps rulesets until a file of theirs is another one.

    Args:
        ruleset: the ruleset to judge by; ``""`` for the one that the folder names.
        limits: the bounds on documents.
        clock: says which day it is, for waivers that end.
    """

    ruleset: str = ""
    limits: Limits = field(default_factory=Limits)
    clock: Clock = field(default_factory=SystemClock)
    _kept: dict[Place, StandardsShelf] = field(default_factory=dict)

    def forget(self) -> None:
        """Read rulesets anew from now on."""
        self._kept.clear()

    def check(self, shelf: Shelf, path: Path) -> Checked:
        """Judge a document.

        Args:
            shelf: the texts.
            path: the file.

        Returns:
            What was found; an error that ends the judging is a finding too.
        """
        text = shelf.text(path) or ""
        if not any(word in text for word in _OURS):
            return Checked(path, text, None, ())
        try:
            inventory = self._inventory(shelf, path, text)
            if not formats_of(inventory.root.value):
                return Checked(path, text, None, ())
            standards = self._standards(shelf, path)
            active = standards.loaded.for_document(path)
            findings = lint(inventory, active, ignore_unknown_format=True)
            judged = assess(path.name, inventory, active, findings=findings, agreed=standards.agreed)
        except ApiyardError as error:
            return Checked(path, text, None, (_failed(path, text, error),))
        tops: dict[str, Item | None] = {}
        found = []
        for remark in judged.counted[:_MAX_FOUND]:
            place = remark.finding.location
            if place.document not in tops:
                tops[place.document] = shelf.outline(Path(place.document))
            span = _span(tops[place.document], place)
            found.append(Found(Path(place.document), span, remark.finding, remark.url))
        return Checked(path, text, inventory, tuple(found))

    def _inventory(self, shelf: Shelf, path: Path, text: str) -> Inventory:
        roots = (*shelf.roots, path.parent)

        def read(name: str) -> Document:
            held = shelf.text(Path(name)) if Path(name) in shelf.opened() else None
            if held is not None:
                source = sources.Source(name, _bytes(held))
            else:
                source = sources.read(name, roots=roots, limits=self.limits)
            return parse(source, self.limits, tolerant=True)

        root = parse(sources.Source(str(path), _bytes(text)), self.limits, tolerant=True)
        return Inventory(root, read, limits=self.limits)

    def _standards(self, shelf: Shelf, path: Path) -> Standards:
        """Give the ruleset and the agreements that ``apiyard lint`` takes for a file; those of its own workspace."""
        folder = next((root for root in shelf.roots if path.is_relative_to(root)), path.parent)
        place = Place(self.ruleset, str(folder), str(near_workspace(path.parent) or ""))
        if place not in self._kept and len(self._kept) >= _MAX_KEPT:
            self._kept.clear()
        return self._kept.setdefault(place, StandardsShelf()).get(place, self.clock.now().date())


def _bytes(text: str) -> bytes:
    """Give the bytes of a text; half a surrogate pair, which JSON can carry, makes them wrong and is told as that."""
    return text.encode("utf-8", "surrogatepass")


def _span(top: Item | None, place: Location) -> Span:
    """Give the part of a text that a finding is about: the key, or a plain value."""
    item = find(top, place.pointer) if top and place.pointer else None
    if item is None:
        line, column = max(place.line - 1, 0), max(place.column - 1, 0)
        return Span(line, column, line, column + 1)
    if item.kind == "scalar" or item.key_span is item.span:
        span = item.span
        return span if span.line == span.end_line else Span(span.line, span.column, span.line, span.column + 1)
    return item.key_span


def _failed(path: Path, text: str, error: ApiyardError) -> Found:
    """Tell an error where it is, if it is in this text, else at its beginning."""
    place = _PLACE.search(error.where)
    here = error.where.startswith(str(path))
    line, column = (int(place[1]) - 1, int(place[2]) - 1) if place and here else (0, 0)
    lines = text.splitlines()
    end = len(lines[line]) if line < len(lines) else column + 1
    words = error.what if here else f"{error.what} ({error.where})" if error.where else error.what
    finding = Finding(
        "parser", Severity.ERROR, words, Location(str(path), "", line + 1, column + 1), error.piece, error.hint
    )
    return Found(path, Span(line, column, line, max(end, column + 1)), finding)
