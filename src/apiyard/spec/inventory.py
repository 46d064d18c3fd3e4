"""The documents of one API as they are written, and what each reference in them means."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.finding import Finding, Location, Severity
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec import source as sources
from apiyard.spec.limits import DEFAULT, Limits
from apiyard.spec.measure import measure
from apiyard.spec.parse import Document, parse

if TYPE_CHECKING:
    from apiyard.spec.contract import Contract

Path = tuple[str | int, ...]

INVALID_REF = "invalid-ref"
PARSER = "parser"
_MAX_CHAIN = 50
_MAX_BROKEN = 1_000
_MAX_OWN = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a source document.

    Args:
        uri: the document's name.
        path: keys and indices from its root.
    """

    uri: str
    path: Path = ()


Target = tuple[Any, Spot]


@dataclass(slots=True, weakref_slot=True)
class Inventory:
    """A main document with those that it refers to.

    Args:
        root: the main document.
        read: reads another document by its resolved name, as `spec.source` and `spec.parse` do.
        documents: all documents read so far by name.
        problems: what is wrong with the documents themselves: keys that occur twice (``parser``), references that mean
            nothing (``invalid-ref``).
        limits: the bounds on what all documents together may cost.
        made: the contract that the documents were read for, where there is one already.
    """

    root: Document
    read: Callable[[str], Document]
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    limits: Limits = DEFAULT
    made: Contract | None = None
    _found: dict[int, Target | None] = field(default_factory=dict, repr=False)
    _homes: dict[int, str] = field(default_factory=dict, repr=False)
    _known: dict[tuple[str, str], Target | str] = field(default_factory=dict, repr=False)
    _targets: set[int] = field(default_factory=set, repr=False)
    _names: dict[str, dict[str, Path]] = field(default_factory=dict, repr=False)
    _unreadable: dict[str, str] = field(default_factory=dict, repr=False)
    _nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict, repr=False)
    _named_places: frozenset[Spot] | None = field(default=None, repr=False)
    _waiting: list[str] = field(default_factory=list, repr=False)
    _size: int = 0

    def __post_init__(self) -> None:
        """Follow all references once, through all documents."""
        if self.documents:
            self._waiting.extend(self.documents)
        else:
            self._add(self.root.uri, self.root)
        while self._waiting:
            self._collect(self._waiting.pop(0))

    @property
    def targets(self) -> Container[int]:
        """The identities of all objects and arrays that some reference means."""
        return self._targets

    @property
    def named(self) -> frozenset[Spot]:
        """The places that some reference from outside of them names, with those that are only references in turn."""
        if self._named_places is None:
            written = Counter((uri, node["$ref"]) for uri, nodes in self._nodes.items() for node in nodes)
            times: Counter[Spot] = Counter()
            for key, number in written.items():
                found = self._known.get(key, "")
                if not isinstance(found, str):
                    times[found[1]] += number
            values = {found[1]: found[0] for found in self._known.values() if not isinstance(found, str)}
            self._named_places = frozenset(
                spot for spot, value in values.items() if not self._is_only_inside(spot, value, times[spot])
            )
        return self._named_places

    def _is_only_inside(self, spot: Spot, value: Any, times: int) -> bool:
        """Say whether all references to a place stand in itself; more than a few never do."""
        if not 0 < times <= _MAX_OWN:
            return False
        inside = 0
        stack: list[Any] = [value]
        while stack:
            node = stack.pop()
            if type(node) is dict:
                if type(node.get("$ref")) is str:
                    found = self._known.get((spot.uri, node["$ref"]), "")
                    inside += not isinstance(found, str) and found[1] == spot
                stack += [each for each in node.values() if type(each) is dict or type(each) is list]
            elif type(node) is list:
                stack += [each for each in node if type(each) is dict or type(each) is list]
        return inside == times

    def target(self, node: dict[str, Any]) -> Target | None:
        """Give what a reference object means and where that stands, through chains of references.

        Args:
            node: an object of one of the documents (the very object, not a copy).

        Returns:
            The value and its place; None when the object is no reference, or refers to nothing, or in a circle.
        """
        return self._found.get(id(node))

    def locate(self, spot: Spot) -> Location:
        """Give document, pointer, line and column of a place."""
        return self.documents[spot.uri].locate(pointers.build(spot.path))

    def _add(self, uri: str, document: Document) -> None:
        self.documents[uri] = document
        self._size += document.size
        if len(self.documents) > self.limits.max_files:
            raise TooLargeError(f"the references span more than {self.limits.max_files} documents", where=self.root.uri)
        if self._size > self.limits.max_total_bytes:
            what = f"all documents together have more than {self.limits.max_total_bytes} bytes"
            raise TooLargeError(what, where=self.root.uri)
        self._note(uri, document)
        self._waiting.append(uri)

    def _note(self, uri: str, document: Document) -> None:
        for flaw in document.flaws:
            place = Location(uri, flaw.pointer, flaw.line, flaw.column)
            self.problems.append(Finding(PARSER, Severity.ERROR, flaw.what, place, flaw.piece, flaw.hint))

    def _collect(self, uri: str) -> None:
        """Find the reference objects of a document, level by level, and what each of them means."""
        document = self.documents[uri]
        found = measure(document.value).references if document.references is None else list(document.references)
        broken: dict[int, str] = {}
        self._nodes[uri] = found
        self._homes.update(dict.fromkeys(map(id, found), uri))
        for node in found:
            known = self._known.get((uri, node["$ref"]))
            if type(known) is tuple and not (type(known[0]) is dict and "$ref" in known[0]):
                self._found[id(node)] = known
            elif id(node) not in self._found:
                reason = self._follow(node)
                if reason:
                    broken[id(node)] = reason
        if broken:
            self._report(uri, document, broken)

    def _follow(self, node: dict[str, Any]) -> str:
        """Find what one reference object means through others; give what is wrong with its own reference."""
        trail: list[dict[str, Any]] = []
        own = ""
        at = node
        result: Target | None = None
        while True:
            if id(at) in self._found:
                result = self._found[id(at)]
                break
            if any(at is each for each in trail) or len(trail) > _MAX_CHAIN:
                break
            trail.append(at)
            home = self._homes.get(id(at), self.root.uri)
            found = self._direct(home, at["$ref"])
            if isinstance(found, str):
                own = found if at is node else own
                break
            value, spot = found
            if type(value) is dict and type(value.get("$ref")) is str:
                self._homes.setdefault(id(value), spot.uri)
                at = value
                continue
            result = found
            break
        for each in trail:
            self._found[id(each)] = result
        if result is not None and type(result[0]) in (dict, list):
            self._targets.add(id(result[0]))
        return own

    def _direct(self, home: str, ref: str) -> Target | str:
        """Give what a reference says in a document, or why it says nothing."""
        key = (home, ref)
        if key not in self._known:
            self._known[key] = self._look(home, ref)
        return self._known[key]

    def _look(self, home: str, ref: str) -> Target | str:
        file, _, fragment = ref.partition("#")
        uri = home
        if file:
            inside = self._by_name(home).get(file)
            if inside is not None:
                return self._inside(home, inside, fragment)
            uri = sources.resolve(home, file)
            if _same(uri, self.root.uri):
                uri = self.root.uri
            if uri not in self.documents:
                reason = self._load(uri)
                if reason:
                    return reason
        return self._inside(uri, (), fragment)

    def _inside(self, uri: str, start: Path, fragment: str) -> Target | str:
        where = pointers.from_fragment(fragment)
        value, path = _walk(self.documents[uri].value, start), start
        if where and not where.startswith("/"):
            named = self._by_name(uri).get("#" + where)
            if named is None:
                return f"'#{where}' is no JSON pointer and no anchor"
            return _walk(self.documents[uri].value, named), Spot(uri, named)
        for token in pointers.split(where):
            if type(value) is dict and token in value:
                value = value[token]
                path = (*path, token)
            elif type(value) is list and token.isdecimal() and token.isascii() and int(token[:9]) < len(value):
                value = value[int(token)]
                path = (*path, int(token))
            else:
                return f"'#{where}' does not exist" + (f" in {uri}" if uri != self.root.uri else "")
        return value, Spot(uri, path)

    def _load(self, uri: str) -> str:
        """Read a document that a reference names; give why it cannot be read."""
        if uri not in self._unreadable:
            try:
                document = self.read(uri)
            except TooLargeError:
                raise
            except ApiyardError as error:
                self._unreadable[uri] = f"{uri} cannot be read: {error.what}"
            else:
                self._unreadable[uri] = ""
                self._add(uri, document)
        return self._unreadable[uri]

    def _by_name(self, uri: str) -> dict[str, Path]:
        """Give the places of schemas that name themselves by ``$id`` or ``$anchor``."""
        if uri not in self._names:
            self._names[uri] = dict(_named(self.documents[uri].value))
        return self._names[uri]

    def _report(self, uri: str, document: Document, broken: dict[int, str]) -> None:
        for path, node in _paths(document.value, set(broken)):
            place = document.locate(pointers.build((*path, "$ref")))
            place = Location(uri, place.pointer, place.line, place.column)
            message = broken[id(node)]
            self.problems.append(Finding(INVALID_REF, Severity.ERROR, message, place, node["$ref"][:200]))


def _same(one: str, other: str) -> bool:
    return one == other or (not sources.is_remote(other) and os.path.normpath(other) == one)


def _walk(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _named(value: Any) -> Iterator[tuple[str, Path]]:
    stack: list[tuple[Any, Path]] = [(value, ())]
    while stack:
        node, path = stack.pop()
        if type(node) is dict:
            for name, mark in (("$id", ""), ("$anchor", "#")):
                if type(node.get(name)) is str:
                    yield mark + node[name], path
            stack.extend((each, (*path, key)) for key, each in node.items() if type(each) is dict or type(each) is list)
        elif type(node) is list:
            stack.extend(
                (each, (*path, at)) for at, each in enumerate(node) if type(each) is dict or type(each) is list
            )


def _paths(value: Any, wanted: set[int]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Find some objects of a document; each once for each place, up to a bound."""
    left = _MAX_BROKEN
    stack: list[tuple[Any, Path]] = [(value, ())]
    while stack and left:
        node, path = stack.pop()
        if type(node) is dict:
            if id(node) in wanted:
                yield path, node
                left -= 1
            stack.extend((each, (*path, key)) for key, each in node.items() if type(each) is dict or type(each) is list)
        elif type(node) is list:
            stack.extend(
                (each, (*path, at)) for at, each in enumerate(node) if type(each) is dict or type(each) is list
            )


def open_inventory(
    ref: str | FilePath,
    *,
    roots: Sequence[FilePath] | None = None,
    limits: Limits = DEFAULT,
    allow_remote: bool = False,
    allow_private: bool = False,
) -> Inventory:
    """Read a document and all that it refers to, as written, whatever it is.

    Args:
        ref: a path, ``-`` for standard input, or a URL where remote documents are allowed.
        roots: folders that referenced files must lie in; by default the folder of the file itself.
        limits: the bounds on what it may cost.
        allow_remote: whether http and https may be read.
        allow_private: whether a URL may lead to an address that is not public.

    Returns:
        The inventory; what can be told as a finding (a key that occurs twice, a reference to nothing) is among its
        problems.

    Raises:
        InvalidInputError: the main document is neither JSON nor YAML.
        ForbiddenError: the main document must not be read.
        NotFoundError: there is no such file.
        TooLargeError: a bound is crossed.
        UnavailableError: a URL does not answer.
    """
    text = str(ref)
    if roots is None:
        roots = () if text == sources.STDIN or sources.is_remote(text) else (FilePath(text).resolve().parent,)

    def read(name: str) -> Document:
        found = sources.read(name, roots=roots, allow_remote=allow_remote, allow_private=allow_private, limits=limits)
        return parse(found, limits, tolerant=True)

    return Inventory(read(text), read, limits=limits)


def inventory_of_bytes(data: bytes, uri: str = "contract", *, limits: Limits = DEFAULT) -> Inventory:
    """Read a document from bytes; it cannot refer to other files.

    Args:
        data: the document.
        uri: what to call it.
        limits: the bounds on what it may cost.

    Returns:
        The inventory.

    Raises:
        InvalidInputError: it is neither JSON nor YAML.
        TooLargeError: a bound is crossed.
    """

    def read(name: str) -> Document:
        return parse(sources.read(name, roots=(), limits=limits), limits, tolerant=True)

    return Inventory(parse(sources.Source(uri, data), limits, tolerant=True), read, limits=limits)


def inventory_of(contract: Contract) -> Inventory:
    """Give the documents that a contract was read from.

    Args:
        contract: the contract.

    Returns:
        The inventory; nothing is read anew.
    """
    documents = {document.uri: document for document in contract.documents}

    def read(name: str) -> Document:
        raise InvalidInputError("the document was not read for the contract", where=name)

    return Inventory(documents[contract.places.root], read, documents, made=contract)
