"""Schemas made into checks once, and values held against them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.schema_check import error_message, keywords_array
from apiyard.design.schema_check.dialect import Dialect, dialect_of, judge_schema, metaschema
from apiyard.design.schema_check.error import MissingReferenceError, SchemaError
from apiyard.design.schema_check.evaluated import Looks, looks_of
from apiyard.design.schema_check.keywords import keyword_check
from apiyard.design.schema_check.node import Mode, Node, found
from apiyard.design.schema_check.references import References
from apiyard.design.schema_check.run import Check, Follow, Found, Place, Run, Seen, StopError, error_of
from apiyard.design.schema_check.shape import judge_shape
from apiyard.design.schema_check.types import Types, types_of

if TYPE_CHECKING:
    import jsonschema_rs

_MAX_MADE = 200_000


@dataclass(slots=True)
class Checker:
    """A schema, ready to be asked.

    Args:
        check: finds all errors, or only the first one, as asked for.
    """

    check: Check

    def errors(self, value: Any, follow: Follow | None = None) -> list[SchemaError]:
        """Give what is wrong with a value, in AJV's order.

        Args:
            value: the value; it may hold reference objects.
            follow: gives what a reference object means; without it they stand for themselves.

        Returns:
            The errors; paths go through references.

        Raises:
            TooLargeError: it takes too many steps, or nests too deep.
        """
        return [error_of(each) for each in self._run(value, follow).errors]

    def valid(self, value: Any, follow: Follow | None = None) -> bool:
        """Say whether a value conforms; arguments and errors as in `errors`."""
        return not self._run(value, follow).errors

    def _run(self, value: Any, follow: Follow | None) -> Run:
        run = Run(follow)
        if isinstance(value, dict) and "$ref" in value:
            value = run.meaning(value, None)
        try:
            self.check(run, (None, "", value), None)
        except RecursionError:
            raise TooLargeError("a value or its schema nests too deep to be checked") from None
        return run


def compile_schema(
    schema: Json, *, dialect: str = "auto", all_errors: bool = False, formats: Collection[str] | None = None
) -> Checker:
    """Make a checker of a schema.

    Args:
        schema: a JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12; references stay inside it.
        dialect: ``auto`` looks at ``$schema`` and takes draft 7 without it; else ``draft4`` ... ``draft2020-12``.
        all_errors: whether errors go on after the first one.
        formats: the formats that are checked; None for all that are known. Others are ignored.

    Returns:
        The checker.

    Raises:
        InvalidInputError: it is no schema of its draft; ``where`` is the pointer in it.
        MissingReferenceError: a reference in it leads to nothing.
    """
    known = dialect_of(schema, dialect)
    judge_schema(schema, known)
    compiler = _Compiler(schema, known, formats)
    try:
        check = compiler.call(schema, Mode(all_errors=all_errors))
        compiler.finish()
    except RecursionError:
        raise TooLargeError("a schema nests too deep to be used") from None
    return Checker(check)


@dataclass(slots=True)
class _Unit:
    """A schema that is checked on its own: the first error ends only its own check."""

    schema: Any
    mode: Mode
    check: Check | None = None

    def __call__(self, run: Run, place: Place, seen: Seen | None) -> bool:
        outer, run.errors = run.errors, []
        own = Seen() if seen is not None else None
        check = self.check
        if check is not None:
            try:
                check(run, place, own)
            except StopError:
                pass
            finally:
                outer.extend(run.errors)
                good = not run.errors
                run.errors = outer
            if good and seen is not None and own is not None:
                seen.add(own)
            return good
        return True


@dataclass(slots=True)
class _Compiler:
    """Makes checks; implements what keywords need of it."""

    root: Any
    dialect: Dialect
    formats: Collection[str] | None
    references: References = field(init=False)
    units: dict[tuple[int, bool], _Unit] = field(default_factory=dict)
    waiting: list[_Unit] = field(default_factory=list)
    made: int = 0

    def __post_init__(self) -> None:
        self.references = References(self.root, self.dialect)

    def knows_format(self, name: str) -> bool:
        return self.formats is None or name in self.formats

    def has_rules(self, schema: Any) -> bool:
        if isinstance(schema, dict):
            return not self.dialect.keywords.isdisjoint(schema)
        return schema is not True

    def call(self, schema: Any, mode: Mode) -> Check:
        """Give the unit of a schema; it is made later."""
        key = (id(schema), mode.all_errors)
        unit = self.units.get(key)
        if unit is None:
            unit = self.units[key] = _Unit(schema, Mode(mode.all_errors))
            self.waiting.append(unit)
        return unit

    def finish(self) -> None:
        """Make the units that wait."""
        while self.waiting:
            unit = self.waiting.pop()
            unit.check = self.check(unit.schema, unit.mode, "#")

    def check(self, schema: Any, mode: Mode, schema_path: str) -> Check:
        self.made += 1
        if self.made > _MAX_MADE:
            raise TooLargeError("a schema is too large to be used")
        if not self.has_rules(schema):
            return lambda run, place, seen: True
        if not isinstance(schema, dict):
            if schema is not False:
                raise InvalidInputError("a schema is an object or a boolean", where=schema_path[1:])
            return _never(mode, schema_path)
        if self.dialect.id == "$id" and "id" in schema:
            raise InvalidInputError("a schema is named by $id", where=f"{schema_path[1:]}/id")
        keywords = self.dialect.keywords.intersection(schema)
        for keyword in keywords:
            judge_shape(schema, keyword, schema_path[1:])
        if keywords == {"$ref"}:
            return self.reference(Node(self, schema, "$ref", mode, schema_path))
        node = Node(self, schema, "type", mode, schema_path)
        groups: list[tuple[str, list[Check]]] = []
        for kind, words in self.dialect.groups:
            present = [word for word in words if word in keywords]
            if present:
                nodes = (Node(self, schema, word, mode, schema_path) for word in present)
                made = (self.reference(each) if each.keyword == "$ref" else keyword_check(each, kind) for each in nodes)
                groups.append((kind, [each for each in made if each is not None]))
        body = _body(types_of(node, [kind for kind, _ in groups]), groups, go_on=mode.all_errors)
        body = error_message.wrap(node, body)
        if not self.dialect.later:
            return body
        matters = "contains" in schema and keywords_array.contains_matters(Node(self, schema, "contains", mode, ""))
        return _looking(body, looks_of(schema, self.dialect, contains=matters))

    def reference(self, node: Node) -> Check:
        """Make the check of a reference; those to the drafts' own schemas lead there."""
        try:
            made = keyword_check(node, "")
        except MissingReferenceError:
            other = metaschema(str(node.value), self.dialect)
            if other is None:
                raise
            return _foreign(other, node.mode)
        return made or (lambda run, place, seen: True)


def _foreign(judge: jsonschema_rs.Validator, mode: Mode) -> Check:
    """Hold a value against the schema of schemas."""

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        good = True
        for error in judge.iter_errors(place[2]):
            there = place
            for key in error.instance_path:
                there = (there, key, there[2][key])
            what: Found = (there, error.kind.name, "must be as JSON Schema says", {}, "#")
            good = found(run, what, first_only=mode.first_only)
        return good

    return check


def _never(mode: Mode, schema_path: str) -> Check:
    first_only, where = mode.first_only, f"{schema_path}/false schema"
    return lambda run, place, seen: found(
        run, (place, "false schema", "boolean schema is false", {}, where), first_only=first_only
    )


def _body(types: Types, groups: list[tuple[str, list[Check]]], *, go_on: bool) -> Check:
    """Ask the groups in order; in each the first error ends it, and behind each the first error ends all."""
    ready = [(types.test(kind), types.late(kind), tuple(checks)) for kind, checks in groups]
    early = types.early

    def body(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        run.tick()
        start = len(run.errors)
        if early is not None:
            early(run, place)
        # An error of the type does not keep the first group from being asked.
        asked = False
        for test, late, checks in ready:
            if asked and not go_on and len(run.errors) != start:
                break
            asked = True
            if test is None or test(value):
                for check in checks:
                    if not check(run, place, seen) and not go_on:
                        break
            elif late is not None:
                late(run, place)
        return len(run.errors) == start

    return body


def _looking(body: Check, looks: Looks) -> Check:
    """Note what is looked at, for keywords that ask for the rest."""

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        place[2]
        if seen is None and not looks.asks:
            return body(run, place, None)
        own = Seen()
        looks.before(own)
        good = body(run, place, own)
        looks.behind(own)
        if seen is not None:
            seen.add(own)
        return good

    return check
