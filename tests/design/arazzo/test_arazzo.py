"""What is wrong in a workflow is told where linters of the field tell it."""

from __future__ import annotations

import pytest

from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.arazzo.expression import leads
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import builtin
from apiyard.spec.inventory import inventory_of_bytes

_TAKE = "/workflows/0/steps/1"
_ONE = "/workflows/1/steps/0"
_ACTIONS = "[{name: a, type: end}, {name: a, type: end}, {reference: $components.successActions.gone}]"
_CASES: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("stepId: find}", "stepId: gone}", [("step-failure-actions-validation", f"{_TAKE}/onFailure/0")]),
    ("stepId: take", "stepId: find", [("workflow-stepId-unique", "")]),
    (
        "[adopt]",
        "[gone, all, $sourceDescriptions.other, $sourceDescriptions.pets.x]",
        [("workflow-depends-on-validation", f"/workflows/1/dependsOn/{index}") for index in (0, 2, 3)],
    ),
    (
        "workflowId: adopt, parameters: [{name: kind",
        "workflowId: adopt, parameters: [{name: kind, in: query",
        [("step-parameters-validation", f"{_ONE}/parameters")],
    ),
    (
        "[{name: kind, value: dog}]",
        "[{name: kind, value: dog}, {name: kind, value: cat}, {reference: $components.parameters.gone}]",
        [("step-parameters-validation", f"{_ONE}/parameters/{index}") for index in (1, 2)],
    ),
    (
        "{name: kind, in: query, value",
        "{name: kind, value",
        [
            ("document-schema", "/workflows/0/steps/0/parameters/0"),
            ("step-parameters-validation", "/workflows/0/steps/0/parameters"),
        ],
    ),
    (
        "[{name: done, type: end}]",
        _ACTIONS,
        [("document-schema", f"{_TAKE}/onSuccess")]
        + [("step-success-actions-validation", f"{_TAKE}/onSuccess/{index}") for index in (1, 2)],
    ),
    (
        "operationId: adoptPet",
        "operationPath: '{$sourceDescriptions.gone.url}#/a'",
        [("step-operationPath", f"{_TAKE}/operationPath"), ("step-validation", f"{_TAKE}/operationPath")],
    ),
]


@pytest.mark.parametrize(("old", "new", "places"), _CASES)
def test_that_faults_are_told_at_their_places(old: str, new: str, places: list[tuple[str, str]]) -> None:
    active = builtin("spectral:arazzo").for_document("a.yaml")
    found = lint(inventory_of_bytes(changed(old, new).encode(), "a.yaml"), active)
    told = {(each.rule.removeprefix("arazzo-"), each.location.pointer) for each in found}
    assert set(places) <= told
    assert {place for place in told if place not in places} <= {("document-schema", "")} | {
        (rule, at) for rule, at in told if rule == "document-schema"
    }


def test_that_a_document_in_order_has_no_findings() -> None:
    inventory = inventory_of_bytes(ADOPTION.encode(), "a.yaml")
    assert lint(inventory, builtin("apiyard:recommended").for_document("a.yaml")) == ()


@pytest.mark.parametrize(
    ("expression", "good"),
    [
        ("$url", True),
        ("$response.body#/a", True),
        ("$inputs.kind", True),
        ("$inputs.gone", False),
        ("$steps.find.outputs.pet", True),
        ("$steps.find", False),
        ("$workflows.adopt.steps.find.outputs", True),
        ("$workflows.gone.outputs", False),
        ("$components.parameters.gone", False),
        ("body", False),
        (5, False),
    ],
)
def test_that_expressions_lead_to_something(expression: object, good: bool) -> None:
    document = inventory_of_bytes(ADOPTION.encode(), "a.yaml").root.value
    assert leads(expression, document, 0) is good
