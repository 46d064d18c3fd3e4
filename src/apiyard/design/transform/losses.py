"""What OpenAPI 2.0 can say and later versions cannot."""

from __future__ import annotations

from collections import Counter
from typing import Any

from apiyard.spec.grammar import METHODS


def losses_of_swagger(tree: dict[str, Any]) -> Counter[str]:
    """Count what is left behind when a document becomes OpenAPI 3.

    Args:
        tree: the document in 2.0.

    Returns:
        How often, by a sentence for each.
    """
    found: Counter[str] = Counter()
    if not tree.get("host"):
        found["the document names no host, so its server is relative to where the document is read"] += 1
    for item in _objects(tree.get("paths")):
        for parameters in (item.get("parameters"), *(_operation(item, method).get("parameters") for method in METHODS)):
            _parameters(parameters, found)
        for method in METHODS:
            operation = _operation(item, method)
            if "schemes" in operation:
                found["an operation has schemes of its own; servers are those of the document"] += 1
            for response in _objects(operation.get("responses")):
                _examples(response, operation.get("produces", tree.get("produces")), found)
    return found


def _parameters(parameters: object, found: Counter[str]) -> None:
    for each in parameters if isinstance(parameters, list) else ():
        if not isinstance(each, dict):
            continue
        if each.get("in") == "body" and each.get("name") not in (None, "body"):
            found["a request body has no name in OpenAPI 3"] += 1
        if each.get("in") == "formData" and each.get("allowEmptyValue"):
            found["a form field cannot say allowEmptyValue"] += 1
        if isinstance(each.get("items"), dict) and "collectionFormat" in each["items"]:
            found["an array inside an array cannot have a collectionFormat of its own"] += 1


def _examples(response: dict[str, Any], produces: object, found: Counter[str]) -> None:
    examples = response.get("examples")
    types = produces if isinstance(produces, list) else ["application/json"]
    for name in examples if isinstance(examples, dict) else ():
        if name not in types:
            found["an example has a media type that the operation does not produce; it is kept as another content"] += 1


def _operation(item: dict[str, Any], method: str) -> dict[str, Any]:
    found = item.get(method)
    return found if isinstance(found, dict) else {}


def _objects(value: object) -> list[dict[str, Any]]:
    return [each for each in value.values() if isinstance(each, dict)] if isinstance(value, dict) else []
