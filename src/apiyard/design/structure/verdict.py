"""Whether a document is what it says it is, and if not, all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from apiyard.core.late import late_module
from apiyard.core.noun import dataclass, field
from apiyard.design.structure.formats import FORMATS
from apiyard.design.structure.shape import Shape

if TYPE_CHECKING:
    import jsonschema_rs

    from apiyard.design.structure.check import Fault
else:
    jsonschema_rs = late_module("jsonschema_rs")

_MODULES: Mapping[str, str] = MappingProxyType(
    {
        "oas2": "swagger_2_0",
        "oas3_0": "openapi_3_0",
        "oas3_1": "openapi_3_1",
        "oas3_2": "openapi_3_2",
        "arazzo1_0": "arazzo_1_0",
        "arazzo1_1": "arazzo_1_1",
        "overlay1_0": "overlay_1_0",
        "overlay1_1": "overlay_1_1",
        "json-schema-2020-12": "json_schema",
    }
)
# Of a document that is nested too deeply to be looked at closely, so many faults are told.
_MOST = 50


@dataclass(slots=True)
class Structure:
    """The compiled shape of one kind of document.

    Args:
        shape: the shape, with its kinds below ``$defs``.
    """

    shape: Shape
    _compiled: dict[str, jsonschema_rs.Validator] = field(default_factory=dict)

    def is_valid(self, value: Any) -> bool:
        """Say whether a document has the form; much faster than `faults`."""
        return self._validator("").is_valid(value)

    def faults(self, value: Any) -> list[Fault]:
        """Give all that is wrong with a document; nothing when it has the form."""
        if self.is_valid(value):
            return []
        from apiyard.design.structure.check import Checker, Fault

        try:
            return Checker(self.shape["$defs"], self._is_fine).faults(self.shape, value)
        except RecursionError:
            errors = islice(self._validator("").iter_errors(value), _MOST)
            return [Fault(tuple(error.instance_path), "has a form that cannot stand here") for error in errors]

    def _is_fine(self, kind: str, value: Any) -> bool:
        return self._validator(kind).is_valid(value)

    def _validator(self, kind: str) -> jsonschema_rs.Validator:
        if kind not in self._compiled:
            shape = {"$ref": f"#/$defs/{kind}", "$defs": self.shape["$defs"]} if kind else self.shape
            self._compiled[kind] = jsonschema_rs.Draft202012Validator(
                shape, formats=dict(FORMATS), validate_formats=True, offline=True
            )
        return self._compiled[kind]


@cache
def structure(format_: str) -> Structure:
    """Give the compiled shape of a format such as ``oas3_1``; compiled once in a process.

    Args:
        format_: the name of the format, as rulesets write it.

    Raises:
        KeyError: there is none of this format.
    """
    module = import_module(f"apiyard.design.structure.{_MODULES[format_]}")
    return Structure(module.SHAPE)
