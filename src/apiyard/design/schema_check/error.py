"""What is wrong with a value by a schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.inventory import Path


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One error, as AJV reports it.

    Args:
        path: where in the value, references followed.
        keyword: the keyword that failed; ``false schema`` for the schema ``false``.
        message: one sentence without a subject, such as ``must be string``.
        params: what the keyword says about it, under AJV's names, such as ``missingProperty``.
        schema_path: where in the schema, as a fragment.
        circular: whether a reference stands there that leads back to what it hangs on, and so stands for itself.
    """

    path: Path
    keyword: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    schema_path: str = ""
    circular: bool = False

    @property
    def pointer(self) -> str:
        """The path as a JSON Pointer (RFC 6901)."""
        return pointers.build(self.path)


class MissingReferenceError(InvalidInputError):
    """A reference of a schema leads to nothing."""

    code = "missing-reference"
