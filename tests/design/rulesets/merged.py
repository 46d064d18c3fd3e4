"""What is in force for documents, in the shape in which Spectral's answers are kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.design.function import Function
from apiyard.design.read_ruleset import read_ruleset
from apiyard.design.reading.alias import expand
from apiyard.design.reading.level import level_of
from apiyard.design.ruleset import Active, ActiveRule

_OF_DOCUMENT = {"oas2": ("oas2",), "oas3_0": ("oas3", "oas3_0"), "oas3_1": ("oas3", "oas3_1")}
TRUTHY = {"truthy": Function("truthy", "truthy", "whether there is something", lambda *_: ())}


def write(folder: Path, files: dict[str, Any]) -> None:
    """Write the files of one case."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in files.items():
        (folder / name).write_text(json.dumps(value, indent=1), encoding="utf-8")


def answer(folder: Path, documents: list[str], pointers: list[str]) -> dict[str, Any]:
    """Give what is in force for each document; an error by its first line."""
    try:
        loaded = read_ruleset(folder / ".spectral.json", functions=TRUTHY)
        return {name: _view(loaded.for_document(folder / name), str(folder / name), pointers) for name in documents}
    except ApiyardError as error:
        return {"error": error.what}


def _view(active: Active, source: str, pointers: list[str]) -> dict[str, Any]:
    formats = sorted(active.formats)
    return {
        "formats": formats,
        "rules": {name: _rule(rule, active, source, pointers) for name, rule in active.rules.items()},
    }


def _rule(rule: ActiveRule, active: Active, source: str, pointers: list[str]) -> dict[str, Any]:
    given = {}
    for kind, those in _OF_DOCUMENT.items():
        known = [name for name in those if name in active.formats]
        given[kind] = [text for each in rule.rule.given for text in expand(each, rule.aliases, known)]
    at = active.severity_at or (lambda found, _document, _pointer: found.severity)
    return {
        "level": level_of(rule.severity),
        "formats": sorted(rule.formats),
        "given": given,
        "url": rule.rule.documentation_url,
        "resolved": rule.rule.resolved,
        "at": [level_of(at(rule, source, pointer)) for pointer in pointers],
    }
