"""Several files to one tree whose references are all internal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, cast

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError, nearest
from apiyard.core.json import Json
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.grammar import SECTIONS_2, SECTIONS_3, Grammar, Shape
from apiyard.spec.limits import Limits
from apiyard.spec.parse import Document
from apiyard.spec.source import is_remote, resolve

_UNSAFE = late_pattern(r"[^A-Za-z0-9._-]+")
_MAX_INLINED = 16
_MAX_CHAIN = 50
_SWAGGER_HOMES = late_pattern(r"/(?:definitions|parameters|responses)/[^/]+")


class Spot(NamedTuple):
    """A place in a document."""

    uri: str
    pointer: str

    def below(self, name: object) -> Spot:
        """Give the place inside this one at a name or index."""
        return Spot(self.uri, f"{self.pointer}/{pointers.escape(name)}")


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
    _homes: dict[tuple[Spot, str], str] = field(default_factory=dict)
    _names: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    _added: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)
    _waiting: list[tuple[tuple[str, ...], str, Spot]] = field(default_factory=list)
    _inlining: list[Spot] = field(default_factory=list)
    _ids: dict[str, dict[str, str]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _chains: dict[Spot, int] = field(default_factory=dict)
    _own: dict[str, Spot] = field(default_factory=dict)
    _files: dict[str, str] = field(default_factory=dict)
    _nodes: int = 0
    _size: int = 0

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
        value = cast("dict[str, Any]", self.root.value)
        for section in self._sections().values():
            held = pointers.get(value, pointers.build(section))
            self._names[section] = set(held) if isinstance(held, dict) else set()
        self._place(value)
        tree = self._copy(value, "document", Spot(self.root.uri, ""))
        while self._waiting:
            home, kind, spot = self._waiting.pop()
            target = self._value(spot)
            if isinstance(target, dict):
                self._added.setdefault(home[:-1], {})[home[-1]] = self._copy(target, kind, spot)
        for section, added in sorted(self._added.items()):
            holder: dict[str, Any] = tree
            for name in section:
                holder = holder.setdefault(name, {})
            holder.update(sorted(added.items()))
        return tree

    def _place(self, value: dict[str, Any]) -> None:
        """Let a component that is nothing but a reference to another file be the place of what it refers to."""
        homes = self._sections()
        if "definitions" not in self.grammar["document"]:
            homes["path-item"] = ("paths",)
        for kind, section in homes.items():
            held = pointers.get(value, pointers.build(section))
            for name, node in held.items() if isinstance(held, dict) else ():
                ref = node.get("$ref") if isinstance(node, dict) and len(node) == 1 else None
                if isinstance(ref, str) and not ref.startswith("#"):
                    spot = Spot(self.root.uri, pointers.build((*section, name)))
                    self._settle(self._target(ref, spot.below("$ref")), kind, spot.pointer)

    def _settle(self, target: Spot, kind: str, home: str) -> None:
        if target.uri == self.root.uri or not isinstance(self._value(target), dict) or (target, kind) in self._homes:
            return
        if kind != "path-item":
            self._homes[target, kind] = home
            self._own[home] = target
        if not target.pointer:
            self._files.setdefault(target.uri, home)

    def _sections(self) -> dict[str, tuple[str, ...]]:
        return dict(SECTIONS_2 if "definitions" in self.grammar["document"] else SECTIONS_3)

    def _where(self, spot: Spot) -> str:
        return str(self.documents[spot.uri].locate(spot.pointer))

    def _value(self, spot: Spot) -> object:
        return pointers.get(self.documents[spot.uri].value, spot.pointer)

    def _fail(self, what: str, spot: Spot, piece: str, /, *, hint: str = "") -> InvalidInputError:
        return InvalidInputError(what, where=self._where(spot), piece=piece, hint=hint)

    def _copy(self, node: dict[str, Any], kind: str, spot: Spot) -> dict[str, Any]:
        """Copy a typed object and all typed objects inside it."""
        if self._own and spot.uri == self.root.uri and spot.pointer in self._own:
            spot = self.moves[spot.pointer] = self._own[spot.pointer]
            node = cast("dict[str, Any]", self._value(spot))
        self._nodes += 1
        if self._nodes > self.limits.max_nodes:
            raise TooLargeError(
                f"the contract holds more than {self.limits.max_nodes} objects with its references read",
                where=self._where(spot),
            )
        ref = node.get("$ref")
        if type(ref) is str and kind not in ("document", "paths", "components", "operation"):
            if kind == "path-item":
                return self._inline(node, ref, spot)
            node = {**node, "$ref": self._reference(ref, kind, spot.below("$ref"))}
        fields = self.grammar[kind]
        every = fields.get("*")
        out = {}
        for name, value in node.items():
            found = fields.get(name) if every is None else every
            if (
                found is None
                or type(value) not in (dict, list)
                or (every and (name.startswith("x-") or type(value) is list))
            ):
                out[name] = value
            elif every:
                out[name] = self._copy(value, found[1], spot.below(name))
            else:
                out[name] = self._field(value, found, spot.below(name))
        if kind == "schema":
            self._fix_schema(out, spot)
        return out

    def _field(self, value: Any, found: tuple[Shape, str], spot: Spot) -> Any:
        shape, kind = found
        if type(value) is list:
            if shape not in (Shape.LIST, Shape.EITHER):
                return value
            return [
                self._copy(item, kind, spot.below(index)) if type(item) is dict else item
                for index, item in enumerate(value)
            ]
        if shape in (Shape.ONE, Shape.EITHER):
            return self._copy(value, kind, spot)
        if shape is Shape.LIST:
            return value
        skip = shape is Shape.PATTERN
        return {
            name: self._copy(item, kind, spot.below(name))
            if type(item) is dict and not (skip and name.startswith("x-"))
            else item
            for name, item in value.items()
        }

    def _fix_schema(self, out: dict[str, Any], spot: Spot) -> None:
        """Drop what names a schema from outside (all references are pointers now) and rewrite discriminators."""
        for name in ("$id", "$anchor", "$schema"):
            out.pop(name, None)
        discriminator = out.get("discriminator")
        if not isinstance(discriminator, dict):
            return
        place = spot.below("discriminator")
        changed: dict[str, Any] = {}
        mapping, default = discriminator.get("mapping"), discriminator.get("defaultMapping")
        if isinstance(mapping, dict):
            at = place.below("mapping")
            changed["mapping"] = {name: self._mapped(value, at.below(name)) for name, value in mapping.items()}
        if default is not None:
            changed["defaultMapping"] = self._mapped(default, place.below("defaultMapping"))
        if changed:
            out["discriminator"] = {**discriminator, **changed}

    def _mapped(self, value: Any, spot: Spot) -> Any:
        """Give what a discriminator maps to: the name of a schema as it is, or an internal reference."""
        is_ref = isinstance(value, str) and ("#" in value or "/" in value or value.endswith((".yaml", ".yml", ".json")))
        return self._reference(value, "schema", spot) if is_ref else value

    def _target(self, ref: str, spot: Spot) -> Spot:
        """Give the place that a reference means, which is there."""
        file, _, fragment = ref.partition("#")
        name = self._home(resolve(spot.uri, file)) if file else spot.uri
        if name not in self.documents:
            inside = self._by_id(spot.uri, file)
            if inside is None:
                self._load(name, ref, spot)
            else:
                name, fragment = spot.uri, inside + fragment
        where = pointers.from_fragment(fragment)
        if where and not where.startswith("/"):
            found = self._by_id(name, "#" + where)
            if found is None:
                raise self._fail("the reference names an anchor that is not there", spot, ref)
            where = found
        target = Spot(name, where)
        self._check(target, ref, spot)
        return target

    def _home(self, name: str) -> str:
        """Give where a document is that is named by the address which it, or one beside it, calls its own.

        OpenAPI 3.2, section 4.1.2.2.1: ``$self`` is the base of references. What stands below its folder there stands
        below the folder of the file here.
        """
        if not is_remote(name):
            return name
        for uri, document in self.documents.items():
            own = document.value.get("$self") if isinstance(document.value, dict) else None
            if not isinstance(own, str) or not is_remote(own):
                continue
            folder = own[: own.rindex("/") + 1]
            if name == own:
                return uri
            if len(folder) > len("https://") and name.startswith(folder):
                return resolve(uri, name[len(folder) :])
        return name

    def _load(self, name: str, ref: str, spot: Spot) -> None:
        if len(self.documents) >= self.limits.max_files:
            what = f"the contract spans more than {self.limits.max_files} documents"
            raise TooLargeError(what, where=self._where(spot), piece=ref)
        try:
            document = self.read(name)
        except ApiyardError as error:
            if error.where in ("", name):
                error.where = self._where(spot)
                error.piece = error.piece or ref
            raise
        self.documents[name] = document
        self._size += document.size
        if self._size > self.limits.max_total_bytes:
            what = f"the contract has more than {self.limits.max_total_bytes} bytes in all its documents"
            raise TooLargeError(what, where=self._where(spot))

    def _check(self, target: Spot, ref: str, spot: Spot) -> None:
        value = self._value(target)
        if isinstance(value, dict | bool):
            return
        if value is not pointers.MISSING:
            raise self._fail("the reference names something that is no object", spot, ref)
        parent, _, last = target.pointer.rpartition("/")
        around = self._value(Spot(target.uri, parent))
        hint = nearest(pointers.unescape(last), around) if isinstance(around, dict) else ""
        raise self._fail("the reference names nothing", spot, ref, hint=hint)

    def _by_id(self, uri: str, name: str) -> str | None:
        """Give the pointer of the schema that calls itself so by ``$id`` or ``$anchor``."""
        if uri not in self._ids:
            self._ids[uri] = _named(self.documents[uri].value)
        return self._ids[uri].get(name)

    def _reference(self, ref: str, kind: str, spot: Spot) -> str:
        """Give the internal reference that means the same."""
        target = self._resolved(ref, spot)
        if target.uri == self.root.uri and self._stays(target.pointer):
            return "#" + pointers.to_fragment(target.pointer)
        if kind not in self._sections():
            raise self._fail("a reference cannot stand here", spot, ref)
        home = self._homes.get((target, kind))
        if home is None and target.pointer and target.uri in self._files:
            return "#" + pointers.to_fragment(self._files[target.uri] + target.pointer)
        if home is None:
            home = self._homes[target, kind] = self._move(target, kind)
        return "#" + pointers.to_fragment(home)

    def _stays(self, where: str) -> bool:
        if "definitions" in self.grammar["document"]:
            return _SWAGGER_HOMES.match(where) is not None
        return True

    def _resolved(self, ref: str, spot: Spot) -> Spot:
        """Give what a reference means; a loop of references that hold nothing else ends here with its place."""
        first = current = self._target(ref, spot)
        trail: list[Spot] = []
        while current not in self._chains:
            if current in trail:
                raise self._fail("the reference leads only to itself", spot, ref, hint="let one of them hold a value")
            trail.append(current)
            value = self._value(current)
            further = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(further, str):
                break
            if len(trail) > _MAX_CHAIN:
                break
            current = self._target(further, current.below("$ref"))
        for length, each in enumerate(reversed(trail), self._chains.get(current, -1) + 1):
            self._chains[each] = length
        if self._chains[first] >= _MAX_CHAIN:
            what = f"{_MAX_CHAIN} references follow each other"
            raise TooLargeError(what, where=self._where(spot), piece=ref)
        return first

    def _move(self, target: Spot, kind: str) -> str:
        """Choose the place in the components for what stands somewhere else, and have it copied there."""
        section = self._sections()[kind]
        names = self._names[section]
        last = pointers.split(target.pointer)[-1] if target.pointer else ""
        file = target.uri.rpartition("/")[2].rpartition(".")[0]
        stem = last if last and not last.isdecimal() else file or last
        wanted = _UNSAFE.sub("_", stem).strip("_") or kind
        chosen = wanted
        while chosen in names:
            number = self._counts.get(wanted, 1) + 1
            self._counts[wanted] = number
            chosen = f"{wanted}_{number}"
        names.add(chosen)
        home = pointers.build((*section, chosen))
        self.moves[home] = target
        value = self._value(target)
        if isinstance(value, bool):
            self._added.setdefault(section, {})[chosen] = value
        else:
            self._waiting.append(((*section, chosen), kind, target))
        return home

    def _inline(self, node: dict[str, Any], ref: str, spot: Spot) -> dict[str, Any]:
        """Put what a path item's reference means in its place; its own members win (OpenAPI 3.1, Path Item)."""
        target = self._target(ref, spot.below("$ref"))
        if target in self._inlining or len(self._inlining) > _MAX_INLINED:
            raise self._fail("the reference leads only to itself", spot.below("$ref"), ref)
        self._inlining.append(target)
        value = self._value(target)
        if not isinstance(value, dict):
            raise self._fail("the reference names something that is no object", spot.below("$ref"), ref)
        copied = self._copy(value, "path-item", target)
        self._inlining.pop()
        rest = {name: member for name, member in node.items() if name != "$ref"}
        if spot.uri == self.root.uri:
            self.moves[spot.pointer] = target
        return {**copied, **(self._copy(rest, "path-item", spot) if rest else {})}


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
