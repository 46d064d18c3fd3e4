"""A document that is a JSON Schema is one of its draft."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from apiyard.core.late import late_module
from apiyard.design.function import Context, Function, Result
from apiyard.design.structure.verdict import structure
from apiyard.spec.document_format import formats_of

if TYPE_CHECKING:
    import jsonschema_rs
else:
    jsonschema_rs = late_module("jsonschema_rs")

_NEWEST = "jsonSchemaDraft2020_12"
_DRAFTS = {
    "jsonSchemaDraft4": "http://json-schema.org/draft-04/schema#",
    "jsonSchemaDraft6": "http://json-schema.org/draft-06/schema#",
    "jsonSchemaDraft7": "http://json-schema.org/draft-07/schema#",
    "jsonSchemaDraft2019_09": "https://json-schema.org/draft/2019-09/schema",
}
_MOST = 200
_SHORT = 160


def _call(value: Any, _options: None, context: Context) -> Iterator[Result]:
    # A ruleset that names no draft still asks of the schemas of all drafts.
    formats = formats_of(context.root)
    if _NEWEST in formats:
        for fault in structure("json-schema-2020-12").faults(value):
            yield Result(f"the schema {fault.message}", fault.path)
        return
    draft = next((address for name, address in _DRAFTS.items() if name in formats), None)
    if draft is None:
        hint = "the newest is https://json-schema.org/draft/2020-12/schema"
        yield Result("no such draft of JSON Schema is known", ("$schema",), str(value.get("$schema"))[:_SHORT], hint)
        return
    checker = jsonschema_rs.validator_for({"$schema": draft, "$ref": draft}, validate_formats=False)
    for error in islice(checker.iter_errors(value), _MOST):
        yield Result(error.message[:_SHORT], tuple(error.instance_path))


FUNCTION = Function(
    id="schema-document",
    name="schemaDocument",
    why="Validators refuse a wrong schema, or pass over the part that is wrong.",
    call=_call,
)
"""The function."""
