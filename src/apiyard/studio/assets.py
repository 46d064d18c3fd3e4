"""The static files of the studio: the list that is served, each named by the hash of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from apiyard.core.errors import UnavailableError
from apiyard.core.noun import dataclass

_FOLDER = Path(__file__).parent / "static"
_REFERENCE = Path(__file__).parents[1] / "portal" / "static" / "vendor" / "scalar" / "standalone.js"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file.

    Args:
        content: its bytes.
        media_type: its media type.
        tag: names its content, for caches.
    """

    content: bytes
    media_type: str
    tag: str


@cache
def assets() -> Mapping[str, Asset]:
    """Give all static files by their path; nothing else is ever served.

    Raises:
        UnavailableError: the front-end files were not brought by the build.
    """
    found = {"vendor/reference.js": _REFERENCE}
    found.update({path.relative_to(_FOLDER).as_posix(): path for path in sorted(_FOLDER.rglob("*"))})
    if not _REFERENCE.is_file() or "vendor/ace/ace.js" not in found:
        raise UnavailableError(
            "the front-end files are not installed",
            where=str(_FOLDER / "vendor"),
            hint="install apiyard from its wheel",
        )
    return {name: _asset(path) for name, path in found.items() if path.suffix in _TYPES and path.is_file()}


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, _TYPES[path.suffix], f'"{hashlib.sha256(content).hexdigest()[:20]}"')
