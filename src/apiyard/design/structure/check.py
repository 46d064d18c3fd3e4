"""What is wrong with a value by a shape, and where: all of it, at the places where the field's validators tell it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from apiyard.core.noun import dataclass, field
from apiyard.design.structure.formats import FORMATS
from apiyard.design.structure.shape import Shape

Path = tuple[str | int, ...]
Told = list["Fault"]
IsFine = Callable[[str, Any], bool]

_TYPES: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "object": lambda value: isinstance(value, dict),
        "array": lambda value: isinstance(value, list),
        "string": lambda value: isinstance(value, str),
        "boolean": lambda value: isinstance(value, bool),
        "null": lambda value: value is None,
        "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
        "integer": lambda value: (
            isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer()
        ),
    }
)
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Args:
        path: where, from the value's root.
        message: what.
    """

    path: Path
    message: str


@dataclass(slots=True)
class Look:
    """What a shape says about one value.

    Args:
        value: the value.
        path: where it stands.
        faults: what is wrong.
        known: the names of the object's fields that some part of the shape speaks of.
    """

    value: Any
    path: Path
    faults: Told = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def tell(self, message: str, *names: str | int) -> None:
        """Take note of a fault of the value, or of what stands at the names below it."""
        self.faults.append(Fault((*self.path, *names), message))

    def take(self, part: Look) -> None:
        """Take over what another part of the shape says of the value, or of what is in it."""
        self.faults += part.faults

    def know(self, part: Look) -> None:
        """Take over the known fields of a part of the shape, which count only where the value fits it."""
        if not part.faults:
            self.known |= part.known


@dataclass(frozen=True, slots=True)
class Checker:
    """Tells all that is wrong with values.

    Args:
        kinds: the shapes that references name.
        is_fine: a quick question whether a value is of a kind, so that only wrong parts are looked at closely.
    """

    kinds: Mapping[str, Shape]
    is_fine: IsFine

    def faults(self, shape: Shape, value: Any) -> Told:
        """Give all that is wrong.

        Args:
            shape: what the value should look like.
            value: the value, as parsed.

        Returns:
            The faults; there may be the same one twice.
        """
        return self._look(shape, value, ()).faults

    def _look(self, shape: Shape | Literal[True, False], value: Any, path: Path) -> Look:
        look = Look(value, path)
        if shape is False:
            look.tell("must not be there")
        elif shape is not True:
            self._of_any(shape, look)
            if isinstance(value, dict):
                self._of_object(shape, look)
            elif isinstance(value, list):
                self._of_array(shape, look)
            elif isinstance(value, str):
                _of_text(shape, look)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                _of_number(shape, look)
        return look

    def _again(self, shape: Shape, look: Look) -> Look:
        return self._look(shape, look.value, look.path)

    def _of_any(self, shape: Shape, look: Look) -> None:
        if "type" in shape:
            _of_type(shape["type"], look)
        if "enum" in shape and not any(_same(look.value, each) for each in shape["enum"]):
            look.tell(f"must be one of {', '.join(map(str, shape['enum']))}")
        if "const" in shape and not _same(look.value, shape["const"]):
            look.tell(f"must be {_shown(shape['const'])}")
        if "$ref" in shape:
            self._of_kind(shape["$ref"].removeprefix("#/$defs/"), look)
        if "not" in shape and not self._again(shape["not"], look).faults:
            look.tell(_refusal(shape["not"]))
        for each in shape.get("allOf", ()):
            part = self._again(each, look)
            look.take(part)
            look.known |= part.known
        for word in ("anyOf", "oneOf"):
            if word in shape:
                self._of_forms(shape[word], look, single=word == "oneOf")
        if "if" in shape:
            asked = self._again(shape["if"], look)
            look.know(asked)
            part = self._again(shape.get("else" if asked.faults else "then", True), look)
            look.take(part)
            look.know(part)

    def _of_kind(self, kind: str, look: Look) -> None:
        shape = self.kinds[kind]
        if not self.is_fine(kind, look.value):
            look.take(self._again(shape, look))
        elif "type" not in shape and isinstance(look.value, dict):
            # Only shapes without a type of their own are parts of others, whose fields count there.
            look.know(self._again(shape, look))

    def _of_forms(self, shapes: list[Shape], look: Look, *, single: bool) -> None:
        parts = [self._again(each, look) for each in shapes]
        fitting = sum(not part.faults for part in parts)
        for part in parts:
            look.know(part)
        if fitting == 1 or (fitting and not single):
            return
        for part in parts:
            look.take(part)
        look.tell("fits more than one of the forms that exclude each other" if fitting else "fits none of its forms")

    def _of_object(self, shape: Shape, look: Look) -> None:
        value = look.value
        _of_names(shape, look)
        for name, part in shape.get("dependentSchemas", {}).items():
            if name in value:
                found = self._again(part, look)
                look.take(found)
                look.know(found)
        if "propertyNames" in shape:
            for name in value:
                if self._look(shape["propertyNames"], name, ()).faults:
                    look.tell(f'must not have the name "{_shown(name)}" in it')
        if "x-told-once" in shape:
            self._told_once(shape, look)
        else:
            self._fields(shape, look)
        if shape.get("unevaluatedProperties") is False:
            for name in value:
                if name not in look.known:
                    look.tell(_strange(name))

    def _fields(self, shape: Shape, look: Look) -> None:
        own, others = shape.get("properties", {}), shape.get("additionalProperties", True)
        patterns = [(_pattern(text), part) for text, part in shape.get("patternProperties", {}).items()]
        look.known.update(own)
        for name, item in look.value.items():
            parts = [part for pattern, part in patterns if pattern.search(name)]
            if parts:
                look.known.add(name)
            if name in own:
                parts.append(own[name])
            if not parts and others is False:
                look.tell(_strange(name), *(() if shape.get("x-told-at") == "object" else (name,)))
            elif not parts:
                parts.append(others)
            for part in parts:
                look.take(self._look(part, item, (*look.path, name)))

    def _told_once(self, shape: Shape, look: Look) -> None:
        kind = shape["additionalProperties"]["$ref"].removeprefix("#/$defs/")
        for name, item in look.value.items():
            if not self.is_fine(kind, item):
                look.tell("must be of a known kind", *((name,) if name in shape["x-told-once"] else ()))

    def _of_array(self, shape: Shape, look: Look) -> None:
        if len(look.value) < shape.get("minItems", 0):
            look.tell("must not be empty")
        if shape.get("uniqueItems") and _twice(look.value):
            look.tell("must not hold the same twice")
        if "items" in shape:
            for index, item in enumerate(look.value):
                look.take(self._look(shape["items"], item, (*look.path, index)))
        if "contains" in shape:
            self._contains(shape, look)

    def _contains(self, shape: Shape, look: Look) -> None:
        most = shape.get("maxContains", len(look.value))
        other: Told = []
        count = 0
        for index, item in enumerate(look.value):
            part = self._look(shape["contains"], item, (*look.path, index))
            other += part.faults
            count += not part.faults
            if count > most:
                break
        if not shape.get("minContains", 1) <= count <= most:
            look.faults += other
            look.tell(f"must not hold more than {most} of this kind")


def _of_names(shape: Shape, look: Look) -> None:
    value = look.value
    for name in shape.get("required", ()):
        if name not in value:
            look.tell(f'must have "{name}"')
    for name, needed in shape.get("dependentRequired", {}).items():
        for each in needed:
            if name in value and each not in value:
                look.tell(f'must have "{each}" beside "{name}"')
    if len(value) < shape.get("minProperties", 0):
        look.tell("must not be empty")
    if len(value) > shape.get("maxProperties", len(value)):
        look.tell(f"must not have more than {shape['maxProperties']} members")


def _of_type(wanted: str | list[str], look: Look) -> None:
    names = [wanted] if isinstance(wanted, str) else wanted
    if not any(_TYPES[name](look.value) for name in names):
        look.tell(f"must be {_with_article(' or '.join(names))}")


def _of_text(shape: Shape, look: Look) -> None:
    if "pattern" in shape and not _pattern(shape["pattern"]).search(look.value):
        look.tell(f"must fit the pattern {shape['pattern']}")
    if "format" in shape and not FORMATS[shape["format"]](look.value):
        look.tell(f"must be {_with_article(shape['format'])}")


def _of_number(shape: Shape, look: Look) -> None:
    if look.value < shape.get("minimum", look.value):
        look.tell(f"must be at least {shape['minimum']}")
    if "exclusiveMinimum" in shape and look.value <= shape["exclusiveMinimum"]:
        look.tell(f"must be more than {shape['exclusiveMinimum']}")


@lru_cache(256)
def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern of a shape; at its end ``$`` means the end of the text, as in ECMAScript."""
    return re.compile(text[:-1] + r"\Z" if text.endswith("$") else text, re.ASCII)


def _same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def _twice(values: Iterable[Any]) -> bool:
    seen: set[str] = set()
    for value in values:
        key = json.dumps(_plain(value), sort_keys=True)
        if key in seen:
            return True
        seen.add(key)
    return False


def _plain(value: Any) -> Any:
    """Write whole numbers alike, as JSON means them."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _refusal(shape: Shape) -> str:
    names = shape.get("required")
    if names:
        return f"must not have {' and '.join(names)}" + (" together" if len(names) > 1 else "")
    return "has a form that cannot stand here"


def _strange(name: str) -> str:
    return f'has "{_shown(name)}", which is not expected there'


def _with_article(text: str) -> str:
    return f"{'an' if text[0] in 'aeiou' else 'a'} {text}"


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _SHORT else text[: _SHORT - 4] + " ..."
