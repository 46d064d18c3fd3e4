"""Names of formats as rulesets write them to those that documents are known by."""

from __future__ import annotations

from functools import cache

from apiyard.core.errors import unknown

FORMATS = (
    *("oas2", "oas3", "oas3_0", "oas3_1", "oas3_2", "arazzo1_0", "arazzo1_1", "overlay1_0", "overlay1_1"),
    *("aas2", "aas2_0", "aas2_1", "aas2_2", "aas2_3", "aas2_4", "aas2_5", "aas2_6", "aas3", "aas3_0", "aas3_1"),
    *("jsonSchema", "jsonSchemaLoose", "jsonSchemaDraft4", "jsonSchemaDraft6", "jsonSchemaDraft7"),
    *("jsonSchemaDraft2019_09", "jsonSchemaDraft2020_12"),
)
_OLD = {
    "arazzo1": "arazzo1_0",
    "asyncapi2": "aas2",
    "asyncapi3": "aas3",
    "jsonschema201909": "jsonSchemaDraft2019_09",
    "jsonschema202012": "jsonSchemaDraft2020_12",
}


def read_format(name: str, where: str) -> str:
    """Give the format that a name means: ``oas3.1``, ``oas3_1``, ``json-schema-draft7``, ``jsonSchemaDraft7``.

    Args:
        name: the name as written.
        where: its place.

    Raises:
        UnknownNameError: no format is called so; names the nearest.
    """
    known = _known()
    found = known.get(_plain(name))
    if found is None:
        raise unknown("format", name, {*known.values(), "oas3.0", "oas3.1"}, where=where)
    return found


@cache
def _known() -> dict[str, str]:
    known = {_plain(name): name for name in FORMATS}
    known.update({old: known[_plain(new)] for old, new in _OLD.items() if _plain(new) in known and old not in known})
    return known


def _plain(name: str) -> str:
    """Leave out what the spellings of one name differ in."""
    return name.replace(".", "").replace("_", "").replace("-", "").lower()
