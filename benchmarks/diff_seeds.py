"""Ten changes of different kinds, made in a document whatever it describes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

Tree = dict[str, Any]


def seeded(document: Tree) -> Tree:
    """Give the document with ten changes: five in shared components, five at single operations.

    Args:
        document: an OpenAPI 3 document with shared schemas and many operations; it is not changed.

    Returns:
        The changed document.
    """
    tree = copy.deepcopy(document)
    schemas = _objects(tree)
    calls = list(_calls(tree))
    schema = next(schemas)
    schema["properties"]["seeded_flag"] = {"type": "boolean", "description": "Added."}
    schema = next(schemas)
    schema["properties"].pop(next(each for each in schema["properties"] if each not in schema.get("required", [])))
    schema = next(schemas)
    first = next(each for each, held in schema["properties"].items() if held.get("type") == "string")
    schema["properties"][first]["maxLength"] = 7
    schema = next(schemas)
    first = next(each for each, held in schema["properties"].items() if held.get("type") == "integer")
    schema["properties"][first]["type"] = "string"
    schema = next(schemas)
    schema["required"] = schema["required"][1:]
    _, operation = calls[10]
    operation.setdefault("parameters", []).append(
        {"name": "seeded", "in": "query", "required": True, "schema": {"type": "string"}}
    )
    _, operation = calls[20]
    operation["deprecated"] = True
    _, operation = calls[30]
    operation["operationId"] = "seeded/renamed"
    path, _ = calls[40]
    tree["paths"]["/seeded" + path] = copy.deepcopy({"get": {**calls[45][1], "operationId": "seeded/added"}})
    tree["paths"]["/seeded" + path]["get"]["parameters"] = [
        each for each in tree["paths"]["/seeded" + path]["get"].get("parameters", []) if not _in_path(each, tree)
    ]
    path, _ = calls[60]
    tree["paths"].pop(path)
    return tree


def _in_path(parameter: Tree, tree: Tree) -> bool:
    if "$ref" in parameter:
        parameter = tree["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]
    return parameter.get("in") == "path"


def _objects(tree: Tree) -> Iterator[Tree]:
    """Give shared object schemas that have all that the seeds need, far apart from each other."""
    fit = [
        schema
        for schema in tree["components"]["schemas"].values()
        if schema.get("type") == "object"
        and len(schema.get("required", [])) > 1
        and len(schema["properties"]) > len(schema["required"])
        and {"string", "integer"} <= {held.get("type") for held in schema["properties"].values()}
        and "enum" not in str(schema)
    ]
    yield from fit[:: max(1, len(fit) // 5)]


def _calls(tree: Tree) -> Iterator[tuple[str, Tree]]:
    for path, item in tree["paths"].items():
        if len(item) == 1 and "get" in item:
            yield path, item["get"]
