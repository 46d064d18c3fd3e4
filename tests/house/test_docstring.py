"""Every module says in one sentence what it is; every public function and class is documented."""

from __future__ import annotations

import ast
import re

from tests.house.tree import Function, Module, modules_of_tests, source_functions, source_modules
from tests.house.verdict import judge


def test_every_module_has_a_sentence():
    found = {}
    for module in source_modules() + modules_of_tests():
        sentence = (ast.get_docstring(module.tree) or "").split("\n\n")[0]
        if not sentence:
            found[module.path] = "no docstring"
        elif not re.search(r"[.?]$", sentence):
            found[module.path] = f"not a sentence: {sentence!r}"
    judge("module-docstring", found, rule="A module begins with a docstring whose first paragraph is one sentence:")


def test_everything_public_is_documented():
    found = {
        function.where: "no docstring"
        for function in source_functions()
        if _is_public(function) and ast.get_docstring(function.node) is None
    }
    for module in source_modules():
        found |= {f"{module.path}:{name}": "no docstring" for name in _bare_classes(module)}
    judge("docstring", found, rule="What is public says what it does, with arguments, units and errors:")


def _is_public(function: Function) -> bool:
    if function.nested or function.decorators & {"overload", "setter", "deleter", "override"}:
        return False
    return not any(part.startswith("_") for part in function.name.split("."))


def _bare_classes(module: Module) -> list[str]:
    classes = (node for node in module.tree.body if isinstance(node, ast.ClassDef))
    return [node.name for node in classes if not node.name.startswith("_") and ast.get_docstring(node) is None]
