"""All schemas that questions are about: trees by address, references, and one node for each schema."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urljoin

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.node import Node, Resource
from apiyard.design.containment.part import Either, Never, Part, Values
from apiyard.design.containment.read_parts import read_parts
from apiyard.design.containment.same import Sameness
from apiyard.design.containment.value import EVERY, key_of
from apiyard.spec.pointer import unescape

_DATA = frozenset({"enum", "const", "default", "example", "examples"})
_NOTHING = Resource("", True, True)


@dataclass(slots=True, eq=False)
class Library:
    """Reads schemas, follows references, and keeps what is known of goals.

    Args:
        trees: documents by address.
        formats: whether ``format`` is an assertion.
    """

    trees: Mapping[str, Json]
    formats: bool = False
    nodes: list[Node] = field(default_factory=list, repr=False)
    known: dict[frozenset[int], Any] = field(default_factory=dict, repr=False)
    sameness: Sameness = field(default_factory=Sameness, repr=False)
    _by_place: dict[tuple[int, int], Node] = field(default_factory=dict, repr=False)
    _constants: dict[Hashable, Node] = field(default_factory=dict, repr=False)
    _resources: dict[str, Resource] = field(default_factory=dict, repr=False)
    _inside: dict[int, Resource] = field(default_factory=dict, repr=False)
    _followed: dict[tuple[str, int], Node] = field(default_factory=dict, repr=False)
    _dynamic: dict[int, list[str]] = field(default_factory=dict, repr=False)
    _identities: dict[int, dict[str, Resource]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.node(False, _NOTHING)
        self.node(True, _NOTHING)

    @property
    def nothing(self) -> Node:
        """The schema that takes nothing."""
        return self.nodes[0]

    @property
    def anything(self) -> Node:
        """The schema that takes everything."""
        return self.nodes[1]

    def node(self, value: Json, home: Resource) -> Node:
        """Give the node of a schema; the same for the same object at the same place.

        Args:
            value: the schema.
            home: the resource it stands in; a schema with an ``$id`` starts its own.
        """
        if value is True or value is False:
            place = (int(value), 0)
        else:
            if isinstance(value, dict) and "$id" in value:
                home = self.enter(value, home)
            place = (id(value), id(home))
        found = self._by_place.get(place)
        if found is None:
            found = self._by_place[place] = self.made(value, home)
        return found

    def made(self, value: Json, home: Resource, read: tuple[int, tuple[Part, ...]] | None = None) -> Node:
        """Make a node of its own, also one that is only made of parts."""
        found = Node(len(self.nodes), value, home, self, _read=read)
        self.nodes.append(found)
        return found

    def constant(self, value: Any) -> Node:
        """Give the schema that takes one value."""
        key = key_of(value)
        found = self._constants.get(key)
        if found is None:
            part = Values("const", (value,), frozenset({key}))
            found = self._constants[key] = self.made({"const": value}, _NOTHING, (EVERY, (part,)))
        return found

    def either(self, keyword: str, codes: tuple[int, ...]) -> int:
        """Give the literal that says that one of some literals holds."""
        if len(codes) == 1:
            return codes[0]
        key = ("either", codes)
        found = self._constants.get(key)
        if found is None:
            nodes = tuple(self.nodes[code >> 1] if code & 1 else self._denied(code) for code in codes)
            found = self._constants[key] = self.made(None, _NOTHING, (EVERY, (Either(keyword, nodes),)))
        return found.code

    def _denied(self, code: int) -> Node:
        return self.made(None, _NOTHING, (EVERY, (Never("not", self.nodes[code >> 1]),)))

    def bare(self, value: Json) -> Node:
        """Give the node of a schema that stands in no tree: ``#`` in it is itself."""
        return self.node(value, _document("", value))

    def read(self, node: Node) -> tuple[int, tuple[Part, ...]]:
        """Read a schema."""
        return read_parts(node, self)

    def enter(self, value: Mapping[str, Json], home: Resource) -> Resource:
        """Give the resource that a schema with an ``$id`` starts."""
        name = value["$id"]
        if not isinstance(name, str) or name.startswith("#") or value is home.root:
            return home
        found = self._inside.get(id(value))
        if found is None:
            uri = urljoin(home.uri, name).partition("#")[0]
            found = self._inside[id(value)] = Resource(uri, value, home.tree)
        return found

    def follow(self, ref: str, home: Resource) -> Node:
        """Give what a reference leads to.

        Raises:
            UndecidedError: it leads to nothing that is known.
        """
        uri, _, fragment = ref.partition("#")
        # The address of a tree means the same everywhere.
        key = (ref, 0 if uri in self.trees else id(home))
        found = self._followed.get(key)
        if found is None:
            target = self._resource(uri, home) if uri else home
            found = self._followed[key] = self._at(target, unquote(fragment), ref)
        return found

    def _resource(self, uri: str, home: Resource) -> Resource:
        """Give a document or a schema with an ``$id``: what is in the same document comes first."""
        if uri in self.trees:
            found = self._resources.get(uri)
            if found is None:
                found = self._resources[uri] = _document(uri, self.trees[uri])
            return found
        full = urljoin(home.uri, uri)
        inside = self._identified(home)
        if full in inside:
            return inside[full]
        if full in self.trees and full != uri:
            return self._resource(full, home)
        raise UndecidedError("$ref", f"{uri} is not known")

    def _identified(self, home: Resource) -> dict[str, Resource]:
        """Give the schemas of a document that have an ``$id``, by address."""
        found = self._identities.get(id(home.tree))
        if found is None:
            found = self._identities[id(home.tree)] = {}
            top = _document("", home.tree)
            if top.uri:
                found[top.uri] = top
            for value, place in self._walk(top):
                if "$id" in value and value is place.root and place.uri:
                    found.setdefault(place.uri, place)
        return found

    def _walk(self, top: Resource) -> Iterator[tuple[dict[str, Any], Resource]]:
        """Give all objects of a resource with the resource that each is part of."""
        waiting: list[tuple[Any, Resource]] = [(top.root, top)]
        while waiting:
            value, home = waiting.pop()
            if isinstance(value, dict):
                if "$id" in value:
                    home = self.enter(value, home)
                yield value, home
                waiting.extend((each, home) for name, each in value.items() if name not in _DATA)
            elif isinstance(value, list):
                waiting.extend((each, home) for each in value)

    def _at(self, home: Resource, fragment: str, ref: str) -> Node:
        if not fragment:
            return self.node(home.root, home)
        if not fragment.startswith("/"):
            return self._anchor(home, fragment, ref)
        value: Any = home.root
        for token in fragment.split("/")[1:]:
            name = unescape(token)
            if isinstance(value, dict) and name in value:
                value = value[name]
                if isinstance(value, dict) and "$id" in value:
                    home = self.enter(value, home)
            elif isinstance(value, list) and name.isdecimal() and int(name[:9]) < len(value):
                value = value[int(name)]
            else:
                raise UndecidedError("$ref", f"{ref} leads to nothing")
        return self.node(value, home)

    def _anchor(self, home: Resource, name: str, ref: str) -> Node:
        if home.anchors is None:
            home.anchors = {}
            for value, place in self._walk(home):
                for keyword in ("$anchor", "$dynamicAnchor"):
                    anchor = value.get(keyword)
                    if isinstance(anchor, str) and place is home:
                        home.anchors.setdefault(anchor, value)
        if name not in home.anchors:
            raise UndecidedError("$ref", f"{ref} leads to nothing")
        return self.node(home.anchors[name], home)

    def dynamic(self, ref: str, home: Resource) -> Node:
        """Give what a ``$dynamicRef`` leads to, when it can only be one schema.

        Raises:
            UndecidedError: it depends on the way that leads there.
        """
        found = self.follow(ref, home)
        name = ref.partition("#")[2]
        value = found.value
        if not isinstance(value, dict) or value.get("$dynamicAnchor") != name:
            return found
        met = self._dynamic.get(id(home.tree))
        if met is None:
            whole = Resource(home.uri, home.tree, home.tree)
            met = self._dynamic[id(home.tree)] = [str(each.get("$dynamicAnchor")) for each, _ in self._walk(whole)]
        if met.count(name) != 1:
            raise UndecidedError("$dynamicRef", f"{met.count(name)} schemas are named {name}")
        return found


def _document(address: str, tree: Json) -> Resource:
    """Give a whole document; relative references in it start at its ``$id`` when it has one."""
    name = tree.get("$id") if isinstance(tree, dict) else None
    uri = name.partition("#")[0] if isinstance(name, str) else ""
    return Resource(uri or address, tree, tree)
