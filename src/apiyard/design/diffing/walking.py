"""Walk schemas of two contracts side by side: each pair once, equal parts not at all."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any, cast

from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.diffing.below import LISTED, WHOLE, Inner, Key, below, equal_below, reference_steps, step, watched
from apiyard.design.diffing.branches import Aligned, kinds, reference
from apiyard.design.diffing.pair import Contracts, SchemaPair
from apiyard.design.diffing.place import Step, path_of
from apiyard.design.diffing.referring import Referring, references
from apiyard.design.diffing.within import shared
from apiyard.design.diffing.wrapping import Wrap, wrapped
from apiyard.spec import pointer as pointers
from apiyard.spec.pointer import join, split

_SCHEMAS = ["components", "schemas"]
_ONLY_REF = frozenset(("$ref",))
_SILENT = frozenset(("$defs", "definitions", "$comment"))


@dataclass(frozen=True, slots=True)
class Node:
    """A pair of schemas whose own keywords differ.

    Args:
        pair: the pair.
        unit: the pair of pointers that its walk began at.
        steps: the way from there.
        around: the pair of schemas around it, None at the beginning of the walk.
    """

    pair: SchemaPair
    unit: Key
    steps: tuple[Step, ...]
    around: Key | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A reference from one unit to another.

    Args:
        steps: the way to it.
        unit: the unit that it means.
    """

    steps: tuple[Step, ...]
    unit: Key


@dataclass(frozen=True, slots=True)
class Equal:
    """A part that is equal in both, and refers to units.

    Args:
        value: the part.
        at: where it stands.
        steps: the way to it.
        units: what it refers to, by reference.
    """

    value: Json
    at: Key
    steps: tuple[Step, ...]
    units: dict[str, Key]


@dataclass(slots=True)
class Unit:
    """What the walk from one pair of pointers found."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    equals: list[Equal] = field(default_factory=list)

    def targets(self) -> set[Key]:
        """Give the units that it refers to."""
        return {edge.unit for edge in self.edges} | {key for equal in self.equals for key in equal.units.values()}


@dataclass(slots=True)
class Walk:
    """The walk over all schemas that both contracts reach."""

    contracts: Contracts
    referring: Referring
    units: dict[Key, Unit] = field(default_factory=dict)
    called: dict[Key, str] = field(default_factory=dict)
    _waiting: list[Key] = field(default_factory=list)
    _done: int = 0

    def reach(self, key: Key) -> Key:
        """Note that a pair of schemas is to be walked."""
        if key not in self.units:
            self.units[key] = Unit()
            self._waiting.append(key)
        return key

    def run(self) -> None:
        """Walk all that was noted, and all that it refers to."""
        while self._done < len(self._waiting):
            key = self._waiting[self._done]
            self._done += 1
            old, new = self.referring.value(key[0], new=False), self.referring.value(key[1], new=True)
            _Visit(self, key, self.units[key]).pair(_schema(old), _schema(new), _Here(key))

    def run_rest(self) -> None:
        """Walk the components of both contracts that nothing refers to, where they differ."""
        seen = {key[0] for key in self.units} | {key[1] for key in self.units}
        trees = (self.contracts.old.tree, self.contracts.new.tree)
        old, new = (pointers.get(tree, join("", *_SCHEMAS)) for tree in trees)
        if isinstance(old, dict) and isinstance(new, dict):
            for name, value in old.items():
                at = join("", *_SCHEMAS, name)
                if name in new and at not in seen and value != new[name]:
                    self.reach((at, at))
        self.run()

    def symbol(self, key: Key, steps: tuple[Step, ...]) -> str:
        """Name a schema as generators do: by its component and the properties on the way."""
        return ".".join([*_component(split(key[0])), *(step.name for step in steps if step.kind == "property")])


def _schema(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict | bool) else True


@dataclass(frozen=True, slots=True)
class _Here:
    """Where the walk of a unit is: the pair of pointers, the steps to it, and the pair of schemas around it."""

    at: Key
    steps: tuple[Step, ...] = ()
    around: Key | None = None


@dataclass(frozen=True, slots=True)
class _How:
    """How a pair differs beside its keywords; see ``SchemaPair``."""

    aligned: dict[str, Aligned] = field(default_factory=dict)
    whole: bool = False
    wrap: tuple[str, int, bool] | None = None
    moved: bool = False


_WHOLLY = _How(whole=True)


@dataclass(slots=True)
class _Visit:
    """The walk of one unit."""

    walk: Walk
    key: Key
    unit: Unit

    def pair(self, old: Json, new: Json, here: _Here) -> None:
        """Walk one pair of schemas."""
        if old is new or old == new:
            self._equal(old, here)
            return
        before, after = reference(old), reference(new)
        if before is not None and after is not None:
            if self.walk.referring.same(before, after):
                self._refer(before, after, (*here.steps, *reference_steps(old, new, here.at)))
                self._own(_object(old), _object(new), here, skip=_ONLY_REF)
            else:
                self._node(old, new, here, differs={"$ref"}, how=_WHOLLY)
        elif before is not None or after is not None:
            self._one_reference(old, new, here)
        else:
            self._own(_object(old), _object(new), here)

    def _equal(self, value: Json, here: _Here) -> None:
        found = references(value) if isinstance(value, dict) else ()
        if found:
            target = self.walk.referring.target
            units = {ref: self.walk.reach((target(ref), target(ref))) for ref in found if ref.startswith("#")}
            self.unit.equals.append(Equal(value, here.at, here.steps, units))

    def _refer(self, before: str, after: str, steps: tuple[Step, ...]) -> None:
        target = self.walk.referring.target
        if before.startswith("#") and after.startswith("#"):
            self.unit.edges.append(Edge(steps, self.walk.reach((target(before), target(after)))))

    def _one_reference(self, old: Json, new: Json, here: _Here) -> None:
        """Walk a reference beside a schema that stands there itself: wrapped, extracted, inlined or another one."""
        found = wrapped(old, new, self.walk.referring)
        if found is not None:
            self._wrapped(old, new, here, found=found)
            return
        referring = self.walk.referring
        gone = reference(old) is not None
        ref = reference(old if gone else new) or ""
        target = referring.target(ref)
        fresh = referring.value(target, new=gone) is pointers.MISSING
        moved = fresh and _object(old if gone else new).keys() == _ONLY_REF
        self._node(old, new, here, differs={"$ref"}, how=_How(whole=True, moved=moved))
        if moved:
            unit = (target, here.at[1]) if gone else (here.at[0], target)
            self.unit.edges.append(Edge(here.steps, self.walk.reach(unit)))

    def _wrapped(self, old: Json, new: Json, here: _Here, *, found: Wrap) -> None:
        """Walk a schema beside the branch of a composition that it became, or that became it."""
        keyword, index, wraps = found.keyword, found.index, found.wraps
        if not found.exact:
            self._node(old, new, here, differs={keyword}, how=_WHOLLY)
            return
        inner = join(here.at[1] if wraps else here.at[0], keyword, index)
        at = (here.at[0], inner) if wraps else (inner, here.at[1])
        self._node(old, new, here, differs={keyword}, how=_How(wrap=(keyword, index, wraps)))
        branch = _object(new if wraps else old)[keyword][index]
        steps = (*here.steps, watched(Step(LISTED[keyword], str(index), *at), old, new))
        self.pair(old if wraps else branch, branch if wraps else new, _Here(at, steps, here.at))

    def _own(
        self, left: dict[str, Any], right: dict[str, Any], here: _Here, *, skip: AbstractSet[str] = frozenset()
    ) -> None:
        """Compare the keywords of two schemas, and walk what is aligned below them."""
        if not skip and kinds(left) - {"null"} and kinds(left).isdisjoint(kinds(right) - {"null"}):
            self._node(left, right, here, differs={"type"}, how=_WHOLLY)
            return
        found = None if skip else wrapped(left, right, self.walk.referring)
        if found is not None:
            self._wrapped(left, right, here, found=found)
            return
        differs: set[str] = set()
        aligned: dict[str, Aligned] = {}
        inner: list[Inner] = []
        for word in dict.fromkeys([*left, *right]):
            if word in skip or (word in _SILENT and not _moves_anchors(word, left, right)):
                continue
            both = (left.get(word, pointers.MISSING), right.get(word, pointers.MISSING))
            if word in WHOLE:
                self._whole(word, (left, right), here)
            if both[0] == both[1] and type(both[0]) is type(both[1]):
                inner.extend(equal_below(word, both[0], here.at) if type(both[0]) in {dict, list} else ())
                continue
            held = below(word, both, here.at, same=self.walk.referring.same)
            inner.extend(held.inner)
            if held.aligned is not None:
                aligned[word] = held.aligned
            if held.differs:
                differs.add(word)
        if differs:
            self._node(left, right, here, differs=differs, how=_How(aligned))
        for one, other, way in inner:
            self.pair(one, other, _Here((way.old, way.new), (*here.steps, watched(way, left, right)), here.at))

    def _whole(self, word: str, holders: tuple[dict[str, Any], dict[str, Any]], here: _Here) -> None:
        """Note what both values of a keyword refer to, for what is decided with the schema around it."""
        if any(word not in each for each in holders):
            return
        found: set[str] = set()
        for steps, before, after in shared(word, holders, here.at, same=self.walk.referring.same):
            found.add(before)
            self._refer(before, after, (*here.steps, *steps))
        rest = set(references(holders[1][word])) - found
        for ref in references(holders[0][word]):
            if ref in rest:  # it stands in both, but at other places
                self._refer(ref, ref, (*here.steps, watched(step(word, here.at), *holders)))

    def _node(self, old: Json, new: Json, here: _Here, *, differs: set[str], how: _How | None = None) -> None:
        how = how or _How()
        symbol = self.walk.symbol(self.key, here.steps)
        pair = SchemaPair(
            old,
            new,
            *here.at,
            symbol=symbol,
            differs=frozenset(differs),
            aligned=how.aligned,
            contracts=self.walk.contracts,
            whole=how.whole,
            wrap=how.wrap,
            moved=how.moved,
            called=self.walk.called.get(self.key, ""),
            inside=_inside(here.steps),
        )
        self.unit.nodes.append(Node(pair, self.key, here.steps, here.around))


def _moves_anchors(word: str, left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Say whether definitions differ that dynamic references far away may mean (JSON Schema 2020-12, 8.2.3)."""
    one, other = left.get(word), right.get(word)
    if one == other or word == "$comment":
        return False
    before, after = (each if isinstance(each, dict) else {} for each in (one, other))
    return any(
        before.get(name) != after.get(name) and any(_has_anchor(each.get(name)) for each in (before, after))
        for name in (*before, *after)
    )


def _has_anchor(value: object) -> bool:
    return isinstance(value, dict) and "$dynamicAnchor" in value


def _component(names: list[str]) -> list[str]:
    """Give the name of a component, and those of the properties on the way into it; nothing outside of components."""
    if names[:-1][:2] != _SCHEMAS:
        return []
    rest, found = iter(names[3:]), [names[2]]
    for word in rest:
        if word == "properties":
            found.extend([name] if (name := next(rest, "")) else [])
    return found


def _inside(steps: tuple[Step, ...]) -> str:
    """Give the way from the last property on, in words."""
    last = max((index for index, step in enumerate(steps, 1) if step.kind == "property"), default=0)
    return path_of(steps[last:])


def _object(value: Json) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    return {"not": {}} if value is False else {}
