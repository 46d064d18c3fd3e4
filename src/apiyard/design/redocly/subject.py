"""The places that a configurable rule of Redocly is about, as expressions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_OPERATION = "$.paths[*][{verbs}]"
_GIVEN: dict[str, tuple[str, ...]] = {
    "Root": ("$",),
    "Info": ("$.info",),
    "Contact": ("$.info.contact",),
    "License": ("$.info.license",),
    "Tag": ("$.tags[*]",),
    "TagList": ("$.tags",),
    "ServerList": ("$.servers",),
    "Server": ("$.servers[*]", "$.paths[*].servers[*]", "$.paths[*][*].servers[*]"),
    "Paths": ("$.paths",),
    "PathItem": ("$.paths[*]",),
    "ParameterList": ("$.paths[*].parameters", "$.paths[*][*].parameters"),
    "Parameter": ("$.paths[*].parameters[*]", "$.paths[*][*].parameters[*]", "$.components.parameters[*]"),
    "RequestBody": ("$.paths[*][*].requestBody", "$.components.requestBodies[*]"),
    "Responses": ("$.paths[*][*].responses",),
    "Response": ("$.paths[*][*].responses[*]", "$.components.responses[*]"),
    "MediaTypesMap": ("$.paths..content",),
    "MediaType": ("$.paths..content[*]",),
    "Header": ("$.paths..headers[*]", "$.components.headers[*]"),
    "Schema": ("$..[?(@ && (@.type || @.properties || @.items || @.allOf || @.anyOf || @.oneOf || @.enum))]",),
    "SchemaProperties": ("$..[?(@ && @.type == 'object')].properties",),
    "Example": ("$.paths..examples[*]", "$.components.examples[*]"),
    "ExternalDocs": ("$..externalDocs",),
    "Components": ("$.components",),
    "SecurityScheme": ("$.components.securitySchemes[*]", "$.securityDefinitions[*]"),
    "SecurityRequirement": ("$.security[*]", "$.paths[*][*].security[*]"),
    "NamedSchemas": ("$.components.schemas",),
    "NamedParameters": ("$.components.parameters",),
    "NamedResponses": ("$.components.responses",),
    "NamedExamples": ("$.components.examples",),
    "NamedRequestBodies": ("$.components.requestBodies",),
    "NamedHeaders": ("$.components.headers",),
    "NamedSecuritySchemes": ("$.components.securitySchemes",),
}


def given(subject: Mapping[str, Any]) -> tuple[list[str], str]:
    """Give the expressions for a subject.

    Args:
        subject: its ``type``, and which parent keys it is in or not in.

    Returns:
        The expressions, and why there are none; one of them is empty.
    """
    kind = str(subject.get("type", ""))
    inside, outside, match = (
        subject.get(key) for key in ("filterInParentKeys", "filterOutParentKeys", "matchParentKeys")
    )
    if kind == "Operation" and match is None:
        verbs = [
            verb for verb in _VERBS if (inside is None or verb in inside) and (outside is None or verb not in outside)
        ]
        return ([_OPERATION.format(verbs=",".join(verbs))], "") if verbs else ([], "it is about no operation")
    found = [_OPERATION.format(verbs="*")] if kind == "Operation" else list(_GIVEN.get(kind, ()))
    if not found:
        return [], f"nothing is known of the type {kind}"
    tests = [
        test for test in (_listed(inside, "===", " || "), _listed(outside, "!==", " && "), _matched(match)) if test
    ]
    if not tests:
        return found, ""
    ending = [each for each in found if each.endswith("[*]")]
    if not ending:
        return [], f"the parent keys of {kind} cannot be chosen"
    return [f"{each[:-3]}[?({' && '.join(tests)})]" for each in ending], ""


def _listed(keys: Any, sign: str, join: str) -> str:
    if not isinstance(keys, list) or not keys:
        return ""
    tests = join.join(f"@property {sign} {json.dumps(str(key))}" for key in keys)
    return f"({tests})" if len(keys) > 1 else tests


def _matched(pattern: Any) -> str:
    if not isinstance(pattern, str):
        return ""
    text = pattern if pattern.startswith("/") else f"/{pattern}/"
    return f"@property.match({text})"
