"""From a path, a URL or bytes to a contract."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ForbiddenError, InvalidInputError, TooLargeError
from apiyard.core.json import canonical
from apiyard.core.late import late_pattern
from apiyard.spec import source as sources
from apiyard.spec.build import Builder
from apiyard.spec.bundle import Bundler
from apiyard.spec.contract import Contract
from apiyard.spec.cost import check_cost
from apiyard.spec.grammar import OPENAPI_2, OPENAPI_3
from apiyard.spec.limits import DEFAULT, Limits
from apiyard.spec.parse import Document, parse
from apiyard.spec.places import Places
from apiyard.spec.route import Router
from apiyard.spec.schema import Scope
from apiyard.spec.swagger import upgrade_swagger
from apiyard.spec.upgrade import source_version, upgrade

_KNOWN = late_pattern(r"2\.0|3\.[0-2](?:\.\d{1,3})?", re.ASCII)
# What a bundled tree that was written in an older version says about itself.
_WRITTEN_IN = "x-written-in-openapi"


def load_contract(
    ref: str | Path,
    *,
    roots: Sequence[Path] | None = None,
    limits: Limits = DEFAULT,
    allow_remote: bool = False,
    allow_private: bool = False,
) -> Contract:
    """Read a contract: OpenAPI 2.0, 3.0, 3.1 or 3.2, JSON or YAML, in one file or several.

    Args:
        ref: a path, ``-`` for standard input, or a URL where remote documents are allowed.
        roots: folders that referenced files must lie in; by default the folder of the file itself.
        limits: the bounds on what it may cost.
        allow_remote: whether http and https may be read.
        allow_private: whether a URL may lead to an address that is not public.

    Returns:
        The contract.

    Raises:
        InvalidInputError: it is no contract, with file, line and column.
        ForbiddenError: it refers to something that must not be read.
        NotFoundError: there is no such file.
        TooLargeError: a bound is crossed.
        UnavailableError: a URL does not answer.
    """
    text = str(ref)
    if roots is None:
        roots = () if text == sources.STDIN or sources.is_remote(text) else (Path(text).resolve().parent,)

    def read(name: str) -> Document:
        found = sources.read(name, roots=roots, allow_remote=allow_remote, allow_private=allow_private, limits=limits)
        return parse(found, limits)

    return _contract(read(text), read, limits)


def contract_from_bytes(data: bytes, *, uri: str = "contract", limits: Limits = DEFAULT) -> Contract:
    """Read a contract from bytes, such as a stored bundle; it cannot refer to other files.

    Args:
        data: the document.
        uri: what to call it in errors.
        limits: the bounds on what it may cost.

    Returns:
        The contract.

    Raises:
        InvalidInputError: it is no contract.
        ForbiddenError: it refers to another document.
        TooLargeError: a bound is crossed.
    """

    def read(name: str) -> Document:
        # A reference is refused before anything is looked at, so that nobody learns which files there are.
        raise ForbiddenError(
            "a contract that comes without its folder cannot refer to other documents",
            where=name,
            hint="make one document of it: apiyard bundle FILE",
        )

    return _contract(parse(sources.Source(uri, data), limits), read, limits)


def contract_through(ref: str, read: Callable[[str], Document], limits: Limits = DEFAULT) -> Contract:
    """Read a contract through a door of one's own, such as an editor whose texts are not saved yet.

    Args:
        ref: the name of the main document.
        read: reads a document by its name; it decides what may be read.
        limits: the bounds on what it may cost.

    Returns:
        The contract.

    Raises:
        InvalidInputError: it is no contract, with file, line and column.
        TooLargeError: a bound is crossed.
    """
    return _contract(read(ref), read, limits)


def _contract(document: Document, read: Callable[[str], Document], limits: Limits) -> Contract:
    value = document.value
    if not isinstance(value, dict):
        raise _no_contract(document, "", "the document is no object")
    version = source_version(value)
    if _KNOWN.fullmatch(version) is None:
        raise _no_contract(
            document, "/openapi", "the document is no OpenAPI 2.0, 3.0, 3.1 or 3.2 document", piece=version
        )
    bundler = Bundler(document, OPENAPI_2 if version == "2.0" else OPENAPI_3, read, limits)
    tree = bundler.bundle()
    upgraded: dict[str, str] = {}
    if version == "2.0":
        tree, upgraded = upgrade_swagger(tree)
    elif version.startswith("3.0"):
        tree = upgrade(tree)
    if not version.startswith(("3.1", "3.2")):
        tree[_WRITTEN_IN] = version
    places = Places(document.uri, bundler.documents, upgraded, bundler.moves)
    try:
        check_cost(tree)
    except TooLargeError as error:
        error.where = str(places.locate(error.where))
        raise
    written = tree.get(_WRITTEN_IN)
    return _read(tree, written if isinstance(written, str) else version, places)


def _read(tree: dict[str, Any], version: str, places: Places) -> Contract:
    scope = Scope(tree, places.locate)
    builder = Builder(scope)
    info = tree.get("info")
    if not isinstance(info, dict):
        raise scope.fail("the document has no info object", "/info", hint="write info with title and version")
    for name in ("title", "version"):
        if not isinstance(info.get(name), str):
            raise scope.fail(
                f"info.{name} must be a string",
                f"/info/{name}",
                piece=str(info.get(name)),
                hint="write it between quotes",
            )
    operations = builder.operations()
    return Contract(
        title=cast("str", info["title"]),
        version=cast("str", info["version"]),
        source_version=version,
        tree=tree,
        digest=digest_bytes(canonical(tree)),
        operations=operations,
        servers=builder.servers(),
        security=builder.security(tree.get("security", []), "/security"),
        security_schemes=builder.security_schemes(),
        documents=tuple(places.documents.values()),
        router=Router(operations),
        scope=scope,
        places=places,
    )


def _no_contract(document: Document, pointer: str, what: str, *, piece: str = "") -> InvalidInputError:
    return InvalidInputError(
        what, where=str(document.locate(pointer)), piece=piece, hint="write openapi: 3.1.0 at its top"
    )
