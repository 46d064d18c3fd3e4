"""Bytes to a JSON value, whether they are JSON or YAML, with places on demand."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.finding import Location
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.spec import extent_json, parse_json
from apiyard.spec.extent import Extent, Place
from apiyard.spec.flaw import Flaw
from apiyard.spec.limits import DEFAULT, Limits
from apiyard.spec.outline import Outline
from apiyard.spec.source import Source

Finder = Callable[[str], Extent]
_OPENING = (b"{", b"[")


@dataclass(slots=True)
class _Lazy:
    """The finder of places, made when the first place is asked for."""

    make: Callable[[], Finder]
    finder: Finder | None = None

    def __call__(self, pointer: str) -> Extent:
        if self.finder is None:
            self.finder = self.make()
        return self.finder(pointer)

    def key(self, pointer: str) -> Place:
        """Give the start of the key alone, which is cheaper where the finder has a way."""
        if self.finder is None:
            self.finder = self.make()
        finder = self.finder
        return finder.key(pointer) if isinstance(finder, extent_json.Finder) else finder(pointer).key


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed document.

    Args:
        uri: path or URL as the user would name it.
        value: its JSON value.
        size: its size in bytes.
        data: its bytes as they were read.
        flaws: what is wrong in its text, when it was read in a tolerant way.
        references: its reference objects, level by level; None where nobody has looked for them yet.
    """

    uri: str
    value: Json
    size: int
    _places: _Lazy = field(repr=False, compare=False)
    data: bytes = field(default=b"", repr=False, compare=False)
    flaws: tuple[Flaw, ...] = ()
    references: tuple[dict[str, Any], ...] | None = field(default=None, repr=False, compare=False)

    def locate(self, pointer: str) -> Location:
        """Give the place of a value, or of the nearest value around it that exists.

        Args:
            pointer: RFC 6901 pointer into this document.

        Returns:
            The place: of the key for a member of an object, of the value for anything else.
        """
        return Location(self.uri, pointer, *self._places.key(pointer))

    def extent(self, pointer: str) -> Extent:
        """Give the places around a value, or around the nearest value around it that exists.

        Args:
            pointer: RFC 6901 pointer into this document.

        Returns:
            Its start and end, and those of its key.
        """
        return self._places(pointer)

    def span(self, pointer: str) -> tuple[int, int, int, int]:
        """Give where a value, or the nearest value around it that exists, starts with its key, and where it ends.

        Args:
            pointer: RFC 6901 pointer into this document.

        Returns:
            Line and column of the start, line and column one past the end; all from 1.
        """
        extent = self._places(pointer)
        return *extent.key, *extent.end


def parse(source: Source, limits: Limits = DEFAULT, *, tolerant: bool = False) -> Document:
    """Read a document.

    Args:
        source: the bytes and their name.
        limits: the bounds.
        tolerant: whether keys that occur twice (the last one counts) and keys that are no strings are noted as flaws;
            else the first key that occurs twice is an error.

    Returns:
        The document; places are computed only when they are asked for.

    Raises:
        InvalidInputError: the bytes are neither JSON nor YAML, or say a thing twice; names line and column.
        TooLargeError: a bound is crossed.
    """
    data = source.data
    if len(data) > limits.max_bytes:
        raise too_large_bytes(source.uri, len(data), limits.max_bytes)
    data = data.removeprefix(codecs.BOM_UTF8)
    flaws: list[Flaw] | None = [] if tolerant else None
    text = "" if data[:4096].lstrip()[:1] in _OPENING else _text(source.uri, data)
    if not text or text[:4096].lstrip()[:1] in ("{", "[") or source.uri.endswith(".json"):
        try:
            found = parse_json.read(source.uri, data, limits, flaws=flaws)
        except ApiyardError as error:
            from apiyard.spec.parse_yaml import maybe_flow

            # What is wrong with the text as such is told first; JSON that can be read has no such fault.
            text = text or _text(source.uri, data)
            is_json = not isinstance(error, parse_json.NotJsonError) or source.uri.endswith(".json")
            if is_json or not maybe_flow(text):
                raise
        else:
            return _of_json(source, data, found, flaws=flaws)
    from apiyard.spec import parse_yaml  # only YAML needs its library

    outline: list[Outline] = []
    value = parse_yaml.read(source.uri, text, limits, flaws=flaws, outline=outline)
    places = _Lazy(lambda: parse_yaml.finder(text, outline))
    return Document(source.uri, value, len(data), places, source.data, tuple(flaws or ()))


def _of_json(source: Source, data: bytes, found: parse_json.Reading, *, flaws: list[Flaw] | None) -> Document:
    finder = _Lazy(lambda: extent_json.Finder(data, laid_out=found.laid_out))
    told, references = tuple(flaws or ()), tuple(found.references)
    return Document(source.uri, found.value, len(data), finder, source.data, told, references)


def too_large_bytes(uri: str, size: int, limit: int) -> TooLargeError:
    """Make the error for a document with too many bytes."""
    return TooLargeError(
        f"the document has more than {limit} bytes",
        where=uri,
        piece=f"{size} bytes",
        hint="split the document into files, or raise the limit",
    )


def _text(uri: str, data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InvalidInputError("the document is UTF-16", where=f"{uri}:1:1", hint="save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = parse_json.place(data, error.start)
        raise InvalidInputError(
            "the document is not UTF-8",
            where=f"{uri}:{line}:{column}",
            piece=f"byte 0x{data[error.start]:02x}",
            hint="save it as UTF-8",
        ) from None
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        column = nul - text.rfind("\n", 0, nul)
        raise InvalidInputError("the document holds a NUL byte", where=f"{uri}:{line}:{column}", hint="remove it")
    if not text or text.isspace():
        raise InvalidInputError("the document is empty", where=f"{uri}:1:1", hint="write an OpenAPI document")
    return text
