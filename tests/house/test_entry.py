"""Singular file, plural folder: each entry file exports one constant whose id is the file's name."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

from tests.house.tree import PACKAGE, Module, source_modules
from tests.house.verdict import judge


def test_every_entry_exports_one_constant_named_like_its_type():
    found = {}
    for module in entry_files():
        expected = _constant(module)
        constants = [name for name in _public_constants(module) if name != "__all__"]
        if constants != [expected]:
            found[module.path] = f"exports {', '.join(constants) or 'no constant'}, not {expected} alone"
    judge("entry-constant", found, rule="An entry file exports one constant; others get a leading underscore:")


def test_the_id_of_an_entry_is_the_name_of_its_file():
    found = {}
    for module in entry_files():
        dotted = ".".join((*module.folder[1:], module.name))
        entry = getattr(importlib.import_module(dotted), _constant(module), None)
        # A keyword of Python cannot name a module, so its file ends in an underscore (PEP 8).
        expected = module.name.rstrip("_").replace("_", "-")
        if getattr(entry, "id", None) != expected:
            found[module.path] = f"id is {getattr(entry, 'id', None)!r}, not {expected!r}"
        elif not getattr(entry, "why", ""):
            found[module.path] = "says no why"
    judge("entry-id", found, rule="An entry's id is its file's name with hyphens, and it says why it is there:")


def test_plurals_are_understood():
    plurals = {"rules": "rule", "policies": "policy", "strategies": "strategy", "kinds": "kind", "classes": "class"}
    assert {plural: singular(plural) for plural in plurals} == plurals


def entry_files() -> list[Module]:
    """List the files in plural folders that stand beside the singular file of their type."""
    folders = {
        folder.relative_to(PACKAGE.parents[1]).parts
        for folder in PACKAGE.rglob("*")
        if folder.is_dir() and (_is_entry_folder(folder) or _is_entry_folder(folder.parent))
    }
    return [module for module in source_modules() if module.folder in folders and not module.name.startswith("_")]


def singular(plural: str) -> str:
    """Give the singular of an English plural as the house uses them."""
    if plural.endswith("ies"):
        return plural[:-3] + "y"
    if plural.endswith(("ches", "shes", "sses", "xes")):
        return plural[:-2]
    return plural.removesuffix("s")


def _constant(module: Module) -> str:
    """Give the name of the constant: of the folder, or of the folder around a group of entries."""
    group = PACKAGE.parents[1].joinpath(*module.folder)
    plural = module.folder[-1] if _is_entry_folder(group) else module.folder[-2]
    return singular(plural).upper()


def _is_entry_folder(folder: Path) -> bool:
    name = singular(folder.name)
    return name != folder.name and (folder / "__init__.py").exists() and (folder.parent / f"{name}.py").exists()


def _public_constants(module: Module) -> list[str]:
    names: list[str] = []
    for node in module.tree.body:
        if isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    return [name for name in names if name.isupper() and not name.startswith("_")]
