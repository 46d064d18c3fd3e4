"""The texts that are looked at: what is open in the editor before what is on disk."""

from __future__ import annotations

import os.path
from pathlib import Path
from urllib.parse import unquote, urlsplit

from apiyard.core.noun import dataclass, field
from apiyard.lsp.outline import Item, find, outline
from apiyard.spec import pointer as pointers

_MAX_BYTES = 4 * 1024 * 1024
_MAX_KEPT = 200


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference means.

    Args:
        path: the file it stands in.
        item: the value there.
    """

    path: Path
    item: Item


@dataclass(slots=True)
class Shelf:
    """Texts by path, with their outlines.

    Args:
        roots: the folders that files may be read from; a document may not lead an editor anywhere else.
    """

    roots: tuple[Path, ...] = ()
    _open: dict[Path, str] = field(default_factory=dict)
    _good: dict[Path, tuple[object, Item]] = field(default_factory=dict)

    def put(self, path: Path, text: str) -> None:
        """Keep what the editor holds."""
        self._open[path] = text

    def drop(self, path: Path) -> None:
        """Forget what the editor held: from now on the file counts."""
        self._open.pop(path, None)
        self._good.pop(path, None)

    def opened(self) -> tuple[Path, ...]:
        """Give the files that are open in the editor."""
        return tuple(self._open)

    def text(self, path: Path) -> str | None:
        """Give the text of a file; None when it may not or cannot be read."""
        if path in self._open:
            return self._open[path]
        try:
            real = path.resolve()
            inside = any(real.is_relative_to(root) for root in self._folders())
            if not inside or not real.is_file() or real.stat().st_size > _MAX_BYTES:
                return None
            return real.read_text(encoding="utf-8")
        except (OSError, ValueError):
            return None

    def outline(self, path: Path) -> Item | None:
        """Give the outline of a file: of the last text that could be read, while somebody is typing."""
        text = self.text(path)
        if text is None:
            return None
        kept = self._good.get(path)
        if kept is not None and kept[0] == hash(text):
            return kept[1]
        found = outline(text) if len(text) <= _MAX_BYTES else None
        if found is None:
            return kept[1] if kept else None
        if len(self._good) >= _MAX_KEPT:
            self._good.pop(next(iter(self._good)))
        self._good[path] = (hash(text), found)
        return found

    def target(self, path: Path, ref: str) -> Target | None:
        """Give what a reference in a file means.

        Args:
            path: the file that the reference stands in.
            ref: the reference as written, such as ``common.yaml#/components/schemas/Pet``.

        Returns:
            The file and the value; None when it leads nowhere, or outside the folders.
        """
        file, _, fragment = ref.partition("#")
        if urlsplit(file).scheme not in ("", "file"):
            return None
        place = Path(os.path.normpath(path.parent / unquote(file))) if file else path
        top = self.outline(place)
        item = find(top, pointers.from_fragment(fragment)) if top else None
        return Target(place, item) if item else None

    def _folders(self) -> tuple[Path, ...]:
        return (*self.roots, *{path.parent for path in self._open})
