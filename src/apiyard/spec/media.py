"""Media types: reading, matching and choosing them (RFC 9110, section 8.3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass

_PARAMETER = late_pattern(r';\s*([\w!#$%&\'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s"]*))\s*')
_QUOTED = late_pattern(r"\\(.)")

_MOST_KEPT = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Name:
    """A media type or range.

    Args:
        type: such as ``application``, lower case, or ``*``.
        subtype: such as ``json``, lower case, or ``*``.
        parameters: by name, lower case.
    """

    type: str
    subtype: str
    parameters: Mapping[str, str]

    @property
    def is_json(self) -> bool:
        """Whether bodies of this type are JSON (also ``+json``, RFC 6839)."""
        return self.subtype in ("json", "*") or self.subtype.endswith("+json")

    @property
    def is_xml(self) -> bool:
        """Whether bodies of this type are XML (also ``+xml``, RFC 7303)."""
        return self.subtype == "xml" or self.subtype.endswith("+xml")

    @property
    def essence(self) -> str:
        """The type without its parameters."""
        return f"{self.type}/{self.subtype}"


def read(text: str) -> Name:
    """Read a Content-Type value or a key of a content object.

    Args:
        text: such as ``application/json; charset=utf-8``.

    Returns:
        The name; a text without a slash gives an empty subtype.
    """
    return _read(text) if len(text) <= _MOST_KEPT else _read.__wrapped__(text)


@lru_cache(maxsize=512)
def _read(text: str) -> Name:
    essence, semicolon, rest = text.partition(";")
    kind, _, subtype = essence.strip().lower().partition("/")
    parameters: dict[str, str] = {}
    if semicolon:
        for found in _PARAMETER.finditer(";" + rest):
            value = _QUOTED.sub(r"\1", found[2]) if found[2] is not None else found[3]
            parameters.setdefault(found[1].lower(), value)
    return Name(kind, subtype, parameters)


def choose(content: Mapping[str, T], content_type: str) -> tuple[str, T] | None:
    """Find the entry of a content object that a body's media type falls under; the most specific one wins.

    Args:
        content: entries by media type or range.
        content_type: the body's Content-Type.

    Returns:
        The key and the entry, or None.
    """
    wanted = read(content_type)
    best: tuple[int, str, T] | None = None
    for key, value in content.items():
        rank = _rank(read(key), wanted)
        if rank and (best is None or rank > best[0]):
            best = (rank, key, value)
    return None if best is None else best[1:]


def _rank(offered: Name, wanted: Name) -> int:
    if offered.type == "*":
        return 1
    if offered.type != wanted.type:
        return 0
    if offered.subtype == "*":
        return 2
    if offered.subtype != wanted.subtype:
        return 0
    for name, value in offered.parameters.items():
        if name != "charset" and wanted.parameters.get(name, "").lower() != value.lower():
            return 0
    return 3 + len(offered.parameters)
