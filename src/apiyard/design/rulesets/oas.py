"""The ruleset for OpenAPI documents, equal to the field's."""

from __future__ import annotations

from apiyard.design.ruleset import AliasTarget, Ruleset

_ARRAY = '$..[?(@ && @.type=="array")]'
_ARRAYS = '$..[?(@ && @.type && @.type.constructor.name === "Array" && @.type.includes("array"))]'

RULESET = Ruleset(
    id="oas",
    why="what the field asks of OpenAPI documents: they are valid, and readers find what they need in them",
    names=("spectral:oas",),
    group="oas",
    formats=("oas2", "oas3", "oas3_0", "oas3_1", "oas3_2"),
    documentation_url="https://meta.stoplight.io/docs/spectral/docs/reference/openapi-rules.md",
    aliases={
        "PathItem": (AliasTarget((), ("$.paths[*]",)),),
        "OperationObject": (AliasTarget((), ("#PathItem[get,put,post,delete,options,head,patch,trace]",)),),
        "SecurityRequirementObject": (AliasTarget((), ("$.security[*]", "#OperationObject.security[*]")),),
        "ResponseObject": (
            AliasTarget(("oas2",), ("#OperationObject.responses[*]", "$.responses[*]")),
            AliasTarget(("oas3",), ("#OperationObject.responses[*]", "$.components.responses[*]")),
        ),
        "LinkObject": (AliasTarget(("oas3",), ("$.components.links[*]", "#ResponseObject.links[*]")),),
        "ArrayProperties": (
            AliasTarget(("oas2", "oas3_0"), (_ARRAY,)),
            AliasTarget(("oas3_1", "oas3_2"), (_ARRAY, _ARRAYS)),
        ),
    },
)
