"""Where the thing under the cursor is defined, and where it is used."""

from __future__ import annotations

from pathlib import Path

from apiyard.lsp.meaning import meaning, scheme
from apiyard.lsp.outline import Item, Place, Span, at
from apiyard.lsp.shelf import Shelf, Target


def definition(shelf: Shelf, path: Path, place: Place) -> Target | None:
    """Give the definition of what stands at a place, in whatever file it is.

    Args:
        shelf: the texts.
        path: the file.
        place: line and column from 0, in characters.

    Returns:
        The file and the value; None when nothing is named there.
    """
    top = shelf.outline(path)
    found = at(top, place) if top else None
    if found is None:
        return None
    item, is_key = found
    return scheme(shelf, path, item) if is_key else meaning(shelf, path, item)


def uses(shelf: Shelf, path: Path, place: Place) -> list[tuple[Path, Span]]:
    """Give the places that refer to what stands at a place, in all open files.

    Args:
        shelf: the texts.
        path: the file.
        place: line and column from 0, in characters.

    Returns:
        The files and the parts of their text, in order.
    """
    top = shelf.outline(path)
    found = at(top, place) if top else None
    if found is None:
        return []
    named = definition(shelf, path, place)
    wanted = (named.path, named.item.pointer) if named else (path, found[0].pointer)
    places: list[tuple[Path, Span]] = []
    for file in sorted({*shelf.opened(), path}):
        other = shelf.outline(file)
        for item in other.walk() if other else ():
            target = _target(shelf, file, item)
            if target and (target.path, target.item.pointer) == wanted:
                places.append((file, item.span if item.scalar is not None else item.key_span))
    return places


def _target(shelf: Shelf, file: Path, item: Item) -> Target | None:
    return meaning(shelf, file, item) if item.scalar is not None else scheme(shelf, file, item)
