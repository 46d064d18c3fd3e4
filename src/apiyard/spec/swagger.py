"""OpenAPI 2.0 to 3.1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.grammar import METHODS, OPENAPI_2
from apiyard.spec.upgrade import upgrade_schema
from apiyard.spec.walk import walk

_HOMES = (
    ("#/definitions/", "#/components/schemas/"),
    ("#/responses/", "#/components/responses/"),
    ("#/parameters/", "#/components/parameters/"),
    ("#/securityDefinitions/", "#/components/securitySchemes/"),
)
_KEPT = ("name", "in", "description", "required", "allowEmptyValue", "deprecated")
_SCHEMA_WORDS = (
    *("type", "format", "items", "default", "enum", "multipleOf", "pattern", "uniqueItems", "x-nullable"),
    *("maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"),
    *("maxLength", "minLength", "maxItems", "minItems"),
)
_STYLES = {"ssv": "spaceDelimited", "pipes": "pipeDelimited", "tsv": "tabDelimited"}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}

Moves = dict[str, str]


@dataclass(slots=True)
class _Upgrade:
    """The state of one conversion."""

    tree: dict[str, Any]
    moves: Moves = field(default_factory=dict)

    def run(self) -> dict[str, Any]:
        old = self.tree
        for _, node, kind in list(walk(old, grammar=OPENAPI_2)):
            if kind == "schema":
                upgrade_schema(node)
            self._rename(node)
        new: dict[str, Any] = {"openapi": "3.1.0", "info": old.get("info", {})}
        if servers := _servers(old):
            new["servers"] = servers
        for name in ("security", "tags", "externalDocs"):
            if name in old:
                new[name] = old[name]
        new["paths"] = {
            path: self._path_item(item, pointers.join("/paths", path)) if isinstance(item, dict) else item
            for path, item in _object(old.get("paths")).items()
        }
        if components := self._components():
            new["components"] = components
        new.update((name, value) for name, value in old.items() if name.startswith("x-"))
        return new

    def _rename(self, node: dict[str, Any]) -> None:
        ref = node.get("$ref")
        if isinstance(ref, str):
            for before, after in _HOMES:
                if ref.startswith(before):
                    node["$ref"] = after + ref[len(before) :]

    def _components(self) -> dict[str, Any]:
        old = self.tree
        self.moves["/components/schemas"] = "/definitions"
        self.moves["/components/securitySchemes"] = "/securityDefinitions"
        produces = _strings(old.get("produces"))
        parts = {
            "schemas": dict(_object(old.get("definitions"))),
            "parameters": {
                name: self._parameter(value, "/components/parameters/" + pointers.escape(name))
                for name, value in _objects(old.get("parameters"))
                if value.get("in") not in ("body", "formData")
            },
            "responses": {
                name: self._response(value, produces, "/components/responses/" + pointers.escape(name))
                for name, value in _objects(old.get("responses"))
            },
            "securitySchemes": {name: _scheme(value) for name, value in _objects(old.get("securityDefinitions"))},
        }
        self.moves["/components/parameters"] = "/parameters"
        self.moves["/components/responses"] = "/responses"
        return {name: part for name, part in parts.items() if part}

    def _deref(self, parameter: dict[str, Any]) -> dict[str, Any]:
        ref = parameter.get("$ref")
        if isinstance(ref, str) and ref.startswith("#/components/parameters/"):
            name = pointers.unescape(pointers.from_fragment(ref.removeprefix("#/components/parameters/")))
            return _object(_object(self.tree.get("parameters")).get(name))
        return parameter

    def _path_item(self, item: dict[str, Any], at: str) -> dict[str, Any]:
        shared = [(each, f"{at}/parameters/{index}") for index, each in enumerate(_list(item.get("parameters")))]
        out: dict[str, Any] = {}
        plain = [self._parameter(each, where) for each, where in shared if not self._is_body(each)]
        if plain:
            out["parameters"] = plain
        bodies = [pair for pair in shared if self._is_body(pair[0])]
        for name, value in item.items():
            if name in METHODS and isinstance(value, dict):
                out[name] = self._operation(value, bodies, pointers.join(at, name))
            elif name.startswith("x-"):
                out[name] = value
        return out

    def _is_body(self, parameter: dict[str, Any]) -> bool:
        return self._deref(parameter).get("in") in ("body", "formData")

    def _operation(self, old: dict[str, Any], shared: list[tuple[dict[str, Any], str]], at: str) -> dict[str, Any]:
        dropped = ("parameters", "consumes", "produces", "schemes", "responses")
        out = {name: value for name, value in old.items() if name not in dropped}
        own = [(each, f"{at}/parameters/{index}") for index, each in enumerate(_list(old.get("parameters")))]
        plain: list[dict[str, Any]] = []
        for each, where in own:
            if not self._is_body(each):
                self.moves[f"{at}/parameters/{len(plain)}"] = where
                plain.append(self._parameter(each, f"{at}/parameters/{len(plain)}"))
        if plain:
            out["parameters"] = plain
        bodies = [pair for pair in own if self._is_body(pair[0])] or shared
        consumes = _strings(old.get("consumes", self.tree.get("consumes")))
        if bodies:
            out["requestBody"] = self._body(bodies, consumes, at + "/requestBody")
        produces = _strings(old.get("produces", self.tree.get("produces")))
        out["responses"] = {
            str(status): self._response(value, produces, pointers.join(at, "responses", status))
            if isinstance(value, dict)
            else value
            for status, value in _object(old.get("responses")).items()
        }
        return out

    def _body(self, bodies: list[tuple[dict[str, Any], str]], consumes: list[str], at: str) -> dict[str, Any]:
        self.moves[at] = bodies[0][1]
        parameters = [(self._deref(each), where) for each, where in bodies]
        whole = next((pair for pair in parameters if pair[0].get("in") == "body"), None)
        if whole is not None:
            types = consumes or ["application/json"]
            schema = whole[0].get("schema", {})
            for media_type in types:
                self.moves[pointers.join(at, "content", media_type)] = whole[1]
            out: dict[str, Any] = {name: whole[0][name] for name in ("description", "required") if name in whole[0]}
            return {**out, "content": {media_type: {"schema": schema} for media_type in types}}
        return self._form([each for each, _ in parameters], consumes)

    def _form(self, fields: list[dict[str, Any]], consumes: list[str]) -> dict[str, Any]:
        files = any(each.get("type") == "file" for each in fields)
        types = [each for each in consumes if each in _FORMS] or [_FORMS[1] if files else _FORMS[0]]
        properties = {str(each.get("name", "")): _parameter_schema(each) for each in fields}
        required = [str(each.get("name", "")) for each in fields if each.get("required") is True]
        schema: dict[str, Any] = {"type": "object", "properties": properties}
        if required:
            schema["required"] = required
        encoding = {
            str(each.get("name", "")): {"style": "form", "explode": each.get("collectionFormat") == "multi"}
            for each in fields
            if each.get("type") == "array"
        }
        media = {"schema": schema, **({"encoding": encoding} if encoding else {})}
        return {"content": dict.fromkeys(types, media), "required": bool(required)}

    def _parameter(self, old: dict[str, Any], at: str) -> dict[str, Any]:
        if "$ref" in old:
            return old
        out = {name: old[name] for name in _KEPT if name in old}
        out.update((name, value) for name, value in old.items() if name.startswith("x-") and name != "x-nullable")
        out["schema"] = _parameter_schema(old)
        if old.get("type") == "array":
            collection = old.get("collectionFormat", "csv")
            plain = "form" if old.get("in") in ("query", "cookie") else "simple"
            out["style"] = _STYLES.get(collection, plain)
            out["explode"] = collection == "multi"
        return out

    def _response(self, old: dict[str, Any], produces: list[str], at: str) -> dict[str, Any]:
        if "$ref" in old:
            return old
        out = {name: value for name, value in old.items() if name not in ("schema", "headers", "examples")}
        out.setdefault("description", "")
        if headers := {
            name: {
                **({"description": header["description"]} if "description" in header else {}),
                "schema": _parameter_schema(header),
            }
            for name, header in _objects(old.get("headers"))
        }:
            out["headers"] = headers
        examples = _object(old.get("examples"))
        content: dict[str, Any] = {}
        if "schema" in old:
            for media_type in produces or ["application/json"]:
                content[media_type] = {"schema": old["schema"]}
                self.moves[pointers.join(at, "content", media_type)] = at
        for media_type, example in examples.items():
            content.setdefault(media_type, {})["example"] = example
        if content:
            out["content"] = content
        return out


def upgrade_swagger(tree: dict[str, Any]) -> tuple[dict[str, Any], Moves]:
    """Turn a bundled 2.0 tree into a 3.1 tree.

    Args:
        tree: the tree, with internal references only; it is changed and must not be shared.

    Returns:
        The new tree, and where its moved parts stood: new pointer to old pointer.
    """
    upgrade = _Upgrade(tree)
    return upgrade.run(), upgrade.moves


def _parameter_schema(old: dict[str, Any]) -> dict[str, Any]:
    schema = {name: old[name] for name in _SCHEMA_WORDS if name in old}
    if isinstance(schema.get("items"), dict):
        schema["items"] = _parameter_schema(schema["items"])
        collection = schema["items"].pop("collectionFormat", None)
        del collection
    if "example" in old or "x-example" in old:
        schema["examples"] = [old.get("example", old.get("x-example"))]
    upgrade_schema(schema)
    return schema


def _servers(old: dict[str, Any]) -> list[dict[str, Any]]:
    host, path = old.get("host"), old.get("basePath", "")
    if not host:
        return [{"url": path}] if path else []
    return [{"url": f"{scheme}://{host}{path}"} for scheme in _strings(old.get("schemes")) or ["https"]]


def _scheme(old: dict[str, Any]) -> dict[str, Any]:
    out = {name: value for name, value in old.items() if name == "description" or name.startswith("x-")}
    if old.get("type") == "basic":
        return {**out, "type": "http", "scheme": "basic"}
    if old.get("type") != "oauth2":
        return dict(old)
    flow = str(old.get("flow", "implicit"))
    urls = {name: old[name] for name in ("authorizationUrl", "tokenUrl") if name in old}
    return {**out, "type": "oauth2", "flows": {_FLOWS.get(flow, flow): {**urls, "scopes": _object(old.get("scopes"))}}}


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> Iterable[tuple[str, dict[str, Any]]]:
    return [(name, each) for name, each in _object(value).items() if isinstance(each, dict)]


def _list(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
