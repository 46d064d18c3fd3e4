"""From a bundled 3.1 tree to the operations of a contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from apiyard.core.json import Json, JsonObject
from apiyard.spec.grammar import METHODS
from apiyard.spec.operation import Body, MediaType, Operation, Parameter, Place, Response, Security
from apiyard.spec.pointer import join
from apiyard.spec.schema import Schema, Scope

_PLACES = ("path", "query", "header", "cookie")
# These headers are described by other parts of the contract (OpenAPI 3.1, Parameter Object).
_IGNORED_HEADERS = ("accept", "content-type", "authorization")
_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)|default", re.ASCII)
_VARIABLE = re.compile(r"\{([^{}]+)\}")


@dataclass(slots=True)
class Builder:
    """Reads operations out of a tree.

    Args:
        scope: what the schemas share; holds the tree.
    """

    scope: Scope

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
            held = self._object(item, at)
            shared = self._parameters(held, at)
            found.extend(self._operation(method, path, held, shared=shared) for method in METHODS if method in held)
        return tuple(found)

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
        self, method: str, path: str, item: dict[str, Any], *, shared: dict[tuple[str, str], Parameter]
    ) -> Operation:
        at = join("/paths", path, method)
        held = self._object(item[method], at)
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
                    "a parameter needs a name, and path, query, header or cookie as its place",
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
            style = "form" if place in ("query", "cookie") else "simple"
        explode = held.get("explode")
        schema = held.get("schema")
        return Parameter(
            name=name,
            location=place,
            required=held.get("required") is True or place == "path",
            style=style,
            explode=explode if isinstance(explode, bool) else style == "form",
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
            schema = held.get("schema")
            encoding = held.get("encoding")
            found[name] = MediaType(
                schema=self._schema(schema, pointer + "/schema") if schema is not None else None,
                examples=self._examples(held, pointer),
                encoding=encoding if isinstance(encoding, dict) else {},
                pointer=pointer,
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
                if isinstance(held, dict) and "value" in held:
                    found[name] = held["value"]
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
