"""npm packages as Node finds them: in ``node_modules`` of a folder or of one around it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import NotFoundError
from apiyard.core.late import late_module, late_pattern
from apiyard.design.reading.builtin_ruleset import builtin_name
from apiyard.design.reading.written import Part

if TYPE_CHECKING:
    import json
else:
    json = late_module("json")

_NAME = late_pattern(r"(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*", re.ASCII)
_MAX_BYTES = 1 << 20
_CONDITIONS = ("import", "node", "default", "require", "module")


def find_package(ref: str, folder: Path, part: Part) -> Path | str | None:
    """Find the file of a package, or of a file in one.

    Args:
        ref: the name of a package, with a path behind it or without.
        folder: the folder of the ruleset that asks.
        part: the place that asks.

    Returns:
        The file; the name of a built-in ruleset that stands for it; None when there is no such package.

    Raises:
        NotFoundError: the package is there, but has no such file.
    """
    found = _NAME.match(ref)
    if found is None or (found.end() != len(ref) and ref[found.end()] != "/"):
        return None
    name, below = found[0], ref[found.end() + 1 :]
    for around in (folder, *folder.parents):
        home = around / "node_modules" / name
        if home.is_dir():
            told = _manifest(home)
            builtin = builtin_name(str(told.get("name", "")))
            if builtin is not None:
                return builtin
            return _file(home, _target(told, below) or below, part)
    return None


def _file(home: Path, inside: str, part: Part) -> Path:
    path = (home / (inside or "index.js")).resolve()
    if not path.is_relative_to(home.resolve()):
        raise part.wrong("a package can name only files of its own", piece=inside)
    for found in (path, *(path.with_name(path.name + suffix) for suffix in (".js", ".mjs", ".json", ".yaml", ".yml"))):
        if found.is_file():
            return found
    if (path / "index.js").is_file():
        return path / "index.js"
    raise NotFoundError(
        "the package has no such file", where=part.where, piece=str(path), hint="is it installed whole?"
    )


def _manifest(home: Path) -> dict[str, Any]:
    try:
        with (home / "package.json").open("rb") as file:
            told = json.loads(file.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _target(told: dict[str, Any], below: str) -> str:
    """Give the file that a package names for itself, or for a path below it; empty when it names none."""
    exports = told.get("exports")
    key = f"./{below}" if below else "."
    if isinstance(exports, dict) and any(str(each).startswith(".") for each in exports):
        return _condition(exports.get(key))
    if below:
        return ""
    return _condition(exports) or next(
        (text for text in (told.get("main"), told.get("module")) if isinstance(text, str)), ""
    )


def _condition(value: Any) -> str:
    """Choose among the conditions of an entry of ``exports`` (Node, Modules: Packages, conditional exports)."""
    for _ in range(5):
        if isinstance(value, list):
            value = value[0] if value else None
        if not isinstance(value, dict):
            break
        value = next((value[each] for each in _CONDITIONS if each in value), None)
    return value if isinstance(value, str) else ""
