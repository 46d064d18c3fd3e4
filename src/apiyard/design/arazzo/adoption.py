"""The document by which the rules for Arazzo show what they mean."""

from __future__ import annotations

ADOPTION = """
arazzo: 1.0.0
info: {title: Adopt, summary: Adopting., description: How to adopt., version: 1.0.0}
sourceDescriptions: [{name: pets, url: ./pets.yaml, type: openapi}, {name: other, url: ./other.yaml, type: arazzo}]
workflows:
  - workflowId: adopt
    summary: Adopt a pet.
    description: Finds a pet and adopts it.
    inputs: {type: object, properties: {kind: {type: string}}}
    steps:
      - stepId: find
        description: Finds it.
        operationId: findPets
        parameters: [{name: kind, in: query, value: $inputs.kind}]
        successCriteria: [{condition: $statusCode == 200}]
        outputs: {pet: $response.body}
      - stepId: take
        description: Takes it.
        operationId: adoptPet
        requestBody: {contentType: application/json, payload: $steps.find.outputs.pet}
        onSuccess: [{name: done, type: end}]
        onFailure: [{name: again, type: goto, stepId: find}]
    outputs: {pet: $steps.find.outputs.pet}
  - workflowId: all
    summary: Adopt all.
    description: Adopts all pets.
    dependsOn: [adopt]
    steps: [{stepId: one, description: One., workflowId: adopt, parameters: [{name: kind, value: dog}]}]
"""
"""A document in which all is well."""


def changed(old: str, new: str) -> str:
    """Give the document with one thing changed.

    Args:
        old: what is there once.
        new: what takes its place.

    Raises:
        ValueError: it is not there, or more than once.
    """
    if ADOPTION.count(old) != 1:
        raise ValueError(f"{old!r} is there {ADOPTION.count(old)} times")
    return ADOPTION.replace(old, new)
