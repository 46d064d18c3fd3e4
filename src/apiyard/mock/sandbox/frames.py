"""Find where in a body an item, or a list of items, stands."""

from __future__ import annotations

from collections.abc import Iterable

from apiyard.mock.sandbox.anatomy import Anatomist, Anatomy
from apiyard.mock.sandbox.resource import Frame
from apiyard.mock.sandbox.words import first_of, joined, one_of, pieces, singular, word_set
from apiyard.spec.coerce import parts, types
from apiyard.spec.operation import Parameter
from apiyard.spec.schema import Schema

_LISTS = word_set(
    "data items results result list records entries values rows content elements collection objects hits "
    "value nodes resources members response"
)
_WRAPS = word_set("data item result resource object payload response body value attributes entity record")
_AROUND = ("data", "embedded", "result", "response", "payload", "body")
_PAGES = word_set(
    "total totalcount count hasmore next nextpage nextcursor nextpagetoken nexttoken page meta links "
    "pagination paging cursor offset limit totalpages hasnext totalresults pageinfo prev previous perpage "
    "nexturl"
)
_IDENTITIES = ("id", "uuid", "gid", "guid", "uid", "key")
_LATER = ("slug", "code", "login", "username", "name", "number", "sku", "handle", "identifier", "email", "title")
_SCALARS = frozenset({"string", "integer", "number"})


def find_list(anatomist: Anatomist, root: Schema, name: str, *, deeper: bool = True) -> Frame | None:
    """Find the list of items in a body.

    Args:
        anatomist: reads schemas.
        root: the schema of the body.
        name: the last word of the path.
        deeper: whether to look into what is wrapped around.

    Returns:
        Where it stands; None when the body is no list of objects.
    """
    whole = anatomist.read(root)
    if whole.is_array:
        return _many(anatomist, root, whole)
    found = {
        member: frame
        for member, schema in whole.members.items()
        if (inner := anatomist.read(schema)).is_array and (frame := _many(anatomist, root, inner, path=(member,)))
    }
    if found:
        chosen = next((each for each in found if one_of(each) == one_of(name)), None)
        if chosen is None and identity_of(whole, "", name) == "":
            chosen = next((each for each in found if joined(each) in _LISTS), None)
            others = {joined(each) for each in whole.members if each not in found}
            if chosen is None and len(found) == 1 and (not others or others & _PAGES):
                chosen = next(iter(found))
        return found.get(chosen) if chosen is not None else None
    around = first_of(_AROUND, whole.members) if deeper else None
    if around is None or not anatomist.read(whole.members[around]).is_object:
        return None
    inner_frame = find_list(anatomist, whole.members[around], name, deeper=False)
    if inner_frame is None:
        return None
    return Frame((around, *inner_frame.path), root, inner_frame.schema, many=True)


def _many(anatomist: Anatomist, root: Schema, array: Anatomy, *, path: tuple[str, ...] = ()) -> Frame | None:
    if array.items is None or not anatomist.read(array.items).is_object:
        return None
    return Frame(path, root, array.items, many=True)


def find_item(anatomist: Anatomist, root: Schema, name: str) -> Frame | None:
    """Find the item in a body.

    Args:
        anatomist: reads schemas.
        root: the schema of the body.
        name: the last word of the path.

    Returns:
        Where it stands; None when the body is no object.
    """
    whole = anatomist.read(root)
    if not whole.is_object:
        return None
    if not has_identity(whole):
        objects = {member: schema for member, schema in whole.members.items() if anatomist.read(schema).is_object}
        alone = len(whole.members) == 1 or _around_only(whole)
        meant = [each for each in objects if one_of(each) == one_of(name)]
        # A part of an item may be called as all of it is; it has no id of its own then.
        wrapped = next((each for each in meant if alone or has_identity(anatomist.read(objects[each]))), None)
        if wrapped is None and alone:
            wrapped = next((each for each in objects if joined(each) in _WRAPS), None)
        if wrapped is None and len(whole.members) == 1:
            wrapped = next(iter(objects), None)
        if wrapped is not None:
            return Frame((wrapped,), root, objects[wrapped])
    return Frame((), root, root)


def is_scalar(schema: Schema) -> bool:
    """Say whether a schema is that of a text or a number."""
    return types(schema) <= _SCALARS | {"null"} and not any(
        isinstance(part.value, dict) and ("properties" in part.value or "items" in part.value) for part in parts(schema)
    )


def has_identity(item: Anatomy) -> bool:
    """Say whether items have a member that is surely an id."""
    return any(joined(member) in _IDENTITIES and is_scalar(schema) for member, schema in item.members.items())


def _around_only(whole: Anatomy) -> bool:
    """Say whether beside one member there are only such as envelopes have."""
    signs = _PAGES | {"success", "status", "message", "code", "error", "errors", "included", "jsonapi", "timestamp"}
    return sum(joined(member) not in signs for member in whole.members) == 1


def identity_of(item: Anatomy, variable: str, name: str, *, typed: Parameter | None = None) -> str:
    """Find the member that a variable of a path holds.

    Args:
        item: what is known of an item.
        variable: the variable, such as ``petId``; empty to find what tells items apart anyway.
        name: the last word before it, such as ``pets``.
        typed: the parameter, so that members of its type come first.

    Returns:
        The member; empty when none is known.
    """
    scalars = [member for member, schema in item.members.items() if is_scalar(schema)]
    wanted = list(_candidates(variable, name))
    schema = typed.schema if typed is not None else None
    kinds = types(schema) & _SCALARS if schema is not None else set()
    if kinds:
        fitting = [each for each in scalars if (types(item.members[each]) & _SCALARS or kinds) & kinds]
        found = first_of(wanted, fitting)
        if found is not None:
            return found
    return first_of(wanted, scalars) or ""


def _candidates(variable: str, name: str) -> Iterable[str]:
    one = one_of(name)
    if variable:
        words = pieces(variable)
        plain = "".join(words)
        yield from (plain, *(("login", "handle") if plain == "username" else ()))
        if plain.startswith(one) and len(plain) > len(one):
            yield plain[len(one) :]
        if len(words) > 1:
            yield words[-1]
        if singular(plain) not in (one, "id", "identifier") and len(words) == 1:
            yield from ("id", *_LATER)
            return
    yield from _IDENTITIES
    yield one + "id"
    yield from _LATER
