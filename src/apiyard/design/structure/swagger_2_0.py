"""The objects of OpenAPI 2.0, after the tables of its specification."""

from __future__ import annotations

from apiyard.design.structure.shape import Closed, Shape, document, record, ref, typed

_TEXTS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_LISTED = {"allOf": [_TEXTS]}
_SCHEMES = {"type": "array", "items": typed("http|https|ws|wss"), "uniqueItems": True}
_SCHEMAS = {"type": "array", "minItems": 1, "items": ref("schema")}
_NAMES = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
_BOUNDS = """
    multipleOf:above-zero maximum:number exclusiveMaximum:flag minimum:number exclusiveMinimum:flag
    maxLength:count minLength:count pattern:pattern maxItems:count minItems:count uniqueItems:flag
"""
_ENUM: Shape = {"type": "array", "minItems": 1, "uniqueItems": True}
_TYPES = "array|boolean|integer|null|number|object|string"
_PLAIN = "string|number|integer|boolean|array"
_COMMAS = "csv|ssv|tsv|pipes"
_NEVER: Shape = {"not": {}}


def _texts_of(allowed: str) -> Shape:
    return {"type": "string", **typed(allowed)}


def _simple(kinds: str, separators: str = _COMMAS, text: str = "") -> Shape:
    """Give the fields of a value that is written in one text."""
    return record(
        f"format:text items:items {_BOUNDS} {text}",
        Closed.BY_NAME,
        properties={
            "type": _texts_of(kinds),
            "collectionFormat": typed(separators),
            "default": {},
            "enum": _ENUM,
        },
    )


def _parameter(place: str, kinds: str = _PLAIN, separators: str = _COMMAS, *, empty: bool = False) -> Shape:
    shape = _simple(kinds, separators, "required:flag description:text name:text" + empty * " allowEmptyValue:flag")
    shape["properties"]["in"] = _texts_of(f"{place}|")
    del shape["type"]
    return shape


def _path_parameter() -> Shape:
    shape = _parameter("path")
    shape["required"] = ["required"]
    shape["properties"]["required"] = {"type": "boolean", "enum": [True]}
    return shape


def _scheme(kind: str, text: str, **properties: Shape) -> Shape:
    return record(f"{text} description:text", Closed.BY_NAME, properties={"type": typed(f"{kind}|"), **properties})


def _flow(flow: str, text: str) -> Shape:
    found = _scheme("oauth2", f"{text} scopes!:text{{}}", flow=typed(f"{flow}|"))
    found["required"] = ["type", "flow", *found["required"]]
    return found


def _with_type(shape: Shape, *names: str) -> Shape:
    return {**shape, "required": ["type", *names, *shape.get("required", [])]}


_SCHEMA = record(
    f"$ref:text format:text title:text description:text {_BOUNDS} maxProperties:count minProperties:count "
    "discriminator:text readOnly:flag xml:xml externalDocs:external-docs properties:schema{}",
    Closed.BY_NAME,
    properties={
        "default": {},
        "example": {},
        "required": _NAMES,
        "enum": _ENUM,
        "type": {
            "anyOf": [
                typed(_TYPES),
                {"type": "array", "items": typed(_TYPES), "minItems": 1, "uniqueItems": True},
            ]
        },
        "additionalProperties": {
            "if": {"type": "object"},
            "then": ref("schema"),
            "else": {"if": {"type": "boolean"}, "then": {}, "else": _NEVER},
        },
        "items": {"anyOf": [ref("schema"), _SCHEMAS]},
        **dict.fromkeys(("allOf", "oneOf", "anyOf"), _SCHEMAS),
    },
)

_PATH_ITEM = record(
    "$ref:text parameters:parameters-list "
    "get:operation put:operation post:operation delete:operation options:operation head:operation patch:operation",
    Closed.BY_NAME,
)

_OPERATION = record(
    "summary:text description:text externalDocs:external-docs operationId:text parameters:parameters-list "
    "responses!:responses deprecated:flag security:security-list",
    Closed.BY_NAME,
    properties={"tags": _TEXTS, "produces": _LISTED, "consumes": _LISTED, "schemes": _SCHEMES},
)

_RESPONSES = record(
    "",
    Closed.BY_NAME,
    patterns={"^(?:[0-9]{3}|default)$": typed("response?")},
    minProperties=1,
    **{"not": {"type": "object", "additionalProperties": False, "patternProperties": {"^x-": {}}}},
)

_KINDS: dict[str, Shape] = {
    "info": record(
        "version!:text title!:text description:text termsOfService:text contact:contact license:license",
        Closed.BY_NAME,
    ),
    "contact": record("name:text url:uri email:email", Closed.BY_NAME),
    "license": record("name!:text url:uri", Closed.BY_NAME),
    "external-docs": record("description:text url!:uri", Closed.BY_NAME),
    "tag": record("name!:text description:text externalDocs:external-docs", Closed.BY_NAME),
    "xml": record("name:text namespace:text prefix:text attribute:flag wrapped:flag", Closed.BY_NAME),
    "paths": record("", Closed.BY_NAME, patterns={"^/": ref("path-item")}),
    "path-item": _PATH_ITEM,
    "operation": _OPERATION,
    "parameters-list": {"type": "array", "items": typed("parameter?"), "uniqueItems": True},
    "reference": record("$ref!:text", Closed.STRICT),
    "parameter": {"oneOf": [ref("body"), ref("plain-parameter")]},
    "body": {
        **record(
            "description:text name!:text required:flag schema!:schema",
            Closed.BY_NAME,
            properties={"in": _texts_of("body|")},
        ),
        "required": ["name", "in", "schema"],
    },
    "plain-parameter": {
        "type": "object",
        "required": ["name", "in", "type"],
        "oneOf": [ref("in-header"), ref("in-form"), ref("in-query"), ref("in-path")],
    },
    "in-header": _parameter("header"),
    "in-query": _parameter("query", separators=f"{_COMMAS}|multi", empty=True),
    "in-form": _parameter("formData", f"{_PLAIN}|file", f"{_COMMAS}|multi", empty=True),
    "in-path": _path_parameter(),
    "items": {**_simple(_PLAIN), "properties": {**_simple(_PLAIN)["properties"], "type": typed(_PLAIN)}},
    "responses": _RESPONSES,
    "response": record(
        "description!:text headers:header{} examples:any{}",
        Closed.BY_NAME,
        properties={"schema": {"oneOf": [ref("schema"), ref("file")]}},
    ),
    "header": _with_type(_simple(_PLAIN, text="description:text")),
    "schema": _SCHEMA,
    "file": _with_type(
        record(
            "format:text title:text description:text readOnly:flag externalDocs:external-docs",
            Closed.BY_NAME,
            properties={"default": {}, "example": {}, "required": _NAMES, "type": typed("file|")},
        )
    ),
    "security-list": {
        "type": "array",
        "uniqueItems": True,
        "items": {"type": "object", "additionalProperties": _TEXTS},
    },
    "security-scheme": {
        "oneOf": [
            ref("basic"),
            ref("api-key"),
            *(ref(f"oauth2-{flow}") for flow in ("implicit", "password", "application", "accessCode")),
        ]
    },
    "basic": _with_type(_scheme("basic", "")),
    "api-key": _with_type(_scheme("apiKey", "name:text in:header|query"), "name", "in"),
    "oauth2-implicit": _flow("implicit", "authorizationUrl!:uri"),
    "oauth2-password": _flow("password", "tokenUrl!:uri"),
    "oauth2-application": _flow("application", "tokenUrl!:uri"),
    "oauth2-accessCode": _flow("accessCode", "authorizationUrl!:uri tokenUrl!:uri"),
}

SHAPE = document(
    record(
        "info!:info paths!:paths definitions:schema{} parameters:parameter{} responses:response{} "
        "security:security-list externalDocs:external-docs",
        Closed.BY_NAME,
        properties={
            "swagger": {"type": "string", "enum": ["2.0"]},
            "host": {"type": "string", "pattern": r"^[^{}/ :\\]+(?::\d+)?$"},
            "basePath": {"type": "string", "pattern": "^/"},
            "schemes": _SCHEMES,
            "consumes": _LISTED,
            "produces": _LISTED,
            "tags": {"type": "array", "items": ref("tag"), "uniqueItems": True},
            "securityDefinitions": {
                "type": "object",
                "additionalProperties": ref("security-scheme"),
                # The field's linters tell these as one: of a scheme with such a name at the scheme, and that none
                # of the kinds fits, at the whole object.
                "x-told-once": ["basic", "apiKey", "oauth2"],
            },
        },
    )
    | {"required": ["swagger", "info", "paths"]},
    _KINDS,
)
"""The shape of an OpenAPI 2.0 document."""
