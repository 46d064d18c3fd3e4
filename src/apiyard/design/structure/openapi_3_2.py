"""The objects of OpenAPI 3.2, after the tables of its specification."""

from __future__ import annotations

from apiyard.design.structure import schema_object
from apiyard.design.structure.openapi_3_1 import (
    FORM_STYLES,
    components,
    content,
    flows,
    needs_content,
    one,
    responses,
    security,
)
from apiyard.design.structure.shape import Closed, Shape, document, holds, lacks, record, ref, typed, when

_BY_OBJECT = Closed.BY_OBJECT
_TOKEN = "^[a-zA-Z0-9!#$%&'*+.^_`|~-]+$"  # noqa: S105 - the signs of a method (RFC 9110, section 5.6.2)
_FIXED = ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY")
_SCHEMA_OR_CONTENT = [{"required": ["schema"]}, {"required": ["content"]}]
_ONE_EXAMPLE = lacks("example", "examples")
_ENCODINGS = {"encoding": {"properties": {"prefixEncoding": False, "itemEncoding": False}}}


def _is_in(place: str) -> Shape:
    return {"type": "object", "properties": {"in": {"const": place}}, "required": ["in"]}


def _parameter() -> Shape:
    path = {
        "properties": {
            "name": {"pattern": "^[^{}]+$"},
            "style": typed("matrix|label|simple"),
            "required": {"const": True},
            "explode": {},
            "allowReserved": typed("flag"),
        },
        "required": ["required"],
    }
    query = {"properties": {"style": typed(FORM_STYLES), "allowReserved": typed("flag"), "explode": {}}}
    reserved = when("style", "form", holds("allowReserved:flag"), present=False)
    cookie = {"properties": {"style": typed("form|cookie"), "explode": {}}, **reserved}
    styled = {
        **holds("style:text explode:flag"),
        "allOf": [
            when("in", "path", path, present=False),
            when("in", "header", {"properties": {"style": {"const": "simple"}, "explode": {}}}, present=False),
            when("in", "query", query, present=False),
            when("in", "cookie", cookie, present=False),
        ],
    }
    return record(
        "name!:text in!:query|querystring|header|path|cookie description:text required:flag deprecated:flag "
        "schema:schema example:any examples:any",
        Closed.MIXED,
        properties={"content": one(content("media-type?"))},
        oneOf=_SCHEMA_OR_CONTENT,
        allOf=[
            ref("examples"),
            when("in", "query", holds("allowEmptyValue:flag"), present=False),
            when("in", "querystring", {"required": ["content"]}, present=False),
        ],
        dependentSchemas={"schema": styled},
    )


_PARAMETERS: Shape = {
    "type": "array",
    "items": typed("parameter?"),
    "not": {"allOf": [{"contains": _is_in("query")}, {"contains": _is_in("querystring")}]},
    "contains": _is_in("querystring"),
    "minContains": 0,
    "maxContains": 1,
}

_SECTIONS = {
    "schemas": "schema",
    "responses": "response?",
    "parameters": "parameter?",
    "examples": "example?",
    "requestBodies": "request-body?",
    "headers": "header?",
    "securitySchemes": "security-scheme?",
    "links": "link-object?",
    "callbacks": "callback?",
    "pathItems": "path-item",
    "mediaTypes": "media-type?",
}
_OPERATIONS = " ".join(f"{name.lower()}:operation" for name in _FIXED)

_KINDS: dict[str, Shape] = {
    **schema_object.of_3_2(),
    "reference": record("$ref:link summary:text description:text"),
    "info": record(
        "title!:text summary:text description:text termsOfService:link contact:contact license:license version!:text",
        _BY_OBJECT,
    ),
    "contact": record("name:text url:link email:email", _BY_OBJECT),
    "license": record("name!:text identifier:text url:link", _BY_OBJECT, dependentSchemas={"identifier": lacks("url")}),
    "server": record("url!:text description:text name:text variables:server-variable{}", _BY_OBJECT),
    "server-variable": record(
        "default!:text description:text", _BY_OBJECT, properties={"enum": {**typed("text[]"), "minItems": 1}}
    ),
    "components": components(_SECTIONS),
    "paths": record("", _BY_OBJECT, patterns={"^/": ref("path-item")}),
    "path-item": record(
        f"$ref:link summary:text description:text servers:server[] parameters:parameters {_OPERATIONS}",
        _BY_OBJECT,
        properties={
            "additionalOperations": {
                **typed("operation{}"),
                "propertyNames": {"pattern": _TOKEN, "not": {"enum": list(_FIXED)}},
            }
        },
    ),
    "parameters": _PARAMETERS,
    "operation": record(
        "tags:text[] summary:text description:text externalDocs:external-docs operationId:text "
        "parameters:parameters requestBody:request-body? responses:responses callbacks:callback?{} "
        "deprecated:flag security:security-requirement[] servers:server[]",
        _BY_OBJECT,
    ),
    "external-docs": record("description:text url!:link", _BY_OBJECT),
    "parameter": _parameter(),
    "examples": {**holds("example:any examples:example?{}"), **_ONE_EXAMPLE},
    "request-body": record("description:text content!:media-type?{} required:flag", _BY_OBJECT),
    "media-type": record(
        "description:text schema:schema itemSchema:schema encoding:encoding{} prefixEncoding:encoding[] "
        "itemEncoding:encoding example:any examples:any",
        _BY_OBJECT,
        dependentSchemas=_ENCODINGS,
        allOf=[ref("examples")],
    ),
    "encoding": record(
        "contentType:text headers:header?{} explode:flag allowReserved:flag "
        "encoding:encoding{} prefixEncoding:encoding[] itemEncoding:encoding",
        _BY_OBJECT,
        properties={"style": typed(FORM_STYLES)},
        dependentSchemas=_ENCODINGS,
    ),
    "responses": responses(),
    "response": record(
        "summary:text description:text headers:header?{} content:media-type?{} links:link-object?{}", _BY_OBJECT
    ),
    "callback": typed("path-item{}"),
    "example": record(
        "summary:text description:text dataValue:any serializedValue:text value:any externalValue:link",
        _BY_OBJECT,
        allOf=[
            lacks("value", "externalValue"),
            lacks("value", "dataValue"),
            lacks("value", "serializedValue"),
            lacks("serializedValue", "externalValue"),
        ],
    ),
    "link-object": record(
        "operationRef:link operationId:text parameters:text{} requestBody:any description:text server:server",
        _BY_OBJECT,
        oneOf=[{"required": ["operationRef"]}, {"required": ["operationId"]}],
    ),
    "header": record(
        "description:text required:flag deprecated:flag schema:schema example:any examples:any",
        Closed.MIXED,
        properties={"content": one(content("media-type?"))},
        oneOf=_SCHEMA_OR_CONTENT,
        allOf=[ref("examples")],
        dependentSchemas={"schema": {"properties": {"style": {"const": "simple"}, "explode": typed("flag")}}},
    ),
    "tag": record(
        "name!:text summary:text description:text externalDocs:external-docs parent:text kind:text", _BY_OBJECT
    ),
    "security-scheme": security(present=False, oauth2="flows!:flows oauth2MetadataUrl:link", common="deprecated:flag"),
    **flows("deviceAuthorization:flow-device"),
    "flow-device": record("deviceAuthorizationUrl!:link tokenUrl!:link refreshUrl:link scopes!:text{}", _BY_OBJECT),
    "security-requirement": typed("text[]{}"),
}

SHAPE = document(
    record(
        "info!:info jsonSchemaDialect:link servers:server[] paths:paths components:components tags:tag[] "
        "security:security-requirement[] externalDocs:external-docs",
        _BY_OBJECT,
        properties={
            "openapi": {"type": "string", "pattern": r"^3\.2\.\d+(-.+)?$"},
            "$self": {"type": "string", "format": "uri-reference", "pattern": "^[^#]*$"},
            "webhooks": typed("path-item{}"),
        },
        **needs_content(),
    )
    | {"required": ["openapi", "info"]},
    _KINDS,
)
"""The shape of an OpenAPI 3.2 document."""
