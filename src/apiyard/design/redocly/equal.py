"""Which rules stand for those of Redocly CLI, and where they are not quite the same."""

from __future__ import annotations

EQUAL: dict[str, tuple[str, ...]] = {
    "criteria-unique": ("arazzo-step-success-criteria-validation",),
    "info-contact": ("info-contact",),
    "info-license": ("info-license",),
    "no-duplicated-enum-values": ("duplicated-entry-in-enum",),
    "no-duplicated-tag-names": ("openapi-tags-uniqueness",),
    "no-empty-servers": ("oas3-api-servers",),
    "no-enum-type-mismatch": ("typed-enum",),
    "no-example-value-and-externalValue": ("oas3-examples-value-or-externalValue",),
    "no-invalid-media-type-examples": ("oas3-valid-media-example",),
    "no-invalid-parameter-examples": ("oas3-valid-media-example", "oas2-valid-schema-example"),
    "no-invalid-schema-examples": ("oas3-valid-schema-example", "oas2-valid-schema-example"),
    "no-path-trailing-slash": ("path-keys-no-trailing-slash",),
    "no-server-example.com": ("oas3-server-not-example.com",),
    "no-server-trailing-slash": ("oas3-server-trailing-slash",),
    "no-server-variables-empty-enum": ("oas3-server-variables",),
    "no-undefined-server-variable": ("oas3-server-variables",),
    "no-unsafe-markdown": ("no-eval-in-markdown", "no-script-tags-in-markdown"),
    "no-unused-components": ("oas3-unused-component",),
    "operation-description": ("operation-description",),
    "operation-operationId": ("operation-operationId",),
    "operation-operationId-unique": ("operation-operationId-unique",),
    "operation-operationId-url-safe": ("operation-operationId-valid-in-url",),
    "operation-parameters-unique": ("operation-parameters",),
    "operation-singular-tag": ("operation-singular-tag",),
    "operation-tag-defined": ("operation-tag-defined",),
    "outputs-defined": ("arazzo-workflow-output-validation", "arazzo-step-output-validation"),
    "parameter-description": ("oas3-parameter-description", "oas2-parameter-description"),
    "parameters-unique": ("arazzo-step-parameters-validation",),
    "path-declaration-must-exist": ("path-declarations-must-exist",),
    "path-not-include-query": ("path-not-include-query",),
    "path-parameters-defined": ("path-params",),
    "path-params-defined": ("path-params",),
    "requestBody-replacements-unique": ("arazzo-step-request-body-validation",),
    "sourceDescription-type": ("arazzo-source-descriptions-type",),
    "spec-ref-siblings": ("no-$ref-siblings",),
    "step-onFailure-unique": ("arazzo-step-failure-actions-validation",),
    "step-onSuccess-unique": ("arazzo-step-success-actions-validation",),
    "stepId-unique": ("arazzo-workflow-stepId-unique",),
    "struct": ("oas3-schema", "oas2-schema", "arazzo-document-schema"),
    "tag-description": ("tag-description",),
    "tags-alphabetical": ("openapi-tags-alphabetical",),
    "workflow-dependsOn": ("arazzo-workflow-depends-on-validation",),
    "workflowId-unique": ("arazzo-workflowId-unique",),
}
"""By the name of a rule of Redocly: the rules of ``spectral:oas`` and ``spectral:arazzo`` that ask the same."""

ALWAYS = frozenset({"no-unresolved-refs"})
"""What is always told, as ``invalid-ref``, whatever a ruleset says."""

DIFFERENT: dict[str, str] = {
    "no-empty-servers": "an empty list and a missing one are told alike",
    "no-invalid-media-type-examples": "an example may have properties that its schema does not name",
    "no-invalid-parameter-examples": "the examples of parameters and media types share one severity",
    "no-server-example.com": "localhost is allowed",
    "no-unsafe-markdown": "eval( and script elements are told, handlers in attributes are not",
    "operation-parameters-unique": "more than one body parameter, and body beside formData, are told too",
    "spec-ref-siblings": "anything beside $ref is told in OpenAPI 2.0 and 3.0 only",
    "struct": "the messages are those of the format's own schema",
}
"""By the name of a rule of Redocly: what is different."""
