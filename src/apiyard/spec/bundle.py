"""Several files to one tree whose references are all internal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError, nearest
from apiyard.core.json import Json
from apiyard.spec import pointer as pointers
from apiyard.spec.grammar import SECTIONS_2, SECTIONS_3, Grammar, Shape
from apiyard.spec.limits import Limits
from apiyard.spec.parse import Document
from apiyard.spec.source import resolve

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MAX_INLINED = 16
_SWAGGER_HOMES = re.compile(r"/(?:definitions|parameters|responses)/[^/]+")


@dataclass(slots=True)
class Bundler:
    """Copies a document, and moves what its references mean in other places into its components.

    Args:
        root: the document that becomes the tree.
        grammar: the table of its version family.
        read: reads another document by name; raises what ``source.read`` and ``parse`` raise.
        limits: the bounds.
    """

    root: Document
    grammar: Grammar
    read: Callable[[str], Document]
    limits: Limits
    documents: dict[str, Document] = field(default_factory=dict)
    moves: dict[str, tuple[str, str]] = field(default_factory=dict)
    _homes: dict[tuple[str, str], str] = field(default_factory=dict)
    _names: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    _added: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)
    _waiting: list[tuple[tuple[str, ...], str, str, str, str]] = field(default_factory=list)
    _inlining: list[tuple[str, str]] = field(default_factory=list)
    _ids: dict[str, dict[str, str]] = field(default_factory=dict)
    _nodes: int = 0

    def bundle(self) -> dict[str, Any]:
        """Give the tree.

        Returns:
            A new tree; nothing in it is shared with a parsed document except data.

        Raises:
            InvalidInputError: a reference names nothing, or only itself; with its place.
            ForbiddenError: a reference leads where reading is not allowed.
            TooLargeError: the files or the tree are too large.
        """
        self.documents[self.root.uri] = self.root
        value = self.root.value
        assert isinstance(value, dict)
        for section in self._sections().values():
            held = pointers.get(value, pointers.build(section))
            self._names[section] = set(held) if isinstance(held, dict) else set()
        tree = self._copy(cast("dict[str, Any]", value), "document", self.root.uri, "")
        while self._waiting:
            section, name, kind, uri, at = self._waiting.pop()
            target = pointers.get(self.documents[uri].value, at)
            assert isinstance(target, dict)
            self._added.setdefault(section, {})[name] = self._copy(target, kind, uri, at)
        for section, added in sorted(self._added.items()):
            holder: dict[str, Any] = tree
            for name in section:
                holder = holder.setdefault(name, {})
            holder.update(sorted(added.items()))
        return tree

    def _sections(self) -> dict[str, tuple[str, ...]]:
        return dict(SECTIONS_2 if "definitions" in self.grammar["document"] else SECTIONS_3)

    def _fail(self, what: str, uri: str, at: str, piece: str, hint: str = "") -> InvalidInputError:
        return InvalidInputError(what, where=str(self.documents[uri].locate(at)), piece=piece, hint=hint)

    def _copy(self, node: dict[str, Any], kind: str, uri: str, at: str) -> dict[str, Any]:
        """Copy a typed object and all typed objects inside it."""
        self._nodes += 1
        if self._nodes > self.limits.max_nodes:
            raise TooLargeError(
                f"the contract holds more than {self.limits.max_nodes} objects with its references read",
                where=str(self.documents[uri].locate(at)),
            )
        ref = node.get("$ref")
        if type(ref) is str and kind not in ("document", "paths", "components", "operation"):
            if kind == "path-item":
                return self._inline(node, ref, uri, at)
            node = {**node, "$ref": self._reference(ref, kind, uri, at + "/$ref")}
        fields = self.grammar[kind]
        every = fields.get("*")
        out = {}
        for name, value in node.items():
            found = fields.get(name) if every is None else every
            if found is None or type(value) not in (dict, list) or (every and name.startswith("x-")):
                out[name] = value
            elif every:
                out[name] = self._copy(value, found[1], uri, pointers.join(at, name))
            else:
                out[name] = self._field(value, found, uri, pointers.join(at, name))
        if kind == "schema":
            self._fix_schema(out, uri, at)
        return out

    def _field(self, value: Any, found: tuple[Shape, str], uri: str, at: str) -> Any:
        shape, kind = found
        if type(value) is list:
            if shape not in (Shape.LIST, Shape.EITHER):
                return value
            return [
                self._copy(item, kind, uri, f"{at}/{index}") if type(item) is dict else item
                for index, item in enumerate(value)
            ]
        if shape in (Shape.ONE, Shape.EITHER):
            return self._copy(value, kind, uri, at)
        if shape is Shape.LIST:
            return value
        skip = shape is Shape.PATTERN
        return {
            name: self._copy(item, kind, uri, pointers.join(at, name))
            if type(item) is dict and not (skip and name.startswith("x-"))
            else item
            for name, item in value.items()
        }

    def _fix_schema(self, out: dict[str, Any], uri: str, at: str) -> None:
        """Drop what names a schema from outside (all references are pointers now) and rewrite discriminators."""
        for name in ("$id", "$anchor", "$schema"):
            out.pop(name, None)
        discriminator = out.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        if not isinstance(mapping, dict):
            return
        place = at + "/discriminator/mapping"
        out["discriminator"] = {
            **cast("dict[str, Any]", discriminator),
            "mapping": {
                name: self._reference(value, "schema", uri, pointers.join(place, name))
                if isinstance(value, str)
                and ("#" in value or "/" in value or value.endswith((".yaml", ".yml", ".json")))
                else value
                for name, value in mapping.items()
            },
        }

    def _target(self, ref: str, uri: str, at: str) -> tuple[str, str]:
        """Give the document and the pointer that a reference means, which is there."""
        file, _, fragment = ref.partition("#")
        name = resolve(uri, file) if file else uri
        if name not in self.documents:
            inside = self._by_id(uri, file)
            if inside is None:
                self._load(name, uri, at, ref)
            else:
                name, fragment = uri, inside + fragment
        where = pointers.from_fragment(fragment)
        if where and not where.startswith("/"):
            found = self._by_id(name, "#" + where)
            if found is None:
                raise self._fail("the reference names an anchor that is not there", uri, at, ref)
            where = found
        self._check(name, where, uri, at, ref)
        return name, where

    def _load(self, name: str, uri: str, at: str, ref: str) -> None:
        if len(self.documents) >= self.limits.max_files:
            raise TooLargeError(
                f"the contract spans more than {self.limits.max_files} documents",
                where=str(self.documents[uri].locate(at)),
                piece=ref,
            )
        try:
            document = self.read(name)
        except ApiyardError as error:
            if error.where == name:
                error.where = str(self.documents[uri].locate(at))
                error.piece = error.piece or ref
            raise
        self.documents[name] = document
        total = sum(each.size for each in self.documents.values())
        if total > self.limits.max_total_bytes:
            raise TooLargeError(
                f"the contract has more than {self.limits.max_total_bytes} bytes in all its documents",
                where=str(self.documents[uri].locate(at)),
            )

    def _check(self, name: str, where: str, uri: str, at: str, ref: str) -> None:
        value = pointers.get(self.documents[name].value, where)
        if isinstance(value, dict | bool):
            return
        if value is not pointers.MISSING:
            raise self._fail("the reference names something that is no object", uri, at, ref)
        parent, _, last = where.rpartition("/")
        around = pointers.get(self.documents[name].value, parent)
        hint = nearest(pointers.unescape(last), around) if isinstance(around, dict) else ""
        raise self._fail("the reference names nothing", uri, at, ref, hint)

    def _by_id(self, uri: str, name: str) -> str | None:
        """Give the pointer of the schema that calls itself so by ``$id`` or ``$anchor``."""
        if uri not in self._ids:
            self._ids[uri] = _named(self.documents[uri].value)
        return self._ids[uri].get(name)

    def _reference(self, ref: str, kind: str, uri: str, at: str) -> str:
        """Give the internal reference that means the same."""
        name, where = self._resolved(ref, uri, at)
        if name == self.root.uri and self._stays(where):
            return "#" + pointers.to_fragment(where)
        sections = self._sections()
        if kind not in sections:
            raise self._fail("a reference cannot stand here", uri, at, ref)
        home = self._homes.get((name, where + "|" + kind))
        if home is None:
            home = self._move(name, where, kind, sections[kind])
        return "#" + pointers.to_fragment(home)

    def _stays(self, where: str) -> bool:
        if "definitions" in self.grammar["document"]:
            return _SWAGGER_HOMES.match(where) is not None
        return True

    def _resolved(self, ref: str, uri: str, at: str) -> tuple[str, str]:
        """Follow references that are nothing but a reference, so that loops end here with a place."""
        name, where = self._target(ref, uri, at)
        first, seen = (name, where), {(name, where)}
        current = first
        while True:
            value = pointers.get(self.documents[current[0]].value, current[1])
            further = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(further, str):
                return first
            current = self._target(further, current[0], current[1] + "/$ref")
            if current in seen:
                raise self._fail("the reference leads only to itself", uri, at, ref, "let one of them hold a value")
            seen.add(current)

    def _move(self, name: str, where: str, kind: str, section: tuple[str, ...]) -> str:
        names = self._names[section]
        last = pointers.split(where)[-1] if where else ""
        stem = last if last and not last.isdecimal() else name.rpartition("/")[2].rpartition(".")[0] or last
        wanted = _UNSAFE.sub("_", stem).strip("_") or kind
        chosen, number = wanted, 2
        while chosen in names:
            chosen, number = f"{wanted}_{number}", number + 1
        names.add(chosen)
        home = pointers.build((*section, chosen))
        self._homes[name, where + "|" + kind] = home
        self.moves[home] = (name, where)
        target = pointers.get(self.documents[name].value, where)
        if isinstance(target, bool):
            self._added.setdefault(section, {})[chosen] = target
        else:
            self._waiting.append((section, chosen, kind, name, where))
        return home

    def _inline(self, node: dict[str, Any], ref: str, uri: str, at: str) -> dict[str, Any]:
        """Put what a path item's reference means in its place; its own members win (OpenAPI 3.1, Path Item)."""
        target = self._target(ref, uri, at + "/$ref")
        if target in self._inlining or len(self._inlining) > _MAX_INLINED:
            raise self._fail("the reference leads only to itself", uri, at + "/$ref", ref)
        self._inlining.append(target)
        value = pointers.get(self.documents[target[0]].value, target[1])
        if not isinstance(value, dict):
            raise self._fail("the reference names something that is no object", uri, at + "/$ref", ref)
        copied = self._copy(value, "path-item", *target)
        self._inlining.pop()
        rest = {name: member for name, member in node.items() if name != "$ref"}
        if uri == self.root.uri:
            self.moves[at] = target
        return {**copied, **(self._copy(rest, "path-item", uri, at) if rest else {})}


def _named(value: Json) -> dict[str, str]:
    found: dict[str, str] = {}
    stack: list[tuple[str, Any]] = [("", value)]
    while stack:
        at, node = stack.pop()
        if isinstance(node, dict):
            if isinstance(node.get("$id"), str):
                found.setdefault(node["$id"], at)
            if isinstance(node.get("$anchor"), str):
                found.setdefault("#" + node["$anchor"], at)
            stack.extend((pointers.join(at, name), item) for name, item in node.items())
        elif isinstance(node, list):
            stack.extend((f"{at}/{index}", item) for index, item in enumerate(node))
    return found
