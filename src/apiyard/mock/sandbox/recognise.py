"""Tell from a contract what its service keeps and what each operation does to it."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.noun import replace
from apiyard.mock.sandbox.anatomy import Anatomist
from apiyard.mock.sandbox.effect import effect_of
from apiyard.mock.sandbox.facts import Facts, facts_of, success_status
from apiyard.mock.sandbox.frames import find_item, find_list, identity_of
from apiyard.mock.sandbox.gather import Family, Shape, gather
from apiyard.mock.sandbox.paging import read_paging
from apiyard.mock.sandbox.resource import Does, Frame, Model, Resource, Role, Within
from apiyard.spec.contract import Contract
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.schema import Schema

_CREATED, _CHANGED, _REMOVED = (201, 200, 202), (200, 201), (204, 200, 202)
_STATUSES: Mapping[Does, tuple[int, ...]] = {
    "create": _CREATED,
    "replace": _CHANGED,
    "change": _CHANGED,
    "remove": _REMOVED,
    "clear": _REMOVED,
}
_ON_ITEM: Mapping[str, Does] = {
    "get": "read",
    "put": "replace",
    "patch": "change",
    "post": "change",
    "delete": "remove",
}


def recognise(contract: Contract, anatomist: Anatomist | None = None) -> Model:
    """Tell what a contract keeps.

    Args:
        contract: the contract.
        anatomist: reads its schemas; a new one when none is given.

    Returns:
        The resources, what the operations do to them, and why some are answered without state.
    """
    anatomist = anatomist or Anatomist()
    families, rest = gather(anatomist, [facts_of(operation) for operation in contract.operations])
    ids = _ids(families)
    owners = {shape: (ids[id(family)], family) for family in families for shape in family.shapes}
    roles: dict[str, Role] = {}
    resources: dict[str, Resource] = {}
    plain = {facts.operation.id: "its path is neither that of a collection nor of an item" for facts in rest}
    for family in families:
        judge = _Judge(anatomist, family, ids[id(family)], owners=owners)
        found = judge.roles()
        plain.update({role.operation.id: "it has no success to answer with" for role in found if not role.status})
        found = [role for role in found if role.status]
        resource = judge.resource(found)
        if not _useful(resource, found):
            plain.update({role.operation.id: "nothing can be made, listed or changed here" for role in found})
        else:
            resources[resource.id] = resource
            roles.update({role.operation.id: role for role in found})
        plain.update(judge.plain)
    inside = {facts.operation.id: _inside(facts, anatomist, owners) for facts in rest}
    return Model(resources, roles, plain, {id_: within for id_, within in inside.items() if within})


def _inside(facts: Facts, anatomist: Anatomist, owners: Mapping[Shape, tuple[str, Family]]) -> tuple[Within, ...]:
    """Tell which items a path names that is itself neither that of a collection nor of an item."""
    judge = _Judge(anatomist, Family(facts.name), "", owners=owners)
    named = [(at, name) for at, name in enumerate(facts.variables) if name]
    return tuple(each for at, name in named if (each := judge.within(facts, name, at)).parent)


def _useful(resource: Resource, roles: list[Role]) -> bool:
    """Say whether state makes a difference; what can only be read by a name that nobody can know has none."""
    does = {role.does for role in roles}
    return resource.schema is not None and (resource.listed or resource.creatable or bool(does - {"read"}))


def _ids(families: list[Family]) -> dict[int, str]:
    """Give each family a name of its own: the last word, or as many words of its path as make it one."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for family in sorted(families, key=lambda each: (len(each.shapes[0]), not each.items)):
        words = [word for word in family.shapes[0] if word and "{}" not in word] or [family.name]
        name = next((n for size in range(1, len(words) + 1) if (n := ".".join(words[-size:])) not in taken), None)
        number = 2
        while name is None or name in taken:
            name, number = f"{'.'.join(words)}-{number}", number + 1
        taken.add(name)
        found[id(family)] = name
    return found


class _Judge:
    """Decides about one family."""

    def __init__(
        self, anatomist: Anatomist, family: Family, id_: str, *, owners: Mapping[Shape, tuple[str, Family]]
    ) -> None:
        self.anatomist, self.family, self.id, self.owners = anatomist, family, id_, owners
        self.plain: dict[str, str] = {}
        self.schema = self.item_schema()
        self.item = anatomist.read(self.schema) if self.schema is not None else None

    def item_schema(self) -> Schema | None:
        """Give the schema of an item: as it is read alone, else as it is given elsewhere, else as it is sent."""
        order = {"get": 0, "post": 1, "put": 2, "patch": 3}
        for many in (self.family.items, self.family.lists, self.family.views):
            for facts in sorted(many, key=lambda each: order.get(each.operation.method, 4)):
                frame = self.told(facts)
                if frame is not None and facts.operation.method != "delete":
                    return frame.schema
        for facts in (*self.family.lists, *self.family.items):
            if facts.request is not None and (given := self.given(facts)) is not None:
                return given.schema
        return None

    def told(self, facts: Facts) -> Frame | None:
        if facts.success is None:
            return None
        if facts not in self.family.items or self.anatomist.read(facts.success).is_array:
            found = find_list(self.anatomist, facts.success, self.family.name)
            if found is not None:
                return found
        return find_item(self.anatomist, facts.success, self.family.name)

    def given(self, facts: Facts) -> Frame | None:
        if facts.request is None:
            return None
        whole = self.anatomist.read(facts.request)
        if whole.is_array:
            return find_list(self.anatomist, facts.request, self.family.name)
        return find_item(self.anatomist, facts.request, self.family.name)

    def roles(self) -> list[Role]:
        items = self.family.items
        found = [self.role(facts, _ON_ITEM.get(facts.operation.method, "read"), key=True) for facts in items]
        for facts in (*self.family.lists, *self.family.views):
            role = self.on_list(facts)
            if role is not None:
                found.append(role)
        for facts in self.family.acts:
            role = self.role(facts, "act", key=True, up=1)
            found.append(replace(role, effect=effect_of(facts, role.told, self.anatomist)))
        return found

    def on_list(self, facts: Facts) -> Role | None:
        """Tell what an operation on a whole collection does."""
        method, told = facts.operation.method, self.told(facts)
        if method == "get":
            if told is not None and told.many:
                return self.role(facts, "list")
            self.plain[facts.operation.id] = "its answer is no list of objects"
        elif method == "post":
            return self.role(facts, "create")
        elif method == "delete":
            return self.role(facts, "clear")
        elif method in ("put", "patch") and self.keyed(facts):
            role = self.role(facts, "replace" if method == "put" else "change")
            return replace(role, member=self.identity())
        else:
            self.plain[facts.operation.id] = f"{method.upper()} on a whole collection can mean many things"
        return None

    def keyed(self, facts: Facts) -> bool:
        """Say whether the request names the item by a member of its body."""
        given = self.given(facts)
        identity = self.identity()
        return given is not None and bool(identity) and identity in self.anatomist.read(given.schema).members

    def identity(self) -> str:
        """Give the member that tells items apart: that of the path of an item, else a usual one."""
        if self.item is None or self.family.single:
            return ""
        for facts in self.family.items:
            found = identity_of(self.item, facts.tail, self.family.name, typed=_typed(facts.operation, facts.tail))
            if found:
                return found
        return identity_of(self.item, "", self.family.name)

    def role(self, facts: Facts, does: Does, *, key: bool = False, up: int = 0) -> Role:
        variables = facts.variables[: len(facts.variables) - up]
        key_name = (variables[-1] or "") if key and variables and not self.family.single else ""
        last = len(variables) - (1 if key_name else 0)
        member = ""
        if key_name and self.item is not None:
            typed = _typed(facts.operation, key_name)
            member = identity_of(self.item, key_name, self.family.name, typed=typed)
        members = [*self.item.members, *self.inner()] if self.item is not None else []
        told = self.told(facts)
        return Role(
            does,
            facts.operation,
            self.id,
            tuple(self.within(facts, name, at) for at, name in enumerate(variables[:last]) if name),
            key_name,
            member,
            success_status(facts.operation, _STATUSES.get(does, (200,))),
            told,
            self.given(facts),
            read_paging(facts.operation.parameters, members),
        )

    def inner(self) -> list[str]:
        """Give the names of what stands in ``attributes``, as in JSON:API, where items are filtered by that too."""
        around = self.item.members.get("attributes") if self.item is not None else None
        return [f"attributes.{name}" for name in self.anatomist.read(around).members] if around is not None else []

    def within(self, facts: Facts, name: str, at: int) -> Within:
        """Tell which resource's item a variable before the item's own names."""
        owner = self.owners.get(facts.shape[:at])
        if owner is None or owner[0] == self.id:
            return Within(name)
        judge = _Judge(self.anatomist, owner[1], owner[0], owners={})
        if judge.item is None:
            return Within(name, owner[0])
        typed = _typed(facts.operation, name)
        return Within(name, owner[0], identity_of(judge.item, name, owner[1].name, typed=typed))

    def resource(self, roles: list[Role]) -> Resource:
        does = {role.does for role in roles}
        return Resource(
            self.id,
            self.family.name,
            self.schema,
            self.identity(),
            single=self.family.single,
            creatable=_is_made(roles),
            listed="list" in does,
            path="/" + "/".join(self.family.shapes[0]),
        )


def _is_made(roles: list[Role]) -> bool:
    """Say whether calls make items, and not only put some of them into a place deep below another thing."""
    depths = [len(role.within) for role in roles if role.key]
    return any(role.does == "create" and len(role.within) <= min(depths, default=9) + 1 for role in roles)


def _typed(operation: Operation, name: str) -> Parameter | None:
    return next((each for each in operation.parameters if each.location == "path" and each.name == name), None)
