"""Schemas of older drafts written as Draft 2020-12 means them, at the places where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.containment.budget import UndecidedError
from apiyard.spec.pointer import escape, to_fragment, unescape

_DATA: Final = frozenset({"enum", "const", "default", "examples"})
_MAPS: Final = frozenset({"properties", "patternProperties", "definitions", "$defs", "dependentSchemas"})
_OLD: Final = ("draft-04", "draft-06", "draft-07")
# What a draft does not know says nothing there.
_SINCE_2019: Final = frozenset(
    {
        *("dependentRequired", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems", "minContains"),
        *("maxContains", "$anchor", "$recursiveRef", "$recursiveAnchor"),
    }
)
_SINCE_2020: Final = frozenset({"prefixItems", "$dynamicRef", "$dynamicAnchor"})
_SINCE_06: Final = frozenset({"const", "contains", "propertyNames", "exclusiveMinimum", "exclusiveMaximum"})
_UNKNOWN: Final[Mapping[str, frozenset[str]]] = {
    "draft-04": _SINCE_2019 | _SINCE_2020 | _SINCE_06 | {"if", "then", "else"},
    "draft-06": _SINCE_2019 | _SINCE_2020 | {"if", "then", "else"},
    "draft-07": _SINCE_2019 | _SINCE_2020,
    "2019-09": _SINCE_2020,
    "2020-12": frozenset(),
}
_MAX_DEPTH: Final = 200


def modern(schema: Json, draft: str) -> Json:
    """Write a schema of an older draft as Draft 2020-12 means it.

    Lists under ``items`` become ``prefixItems``, ``dependencies`` the two keywords that followed, what stands beside
    ``$ref`` is left out where it was ignored, ``$recursiveRef`` becomes what it can only mean, and references are
    led to where things stand now (JSON Schema 2020-12, release notes).

    Args:
        schema: the schema.
        draft: its draft, such as ``draft-07``.

    Raises:
        UndecidedError: it means something that the newer draft cannot say.
    """
    if draft == "2020-12":
        return _without_dialect(schema)
    if draft == "2019-09":
        _judge_2019(schema)
    return _Writer(draft, schema).schema(_without_dialect(schema), 0)


def _without_dialect(schema: Json) -> Json:
    if isinstance(schema, dict) and "$schema" in schema:
        return {name: each for name, each in schema.items() if name != "$schema"}
    return schema


def _judge_2019(schema: Json) -> None:
    """Refuse what only the dynamic scope can tell, and items that the draft does not count as evaluated."""
    met: dict[str, int] = {}
    waiting: list[Any] = [schema]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            for name, below in each.items():
                met[name] = met.get(name, 0) + 1
                if name not in _DATA:
                    waiting.append(below)
        elif isinstance(each, list):
            waiting.extend(each)
    if "$recursiveRef" in met and met.get("$id", 0) > 1:
        raise UndecidedError("$recursiveRef", "it depends on the way that leads there")
    if "contains" in met and "unevaluatedItems" in met:
        raise UndecidedError("unevaluatedItems", "the drafts differ in what contains evaluates")


@dataclass(slots=True)
class _Writer:
    """Writes one document."""

    draft: str
    root: Json

    def schema(self, value: Json, depth: int) -> Json:
        """Write a schema, or what may be one."""
        if depth > _MAX_DEPTH:
            raise UndecidedError("depth", "the schemas nest too deep")
        if isinstance(value, list):
            return [self.schema(each, depth + 1) for each in value]
        if not isinstance(value, dict):
            return value
        found: dict[str, Any] = {}
        # The older drafts ignore what stands beside a reference; definitions there are still reached.
        only = {"$ref", "definitions", "$defs"} if self._is_reference(value) else value.keys()
        for keyword, content in value.items():
            if keyword in only and (keyword not in _UNKNOWN[self.draft] or keyword.startswith("exclusive")):
                self._keyword(found, keyword, content, depth=depth)
        self._bounds(found)
        return found

    def _is_reference(self, value: dict[str, Any]) -> bool:
        return self.draft in _OLD and isinstance(value.get("$ref"), str)

    def _keyword(self, found: dict[str, Any], keyword: str, content: Any, *, depth: int) -> None:
        below = depth + 1
        if keyword in _DATA:
            found[keyword] = content
        elif keyword == "$ref" and isinstance(content, str):
            found[keyword] = self._reference(content)
        elif keyword == "$schema" and isinstance(content, str) and f"{self.draft}/schema" in content:
            return  # the draft that it is read as
        elif keyword == "$recursiveRef":
            found["allOf"] = [*found.get("allOf", []), {"$ref": "#"}]
        elif keyword == "items" and isinstance(content, list):
            found["prefixItems"] = [self.schema(each, below) for each in content]
        elif keyword == "additionalItems":
            found["x-additionalItems"] = self.schema(content, below)
        elif keyword == "dependencies" and isinstance(content, dict):
            self._dependencies(found, content, depth=below)
        elif keyword in _MAPS and isinstance(content, dict):
            found[keyword] = {name: self.schema(each, below) for name, each in content.items()}
        elif keyword in {"$id", "id"} and isinstance(content, str):
            self._identity(found, keyword, content)
        elif keyword == "allOf" and isinstance(content, list):
            found["allOf"] = [*(self.schema(each, below) for each in content), *found.get("allOf", [])]
        else:
            found[keyword] = self.schema(content, below)

    def _identity(self, found: dict[str, Any], keyword: str, content: str) -> None:
        if keyword != ("id" if self.draft == "draft-04" else "$id"):
            return
        if content.startswith("#"):
            if self.draft in _OLD and len(content) > 1:
                found["$anchor"] = content[1:]
        else:
            found["$id"] = content

    def _dependencies(self, found: dict[str, Any], content: dict[str, Any], *, depth: int) -> None:
        names = {name: each for name, each in content.items() if isinstance(each, list)}
        schemas = {name: self.schema(each, depth) for name, each in content.items() if name not in names}
        if names:
            found["dependentRequired"] = {**found.get("dependentRequired", {}), **names}
        if schemas:
            found["dependentSchemas"] = {**found.get("dependentSchemas", {}), **schemas}

    def _bounds(self, found: dict[str, Any]) -> None:
        """Move what the older drafts write in two keywords to one."""
        rest = found.pop("x-additionalItems", None)
        if rest is not None and "prefixItems" in found:
            found["items"] = rest
        elif rest is not None:
            found["x-additionalItems"] = rest
        if self.draft == "draft-04":
            for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
                strict = found.pop(exclusive, False)
                if strict is True and bound in found:
                    found[exclusive] = found.pop(bound)

    def _reference(self, ref: str) -> str:
        """Lead a reference to where its target stands now."""
        address, mark, fragment = ref.partition("#")
        if address or not fragment.startswith("/"):
            return f"{address}{mark}{fragment}"
        value: Any = self.root
        tokens: list[str] = []
        names = [unescape(token) for token in unquote(fragment).split("/")[1:]]
        named = False
        for index, name in enumerate(names):
            held = isinstance(value, dict) and not named
            tokens.append(_moved(value, name, names[index + 1 :]) if held else name)
            named = held and name in {*_MAPS, "dependencies"}
            value = _step(value, name)
        return f"#{to_fragment(''.join('/' + escape(token) for token in tokens))}"


def _step(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list) and name.isdecimal() and int(name[:9]) < len(value):
        return value[int(name)]
    return None


def _moved(value: dict[str, Any], name: str, rest: list[str]) -> str:
    """Give the name under which something stands now."""
    if name == "items" and isinstance(value.get("items"), list):
        return "prefixItems"
    if name == "additionalItems":
        return "items" if isinstance(value.get("items"), list) else "x-additionalItems"
    if name == "dependencies" and rest:
        return "dependentSchemas"
    return name
