"""Rulesets by reference: files beside each other, addresses, npm packages and built-in ones, each read once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from apiyard.core.errors import ApiyardError, ForbiddenError, InvalidInputError, NotFoundError, TooLargeError
from apiyard.core.noun import dataclass, field, replace
from apiyard.design.function import Function
from apiyard.design.reading.builtin_ruleset import builtin_definition, builtin_name
from apiyard.design.reading.definition import Definition
from apiyard.design.reading.function_name import Declared, find_function
from apiyard.design.reading.read_definition import Reader
from apiyard.design.reading.written import SCRIPTS, Code, Located, Named, Part, Written
from apiyard.spec.limits import MEBIBYTE, Limits
from apiyard.spec.parse import parse
from apiyard.spec.source import Source, is_remote, read, resolve

LIMITS = Limits(max_bytes=4 * MEBIBYTE, max_depth=100, max_nodes=300_000, max_yaml_nodes=300_000)
"""The bounds on one file of a ruleset."""
MAX_FILES = 200
"""How many files one ruleset may span."""
_DATA = (".yaml", ".yml", ".json")
_RULESETS = "@stoplight/spectral-rulesets"

Supply = Callable[[Path], Function]
"""Loads a function from a file in Python; raises ForbiddenError when nobody trusts it."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where rulesets are taken from, and what was taken.

    Args:
        roots: folders that files must lie in.
        allow_remote: whether https addresses may be read.
        functions: functions that the caller supplies, by name.
        supply: loads functions in Python; None to leave them alone.
        files: the files in Python that stand in the place of JavaScript; grows.
    """

    roots: Sequence[Path]
    allow_remote: bool = False
    functions: Mapping[str, Function] = field(default_factory=dict)
    supply: Supply | None = None
    files: dict[Path, None] = field(default_factory=dict)
    _known: dict[str, Definition] = field(default_factory=dict, repr=False)
    _open: list[str] = field(default_factory=list, repr=False)

    def definition(self, name: str, asked: Part | None = None) -> Definition:
        """Read a ruleset by the path or address that it has.

        Args:
            name: its path or address.
            asked: the place that asks for it; None for the user.

        Raises:
            InvalidInputError: it is wrong, or stands on itself.
            NotFoundError: there is no such file.
            TooLargeError: it spans too many files.
        """
        key = name if is_remote(name) else os.path.realpath(name)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            chain = " -> ".join((*self._open[self._open.index(key) :], key))
            raise InvalidInputError(
                "a ruleset extends itself", where=_where(name, asked), piece=chain, hint="break the circle"
            )
        if len(self._known) + len(self._open) >= MAX_FILES:
            raise TooLargeError(f"a ruleset spans more than {MAX_FILES} files", where=_where(name, asked))
        if len(self._open) >= 32:
            raise TooLargeError("rulesets extend each other more than 32 levels deep", where=_where(name, asked))
        self._open.append(key)
        try:
            self._known[key] = self._read(name, asked)
        finally:
            self._open.pop()
        return self._known[key]

    def _read(self, name: str, asked: Part | None) -> Definition:
        try:
            source = _source(name, self.roots, allow_remote=self.allow_remote)
        except ApiyardError as error:
            if asked is not None:
                error.where, error.piece = asked.where, name
            if asked is not None and isinstance(error, NotFoundError):
                error.hint = "paths are relative to the ruleset; packages are looked for in node_modules"
            raise
        document: Located
        if _is_script(source.uri):
            from apiyard.design.reading.read_script import read_script

            document = read_script(source, self._beside)
        else:
            document = parse(source, LIMITS)
        written = Written(document)
        declared = Declared.of(written)
        reader = Reader(partial(self._extend, written), partial(self._function, declared))
        return reader.definition(written)

    def _beside(self, name: str) -> Source | None:
        """Read a script beside another one."""
        found = "" if is_remote(name) else _complete(name)
        return _source(found, self.roots, allow_remote=False) if found.endswith((*SCRIPTS, ".json")) else None

    def _function(self, declared: Declared, part: Part) -> Function | str:
        found = find_function(declared, part, self.functions)
        if not isinstance(found, Path):
            return found
        self.files[found] = None
        if self.supply is None:
            return f"{found} would answer, but it is Python that nobody trusts yet: apiyard trust"
        return self.supply(found)

    def _extend(self, written: Written, part: Part) -> Definition:
        value = part.value
        if isinstance(value, dict):
            return Reader(partial(self._extend, written), partial(self._function, Declared.of(written))).definition(
                written, part
            )
        if isinstance(value, Code):
            raise part.wrong("what is extended cannot be read without running code")
        if isinstance(value, Named):
            ref = f"spectral:{value.name}" if value.module == _RULESETS else value.module
            ref = (_complete(ref) or ref) if ref.startswith("/") else ref
            return self._by_reference(written, ref, replace(part, value=value))
        return self._by_reference(written, part.text("what is extended"), part)

    def _by_reference(self, written: Written, ref: str, part: Part) -> Definition:
        try:
            name = builtin_name(ref)
        except NotFoundError as error:
            error.where = part.where
            raise
        if name is not None:
            return builtin_definition(name)
        if not ref:
            raise part.wrong("the name of a ruleset is empty")
        if not is_remote(ref) and not is_remote(written.name):
            from apiyard.design.reading.npm_package import find_package

            package = find_package(ref, Path(written.name).absolute().parent, part)
            if isinstance(package, str):
                return builtin_definition(package)
            if package is not None:
                return self.definition(str(package), part)
        if is_remote(written.name) and not is_remote(ref) and ref.startswith("/"):
            raise part.wrong("a ruleset from the network cannot extend a file of this machine")
        return self.definition(resolve(written.name, ref), part)


def _source(name: str, roots: Sequence[Path], *, allow_remote: bool) -> Source:
    """Read a ruleset by the door for documents; only what can be a ruleset by its name, only over https."""
    if is_remote(name):
        _https(name)
        source = read(name, roots=(), allow_remote=allow_remote, limits=LIMITS)
        _https(source.uri)
        return source
    if Path(name).suffix.lower() not in (*_DATA, *SCRIPTS):
        if Path(name).is_dir() or not Path(name).exists():
            raise NotFoundError("there is no such ruleset", where=name, hint="name a file or a built-in ruleset")
        hint = f"known: {', '.join((*_DATA, *SCRIPTS))}"
        raise InvalidInputError("this file is no ruleset by its name", where=name, hint=hint)
    return read(name, roots=roots, limits=LIMITS)


def _complete(name: str) -> str:
    """Give the file that Node takes for a path without its ending; empty when there is none."""
    tried = (name, *(f"{name}{suffix}" for suffix in (*SCRIPTS, ".json")), f"{name}/index.js")
    return next((found for found in tried if Path(found).is_file()), "")


def _where(name: str, asked: Part | None) -> str:
    return asked.where if asked else name


def _https(url: str) -> None:
    if not url.startswith("https://"):
        raise ForbiddenError("rulesets are read over https only", where=url, hint="write https://, or download it")


def _is_script(uri: str) -> bool:
    return PurePosixPath(uri.partition("?")[0]).suffix.lower() in SCRIPTS
