"""One document as a tidy folder: a file for each path and for each component."""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, relpath
from typing import Any

from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.grammar import OPENAPI_2, OPENAPI_3, Grammar, Shape

_SECTIONS_3 = ("schemas", "responses", "parameters", "examples", "requestBodies", "headers", "links", "callbacks")
_SECTIONS_2 = ("definitions", "parameters", "responses")
_KINDS = {
    "schemas": "schema",
    "definitions": "schema",
    "responses": "response",
    "parameters": "parameter",
    "examples": "example",
    "requestBodies": "request-body",
    "headers": "header",
    "links": "link",
    "callbacks": "callback",
}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 120
Files = dict[str, Any]


def split_api(tree: dict[str, Any], *, main: str = "openapi.yaml") -> Files:
    """Divide a document into files; bundling them gives a document of the same meaning.

    Args:
        tree: a tree whose references are internal; it is not changed.
        main: the name of the main file; the others have its extension.

    Returns:
        By path below the folder, with slashes: the value of each file, the main file first.
    """
    return _Split(tree, main).run()


@dataclass(slots=True)
class _Split:
    """The state of one division."""

    tree: dict[str, Any]
    main: str
    files: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def run(self) -> Files:
        swagger = "swagger" in self.tree
        grammar = OPENAPI_2 if swagger else OPENAPI_3
        holder: Any = self.tree if swagger else self.tree.get("components", {})
        sections = {
            name: holder[name]
            for name in (_SECTIONS_2 if swagger else _SECTIONS_3)
            if isinstance(holder, dict) and isinstance(holder.get(name), dict)
        }
        start = "" if swagger else "/components"
        paths = _object(self.tree.get("paths"))
        kinds = self.name_files(paths, sections, start)
        out: Files = {self.main: None}
        for pointer, kind in kinds.items():
            name = self.files[pointer]
            out[name] = _Rewrite(self, name, grammar).copy(self.value(pointer), kind)
        main = _Rewrite(self, self.main, grammar)
        for at in kinds:
            main.elsewhere.add(at)
        out[self.main] = main.copy(self.tree, "document", "")
        return out

    def name_files(self, paths: Mapping[str, Any], sections: Mapping[str, Any], start: str) -> dict[str, str]:
        """Choose a file for each path and component; give the kind of each by pointer."""
        kinds = {}
        for path, item in paths.items():
            if isinstance(item, dict) and "$ref" not in item and not path.startswith("x-"):
                at = pointers.join("/paths", path)
                self.files[at] = self.free("paths", path.strip("/").replace("/", "_") or "root")
                kinds[at] = "path-item"
        for section, part in sections.items():
            for name, each in part.items():
                if isinstance(each, dict) and "$ref" not in each:
                    at = pointers.join(start, section, name)
                    self.files[at] = self.free(f"components/{section}" if start else section, name)
                    kinds[at] = _KINDS[section]
        return kinds

    def value(self, pointer: str) -> dict[str, Any]:
        found = pointers.get(self.tree, pointer)
        return found if isinstance(found, dict) else {}

    def free(self, folder: str, name: str) -> str:
        """Give a file name that no other file has, also where capitals do not count."""
        stem = _UNSAFE.sub("", name.replace("{", "").replace("}", ""))[:_LONGEST].strip(".") or "unnamed"
        extension = self.main.rpartition(".")[2]
        number, found = 1, f"{folder}/{stem}.{extension}"
        while found.lower() in self.taken:
            number += 1
            found = f"{folder}/{stem}-{number}.{extension}"
        self.taken.add(found.lower())
        return found

    def refer(self, ref: str, origin: str) -> str:
        """Give the reference that means the same from another file."""
        if not ref.startswith("#"):
            return ref
        where = pointers.from_fragment(ref[1:])
        # The main file has all components at their old places.
        return ref if origin == self.main and where in self.files else self.file_of(where, origin)

    def file_of(self, where: str, origin: str) -> str:
        """Give the reference to a place of the document from a file."""
        prefix = where
        while prefix and prefix not in self.files:
            prefix = prefix.rpartition("/")[0]
        target = self.files.get(prefix, self.main)
        rest = pointers.to_fragment(where[len(prefix) :])
        if target == origin:
            return "#" + (rest or "")
        file = relpath(target, dirname(origin) or ".")
        return (file if file.startswith(".") else "./" + file) + ("#" + rest if rest else "")


@dataclass(slots=True)
class _Rewrite:
    """Copies the typed objects of one file; data is not looked into."""

    split: _Split
    origin: str
    grammar: Grammar
    elsewhere: set[str] = field(default_factory=set)

    def copy(self, node: dict[str, Any], kind: str, at: str | None = None) -> dict[str, Any]:
        fields = self.grammar[kind]
        every = fields.get("*")
        out: dict[str, Any] = {}
        for name, value in node.items():
            found = fields.get(name) if every is None else every
            below = pointers.join(at, name) if at is not None else None
            if name == "$ref" and isinstance(value, str):
                out[name] = self.split.refer(value, self.origin)
            elif found is None or type(value) not in (dict, list) or (every and name.startswith("x-")):
                out[name] = value
            elif every:
                out[name] = self.one(value, found[1], below)
            else:
                out[name] = self.field(value, found, below)
        if kind == "schema" and isinstance(out.get("discriminator"), dict):
            out["discriminator"] = self.discriminator(out["discriminator"])
        return out

    def one(self, value: Any, kind: str, at: str | None) -> Any:
        """Copy an object, or refer to the file that holds it."""
        if at is not None and at in self.elsewhere:
            return {"$ref": self.split.file_of(at, self.origin)}
        return self.copy(value, kind, at) if isinstance(value, dict) else value

    def field(self, value: Any, found: tuple[Shape, str], at: str | None) -> Any:
        shape, kind = found
        if isinstance(value, list):
            return [self.one(each, kind, None) for each in value] if shape in (Shape.LIST, Shape.EITHER) else value
        if shape in (Shape.ONE, Shape.EITHER):
            return self.one(value, kind, at)
        if shape is Shape.LIST:
            return value
        return {
            name: each
            if shape is Shape.PATTERN and name.startswith("x-")
            else self.one(each, kind, pointers.join(at, name) if at is not None else None)
            for name, each in value.items()
        }

    def discriminator(self, value: dict[str, Any]) -> dict[str, Any]:
        mapping = value.get("mapping")
        if not isinstance(mapping, dict):
            return value
        moved = {
            name: self.split.refer(each, self.origin) if isinstance(each, str) and each.startswith("#") else each
            for name, each in mapping.items()
        }
        return {**value, "mapping": moved}


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
