"""The objects of Arazzo 1.0, after the tables of its specification."""

from __future__ import annotations

from typing import Any

from apiyard.design.structure import schema_object
from apiyard.design.structure.shape import Closed, Shape, document, holds, record, ref, typed

BY_OBJECT = Closed.BY_OBJECT
NAME = r"^[a-zA-Z0-9.\-_]+$"
PLACES = "path|query|header|cookie|body"
ANY_VALUE = {"type": ["string", "boolean", "object", "array", "number", "null"]}


def unique(kind: str | Shape, **more: Any) -> Shape:
    """Give the shape of an array in which nothing stands twice.

    Args:
        kind: what is in it.
        more: further keywords.
    """
    return {"type": "array", "uniqueItems": True, "items": typed(kind) if isinstance(kind, str) else kind, **more}


def named(kind: str) -> Shape:
    """Give the shape of components by name."""
    return {"type": "object", "patternProperties": {NAME: typed(kind)}}


def reusable(kind: str) -> Shape:
    """Give the shape of an array of objects or references to them."""
    return unique({"oneOf": [ref(kind), ref("reusable")]})


def needs(name: str, text: str) -> Shape:
    """Give what the parameters of a step must be when it has a field.

    Args:
        name: the field.
        text: the table of such a parameter.
    """
    plain = {"type": "object", **holds(text)}
    plain["properties"]["value"] = ANY_VALUE
    reference = {"type": "object", **holds("reference!:text")}
    reference["properties"]["value"] = ANY_VALUE
    shape = {"properties": {"parameters": {"items": {"oneOf": [plain, reference]}}}}
    return {"if": {"required": [name]}, "then": shape}


def action(text: str, goto: str, *conditions: Shape, **properties: Shape) -> Shape:
    """Give the shape of an action.

    Args:
        text: its own fields, with ``type``.
        goto: the types that may lead somewhere.
        conditions: further conditions.
        properties: further fields.
    """
    leading = {"properties": {"type": typed(goto)}}
    return record(
        f"name!:text workflowId:text stepId:text {text}",
        BY_OBJECT,
        properties=properties,
        allOf=[
            {
                "if": {"properties": {"type": {"const": "goto"}}},
                "then": {"oneOf": [{"required": ["workflowId"]}, {"required": ["stepId"]}]},
            },
            *conditions,
        ],
        dependentSchemas={"workflowId": leading, "stepId": leading},
    )


def criteria(versions: dict[str, Shape], expressions: str) -> dict[str, Shape]:
    """Give the kinds of criteria.

    Args:
        versions: by type of expression: which versions there are.
        expressions: the types of expressions that have versions.
    """
    return {
        "criterion": record(
            "context:text condition!:text",
            Closed.MIXED,
            anyOf=[
                {"type": "object", "properties": {"type": typed(f"simple|regex|{expressions}")}},
                ref("criterion-type"),
            ],
            dependentRequired={"type": ["context"]},
        ),
        "criterion-type": record(
            f"type!:{expressions} version!:text",
            allOf=[
                {
                    "if": {"required": ["type"], "properties": {"type": {"const": name}}},
                    "then": {"properties": {"version": version}},
                }
                for name, version in versions.items()
            ],
        ),
    }


RETRY: Shape = {"if": {"properties": {"type": {"const": "retry"}}}, "then": {"required": ["retryAfter"]}}

_KINDS: dict[str, Shape] = {
    **schema_object.plain("schema"),
    "info": record("title!:text summary:text description:text version!:text", BY_OBJECT),
    "source": record(
        "url!:link type:arazzo|openapi",
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
            "outputs": named("text"),
            "parameters": reusable("parameter"),
        },
    )
    | {"required": ["workflowId", "steps"]},
    "step": record(
        "stepId!:text description:text operationId:text operationPath:text workflowId:text requestBody:request-body",
        BY_OBJECT,
        properties={
            "parameters": {"type": "array", "uniqueItems": True},
            "successCriteria": unique("criterion", minItems=1),
            "onSuccess": reusable("success-action"),
            "onFailure": reusable("failure-action"),
            "outputs": named("text"),
        },
        oneOf=[{"required": [name]} for name in ("operationId", "operationPath", "workflowId")],
        allOf=[
            needs("operationId", f"name!:text value!:any in!:{PLACES}"),
            needs("operationPath", f"name!:text value!:any in!:{PLACES}"),
            needs("workflowId", "name!:text value!:any"),
        ],
    ),
    "request-body": record(
        "contentType:text payload:any", BY_OBJECT, properties={"replacements": unique("replacement")}
    ),
    "replacement": record("target!:text value!:text", BY_OBJECT),
    **criteria(
        {
            "jsonpath": {"const": "draft-goessner-dispatch-jsonpath-00"},
            "xpath": typed("xpath-10|xpath-20|xpath-30"),
        },
        "jsonpath|xpath",
    ),
    "success-action": action("type!:end|goto", "goto|", criteria=unique("criterion", minItems=1)),
    "failure-action": action(
        "type!:end|goto|retry retryAfter:seconds retryLimit:count", "goto|retry", RETRY, criteria=unique("criterion")
    ),
    "seconds": {"type": "number", "minimum": 0},
    "reusable": {
        "type": "object",
        "properties": {"reference": {"type": "string"}, "value": ANY_VALUE},
        "required": ["reference"],
        "additionalProperties": False,
        "x-told-at": "object",
    },
    "parameter": record("name!:text", BY_OBJECT, properties={"in": typed(PLACES), "value": ANY_VALUE})
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
            "arazzo": {"type": "string", "pattern": r"^1\.0\.\d+(-.+)?$"},
            "sourceDescriptions": unique("source", minItems=1),
            "workflows": unique("workflow", minItems=1),
        },
    )
    | {"required": ["arazzo", "info", "sourceDescriptions", "workflows"]},
    _KINDS,
)
"""The shape of an Arazzo 1.0 document."""
