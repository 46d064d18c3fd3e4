"""What a linter says, without its words: the rule, its severity and the place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.core.finding import Severity
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import read_ruleset
from apiyard.spec import pointer
from apiyard.spec.inventory import open_inventory
from apiyard.spec.limits import Limits

Verdicts = set[tuple[str, str]]
"""Pairs of a document and ``severity rule #pointer``."""

_SEVERITIES = (Severity.ERROR, Severity.WARN, Severity.INFO, Severity.HINT)
_ROOMY = Limits(max_yaml_nodes=5_000_000)


def ours(documents: Iterable[Path], ruleset: Path, folder: Path) -> Verdicts:
    """Lint documents with apiyard; one that cannot be read gives one verdict that says so.

    Args:
        documents: the main documents.
        ruleset: the ruleset's file.
        folder: documents are named relative to it.
    """
    loaded = read_ruleset(ruleset)
    found: Verdicts = set()
    for document in documents:
        active = loaded.for_document(str(document))
        try:
            inventory = open_inventory(str(document), roots=(folder,), limits=_ROOMY)
        except ApiyardError:
            found.add((_name(str(document), folder), "error unreadable #"))
            continue
        for finding in lint(inventory, active):
            place = finding.location
            found.add((_name(place.document, folder), f"{finding.severity} {finding.rule} #{place.pointer}"))
    return found


def theirs(output: Iterable[dict[str, Any]], folder: Path) -> Verdicts:
    """Read the output of Spectral's format ``json``."""
    return {
        (
            _name(each["source"], folder),
            f"{_SEVERITIES[each['severity']]} {each['code']} #{pointer.build(each['path'])}",
        )
        for each in output
    }


def by_document(verdicts: Verdicts) -> dict[str, list[str]]:
    """Give verdicts by document, in order, for a file that people read."""
    found: dict[str, list[str]] = {}
    for document, verdict in sorted(verdicts):
        found.setdefault(document, []).append(verdict)
    return found


def _name(document: str, folder: Path) -> str:
    return os.path.relpath(document, folder).replace(os.sep, "/")
