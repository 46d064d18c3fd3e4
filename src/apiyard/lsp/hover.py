"""What is told about the thing under the cursor, as Markdown."""

from __future__ import annotations

import re
from pathlib import Path

from apiyard.lsp.fields import FIELDS
from apiyard.lsp.kind import kind_at
from apiyard.lsp.meaning import meaning
from apiyard.lsp.outline import Item, Place, Span, at
from apiyard.lsp.shelf import Shelf, Target

_MAX_LINES = 25
_MAX_TEXT = 600
_FENCE = re.compile(r"`{3,}")


def hover(shelf: Shelf, path: Path, place: Place) -> tuple[str, Span] | None:
    """Say what stands at a place.

    Args:
        shelf: the texts.
        path: the file.
        place: line and column from 0, in characters.

    Returns:
        Markdown and the part of the text it is about; None when there is nothing to say.
    """
    top = shelf.outline(path)
    found = at(top, place) if top else None
    if top is None or found is None:
        return None
    item, is_key = found
    if not is_key:
        target = meaning(shelf, path, item)
        return (_told(shelf, target, item), item.span) if target else None
    about = FIELDS.get(kind_at(top, item.pointer.rpartition("/")[0]), {}).get(item.key)
    return (f"**{item.key}**: {about}", item.key_span) if about else None


def _told(shelf: Shelf, target: Target, item: Item) -> str:
    """Show what a reference means: its title and description, then its text as written."""
    text = shelf.text(target.path) or ""
    span = target.item.span
    lines = text.splitlines()[span.line : span.end_line + 1]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    shown = [line[indent:] for line in lines[:_MAX_LINES]]
    if len(lines) > _MAX_LINES:
        shown.append(f"… {len(lines) - _MAX_LINES} more lines")
    name = target.item.key or target.path.name
    words = target.item.text("description") or target.item.text("summary") or target.item.text("title")
    language = "json" if target.path.suffix == ".json" else "yaml"
    body = _FENCE.sub("``", "\n".join(shown))
    head = [f"**{name}** in `{target.path.name}:{target.item.key_span.line + 1}`"]
    # Words of a document are shown as they are written: no links, pictures or HTML of strangers.
    quoted = [f"```text\n{_FENCE.sub('``', words[:_MAX_TEXT])}\n```"] if words else []
    return "\n\n".join([*head, *quoted, f"```{language}\n{body}\n```"])
