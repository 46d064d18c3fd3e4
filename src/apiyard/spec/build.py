"""From a bundled tree of version 3.1 or 3.2 to the operations of a contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from apiyard.core.json import Json, JsonObject
from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass, field
from apiyard.spec.grammar import METHODS, METHODS_3_2
from apiyard.spec.operation import Body, MediaType, Operation, Parameter, Place, Response, Security
from apiyard.spec.pointer import join
from apiyard.spec.schema import Schema, Scope

_PLACES = ("path", "query", "querystring", "header", "cookie")
# These styles write each item of an array as a pair of its own unless explode says otherwise.
_APART = ("form", "cookie")
# These headers are described by other parts of the contract (OpenAPI 3.1, Parameter Object).
_IGNORED_HEADERS = ("accept", "content-type", "authorization")
_STATUS = late_pattern(r"[1-5](?:[0-9]{2}|XX)|default", re.ASCII)
_TOKEN = late_pattern(r"[a-zA-Z0-9!#$%&'*+.^_`|~-]+", re.ASCII)
# What an example object calls the value (the second since OpenAPI 3.2).
_VALUE = frozenset({"value", "dataValue"})
_VARIABLE = late_pattern(r"\{([^{}]+)\}")


@dataclass(slots=True)
class Builder:
    """Reads operations out of a tree.

    Args:
        scope: what the schemas share; holds the tree.
    """

    scope: Scope
    _securities: dict[int, Security] = field(default_factory=dict, repr=False)

    @property
    def tree(self) -> dict[str, Any]:
        """The tree."""
        return cast("dict[str, Any]", self.scope.tree)

    def operations(self) -> tuple[Operation, ...]:
        """Give the operations in the document's order.

        Raises:
            InvalidInputError: an object has another form than OpenAPI gives it.
        """
        found: list[Operation] = []
        paths = self._object(self.tree.get("paths", {}), "/paths")
        for path, item in paths.items():
            if path.startswith("x-"):
                continue
            at = join("/paths", path)
            if not path.startswith("/"):
                raise self.scope.fail("a path must start with a slash", at, piece=path)
            found.extend(self.path_item(path, item, at))
        return tuple(found)

    def path_item(self, path: str, item: object, at: str) -> list[Operation]:
        """Give the operations of one path item, which may also be that of a webhook or a callback.

        Args:
            path: what they have as their path.
            item: the path item.
            at: where it stands in the tree.

        Raises:
            InvalidInputError: an object has another form than OpenAPI gives it.
        """
        held = self._object(item, at)
        shared = self._parameters(held, at)
        names = self._methods(held, at)
        return [self._operation(path, held, each, shared=shared, at=join(at, *each)) for each in names]

    def _methods(self, item: dict[str, Any], at: str) -> list[tuple[str, ...]]:
        """Give the names that lead from a path item to its operations."""
        if not str(self.tree.get("openapi")).startswith("3.2"):
            return [(name,) for name in METHODS if name in item]
        found: list[tuple[str, ...]] = [(name,) for name in METHODS_3_2 if name in item]
        others = self._object(item.get("additionalOperations", {}), at + "/additionalOperations")
        for name in others:
            if _TOKEN.fullmatch(name) is None or name.lower() in METHODS_3_2:
                place = join(at, "additionalOperations", name)
                raise self.scope.fail("this cannot be the method of an additional operation", place, piece=name)
            found.append(("additionalOperations", name))
        return found

    def _object(self, value: object, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.scope.fail("an object is expected here", at, piece=type(value).__name__)
        return value

    def _array(self, value: object, at: str) -> list[Any]:
        if not isinstance(value, list):
            raise self.scope.fail("an array is expected here", at, piece=type(value).__name__)
        return value

    def _meant(self, value: object, at: str) -> tuple[dict[str, Any], str]:
        target, pointer = self.scope.resolve(cast("Json", value), at)
        return self._object(target, pointer), pointer

    def _operation(
        self,
        path: str,
        item: dict[str, Any],
        names: tuple[str, ...],
        *,
        shared: dict[tuple[str, str], Parameter],
        at: str,
    ) -> Operation:
        method = names[-1].lower()
        held = self._object(item[names[0]] if len(names) == 1 else item[names[0]][names[1]], at)
        parameters = {**shared, **self._parameters(held, at)}
        body = held.get("requestBody")
        security = held.get("security", self.tree.get("security", []))
        id_ = held.get("operationId")
        return Operation(
            id=id_ if isinstance(id_, str) and id_ else f"{method} {path}",
            method=method,
            path=path,
            summary=_text(held.get("summary", item.get("summary"))),
            parameters=tuple(parameters.values()),
            request_body=None if body is None else self._body(body, at + "/requestBody"),
            responses=self._responses(held.get("responses", {}), at + "/responses"),
            security=self.security(security, at + "/security"),
            tags=tuple(tag for tag in self._array(held.get("tags", []), at + "/tags") if isinstance(tag, str)),
            deprecated=held.get("deprecated") is True,
            pointer=at,
        )

    def _parameters(self, holder: dict[str, Any], at: str) -> dict[tuple[str, str], Parameter]:
        found: dict[tuple[str, str], Parameter] = {}
        for index, value in enumerate(self._array(holder.get("parameters", []), at + "/parameters")):
            held, pointer = self._meant(value, f"{at}/parameters/{index}")
            name, place = held.get("name"), held.get("in")
            if not isinstance(name, str) or place not in _PLACES:
                raise self.scope.fail(
                    "a parameter needs a name, and path, query, querystring, header or cookie as its place",
                    pointer,
                    piece=str(place),
                )
            if place == "header" and name.lower() in _IGNORED_HEADERS:
                continue
            found[name, place] = self._parameter(name, cast("Place", place), held, at=pointer)
        return found

    def _parameter(self, name: str, place: Place, held: dict[str, Any], *, at: str) -> Parameter:
        style = held.get("style")
        if not isinstance(style, str):
            style = "simple" if place in ("path", "header") else "form"
        explode = held.get("explode")
        schema = held.get("schema")
        return Parameter(
            name=name,
            location=place,
            required=held.get("required") is True or place == "path",
            style=style,
            explode=explode if isinstance(explode, bool) else style in _APART,
            schema=self._schema(schema, at + "/schema") if schema is not None else None,
            content=self._content(held.get("content"), at + "/content"),
            examples=self._examples(held, at),
            allow_empty=held.get("allowEmptyValue") is True,
            deprecated=held.get("deprecated") is True,
            pointer=at,
        )

    def _schema(self, value: object, at: str) -> Schema:
        if not isinstance(value, dict | bool):
            raise self.scope.fail("a schema must be an object", at, piece=type(value).__name__)
        self.scope.root(at)
        return Schema(at, cast("Json", value), self.scope)

    def _content(self, value: object, at: str) -> Mapping[str, MediaType]:
        if value is None:
            return {}
        found: dict[str, MediaType] = {}
        for name, item in self._object(value, at).items():
            held, pointer = self._meant(item, join(at, name))
            schema, items = held.get("schema"), held.get("itemSchema")
            encoding = held.get("encoding")
            found[name] = MediaType(
                schema=self._schema(schema, pointer + "/schema") if schema is not None else None,
                examples=self._examples(held, pointer),
                encoding=encoding if isinstance(encoding, dict) else {},
                pointer=pointer,
                item_schema=self._schema(items, pointer + "/itemSchema") if items is not None else None,
            )
        return found

    def _examples(self, holder: dict[str, Any], at: str) -> Mapping[str, Json]:
        found: dict[str, Json] = {}
        if "example" in holder:
            found["example"] = holder["example"]
        examples = holder.get("examples")
        if isinstance(examples, dict):
            for name, value in examples.items():
                held, _ = self.scope.resolve(value, join(at, "examples", name))
                if isinstance(held, dict) and (member := _VALUE.intersection(held)):
                    found[name] = held[min(member)]
        return found

    def _body(self, value: object, at: str) -> Body:
        held, pointer = self._meant(value, at)
        return Body(held.get("required") is True, self._content(held.get("content"), pointer + "/content"), pointer)

    def _responses(self, value: object, at: str) -> Mapping[str, Response]:
        found: dict[str, Response] = {}
        for name, item in self._object(value, at).items():
            if name.startswith("x-"):
                continue
            status = name if name == "default" else name.upper()
            if _STATUS.fullmatch(status) is None:
                raise self.scope.fail("a response needs a status code, a range or default", join(at, name), piece=name)
            held, pointer = self._meant(item, join(at, name))
            headers: dict[str, Parameter] = {}
            for header, part in self._object(held.get("headers", {}), pointer + "/headers").items():
                inner, place = self._meant(part, join(pointer, "headers", header))
                parameter = self._parameter(header, "header", inner, at=place)
                if header.lower() != "content-type":
                    headers[header] = parameter
            content = self._content(held.get("content"), pointer + "/content")
            found[status] = Response(status, headers, content, _text(held.get("description")), pointer)
        return found

    def security(self, value: object, at: str) -> Security:
        """Give security requirements: alternatives, each of schemes with their scopes.

        Args:
            value: the array of requirement objects.
            at: where it stands.

        Raises:
            InvalidInputError: it is no array of objects.
        """
        # Most operations have the one of the whole document, which may be long.
        if id(value) not in self._securities:
            self._securities[id(value)] = self._security(value, at)
        return self._securities[id(value)]

    def _security(self, value: object, at: str) -> Security:
        return tuple(
            {
                name: tuple(scope for scope in scopes if isinstance(scope, str)) if isinstance(scopes, list) else ()
                for name, scopes in self._object(each, f"{at}/{index}").items()
            }
            for index, each in enumerate(self._array(value, at))
        )

    def security_schemes(self) -> Mapping[str, JsonObject]:
        """Give the security schemes by name, references followed."""
        components = self.tree.get("components")
        schemes = components.get("securitySchemes", {}) if isinstance(components, dict) else {}
        at = "/components/securitySchemes"
        return {name: self._meant(value, join(at, name))[0] for name, value in self._object(schemes, at).items()}

    def servers(self) -> tuple[str, ...]:
        """Give the servers' URLs with variables at their defaults."""
        found: list[str] = []
        for index, value in enumerate(self._array(self.tree.get("servers", []), "/servers")):
            held = self._object(value, f"/servers/{index}")
            variables = held.get("variables")
            found.append(_VARIABLE.sub(partial(_default, variables), _text(held.get("url"))))
        return tuple(found)


def _default(variables: object, name: re.Match[str]) -> str:
    held = variables.get(name[1]) if isinstance(variables, dict) else None
    value = held.get("default") if isinstance(held, dict) else None
    return str(value) if isinstance(value, str | int) else name[0]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
