"""Documents as they are typed: texts that are not saved yet stand before the files of the same name."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from apiyard.spec import source as sources
from apiyard.spec.limits import DEFAULT, Limits
from apiyard.spec.parse import Document, parse


def draft_reader(
    folder: Path, texts: Mapping[str, str], limits: Limits = DEFAULT, *, tolerant: bool = False
) -> Callable[[str], Document]:
    """Give a door to the documents of one folder; nothing outside it is read, and no URL.

    Args:
        folder: the folder of the contract, absolute.
        texts: texts by their name below the folder.
        limits: the bounds on what a document may cost.
        tolerant: whether what can be told as a finding, such as a key that occurs twice, is no error.

    Returns:
        Reads a document by its path.
    """
    drafts = {os.path.normpath(folder / name): text for name, text in texts.items()}

    def read(name: str) -> Document:
        path = os.path.normpath(name)
        if path in drafts:
            return parse(sources.Source(path, drafts[path].encode()), limits, tolerant=tolerant)
        return parse(sources.read(name, roots=(folder,), limits=limits), limits, tolerant=tolerant)

    return read


def shown_name(folder: Path, document: str) -> str:
    """Give a document's name below the folder, as people see it.

    Args:
        folder: the folder of the contract, absolute.
        document: a path.

    Returns:
        The relative path, or the given text when it lies elsewhere.
    """
    try:
        return Path(document).relative_to(folder).as_posix()
    except ValueError:
        return document
