"""Open an OpenAPI document as it is written, to make another one of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.spec import source as sources
from apiyard.spec.bundle import Bundler
from apiyard.spec.find_roots import find_roots
from apiyard.spec.grammar import OPENAPI_2, OPENAPI_3, Grammar
from apiyard.spec.limits import DEFAULT, Limits
from apiyard.spec.parse import Document, parse
from apiyard.spec.upgrade import source_version

_KNOWN = re.compile(r"2\.0|3\.[0-2](?:\.\d{1,3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was opened.

    Args:
        document: the main document.
        value: its value.
        version: the OpenAPI version it is written in, such as ``3.0.3``.
        read: reads another document by name.
        limits: the bounds on what it may cost.
    """

    document: Document
    value: dict[str, Any]
    version: str
    read: Callable[[str], Document]
    limits: Limits

    @property
    def grammar(self) -> Grammar:
        """The table of its version family."""
        return OPENAPI_2 if self.version == "2.0" else OPENAPI_3


def open_api(
    ref: str | Path,
    *,
    roots: Sequence[Path] | None = None,
    allow_remote: bool = False,
    limits: Limits = DEFAULT,
) -> Opened:
    """Open a document.

    Args:
        ref: a path, ``-`` for standard input, or a URL where remote documents are allowed.
        roots: folders that referenced files must lie in; by default those of `find_roots`: its own, the working one and
            its repository.
        allow_remote: whether http and https may be read.
        limits: the bounds.

    Returns:
        The document; other files are read when they are needed.

    Raises:
        InvalidInputError: it is no OpenAPI 2.0, 3.0, 3.1 or 3.2 document.
        ForbiddenError: it must not be read.
        NotFoundError: there is no such file.
        TooLargeError: a bound is crossed.
        UnavailableError: a URL does not answer.
    """
    text = str(ref)
    if roots is None:
        roots = () if text == sources.STDIN or sources.is_remote(text) else find_roots(Path(text), Path())

    def read(name: str) -> Document:
        return parse(sources.read(name, roots=roots, allow_remote=allow_remote, limits=limits), limits)

    document = read(text)
    value = document.value
    version = source_version(value) if isinstance(value, dict) else ""
    if _KNOWN.fullmatch(version) is None:
        what = "the document is no OpenAPI 2.0, 3.0, 3.1 or 3.2 document"
        raise InvalidInputError(
            what, where=str(document.locate("/openapi")), piece=version, hint="write openapi: 3.1.0 at its top"
        )
    return Opened(document, cast("dict[str, Any]", value), version, read, limits)


def tree_of(opened: Opened) -> dict[str, Any]:
    """Give a document with all its files as one tree whose references are internal, in the version it is written in.

    Args:
        opened: the document.

    Returns:
        A new tree, with members in the order of the source; what stood in other files comes last in its section.

    Raises:
        InvalidInputError: a reference names nothing, or only itself; with its place.
        TooLargeError: a bound is crossed.
    """
    return Bundler(opened.document, opened.grammar, opened.read, opened.limits).bundle()
