"""JSON pointers (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, unquote

from apiyard.core.json import Json

MISSING = object()


def escape(token: object) -> str:
    """Give a member name or an index as a reference token (RFC 6901, section 3)."""
    text = token if type(token) is str else str(token)
    if "~" in text or "/" in text:
        return text.replace("~", "~0").replace("/", "~1")
    return text


def unescape(token: str) -> str:
    """Give the member name that a reference token stands for (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def join(pointer: str, *tokens: object) -> str:
    """Give the pointer that goes on from another by names and indexes."""
    return pointer + "".join("/" + escape(token) for token in tokens)


def build(tokens: Iterable[object]) -> str:
    """Give the pointer made of names and indexes."""
    row = list(tokens)
    try:
        text = "/" + "/".join(row) if row else ""  # type: ignore[arg-type]
    except TypeError:
        text = "/" + "/".join([token if type(token) is str else str(token) for token in row])
    # Most tokens need no escape: then there are as many slashes as tokens.
    if "~" not in text and text.count("/") == len(row):
        return text
    texts = [each if type(each) is str else str(each) for each in row]
    return "/" + "/".join(
        [each.replace("~", "~0").replace("/", "~1") if "/" in each or "~" in each else each for each in texts]
    )


def split(pointer: str) -> list[str]:
    """Give the names of a pointer; an empty pointer has none."""
    tokens = pointer.split("/")[1:]
    return [unescape(token) for token in tokens] if "~" in pointer else tokens


def from_fragment(fragment: str) -> str:
    """Give the pointer that a URI fragment stands for (RFC 6901, section 6)."""
    return unquote(fragment)


def to_fragment(pointer: str) -> str:
    """Give the URI fragment that stands for a pointer (RFC 6901, section 6)."""
    return quote(pointer, safe="/~!$&'()*+,;=:@-._")


def get(value: Json, pointer: str) -> object:
    """Give the value at a pointer, or ``MISSING``.

    Args:
        value: the whole document.
        pointer: where to look, empty for the whole document.

    Returns:
        The value there, or ``MISSING`` when the pointer leads nowhere.
    """
    node: object = value
    for token in split(pointer):
        if isinstance(node, dict):
            node = node.get(token, MISSING)
        elif isinstance(node, list):
            node = node[int(token)] if token.isdecimal() and token.isascii() and int(token[:9]) < len(node) else MISSING
        else:
            return MISSING
        if node is MISSING:
            return MISSING
    return node
