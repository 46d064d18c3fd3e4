"""The objects of OpenAPI 3.0, after the tables of its specification."""

from __future__ import annotations

from apiyard.design.structure.shape import Closed, Shape, document, lacks, or_reference, record, ref, typed, when

_SOME_NAME = r"^[a-zA-Z0-9.\-_]+$"
_METHOD = "^(?:get|put|post|delete|options|head|patch|trace)$"
_STATUS = "^[1-5](?:[0-9]{2}|XX)$"
_NEVER: Shape = {"not": {}}
_BY_NAME = Closed.BY_NAME
_SCHEMA_OR = typed("schema?")
_ONE_MEDIA_TYPE = {**typed("media-type{}"), "minProperties": 1, "maxProperties": 1}
_PARAMETERS = {"type": "array", "items": typed("parameter?"), "uniqueItems": True}
_STYLES = {
    "path": typed("matrix|label|simple"),
    "query": typed("form|spaceDelimited|pipeDelimited|deepObject"),
    "header": {"const": "simple"},
    "cookie": {"const": "form"},
}


def _chain(conditions: list[tuple[str, Shape]], last: Shape, *, name: str) -> Shape:
    """Give conditions on the value of a field, each asked when those before do not hold."""
    shape = last
    for value, then in reversed(conditions):
        shape = when(name, value, then, otherwise=shape)
        shape["if"]["type"] = "object"
    return shape


def _components() -> Shape:
    kinds = {
        "schemas": "schema",
        "responses": "response",
        "parameters": "parameter",
        "examples": "example",
        "requestBodies": "request-body",
        "headers": "header",
        "securitySchemes": "security-scheme",
        "links": "link-object",
        "callbacks": "callback",
    }
    return record(
        "",
        _BY_NAME,
        properties={
            name: {"type": "object", "patternProperties": {_SOME_NAME: typed(f"{kind}?")}}
            for name, kind in kinds.items()
        },
    )


_SCHEMA = record(
    """
    title:text multipleOf:above-zero maximum:number exclusiveMaximum:flag minimum:number exclusiveMinimum:flag
    maxLength:count minLength:count pattern:pattern maxItems:count minItems:count uniqueItems:flag
    maxProperties:count minProperties:count type:array|boolean|integer|number|object|string
    not:schema? allOf:schema?[] oneOf:schema?[] anyOf:schema?[] items:schema? properties:schema?{}
    description:text format:text nullable:flag discriminator:discriminator readOnly:flag writeOnly:flag
    externalDocs:external-docs deprecated:flag xml:xml
    """,
    _BY_NAME,
    properties={
        "default": {},
        "example": {},
        "required": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
        "enum": {"type": "array", "minItems": 1},
        "additionalProperties": or_reference(
            {
                "if": {"type": "object"},
                "then": ref("schema"),
                "else": {"if": {"type": "boolean"}, "then": {}, "else": _NEVER},
            }
        ),
    },
)

_SCHEMA_OR_CONTENT: Shape = {
    **lacks("schema", "content"),
    "if": {"type": "object", "required": ["schema"]},
    "then": {},
    "else": {
        "if": {"type": "object", "required": ["content"]},
        "then": {"allOf": [lacks(name) for name in ("style", "explode", "allowReserved", "example", "examples")]},
        "else": _NEVER,
    },
}

_LOCATION: Shape = {
    "type": "object",
    **_chain(
        [
            (
                "path",
                {"required": ["required"], "properties": {"style": _STYLES["path"], "required": {"const": True}}},
            ),
            *((place, {"properties": {"style": _STYLES[place]}}) for place in ("query", "header", "cookie")),
        ],
        {"type": "object", "properties": {"in": typed("path|query|header|cookie")}, "required": ["in"]},
        name="in",
    ),
}

_DESCRIBED = "description:text required:flag deprecated:flag allowEmptyValue:flag explode:flag allowReserved:flag"
_VALUE: dict[str, Shape] = {
    "schema": _SCHEMA_OR,
    "content": _ONE_MEDIA_TYPE,
    "example": {},
    "examples": typed("example?{}"),
}
_ONE_EXAMPLE = lacks("example", "examples")


def _security() -> dict[str, Shape]:
    # A scheme of type http meets the linters' schema of the field at its end only, as one of the known types.
    known = typed("apiKey|http|oauth2|openIdConnect")
    return {
        "security-scheme": _chain(
            [(kind, ref(f"security-{kind}")) for kind in ("apiKey", "oauth2", "openIdConnect")],
            {"type": "object", "properties": {"type": known}, "required": ["type"]},
            name="type",
        ),
        "security-apiKey": record("name!:text in!:header|query|cookie description:text type:apiKey|", _BY_NAME),
        "security-oauth2": record("flows!:flows description:text type:oauth2|", _BY_NAME),
        "security-openIdConnect": record("openIdConnectUrl!:link description:text type:openIdConnect|", _BY_NAME),
        "flows": record(
            "implicit:flow-implicit password:flow-token clientCredentials:flow-token authorizationCode:flow-code",
            _BY_NAME,
        ),
        "flow-implicit": record("authorizationUrl!:link refreshUrl:link scopes!:text{}", _BY_NAME),
        "flow-token": record("tokenUrl!:link refreshUrl:link scopes!:text{}", _BY_NAME),
        "flow-code": record("authorizationUrl!:link tokenUrl!:link refreshUrl:link scopes!:text{}", _BY_NAME),
    }


_KINDS: dict[str, Shape] = {
    "reference": {"type": "object", "required": ["$ref"], "properties": {"$ref": typed("link")}},
    "info": record(
        "title!:text description:text termsOfService:link contact:contact license:license version!:text", _BY_NAME
    ),
    "contact": record("name:text url:link email:email", _BY_NAME),
    "license": record("name!:text url:link", _BY_NAME),
    "server": record("url!:text description:text variables:server-variable{}", _BY_NAME),
    "server-variable": record("enum:text[] default!:text description:text", _BY_NAME),
    "components": _components(),
    "schema": _SCHEMA,
    "discriminator": record("propertyName!:text mapping:text{}"),
    "xml": record("name:text namespace:uri prefix:text attribute:flag wrapped:flag", _BY_NAME),
    "response": record("description!:text headers:header?{} content:media-type{} links:link-object?{}", _BY_NAME),
    "media-type": record(
        "schema:schema? example:any examples:example?{} encoding:encoding{}", _BY_NAME, allOf=[_ONE_EXAMPLE]
    ),
    "example": record("summary:text description:text value:any externalValue:link", _BY_NAME),
    "header": record(
        _DESCRIBED,
        _BY_NAME,
        properties={"style": {"const": "simple"}, **_VALUE},
        allOf=[_ONE_EXAMPLE, _SCHEMA_OR_CONTENT],
    ),
    "parameter": record(
        f"name!:text in:text style:text {_DESCRIBED}",
        _BY_NAME,
        properties=_VALUE,
        allOf=[_ONE_EXAMPLE, _SCHEMA_OR_CONTENT, _LOCATION],
    ),
    "paths": record("", _BY_NAME, patterns={"^/": ref("path-item")}),
    "path-item": record(
        "$ref:text summary:text description:text servers:server[]",
        _BY_NAME,
        patterns={_METHOD: ref("operation")},
        properties={"parameters": _PARAMETERS},
    ),
    "operation": record(
        "tags:text[] summary:text description:text externalDocs:external-docs operationId:text "
        "requestBody:request-body? responses!:responses callbacks:callback?{} deprecated:flag "
        "security:security-requirement[] servers:server[]",
        _BY_NAME,
        properties={"parameters": _PARAMETERS},
    ),
    "responses": record("default:response?", _BY_NAME, patterns={_STATUS: typed("response?")}, minProperties=1),
    "security-requirement": typed("text[]{}"),
    "tag": record("name!:text description:text externalDocs:external-docs", _BY_NAME),
    "external-docs": record("description:text url!:link", _BY_NAME),
    "request-body": record("description:text content!:media-type{} required:flag", _BY_NAME),
    "link-object": record(
        "operationId:text operationRef:link parameters:any{} requestBody:any description:text server:server",
        _BY_NAME,
        **lacks("operationId", "operationRef"),
    ),
    "callback": {
        "type": "object",
        "additionalProperties": ref("path-item"),
        "patternProperties": {"^x-": {}},
    },
    "encoding": record(
        "contentType:text headers:header{} style:form|spaceDelimited|pipeDelimited|deepObject "
        "explode:flag allowReserved:flag",
        Closed.STRICT,
    ),
    **_security(),
}

SHAPE = document(
    record(
        "info!:info externalDocs:external-docs servers:server[] security:security-requirement[] paths!:paths "
        "components:components",
        _BY_NAME,
        properties={
            "openapi": {"type": "string", "pattern": r"^3\.0\.\d(-.+)?$"},
            "tags": {"type": "array", "items": ref("tag"), "uniqueItems": True},
        },
    )
    | {"required": ["openapi", "info", "paths"]},
    _KINDS,
)
"""The shape of an OpenAPI 3.0 document."""
