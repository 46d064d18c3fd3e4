"""The way in for rulesets: by built-in name, path or address to what is in force for each document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from apiyard.core.late import late_pattern
from apiyard.design.function import Function
from apiyard.design.reading.builtin_ruleset import builtin_definition, builtin_name
from apiyard.design.reading.loaded import Loaded
from apiyard.spec.source import is_remote

if TYPE_CHECKING:
    from apiyard.design.reading.load_definition import Supply

_FILE = late_pattern(r"\.?spectral\.(?:ya?ml|json|m?js)")


def read_ruleset(
    ref: str | Path,
    *,
    allow_remote: bool = False,
    functions: Mapping[str, Function] | None = None,
    supply: Supply | None = None,
    roots: Sequence[Path] = (),
) -> Loaded:
    """Read a ruleset with all that it extends.

    Args:
        ref: a path, an https address, or the name of a built-in ruleset such as ``spectral:oas``.
        allow_remote: whether addresses may be read.
        functions: functions that its rules may name besides the core ones, by name.
        supply: loads functions from files in Python beside the ruleset; it raises ForbiddenError for those that nobody
            trusts. Without it rules that need them are not run.
        roots: folders that its files must lie in; empty for any file that can be a ruleset by its name.

    Returns:
        The ruleset.

    Raises:
        InvalidInputError: something in it is wrong; names file, line and column, the piece and what would be right.
        NotFoundError: there is no such file, package or built-in ruleset.
        ForbiddenError: an address may not be read, or a function in Python is not trusted.
        TooLargeError: a bound is crossed.
    """
    name = str(ref)
    found = builtin_name(name) if isinstance(ref, str) else None
    if found is not None:
        return builtin(found)
    # What reads files is loaded only for files: the built-in rulesets start without it.
    from apiyard.design.reading.load_definition import Shelf

    anchors = tuple(roots) or (Path(Path.cwd().anchor),)
    shelf = Shelf(anchors, allow_remote, functions or {}, supply)
    definition = shelf.definition(name)
    base = name.rpartition("/")[0] if is_remote(name) else str(Path(name).absolute().parent)
    loaded = Loaded(name, definition, base, tuple(shelf.files))
    loaded.check()
    return loaded


def builtin(name: str) -> Loaded:
    """Give a built-in ruleset.

    Args:
        name: one of its names, such as ``apiyard:recommended``.

    Raises:
        UnknownNameError: there is none of this name; names the nearest.
    """
    return Loaded(name, builtin_definition(name))


def find_ruleset(folder: Path) -> Path | None:
    """Find the ruleset of a folder where Spectral finds it.

    Args:
        folder: the working folder; folders around it are not looked at.

    Returns:
        The first file in the order of names that is called ``.spectral.yaml``, or with ``.yml``, ``.json``, ``.js``,
        ``.mjs``, or without the dot in front; None when there is none.
    """
    try:
        names = sorted(path.name for path in folder.iterdir() if _FILE.fullmatch(path.name) and path.is_file())
    except OSError:
        return None
    return folder / names[0] if names else None
