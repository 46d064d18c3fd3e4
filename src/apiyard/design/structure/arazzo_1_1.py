"""The objects of Arazzo 1.1, after the tables of its specification."""

from __future__ import annotations

from apiyard.design.structure import schema_object
from apiyard.design.structure.arazzo_1_0 import (
    ANY_VALUE,
    BY_OBJECT,
    NAME,
    RETRY,
    action,
    criteria,
    named,
    needs,
    reusable,
    unique,
)
from apiyard.design.structure.shape import Shape, document, record, ref, typed

_PLACES = "path|query|querystring|header|cookie|body"
_WHERE = ("operationId", "operationPath", "channelPath", "workflowId")
_SELECTED: Shape = {"if": {"type": "object"}, "then": ref("selector"), "else": {"type": "string"}}
_OUTPUTS: Shape = {"type": "object", "patternProperties": {NAME: _SELECTED}}
_SELECTOR_TYPE: Shape = {
    "if": {"type": "object"},
    "then": ref("criterion-type"),
    "else": typed("jsonpath|xpath|jsonpointer"),
}

_KINDS: dict[str, Shape] = {
    **schema_object.plain("schema"),
    "info": record("title!:text summary:text description:text version!:text", BY_OBJECT),
    "source": record(
        "url!:link type:arazzo|openapi|asyncapi",
        BY_OBJECT,
        properties={"name": {"type": "string", "pattern": r"^[A-Za-z0-9_\-]+$"}},
    )
    | {"required": ["name", "url"]},
    "workflow": record(
        "workflowId!:text summary:text description:text inputs:schema",
        BY_OBJECT,
        properties={
            "dependsOn": unique("text"),
            "steps": unique("step", minItems=1),
            "successActions": reusable("success-action"),
            "failureActions": reusable("failure-action"),
            "outputs": _OUTPUTS,
            "parameters": reusable("parameter"),
        },
    )
    | {"required": ["workflowId", "steps"]},
    "step": record(
        "stepId!:text description:text operationId:text operationPath:text channelPath:text workflowId:text "
        "requestBody:request-body action:send|receive correlationId:any timeout:count",
        BY_OBJECT,
        properties={
            "parameters": {"type": "array", "uniqueItems": True},
            "dependsOn": unique("text", minItems=1),
            "successCriteria": unique("criterion", minItems=1),
            "onSuccess": reusable("success-action"),
            "onFailure": reusable("failure-action"),
            "outputs": _OUTPUTS,
        },
        oneOf=[{"required": [name]} for name in _WHERE],
        allOf=[
            needs("operationId", f"name!:text value!:any in:{_PLACES}"),
            needs("operationPath", f"name!:text value!:any in!:{_PLACES}"),
            needs("workflowId", "name!:text value!:any"),
        ],
        dependentRequired={"channelPath": ["action"]},
    ),
    "request-body": record(
        "contentType:text payload:any", BY_OBJECT, properties={"replacements": unique("replacement")}
    ),
    "replacement": record("target!:text value!:any", BY_OBJECT, properties={"targetSelectorType": _SELECTOR_TYPE}),
    "selector": record("context!:text selector!:text", BY_OBJECT, properties={"type": _SELECTOR_TYPE})
    | {"required": ["context", "selector", "type"]},
    **criteria(
        {
            "jsonpath": typed("rfc9535|draft-goessner-dispatch-jsonpath-00"),
            "xpath": typed("xpath-10|xpath-20|xpath-30|xpath-31"),
            "jsonpointer": typed("rfc6901|"),
        },
        "jsonpath|xpath|jsonpointer",
    ),
    # In this version the type of a criterion is either a text or an object that names a version.
    "criterion": record(
        "context:text condition!:text",
        BY_OBJECT,
        properties={
            "type": {
                "if": {"type": "object"},
                "then": ref("criterion-type"),
                "else": typed("simple|regex|jsonpath|xpath"),
            }
        },
        dependentRequired={"type": ["context"]},
    ),
    "success-action": action(
        "type!:end|goto", "goto|", criteria=unique("criterion", minItems=1), parameters=reusable("parameter")
    ),
    "failure-action": action(
        "type!:end|goto|retry retryAfter:seconds retryLimit:count",
        "goto|retry",
        RETRY,
        criteria=unique("criterion"),
        parameters=reusable("parameter"),
    ),
    "seconds": {"type": "number", "minimum": 0},
    "reusable": record("reference!:text value:any", BY_OBJECT),
    "parameter": record("name!:text", BY_OBJECT, properties={"in": typed(_PLACES), "value": ANY_VALUE})
    | {"required": ["name", "value"]},
    "components": record(
        "",
        BY_OBJECT,
        properties={
            "inputs": named("schema"),
            "parameters": named("parameter"),
            "successActions": named("success-action"),
            "failureActions": named("failure-action"),
        },
    ),
}


SHAPE = document(
    record(
        "info!:info components:components",
        BY_OBJECT,
        properties={
            "arazzo": {"type": "string", "pattern": r"^1\.1\.\d+(-.+)?$"},
            "$self": {"type": "string", "format": "uri-reference", "pattern": "^[^#]*$"},
            "sourceDescriptions": unique("source", minItems=1),
            "workflows": unique("workflow", minItems=1),
        },
    )
    | {"required": ["arazzo", "info", "sourceDescriptions", "workflows"]},
    _KINDS,
)
"""The shape of an Arazzo 1.1 document."""
