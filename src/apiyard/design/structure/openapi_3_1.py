"""The objects of OpenAPI 3.1, after the tables of its specification."""

from __future__ import annotations

from apiyard.design.structure import schema_object
from apiyard.design.structure.shape import Closed, Shape, document, holds, lacks, record, ref, typed, when

NAMES = "^[a-zA-Z0-9._-]+$"
STATUS = "^[1-5](?:[0-9]{2}|XX)$"
BEARER = "^[Bb][Ee][Aa][Rr][Ee][Rr]$"
FORM_STYLES = "form|spaceDelimited|pipeDelimited|deepObject"
_BY_OBJECT = Closed.BY_OBJECT
_FORM = {"if": {"properties": {"style": {"const": "form"}}, "required": ["style"]}}
# A condition that asks nothing still lets the field be: the conditions' own fields count as known.
_EXPLODE: Shape = {**_FORM, "then": holds("explode:any"), "else": holds("explode:any")}
_SCHEMA_OR_CONTENT = [{"required": ["schema"]}, {"required": ["content"]}]
_NO_STATUS = {"patternProperties": {STATUS: False}}


def components(sections: dict[str, str]) -> Shape:
    """Give the components object.

    Args:
        sections: what each section holds, as tables write it.
    """
    return record(
        "",
        _BY_OBJECT,
        properties={
            name: {**typed(f"{kind}{{}}"), "propertyNames": {"pattern": NAMES}} for name, kind in sections.items()
        },
    )


def content(kind: str) -> Shape:
    """Give the shape of a map of media types."""
    return typed(f"{kind}{{}}")


def security(*, present: bool, oauth2: str, common: str) -> Shape:
    """Give the security scheme object.

    Args:
        present: whether the conditions ask for the type to be there.
        oauth2: the fields of an OAuth 2 scheme.
        common: further fields of any scheme.
    """
    bearer = {
        "if": {
            "properties": {"type": {"const": "http"}, "scheme": {"type": "string", "pattern": BEARER}},
            "required": ["type", "scheme"],
        },
        "then": holds("bearerFormat:text"),
    }
    return record(
        f"description:text {common}",
        Closed.MIXED,
        properties={"type": typed("apiKey|http|mutualTLS|oauth2|openIdConnect")},
        required=["type"],
        allOf=[
            when("type", "apiKey", holds("name!:text in!:query|header|cookie"), present=present),
            when("type", "http", holds("scheme!:text"), present=present),
            bearer,
            when("type", "oauth2", holds(oauth2), present=present),
            when("type", "openIdConnect", holds("openIdConnectUrl!:link"), present=present),
        ],
    )


def flows(text: str = "") -> dict[str, Shape]:
    """Give the kinds of OAuth flows.

    Args:
        text: further flows.
    """
    return {
        "flows": record(
            "implicit:flow-implicit password:flow-token clientCredentials:flow-token "
            f"authorizationCode:flow-code {text}",
            _BY_OBJECT,
        ),
        "flow-implicit": record("authorizationUrl!:link refreshUrl:link scopes!:text{}", _BY_OBJECT),
        "flow-token": record("tokenUrl!:link refreshUrl:link scopes!:text{}", _BY_OBJECT),
        "flow-code": record("authorizationUrl!:link tokenUrl!:link refreshUrl:link scopes!:text{}", _BY_OBJECT),
    }


def _parameter() -> Shape:
    styled = {
        **holds("style:text explode:flag"),
        "allOf": [
            ref("examples"),
            when(
                "in",
                "path",
                {
                    "properties": {"style": typed("matrix|label|simple"), "required": {"const": True}},
                    "required": ["required"],
                },
            ),
            when("in", "header", {"properties": {"style": {"const": "simple"}}}),
            when("in", "query", {"properties": {"style": typed(FORM_STYLES), "allowReserved": typed("flag")}}),
            when("in", "cookie", {"properties": {"style": {"const": "form"}}}),
            ref("explode"),
        ],
    }
    return record(
        "name!:text in!:query|header|path|cookie description:text required:flag deprecated:flag schema:schema",
        Closed.MIXED,
        properties={"content": one(content("media-type"))},
        oneOf=_SCHEMA_OR_CONTENT,
        **when("in", "query", holds("allowEmptyValue:flag")),
        dependentSchemas={"schema": styled},
    )


def one(shape: Shape) -> Shape:
    """Give the shape of a map with one member."""
    return {**shape, "minProperties": 1, "maxProperties": 1}


def responses() -> Shape:
    """Give the responses object: a status or ``default`` must be there."""
    return record(
        "default:response?",
        _BY_OBJECT,
        patterns={STATUS: typed("response?")},
        minProperties=1,
        **{"if": _NO_STATUS, "then": {"required": ["default"]}},
    )


def needs_content() -> Shape:
    """Give what a document must have at least one of."""
    return {"anyOf": [{"required": [name]} for name in ("paths", "components", "webhooks")]}


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
    "pathItems": "path-item?",
}
_OPERATIONS = " ".join(
    f"{name}:operation" for name in ("get", "put", "post", "delete", "options", "head", "patch", "trace")
)

_KINDS: dict[str, Shape] = {
    **schema_object.of_3_1(),
    "reference": record("$ref:link summary:text description:text"),
    "info": record(
        "title!:text summary:text description:text termsOfService:uri contact:contact license:license version!:text",
        _BY_OBJECT,
    ),
    "contact": record("name:text url:uri email:email", _BY_OBJECT),
    "license": record("name!:text identifier:text url:uri", _BY_OBJECT, dependentSchemas={"identifier": lacks("url")}),
    "server": record("url!:text description:text variables:server-variable{}", _BY_OBJECT),
    "server-variable": record(
        "default!:text description:text", _BY_OBJECT, properties={"enum": {**typed("text[]"), "minItems": 1}}
    ),
    "components": components(_SECTIONS),
    "paths": record("", _BY_OBJECT, patterns={"^/": ref("path-item")}),
    "path-item": record(
        f"summary:text description:text servers:server[] parameters:parameter?[] {_OPERATIONS}", _BY_OBJECT
    ),
    "operation": record(
        "tags:text[] summary:text description:text externalDocs:external-docs operationId:text "
        "parameters:parameter?[] requestBody:request-body? responses:responses callbacks:callback?{} "
        "deprecated:flag security:security-requirement[] servers:server[]",
        _BY_OBJECT,
    ),
    "external-docs": record("description:text url!:uri", _BY_OBJECT),
    "parameter": _parameter(),
    "examples": holds("example:any examples:example?{}"),
    "explode": _EXPLODE,
    "request-body": record("description:text content!:media-type{} required:flag", _BY_OBJECT),
    "media-type": record(
        "schema:schema encoding:encoding{} example:any examples:any", _BY_OBJECT, allOf=[ref("examples")]
    ),
    "encoding": record(
        "contentType:text headers:header?{} explode:flag allowReserved:flag",
        _BY_OBJECT,
        properties={"style": typed(FORM_STYLES)},
    ),
    "responses": responses(),
    "response": record("description!:text headers:header?{} content:media-type{} links:link-object?{}", _BY_OBJECT),
    # Extensions of a callback are read as path items, as the published schema does.
    "callback": typed("path-item?{}"),
    "example": record(
        "summary:text description:text value:any externalValue:link", _BY_OBJECT, **lacks("value", "externalValue")
    ),
    "link-object": record(
        "operationRef:link operationId:text parameters:text{} requestBody:any description:text body:server",
        _BY_OBJECT,
        oneOf=[{"required": ["operationRef"]}, {"required": ["operationId"]}],
    ),
    "header": record(
        "description:text required:flag deprecated:flag schema:schema",
        Closed.MIXED,
        properties={"content": one(content("media-type"))},
        oneOf=_SCHEMA_OR_CONTENT,
        dependentSchemas={
            "schema": {"properties": {"style": {"const": "simple"}, "explode": typed("flag")}, **ref("examples")}
        },
    ),
    "tag": record("name!:text description:text externalDocs:external-docs", _BY_OBJECT),
    "security-scheme": security(present=True, oauth2="flows!:flows", common=""),
    **flows(),
    "security-requirement": typed("text[]{}"),
}

SHAPE = document(
    record(
        "info!:info jsonSchemaDialect:uri servers:server[] paths:paths components:components tags:tag[] "
        "security:security-requirement[] externalDocs:external-docs",
        _BY_OBJECT,
        properties={
            "openapi": {"type": "string", "pattern": r"^3\.1\.\d+(-.+)?$"},
            "webhooks": typed("path-item?{}"),
        },
        **needs_content(),
    )
    | {"required": ["openapi", "info"]},
    _KINDS,
)
"""The shape of an OpenAPI 3.1 document."""
