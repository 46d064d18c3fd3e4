"""The outline lists every operation of every version, and survives documents that are shaped otherwise."""

from __future__ import annotations

import pytest

from apiyard.spec.parse import parse
from apiyard.spec.source import Source
from apiyard.studio.edits import edited
from apiyard.studio.outline import outline

PATHS = """\
paths:
  /things:
    query: {summary: Ask}
    trace: {operationId: traceThings}
    additionalOperations:
      COPY: {operationId: copyThings}
      "~/": {}
      BAD: 5
"""


def _operations(version, rest=PATHS):
    document = parse(Source("openapi.yaml", f"openapi: {version}\n{rest}".encode()))
    return [(row.detail, row.label, row.pointer, row.line) for row in outline(document) if row.kind == "operation"]


def test_methods_of_3_2_are_listed_where_they_exist():
    at = "/paths/~1things"
    assert _operations("3.2.0") == [
        ("query", "Ask", f"{at}/query", 4),
        ("trace", "traceThings", f"{at}/trace", 5),
        ("copy", "copyThings", f"{at}/additionalOperations/COPY", 7),
        ("~/", "~/", f"{at}/additionalOperations/~0~1", 8),
    ]
    assert [each[0] for each in _operations("3.1.0")] == ["trace"]


@pytest.mark.parametrize(
    "rest", ["paths: 5", "paths: {/a: {additionalOperations: [1]}}", "webhooks: [{}]", "components: {a: 1}"]
)
def test_other_shapes_are_left_out(rest):
    assert _operations("3.2.0", rest) == []


def test_a_value_may_come_as_text():
    text = edited("a.yaml", "a: 1 # kept\n", [{"kind": "set", "pointer": "/b/value", "text": "- x: 1\n  z: [2]"}])
    assert text == "a: 1 # kept\nb:\n  value:\n    - x: 1\n      z:\n        - 2\n"
