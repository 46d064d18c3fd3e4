"""Text of strangers made fit for a terminal: no control characters, a known width, paths that people know."""

from __future__ import annotations

import os.path
from functools import lru_cache
from pathlib import Path

from apiyard.core.late import late_pattern

_UNSEEN = [*range(32), *range(127, 160), 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
_SEEN = dict.fromkeys(_UNSEEN, "\ufffd") | {9: " ", 10: " ", 13: " "}
_NO_XML = late_pattern("[\ud800-\udfff\ufffe\uffff]")
_LONGEST = 2_000
_URL = late_pattern(r"[a-z][a-z0-9+.-]+://")


def clean(text: str) -> str:
    """Give a line without control characters (ECMA-48) and marks that turn its direction (UAX 9), cut when endless."""
    return (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…").translate(_SEEN)


def xml_text(text: str) -> str:
    """Give lines that XML 1.0 (section 2.2) may hold, without marks that turn their direction."""
    return _NO_XML.sub("\ufffd", "\n".join(map(clean, text.split("\n"))))


def columns(text: str) -> int:
    """Give how many columns of a terminal a text takes (UAX 11)."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def wrap(text: str, *, width: int, first: str = "", rest: str = "") -> list[str]:
    """Break a text into lines.

    Args:
        text: the text, already clean.
        width: columns of a line.
        first: what the first line starts with.
        rest: what the others start with.

    Returns:
        At least one line; a long word is broken only when it fits no line.
    """
    # Most lines fit; a line is what its words and single blanks make it, so that nothing else can change.
    if text and len(first) + len(text) <= width and text.isascii() and not text.endswith(" ") and text.isprintable():
        return [no_command(first + text)]
    import textwrap

    made = textwrap.wrap(
        text, max(width, len(first) + 20), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
    return [no_command(line) for line in made] or [first]


def no_command(line: str) -> str:
    """Keep a line of a stranger from being a command of GitHub's workflows: those start with two colons."""
    text = line.lstrip()
    return f"{line[: len(line) - len(text)]}\u200b{text}" if text.startswith("::") else line


@lru_cache(maxsize=1_000)
def relative_path(uri: str, here: str, folder: str) -> str:
    """Give a document's name relative to a folder, with slashes, also when it lies elsewhere; a URL stays as it is.

    Args:
        uri: a path or URL.
        here: the absolute folder that a relative path is relative to now.
        folder: the absolute folder that it shall be relative to.
    """
    if _URL.match(uri) or uri.startswith("<"):
        return uri
    return os.path.relpath(Path(here, uri), folder).replace(os.sep, "/")


@lru_cache(maxsize=1_000)
def shown_path(uri: str, folder: str) -> str:
    """Give a document's name relative to a folder, with slashes.

    Args:
        uri: a path or URL.
        folder: an absolute folder.

    Returns:
        The relative path when the document lies in the folder; else the name as it is.
    """
    if _URL.match(uri) or uri.startswith("<"):
        return uri
    path = os.path.relpath(Path(folder, uri), folder)
    return (os.path.normpath(uri) if path.startswith("..") else path).replace(os.sep, "/")
