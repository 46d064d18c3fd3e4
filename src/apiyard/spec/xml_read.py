"""From XML to the value that the contract means by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from apiyard.core.json import Json
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass, field
from apiyard.spec.coerce import coerce, items, member, names, parts, types
from apiyard.spec.schema import Schema
from apiyard.spec.unreadable import UnreadableError
from apiyard.spec.xml_shape import Shape, shape_of

_MAX_DEPTH = 200
_MAX_NODES = 100_000
_NIL = "http://www.w3.org/2001/XMLSchema-instance"
_BETWEEN = "\x1f"
_ZEROS = late_pattern(r"\A\+?(-?)0*(?=[0-9])")
_ASKS_NOTHING = frozenset({"$ref", "title", "description", "xml", "example", "examples", "deprecated", "default"})


class OpaqueError(Exception):
    """The schema does not say which of several values the XML means, so nobody can judge it."""


@dataclass(slots=True, eq=False)
class Element:
    """An element as it stands in the document.

    Args:
        name: without prefix.
        namespace: its URI; empty for none.
        attributes: namespace and name with their values.
        children: elements inside, in order.
        text: all text inside that stands in no other element.
    """

    name: str
    namespace: str
    attributes: dict[tuple[str, str], str]
    children: list[Element] = field(default_factory=list)
    text: str = ""

    @property
    def is_nil(self) -> bool:
        """Whether it says that it is nothing (XML Schema, part 1, section 2.6.2)."""
        return self.attributes.get((_NIL, "nil"), "") in {"true", "1"}


def read_xml(data: bytes, schema: Schema) -> Json:
    """Read a document.

    Names are matched without their prefixes; a namespace is asked for where the contract has one.

    Args:
        data: the document.
        schema: the schema of its value.

    Returns:
        The value.

    Raises:
        UnreadableError: it is not well-formed, has a document type, is too deep or too large, or its first element
            has another name than the contract gives it.
        OpaqueError: the schema leaves open what the XML means.
    """
    if not types(schema) - {"string"} and not names(schema):
        # Contracts that call XML a string mean the text of the document, of which a schema says nothing more.
        raise OpaqueError
    root = parse(data)
    shape = shape_of(schema, root.name)
    if shape.kind == "element" and (root.name != shape.name or not _in_namespace(root.namespace, shape)):
        raise UnreadableError(f"the first element is {root.name[:60]} and not {shape.name}")
    return _value(root, schema, root.name if not shape.told else shape.name, bare=shape.kind == "none")


def parse(data: bytes) -> Element:
    """Read a document into its elements.

    Args:
        data: the document.

    Returns:
        Its first element.

    Raises:
        UnreadableError: as for ``read_xml``.
    """
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    top = Element("", "", {})
    stack, count = [top], 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(stack) > _MAX_DEPTH or count > _MAX_NODES:
            raise UnreadableError("the XML is too deep or too large")
        found = Element(*_split(name), {_key(each): value for each, value in attributes.items()})
        stack[-1].children.append(found)
        stack.append(found)

    def end(_: str) -> None:
        stack.pop()

    def text(data: str) -> None:
        stack[-1].text += data

    def refuse(*_: object) -> None:
        raise UnreadableError("an XML body must not have a document type")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableError(f"the body is no XML: {expat.ErrorString(error.code)}") from None
    return top.children[0]


def _split(name: str) -> tuple[str, str]:
    namespace, between, local = name.rpartition(_BETWEEN)
    return (local, namespace) if between else (name, "")


def _key(name: str) -> tuple[str, str]:
    local, namespace = _split(name)
    return namespace, local


def _in_namespace(namespace: str, shape: Shape) -> bool:
    return not shape.namespace or namespace == shape.namespace


def _value(element: Element, schema: Schema | None, name: str, *, bare: bool = False) -> Json:
    """Read what an element holds; ``bare`` is one that stands for a list that is not wrapped."""
    if element.is_nil:
        return None
    if schema is None:
        return _anything(element)
    wanted = types(schema)
    if len(wanted & {"object", "array"}) > 1 or _chooses(schema):
        raise OpaqueError
    if "array" in wanted:
        inner = items(schema)
        return [_value(each, inner, name) for each in _items(element.children, inner, name, bare=bare)]
    if "object" in wanted or names(schema):
        if wanted - {"object", "null"}:
            raise OpaqueError
        empty = not element.children and not element.attributes and not element.text.strip()
        return None if empty and "null" in wanted and _required(schema) else _object(element, schema)
    if not wanted:
        if not _free(schema):
            raise OpaqueError
        return _anything(element)
    return _plain(element, schema, wanted)


def _plain(element: Element, schema: Schema, wanted: frozenset[str] | set[str]) -> Json:
    """Read a value without parts, as XML Schema writes them (part 2, sections 3.3.2 and 3.3.3)."""
    if element.children:
        if "string" in wanted:  # markup in a text, of which a schema of strings says nothing
            raise OpaqueError
        return _anything(element)
    if "string" in wanted:
        return coerce(element.text, schema)
    text = element.text.strip()
    if "boolean" in wanted and text in {"0", "1"} and not wanted & {"integer", "number"}:
        text = "true" if text == "1" else "false"
    return coerce(_ZEROS.sub(r"\1", text), schema)


def _free(schema: Schema) -> bool:
    """Say whether a schema asks for nothing, so that any reading of an element does."""
    return all(not isinstance(part.value, dict) or not set(part.value) - _ASKS_NOTHING for part in parts(schema))


def _chooses(schema: Schema) -> bool:
    """Say whether a schema has branches that give the same element different meanings."""
    branches = [
        each
        for part in parts(schema)
        if isinstance(part.value, dict)
        for word in ("oneOf", "anyOf")
        for index in range(len(part.value.get(word) or ()))
        if (each := part.at(word, index)) is not None
    ]
    return len([each for each in branches if types(each) & {"object", "array"} or names(each)]) > 1


def _items(children: list[Element], inner: Schema | None, name: str, *, bare: bool) -> list[Element]:
    shape = shape_of(inner, name)
    if bare and not shape.told:
        return children
    wrong = [each for each in children if each.name != shape.name]
    if wrong and shape.told:
        raise UnreadableError(f"the items of {name[:60]} are {shape.name} and not {wrong[0].name[:60]}")
    return children


def _object(element: Element, schema: Schema) -> Json:
    found: dict[str, Any] = {}
    rest, attributes = list(element.children), dict(element.attributes)
    needed = _required(schema)
    for name in sorted(names(schema)):
        inner = member(schema, name)
        shape = shape_of(inner, name)
        if shape.kind == "attribute":
            key = next((each for each in attributes if each[1] == shape.name and _in_namespace(each[0], shape)), None)
            if key is not None:
                found[name] = coerce(attributes.pop(key), inner)
        elif shape.kind in {"text", "cdata"}:
            if element.text or name in needed:
                found[name] = coerce(element.text, inner)
        elif shape.kind == "none":
            _spread(found, name, inner, rest=rest, needed=name in needed)
        else:
            mine = [each for each in rest if each.name == shape.name and _in_namespace(each.namespace, shape)]
            if mine:
                found[name] = _value(mine[0], inner, shape.name if shape.told else name)
                rest.remove(mine[0])
    _leftover(found, rest, attributes, schema=schema)
    return found


def _spread(found: dict[str, Any], name: str, inner: Schema | None, *, rest: list[Element], needed: bool) -> None:
    """Read the items of a list that is not wrapped, wherever they stand among their siblings."""
    if inner is None or "array" not in types(inner):
        raise OpaqueError
    each = items(inner)
    shape = shape_of(each, name)
    if shape.kind == "none":  # lists in a list, of which nothing says where one ends
        raise OpaqueError
    mine = [child for child in rest if child.name == shape.name and _in_namespace(child.namespace, shape)]
    taken = set(mine)
    rest[:] = [child for child in rest if child not in taken]
    if mine or needed:
        found[name] = [_value(child, each, name) for child in mine]


def _leftover(
    found: dict[str, Any], rest: list[Element], attributes: dict[tuple[str, str], str], *, schema: Schema
) -> None:
    """Read what the contract does not name."""
    for name in dict.fromkeys(child.name for child in rest):
        inner, mine = member(schema, name), [child for child in rest if child.name == name]
        if name not in found and inner is not None and shape_of(inner, name).kind == "none":
            _spread(found, name, inner, rest=mine, needed=False)
        elif name not in found and (inner is None or _free(inner)):
            held = [_anything(child) for child in mine]
            found[name] = held[0] if len(held) == 1 else held
        elif name in found or len(mine) > 1:
            raise UnreadableError(f"{name[:60]} is there more than once, or in another namespace")
        else:
            found[name] = _value(mine[0], inner, name)
    for (namespace, name), text in attributes.items():
        if namespace == "" and name not in found:
            found[name] = coerce(text, member(schema, name))


def _required(schema: Schema) -> set[str]:
    found: set[str] = set()
    for part in parts(schema):
        listed = part.value.get("required") if isinstance(part.value, dict) else None
        found.update(each for each in listed or () if isinstance(each, str))
    return found


def _anything(element: Element) -> Json:
    """Read an element that no schema speaks of: text, or an object of what is inside it."""
    if not element.children and not element.attributes:
        return element.text
    found: dict[str, Any] = {name: text for (namespace, name), text in element.attributes.items() if not namespace}
    for name, held in _grouped(element.children):
        found[name] = held[0] if len(held) == 1 else held
    return found


def _grouped(children: list[Element]) -> Iterator[tuple[str, list[Json]]]:
    groups: dict[str, list[Json]] = {}
    for child in children:
        groups.setdefault(child.name, []).append(_anything(child))
    return iter(groups.items())
