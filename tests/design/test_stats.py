"""Figures of a document are those that one counts by hand."""

from __future__ import annotations

from apiyard.design.circles import circles_of
from apiyard.design.stats import Share, stats_of

NODE = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}, "v": {"type": "string"}}}
TREE = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "security": [{"key": []}],
    "paths": {
        "/a": {
            "parameters": [{"name": "id", "in": "query", "description": "d", "schema": {"type": "string"}}],
            "get": {
                "operationId": "a",
                "summary": "s",
                "tags": ["x", "y"],
                "responses": {
                    "200": {
                        "description": "ok",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Node"}, "example": {}}
                        },
                    },
                    "404": {"description": "none"},
                },
            },
            "post": {"security": [], "deprecated": True, "responses": {"204": {"description": "none"}}},
        },
        "x-note": {},
    },
    "components": {
        "schemas": {
            "Node": NODE,
            "A": {"allOf": [{"$ref": "#/components/schemas/B"}]},
            "B": {"items": {"items": {"$ref": "#/components/schemas/A"}}},
            "C": {"not": {"$ref": "#/components/schemas/A"}},
        }
    },
}


def test_figures():
    found = stats_of(TREE, {"a.yaml": 100, "b.yaml": 20}, 3)
    assert (found.files, found.size, found.paths, found.operations, found.external) == (2, 120, 1, 2, 3)
    assert found.methods == {"get": 1, "post": 1}
    assert found.parameters == {"query": 1}
    assert found.responses == {"200": 1, "204": 1, "404": 1}
    assert found.media_types == {"application/json": 1}
    assert (found.schemas, found.properties, found.depth) == (4, 2, 3)
    assert found.largest_schema == ("/components/schemas/Node", 2)
    assert (found.references, found.targets) == (5, 3)
    assert found.circles == ("Node", "A", "B")
    assert (found.secured, found.deprecated, found.named) == (Share(1, 2), Share(1, 2), Share(1, 2))
    assert found.examples == Share(1, 1)
    assert found.tags == 2


def test_a_long_chain_of_schemas_is_no_trouble():
    schemas = {f"S{n}": {"$ref": f"#/components/schemas/S{n + 1}"} for n in range(20_000)}
    assert circles_of({"components": {"schemas": schemas}}, "/components/schemas") == []
