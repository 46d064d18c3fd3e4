"""Gather operations that speak of the same things into families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apiyard.core.noun import dataclass, field
from apiyard.mock.sandbox.anatomy import Anatomist
from apiyard.mock.sandbox.facts import Facts
from apiyard.mock.sandbox.frames import find_item, find_list, has_identity
from apiyard.mock.sandbox.words import one_of
from apiyard.spec.schema import Schema

Shape = tuple[str, ...]


@dataclass(slots=True)
class Family:
    """Operations that speak of the same things.

    Args:
        name: the last word of their path.
        shapes: the paths of the collection, the first one first.
        lists: operations on the collection.
        items: operations on one item.
        views: other operations that read or make the same things.
        acts: operations on a word below one item.
        single: whether there is only one thing.
        components: the schemas that items have.
        members: the names that members of items have.
    """

    name: str
    shapes: list[Shape] = field(default_factory=list)
    lists: list[Facts] = field(default_factory=list)
    items: list[Facts] = field(default_factory=list)
    views: list[Facts] = field(default_factory=list)
    acts: list[Facts] = field(default_factory=list)
    single: bool = False
    components: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)

    def take(self, other: Family) -> None:
        """Take in all of another family."""
        self.shapes += other.shapes
        self.lists += other.lists
        self.items += other.items
        self.views += other.views
        self.acts += other.acts
        self.components |= other.components
        self.members |= other.members


def shown(anatomist: Anatomist, facts: Facts, name: str) -> Schema | None:
    """Give the schema of the item or items that an operation gives; None when it gives none."""
    if facts.success is None:
        return None
    found = find_list(anatomist, facts.success, name) or find_item(anatomist, facts.success, name)
    return found.schema if found is not None else None


def gather(anatomist: Anatomist, all_facts: list[Facts]) -> tuple[list[Family], list[Facts]]:
    """Gather operations into families.

    Args:
        anatomist: reads schemas.
        all_facts: what can be seen of each operation.

    Returns:
        The families, and what belongs to none.
    """
    families = _structural(anatomist, all_facts)
    taken = {id(facts) for family in families.values() for facts in (*family.lists, *family.items)}
    rest = [facts for facts in all_facts if id(facts) not in taken]
    for family in families.values():
        for schema in _schemas(anatomist, family):
            anatomy = anatomist.read(schema)
            family.components.add(anatomy.component)
            family.members.update(anatomy.members)
    found = _joined(list(families.values()))
    rest = [facts for facts in rest if not _attach(anatomist, facts, found, by_shape=_by_shape(found))]
    singles, rest = _singles(anatomist, rest)
    made, rest = _made_only(anatomist, rest)
    return [*found, *singles, *made], rest


def _structural(anatomist: Anatomist, all_facts: list[Facts]) -> dict[Shape, Family]:
    """Join what the paths alone join: a collection and its items."""
    families: dict[Shape, Family] = {}
    for facts in all_facts:
        if facts.tail and facts.name:
            family = families.setdefault(facts.shape[:-1], Family(facts.name, [facts.shape[:-1]]))
            family.items.append(facts)
    views = {facts.shape for facts in all_facts if not facts.tail and _is_view(anatomist, facts, families)}
    for facts in all_facts:
        if facts.tail or not facts.name or facts.shape in views:
            continue
        if facts.shape not in families and not _lists(anatomist, facts):
            continue
        families.setdefault(facts.shape, Family(facts.name, [facts.shape]))
    for facts in all_facts:
        if not facts.tail and facts.shape in families:
            families[facts.shape].lists.append(facts)
    return families


def _lists(anatomist: Anatomist, facts: Facts) -> bool:
    return (
        facts.operation.method == "get"
        and facts.success is not None
        and find_list(anatomist, facts.success, facts.name) is not None
    )


def _is_view(anatomist: Anatomist, facts: Facts, families: dict[Shape, Family]) -> bool:
    """Say whether a list is one more way to see the items of the collection it stands below."""
    around = families.get(facts.shape[:-1])
    if around is None or facts.shape in families or not _lists(anatomist, facts):
        return False
    schema = shown(anatomist, facts, facts.name)
    known = {anatomist.read(each).component for each in _schemas(anatomist, around)}
    return schema is not None and anatomist.read(schema).component in known


def _schemas(anatomist: Anatomist, family: Family) -> Iterator[Schema]:
    for facts in (*family.items, *family.lists):
        schema = shown(anatomist, facts, family.name)
        if schema is not None:
            yield schema


def _joined(families: list[Family]) -> list[Family]:
    """Join families of one name that show the same schema or a part of it, or where one of two shows none."""
    by_name: dict[str, list[Family]] = {}
    for family in families:
        by_name.setdefault(one_of(family.name), []).append(family)
    found: list[Family] = []
    for same in by_name.values():
        kept: list[Family] = []
        for family in sorted(same, key=lambda each: (not each.components, -len(each.items))):
            fitting = [each for each in kept if each.components & family.components or _is_part(family, each)]
            if not family.components and len(kept) == 1:
                fitting = kept
            if fitting:
                fitting[0].take(family)
            else:
                kept.append(family)
        found += kept
    return found


def _is_part(lists: Family, whole: Family) -> bool:
    """Say whether lists that have no items of their own show a part of what the items of another family are."""
    return not lists.items and bool(lists.members) and lists.members <= whole.members


def _by_shape(families: Iterable[Family]) -> dict[Shape, Family]:
    return {shape: family for family in families for shape in family.shapes}


def _attach(anatomist: Anatomist, facts: Facts, families: list[Family], *, by_shape: dict[Shape, Family]) -> bool:
    """Give an operation on a further word to the family that it acts on or shows."""
    if facts.tail or len(facts.shape) < 2:
        return False
    schema = shown(anatomist, facts, facts.name)
    component = anatomist.read(schema).component if schema is not None else ""
    item = by_shape.get(facts.shape[:-2]) if "{}" in facts.shape[-2] else None
    if item is not None and item.items and _acts(facts, item, component):
        item.acts.append(facts)
        return True
    around = by_shape.get(facts.shape[:-1]) or next(
        (each for each in families if each.shapes and one_of(each.name) == one_of(facts.shape[-2])), None
    )
    method = facts.operation.method
    reads = method == "get" and schema is not None and _lists(anatomist, facts)
    makes = method == "post" and facts.request is not None and anatomist.read(facts.request).is_array
    if around is not None and ((reads and component in around.components) or makes):
        around.views.append(facts)
        return True
    return False


def _acts(facts: Facts, family: Family, component: str) -> bool:
    """Say whether an operation below an item changes that item: it gives the item back, or nothing at all."""
    if facts.operation.method not in ("post", "put", "patch"):
        return False
    if facts.success is None:
        return facts.request is None
    return component in family.components


def _made_only(anatomist: Anatomist, rest: list[Facts]) -> tuple[list[Family], list[Facts]]:
    """Take what is made and never read again: each one made has an id of its own all the same."""
    found: list[Family] = []
    for facts in rest:
        makes = facts.operation.method == "post" and "201" in facts.operation.responses and not facts.tail
        if makes and facts.name and facts.request is not None and facts.success is not None:
            frame = find_item(anatomist, facts.success, facts.name)
            if frame is not None and has_identity(anatomist.read(frame.schema)):
                found.append(Family(facts.name, [facts.shape], lists=[facts]))
    taken = {id(facts) for family in found for facts in family.lists}
    return found, [facts for facts in rest if id(facts) not in taken]


def _singles(anatomist: Anatomist, rest: list[Facts]) -> tuple[list[Family], list[Facts]]:
    """Take paths that are read and written, and hold one thing each, such as settings."""
    by_shape: dict[Shape, list[Facts]] = {}
    for facts in rest:
        if not facts.tail and facts.name:
            by_shape.setdefault(facts.shape, []).append(facts)
    found: list[Family] = []
    for shape, several in by_shape.items():
        methods = {facts.operation.method for facts in several}
        read = next((facts for facts in several if facts.operation.method == "get"), None)
        if read is None or not methods & {"put", "patch"} or read.success is None:
            continue
        if anatomist.read(read.success).is_object:
            found.append(Family(read.name, [shape], items=several, single=True))
    taken = {id(facts) for family in found for facts in family.items}
    return found, [facts for facts in rest if id(facts) not in taken]
