"""The severities of the presets of Redocly CLI 2.77, by the names of its rules."""

from __future__ import annotations

PRESETS = ("minimal", "recommended", "recommended-strict", "spec")
"""The presets in the order of the letters below."""
_LETTERS = {"-": "off", "w": "warn", "e": "error"}

_TABLE = {
    "array-parameter-serialization": "----",
    "boolean-parameter-prefixes": "----",
    "component-name-unique": "----",
    "criteria-unique": "-wee",
    "info-contact": "----",
    "info-license": "-we-",
    "info-license-strict": "-we-",
    "no-ambiguous-paths": "wwe-",
    "no-criteria-xpath": "----",
    "no-duplicated-enum-values": "-we-",
    "no-duplicated-tag-names": "-wee",
    "no-empty-servers": "wee-",
    "no-enum-type-mismatch": "wee-",
    "no-example-value-and-externalValue": "weee",
    "no-http-verbs-in-paths": "----",
    "no-identical-paths": "weee",
    "no-illogical-composition-keywords": "-we-",
    "no-invalid-media-type-examples": "wwe-",
    "no-invalid-parameter-examples": "-we-",
    "no-invalid-schema-examples": "-we-",
    "no-mixed-number-range-constraints": "-we-",
    "no-path-trailing-slash": "wee-",
    "no-required-schema-properties-undefined": "wwe-",
    "no-schema-type-mismatch": "wee-",
    "no-server-example.com": "wwe-",
    "no-server-trailing-slash": "eee-",
    "no-server-variables-empty-enum": "eeee",
    "no-undefined-server-variable": "weee",
    "no-unresolved-refs": "eeee",
    "no-unsafe-markdown": "-we-",
    "no-unused-components": "wwe-",
    "no-x-security-both-scheme-and-scheme-name": "----",
    "no-x-security-scheme-name-without-openapi": "----",
    "nullable-type-sibling": "weee",
    "operation-2xx-response": "wwe-",
    "operation-4xx-problem-details-rfc7807": "----",
    "operation-4xx-response": "-we-",
    "operation-description": "----",
    "operation-operationId": "wwe-",
    "operation-operationId-unique": "weee",
    "operation-operationId-url-safe": "wee-",
    "operation-parameters-unique": "weee",
    "operation-singular-tag": "----",
    "operation-summary": "wee-",
    "operation-tag-defined": "----",
    "outputs-defined": "-wee",
    "parameter-description": "----",
    "parameters-unique": "-eee",
    "path-declaration-must-exist": "weee",
    "path-http-verbs-order": "----",
    "path-not-include-query": "weee",
    "path-parameters-defined": "weee",
    "path-params-defined": "----",
    "path-segment-plural": "----",
    "paths-kebab-case": "----",
    "request-mime-type": "----",
    "requestBody-replacements-unique": "-wee",
    "required-string-property-missing-min-length": "----",
    "response-contains-header": "----",
    "response-contains-property": "----",
    "response-mime-type": "----",
    "scalar-property-missing-example": "----",
    "security-defined": "wee-",
    "security-scopes-defined": "-we-",
    "sourceDescription-name-unique": "-eee",
    "sourceDescription-type": "-eee",
    "sourceDescriptions-not-empty": "-eee",
    "spec-components-invalid-map-name": "weee",
    "spec-discriminator-defaultMapping": "-wee",
    "spec-example-values": "-eee",
    "spec-no-invalid-encoding-combinations": "weee",
    "spec-no-invalid-tag-parents": "weee",
    "spec-querystring-parameters": "eeee",
    "spec-ref-siblings": "-wee",
    "spec-step-mutually-exclusive-fields": "weee",
    "spec-strict-refs": "---e",
    "step-onFailure-unique": "-wee",
    "step-onSuccess-unique": "-wee",
    "stepId-unique": "eeee",
    "struct": "eeee",
    "tag-description": "wwe-",
    "tags-alphabetical": "----",
    "workflow-dependsOn": "-eee",
    "workflowId-unique": "eeee",
    "x-security-scheme-name-reference": "----",
    "x-security-scheme-required-values": "----",
}
"""For each preset a letter: ``-`` off, ``w`` warn, ``e`` error; the worst of all formats where they differ."""


def names() -> frozenset[str]:
    """Give the names of the rules that the presets know."""
    return frozenset(_TABLE)


def preset(name: str) -> dict[str, str] | None:
    """Give the severities of a preset by rule; None when it is none."""
    if name == "all":
        return dict.fromkeys(_TABLE, "error")
    if name not in PRESETS:
        return None
    at = PRESETS.index(name)
    return {rule: _LETTERS[letters[at]] for rule, letters in _TABLE.items()}
