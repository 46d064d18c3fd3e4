"""The static files of the portal: the list that is served, each named by the hash of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from apiyard.core.noun import dataclass

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file.

    Args:
        path: where it lies.
        media_type: its media type.
        tag: names its content, for caches.
    """

    path: Path
    media_type: str
    tag: str


@cache
def assets() -> Mapping[str, Asset]:
    """Give all static files by their path below the folder; nothing else is ever served."""
    found = {}
    for path in sorted(_FOLDER.rglob("*")):
        kind = _TYPES.get(path.suffix)
        if kind is not None and path.is_file():
            tag = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            found[path.relative_to(_FOLDER).as_posix()] = Asset(path, kind, tag)
    return found


@cache
def assets_version() -> str:
    """Give a short name of all static files together; it changes when one of them does."""
    tags = "\n".join(f"{name} {asset.tag}" for name, asset in assets().items())
    return hashlib.sha256(tags.encode()).hexdigest()[:10]
