"""Reads the source tree of the house: modules, functions and their places."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "apiyard"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())

    @property
    def folder(self) -> tuple[str, ...]:
        """The names of the folders from the root."""
        return Path(self.path).parts[:-1]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem


@dataclass(frozen=True)
class Function:
    """A function or method, with its dotted name inside its module and the class it stands in."""

    module: Module
    name: str
    node: FunctionNode
    owner: ast.ClassDef | None
    nested: bool

    @property
    def where(self) -> str:
        """The place that exceptions name: file:dotted.name."""
        return f"{self.module.path}:{self.name}"

    @property
    def lines(self) -> int:
        """How many lines it has, from def to its end, docstring and comments included."""
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def decorators(self) -> set[str]:
        """The last names of its decorators."""
        found = (node.func if isinstance(node, ast.Call) else node for node in self.node.decorator_list)
        return {ast.unparse(node).rpartition(".")[2] for node in found}


@functools.cache
def source_modules() -> tuple[Module, ...]:
    """All modules of the package."""
    return tuple(_read(path) for path in sorted(PACKAGE.rglob("*.py")))


@functools.cache
def modules_of_tests() -> tuple[Module, ...]:
    """All modules of the tests, without the ones that are data."""
    return tuple(_read(path) for path in sorted((ROOT / "tests").rglob("*.py")) if "golden" not in path.parts)


@functools.cache
def source_functions() -> tuple[Function, ...]:
    """All functions of the package."""
    return tuple(function for module in source_modules() for function in functions(module))


def functions(module: Module) -> Iterator[Function]:
    """All functions of module, those within classes and functions too."""
    yield from _inside(module, module.tree, prefix="", owner=None)


def _inside(
    module: Module, node: ast.AST, *, prefix: str, owner: ast.ClassDef | None, nested: bool = False
) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode):
            yield Function(module, prefix + child.name, child, owner, nested)
            yield from _inside(module, child, prefix=f"{prefix}{child.name}.", owner=None, nested=True)
        elif isinstance(child, ast.ClassDef):
            yield from _inside(module, child, prefix=f"{prefix}{child.name}.", owner=child, nested=nested)
        else:
            yield from _inside(module, child, prefix=prefix, owner=owner, nested=nested)


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text, filename=str(path)))
