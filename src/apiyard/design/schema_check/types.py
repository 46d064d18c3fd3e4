"""The type a schema asks for, and when an error of it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass
from apiyard.design.schema_check.node import Node
from apiyard.design.schema_check.run import Place, Run
from apiyard.design.schema_check.values import TYPES

Told = Callable[[Run, Place], bool]


@dataclass(frozen=True, slots=True)
class Types:
    """The types of a schema.

    Args:
        early: tells an error of the type before anything else; None when it is told with a group of keywords.
        report: tells the error.
        single: the one type whose error is told in place of its keywords; ``""`` for none.
    """

    early: Callable[[Run, Place], None] | None
    report: Told
    single: str = ""

    def test(self, kind: str) -> Callable[[Any], bool] | None:
        """Give the test for the values that a group of keywords is asked of; None for all values."""
        return TYPES[kind] if kind else None

    def late(self, kind: str) -> Told | None:
        """Give what tells the error in place of a group of keywords."""
        return self.report if kind and kind == self.single else None


def types_of(node: Node, groups: list[str]) -> Types:
    """Read the types of a schema.

    Args:
        node: the keyword ``type`` of the schema, written or not.
        groups: the types that the schema has keywords for.

    Raises:
        InvalidInputError: there is no such type, or ``nullable`` stands without one.
    """
    schema = node.schema
    written = schema.get("type")
    names = list(written) if isinstance(written, list) else [written] if written else []
    if not all(isinstance(name, str) and name in TYPES for name in names):
        raise InvalidInputError("there is no such type", where=f"{node.schema_path[1:]}/type", piece=str(written))
    _nullable(node, names)
    report = node.report()
    shown = names if isinstance(written, list) else written
    message = f"must be {','.join(names) if isinstance(written, list) else written}"

    def tell(run: Run, place: Place) -> bool:
        return report(run, place, message, type=shown)

    if not names:
        return Types(None, tell)
    if len(names) == 1 and names[0] in groups:
        return Types(None, tell, names[0])
    tests = tuple(TYPES[name] for name in names)

    def early(run: Run, place: Place) -> None:
        value = place[2]
        if not any(test(value) for test in tests):
            tell(run, place)

    return Types(early, tell)


def _nullable(node: Node, names: list[str]) -> None:
    nullable = node.schema.get("nullable")
    where = f"{node.schema_path[1:]}/nullable"
    if nullable is not None and not isinstance(nullable, bool):
        raise InvalidInputError("nullable is true or false", where=where)
    if "null" in names:
        if nullable is False:
            raise InvalidInputError("nullable: false contradicts the type null", where=where)
    elif nullable is not None and not names:
        raise InvalidInputError("nullable needs a type beside it", where=where)
    elif nullable:
        names.append("null")
