"""Schemas of OpenAPI documents, as they stand there, to what the fast validator takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.design.schema_check.dialect import dialect
from apiyard.design.schema_check.formats import FORMATS
from apiyard.spec.regex import Pattern, compile_pattern

Follow = Callable[[Any], Any]

_ONE: Final = frozenset({"not", "if", "then", "else", "contains", "propertyNames"})
_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_MAPS: Final = frozenset({"properties", "patternProperties", "dependentSchemas"})
_KEPT: Final = frozenset(
    {
        *("type", "enum", "const", "required", "uniqueItems", "dependentRequired", "minContains", "maxContains"),
        *("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "maxLength", "minLength", "maxItems"),
        *("minItems", "maxProperties", "minProperties"),
    }
)
_HARD: Final = frozenset(
    {
        *("$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$anchor", "$id", "id", "$schema"),
        *("unevaluatedItems", "unevaluatedProperties", "dependencies", "additionalItems", "contentSchema"),
        *("formatMaximum", "formatMinimum", "formatExclusiveMaximum", "formatExclusiveMinimum", "errorMessage"),
    }
)
_INT32: Final = {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1}
_WHOLE: Final = {"int32": _INT32, "int64": {"type": "integer"}}


class HardError(Exception):
    """A schema has something that only the careful check knows the meaning of."""


class RefusedError(Exception):
    """A schema is refused by the field's linters, as ``nullable`` stands somewhere in it without ``type``."""


class CircularError(Exception):
    """A schema leads to itself, or to nothing; the field's linters do not judge by such schemas."""


@dataclass(slots=True)
class Target:
    """What a reference leads to.

    Args:
        node: the schema as written.
        name: what it is called in the translation.
        schema: the translation.
        refs: the targets that it refers to, by name.
    """

    node: Any
    name: str
    schema: dict[str, Any] = field(default_factory=dict)
    refs: dict[str, Target] = field(default_factory=dict)
    circular: bool = False
    hard: bool = False
    refused: bool = False
    done: bool = False


@dataclass(slots=True)
class Translator:
    """Translates the schemas of one document.

    Args:
        follow: gives what a reference object means.
        is_schema: says whether a schema object keeps the rules of its draft.
        draft4: whether the schemas are those of OpenAPI 2.0 and 3.0.
        swagger: whether they are those of OpenAPI 2.0.
        optional: the keyword that lets a property be missing (``readOnly`` or ``writeOnly``), or ``""``.
    """

    follow: Follow
    is_schema: Callable[[Any], bool]
    draft4: bool
    swagger: bool = False
    optional: str = ""
    patterns: dict[str, Pattern] = field(default_factory=dict)
    _targets: dict[int, Target] = field(default_factory=dict)

    def root(self, node: Any) -> dict[str, Any]:
        """Give a schema that stands alone.

        Args:
            node: the schema as written.

        Returns:
            The translation; what it refers to is in its ``$defs``.

        Raises:
            HardError: it has something that cannot be translated.
            RefusedError: it cannot be used at all.
            CircularError: it leads to itself or to nothing.
        """
        if not self.is_schema(node):
            raise HardError
        top = Target(node, "")
        try:
            top.schema = self._schema(node, top)
        except RecursionError:
            raise HardError from None
        found: dict[str, Target] = {}
        waiting = list(top.refs.values())
        while waiting:
            each = waiting.pop()
            if each.name not in found:
                found[each.name] = each
                waiting.extend(each.refs.values())
        parts = (top, *found.values())
        refused, circular = any(each.refused for each in parts), any(each.circular for each in parts)
        if any(each.hard for each in parts) or (refused and circular):
            raise HardError
        if refused:
            raise RefusedError
        if circular:
            raise CircularError
        return {**top.schema, "$defs": {name: each.schema for name, each in found.items()}}

    def _target(self, node: Any) -> Target:
        known = self._targets.get(id(node))
        if known is not None:
            # One that is not done yet is further up: the way leads around in a circle.
            known.circular = known.circular or not known.done
            return known
        target = self._targets[id(node)] = Target(node, str(len(self._targets)))
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            target.circular = True
        elif not self.is_schema(node):
            target.hard = True
        else:
            try:
                target.schema = self._schema(node, target)
            except HardError:
                target.hard = True
        target.done = True
        return target

    def _schema(self, node: Any, holder: Target) -> dict[str, Any]:
        if isinstance(node, bool):
            return {} if node else {"not": {}}
        if not isinstance(node, dict):
            raise HardError
        if isinstance(node.get("$ref"), str):
            target = self._target(self.follow(node))
            holder.refs[target.name] = target
            return {"$ref": f"#/$defs/{target.name}"}
        if not _HARD.isdisjoint(node) or (self.draft4 and "enum" in node and _may_repeat(node["enum"])):
            raise HardError
        out: dict[str, Any] = {}
        parts: list[dict[str, Any]] = []
        for word, value in node.items():
            if word in _KEPT:
                out[word] = value
            else:
                self._word(word, value, (out, parts, holder))
        if self._adjust(node, out):
            holder.refused = True
        if parts:
            out["allOf"] = [*out.get("allOf", ()), *parts]
        return out

    def _word(self, word: str, value: Any, to: tuple[dict[str, Any], list[dict[str, Any]], Target]) -> None:
        out, parts, holder = to
        if word in _ONE:
            if word == "not" and self.optional:
                raise HardError  # what may be missing elsewhere may not be missing there
            out[word] = self._perhaps(value, holder)
        elif word == "anyOf" and self.draft4 and any(self._says_nothing(each) for each in value):
            pass  # it always holds, and the field's linters do not read it
        elif word in _LISTS:
            out[word] = [self._schema(each, holder) for each in value]
        elif word in _MAPS:
            if word == "patternProperties" and value:
                raise HardError
            out[word] = {name: self._schema(each, holder) for name, each in value.items()}
        elif word in ("items", "additionalProperties"):
            out[word] = self._schema(value, holder)
        elif word == "pattern":
            parts.append({"format": self._pattern(value)})
        elif word == "format":
            parts.extend(_format(value))
        elif word == "multipleOf":
            if not isinstance(value, int):
                raise HardError
            out[word] = value

    def _perhaps(self, node: Any, holder: Target) -> dict[str, Any]:
        """Translate a schema that the field's linters read only where something beside it makes them."""
        inner = Target(node, "")
        found = self._schema(node, inner)
        holder.refs |= inner.refs
        if inner.refused or any(each.circular or each.refused for each in inner.refs.values()):
            raise HardError
        return found

    def _says_nothing(self, node: Any) -> bool:
        held = self.follow(node)
        return isinstance(held, dict) and dialect("draft4").keywords.isdisjoint(held)

    def _pattern(self, text: str) -> str:
        name = f"pattern:{text}"
        if name not in self.patterns:
            try:
                self.patterns[name] = compile_pattern(text)
            except ApiyardError:
                raise HardError from None
        return name

    def _adjust(self, node: dict[str, Any], out: dict[str, Any]) -> bool:
        """Bring older words to later drafts; say whether the schema cannot be used."""
        nullable = True if self.swagger and node.get("x-nullable") is True else node.get("nullable")
        if nullable is not None and "type" not in node:
            return True
        if nullable is True:
            kinds = [node["type"]] if isinstance(node["type"], str) else node["type"]
            out["type"] = [*kinds, *(("null",) if "null" not in kinds else ())]
        if self.draft4:
            _limits(node, out)
        if self.optional and isinstance(node.get("required"), list):
            out["required"] = [name for name in node["required"] if not self._may_miss(node, name)]
        return False

    def _may_miss(self, node: dict[str, Any], name: Any) -> bool:
        properties = node.get("properties")
        held = self.follow(properties.get(name)) if isinstance(properties, dict) else None
        return isinstance(held, dict) and held.get(self.optional) is True


def _limits(node: Mapping[str, Any], out: dict[str, Any]) -> None:
    """Turn limits whose exclusiveness is a boolean into those of later drafts."""
    for word, exclusive in (("maximum", "exclusiveMaximum"), ("minimum", "exclusiveMinimum")):
        if exclusive in node:
            del out[exclusive]
            if node[exclusive] is True:
                out[exclusive] = out.pop(word)


def _format(name: Any) -> list[dict[str, Any]]:
    if not isinstance(name, str) or name not in FORMATS:
        return []
    if name in _WHOLE:
        return [{"if": {"type": "number"}, "then": _WHOLE[name]}]
    return [{"format": f"format:{name}"}] if FORMATS[name].type == "string" else []


def _may_repeat(values: Any) -> bool:
    """Say whether an enum may be one that draft 4 refuses: empty, or with equal values."""
    try:
        return not values or len(set(values)) < len(values)
    except TypeError:
        return True
