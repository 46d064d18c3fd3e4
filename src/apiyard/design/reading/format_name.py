"""Names of formats as rulesets write them to those that documents are known by."""

from __future__ import annotations

from functools import cache

from apiyard.core.errors import unknown
from apiyard.design.reading.written import Part
from apiyard.spec.document_format import FORMATS

_OLD = {
    "arazzo1": "arazzo1_0",
    "asyncapi2": "aas2",
    "asyncapi3": "aas3",
    "jsonschema201909": "jsonSchemaDraft2019_09",
    "jsonschema202012": "jsonSchemaDraft2020_12",
}


def read_format(name: str, part: Part) -> str:
    """Give the format that a name means: ``oas3.1``, ``oas3_1``, ``json-schema-draft7``, ``jsonSchemaDraft7``.

    Args:
        name: the name as written.
        part: its place.

    Raises:
        UnknownNameError: no format is called so; names the nearest.
    """
    found = _known().get(_plain(name))
    if found is None:
        raise unknown("format", name, FORMATS, where=part.where)
    return found


@cache
def _known() -> dict[str, str]:
    return {**_OLD, **{_plain(name): name for name in FORMATS}}


def _plain(name: str) -> str:
    """Leave out what the spellings of one name differ in."""
    return name.replace(".", "").replace("_", "").replace("-", "").lower()
