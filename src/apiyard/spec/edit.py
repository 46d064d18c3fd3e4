"""Change a document and keep what is written around the change: formatting, comments, order."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.spec.editing.change import (
    Change,
    Insert,
    Move,
    Remove,
    Rename,
    Reorder,
    Set,
    changed,
    differences,
    same,
)
from apiyard.spec.editing.editor import Editor
from apiyard.spec.editing.node import render
from apiyard.spec.editing.read_json import read_json
from apiyard.spec.editing.read_yaml import read_yaml
from apiyard.spec.limits import DEFAULT, Limits
from apiyard.spec.parse import Document, parse
from apiyard.spec.parse_json import NotJsonError
from apiyard.spec.parse_json import read as read_value
from apiyard.spec.source import Source

__all__ = [
    "Change",
    "Insert",
    "Move",
    "Remove",
    "Rename",
    "Reorder",
    "Set",
    "changed",
    "differences",
    "edit",
    "is_json",
]


def edit(document: Document, changes: Iterable[Change], limits: Limits = DEFAULT) -> str:
    """Give a document's text with changes made in it.

    New values are written like their surroundings. The new text is read again and must mean exactly what the changes
    mean; so an edit gives the right text, or an error.

    Args:
        document: the document; JSON or YAML.
        changes: the changes, made one after the other.
        limits: the bounds that the new document must keep.

    Returns:
        The whole text. The order of bytes at its start, the ends of lines, comments and layout are kept.

    Raises:
        InvalidInputError: there is no such place, a name is taken, or the change cannot be written.
        TooLargeError: the new document crosses a bound.
    """
    text = document.data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    sheet = read_json(text) if is_json(document) else read_yaml(text)
    editor = Editor(sheet, document.value)
    for change in changes:
        editor.make(change)
    made = _checked(document, render(sheet), editor, limits=limits)
    return ("\ufeff" if document.data.startswith(codecs.BOM_UTF8) else "") + made


def is_json(document: Document) -> bool:
    """Say whether a document is written in JSON.

    Args:
        document: the document.
    """
    data = document.data.removeprefix(codecs.BOM_UTF8)
    if data.lstrip()[:1] not in (b"{", b"["):
        return False
    try:
        read_value(document.uri, data, DEFAULT)
    except NotJsonError:
        return False
    return True


def _checked(document: Document, text: str, editor: Editor, *, limits: Limits) -> str:
    """Give the text without a line break at its end that was not there, unless a block needs it."""
    if editor.value is document.value:
        return text
    if text.endswith("\n") and not document.data.endswith(b"\n"):
        shorter = text[:-1].removesuffix("\r")
        try:
            _check(document, shorter, editor, limits=limits)
        except InvalidInputError:
            pass
        else:
            return shorter
    _check(document, text, editor, limits=limits)
    return text


def _check(document: Document, text: str, editor: Editor, *, limits: Limits) -> None:
    """Read the new text and compare it with what was meant."""
    hint = "change the document by hand there, or write it in a simpler form"
    try:
        found = parse(Source(document.uri, text.encode("utf-8")), limits).value
    except ApiyardError as error:
        what = f"the change cannot be written into this text: {error.what}"
        raise InvalidInputError(what, where=error.where, hint=hint, code="no-such-edit") from None
    if not same(found, editor.value):
        raise InvalidInputError(
            "the change cannot be written into this text", where=document.uri, hint=hint, code="no-such-edit"
        )
