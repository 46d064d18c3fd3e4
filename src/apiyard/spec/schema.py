"""A schema of a contract, compiled when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.finding import Location
from apiyard.core.json import Json
from apiyard.core.late import late_module, late_pattern
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.cost import deeper, entangled
from apiyard.spec.crowd import CrowdedError, asks_unique, crowded
from apiyard.spec.direct import direct
from apiyard.spec.exact_json import beyond_64_bits, whole
from apiyard.spec.violation import Direction, Violation, Where

if TYPE_CHECKING:
    import jsonschema_rs
else:
    jsonschema_rs = late_module("jsonschema_rs")

_BASE = "urn:apiyard:contract"
_MAX_VIOLATIONS = 50
_MAX_REFS = 64
_MAX_SINGLE = 64
_MAX_SHOWN_DEPTH = 128
_CUT = late_pattern(r"(?s)\A(.{240}).+")


@dataclass(slots=True)
class Scope:
    """What the schemas of one contract share: the tree, and what is compiled of it so far.

    Args:
        tree: a bundled 3.1 tree, or a bare schema.
        locate: gives the place of a pointer, for errors.
        types: the names of types that the schema at a pointer speaks of, as far as somebody asked.
    """

    tree: Json
    locate: Callable[[str], Location] | None = None
    types: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)
    _large: bool | None = field(default=None, repr=False)
    _unique: bool | None = field(default=None, repr=False)
    _trees: dict[Direction, Json] = field(default_factory=dict, repr=False)
    _registries: dict[Direction, jsonschema_rs.Registry] = field(default_factory=dict, repr=False)
    _roots: dict[str, None] = field(default_factory=dict, repr=False)
    _groups: dict[Direction, jsonschema_rs.Validator | None] = field(default_factory=dict, repr=False)
    _single: dict[tuple[str, Direction], jsonschema_rs.Validator] = field(default_factory=dict, repr=False)

    def root(self, pointer: str) -> None:
        """Take note of a schema that instances will be judged by, so that it is compiled together with the others."""
        if pointer not in self._roots:
            self._roots[pointer] = None
            self._groups.clear()

    def broken(self) -> tuple[tuple[str, str], ...]:
        """Give the noted schemas that cannot be used: pointer and reason, in order; they are all compiled for it."""
        if all(self._group(pointer, "response") is not None for pointer in list(self._roots)[:1]):
            return ()
        found: list[tuple[str, str]] = []
        for pointer in sorted(self._roots):
            compiled = self._compile({"$ref": _ref(pointer)}, "response")
            if isinstance(compiled, str):
                found.append((pointer, compiled))
        return tuple(found)

    def resolve(self, value: Json, pointer: str) -> tuple[Json, str]:
        """Follow references until there is none.

        Args:
            value: what stands at the pointer.
            pointer: where it stands.

        Returns:
            The value that is meant and where it stands; the last one reached when references only lead in a circle.
        """
        for _ in range(_MAX_REFS):
            ref = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(ref, str) or not ref.startswith("#"):
                break
            target = pointers.from_fragment(ref[1:])
            found = pointers.get(self.tree, target)
            if found is pointers.MISSING:
                break
            value, pointer = cast("Json", found), target
        return value, pointer

    def fail(self, what: str, pointer: str, *, piece: str = "", hint: str = "") -> ApiyardError:
        """Make an error about a place of the contract."""
        where = str(self.locate(pointer)) if self.locate else f"#{pointer}"
        return InvalidInputError(what, where=where, piece=piece, hint=hint)

    def is_valid(self, pointer: str, instance: Json, direction: Direction) -> bool:
        """Say whether a value conforms to the schema at a pointer.

        Raises:
            CrowdedError: that would take too long to say.
        """
        if crowded(instance):
            if self._unique is None:
                self._unique = asks_unique(self.tree)
            if self._unique:
                raise CrowdedError("the value holds too many large integers that hardly differ")
        group, instance = self._group(pointer, direction), self._exact(instance)
        if group is not None:
            return group.is_valid({pointer: instance})
        return self._validator(pointer, direction).is_valid(instance)

    def errors(
        self, pointer: str, instance: Json, direction: Direction
    ) -> Iterator[tuple[list[str | int], jsonschema_rs.ValidationError]]:
        """Give what is wrong with a value: the path inside it, and the error."""
        group, instance = self._group(pointer, direction), self._exact(instance)
        if group is not None:
            for error in group.iter_errors({pointer: instance}):
                yield error.instance_path[1:], error
        else:
            for error in self._validator(pointer, direction).iter_errors(instance):
                yield error.instance_path, error

    def _group(self, pointer: str, direction: Direction) -> jsonschema_rs.Validator | None:
        """Give one validator for all roots: properties of an imaginary object, by pointer.

        What they have in common is compiled once, so a contract whose schemas all reach each other costs no more
        than one of them. None when the pointer is no root, or when one schema of the contract cannot be compiled:
        then each is compiled alone, and only the wrong ones fail.
        """
        if pointer not in self._roots:
            return None
        if direction not in self._groups:
            roots = {each: {"$ref": _ref(each)} for each in self._roots}
            compiled = self._compile({"properties": roots}, direction)
            self._groups[direction] = compiled if isinstance(compiled, jsonschema_rs.Validator) else None
        return self._groups[direction]

    def _validator(self, pointer: str, direction: Direction) -> jsonschema_rs.Validator:
        key = (pointer, direction)
        if key not in self._single:
            compiled = self._compile({"$ref": _ref(pointer)}, direction)
            if isinstance(compiled, str):
                hint = "see the vocabulary of JSON Schema Draft 2020-12"
                raise self.fail("the schema cannot be used", pointer, piece=compiled, hint=hint)
            if len(self._single) >= _MAX_SINGLE:
                self._single.pop(next(iter(self._single)), None)
            self._single[key] = compiled
        return self._single[key]

    def directed(self, direction: Direction) -> Json:
        """Give the tree as it is meant on one side: what must not travel there is refused and not required."""
        if direction not in self._trees:
            self._trees[direction] = direct(self.tree, direction)
        return self._trees[direction]

    def _exact(self, value: Json) -> Json:
        """Give a value as the validator compares it with integers beyond 64 bits, where the contract has any."""
        if self._large is None:
            self._large = beyond_64_bits(self.tree)
        return whole(value) if self._large else value

    def _registry(self, direction: Direction) -> jsonschema_rs.Registry:
        if direction not in self._registries:
            tree: Any = _anchored(self._exact(self.directed(direction)))
            self._registries[direction] = jsonschema_rs.Registry([(_BASE, tree)], draft=jsonschema_rs.Draft202012)
        return self._registries[direction]

    def _compile(self, schema: dict[str, Any], direction: Direction) -> jsonschema_rs.Validator | str:
        """Give the validator, or why there is none."""
        reason = ""
        for engine in _engines():
            try:
                return jsonschema_rs.Draft202012Validator(
                    schema,
                    registry=self._registry(direction),
                    pattern_options=engine,
                    validate_formats=True,
                    offline=True,
                )
            except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
                reason = str(getattr(error, "message", "") or str(error).partition("\n")[0])
        return _cut(reason)


def _anchored(tree: Any) -> Any:
    """Give a tree in which the validator finds dynamic anchors of components, which it looks for under $defs only."""
    found = pointers.get(tree, "/components/schemas")
    named = found if isinstance(found, dict) else {}
    held = {name: each for name, each in named.items() if isinstance(each, dict) and "$dynamicAnchor" in each}
    return {**tree, "$defs": held} if held and "$defs" not in tree else tree


@dataclass(frozen=True, slots=True)
class Schema:
    """A JSON Schema (Draft 2020-12) at its place in a contract.

    Args:
        pointer: where it stands in the bundled tree.
        value: the schema as written; it may be only a reference.
        scope: what it shares with the other schemas of its contract.
    """

    pointer: str
    value: Json
    scope: Scope = field(repr=False, compare=False)

    def resolved(self) -> Schema:
        """Give the schema that is meant: this one, or what its references lead to."""
        value, pointer = self.scope.resolve(self.value, self.pointer)
        return self if pointer == self.pointer else Schema(pointer, value, self.scope)

    def at(self, *names: object) -> Schema | None:
        """Give the schema inside this one at the given names, such as ``properties``, ``id``; None without it."""
        found = pointers.get(self.value, pointers.build(names))
        if isinstance(found, dict | bool):
            return Schema(pointers.join(self.pointer, *names), found, self.scope)
        return None

    def is_valid(self, instance: Json, *, direction: Direction = "response") -> bool:
        """Say whether a value conforms; cheaper than ``validate``.

        Args:
            instance: the value.
            direction: the side it travels on.

        Returns:
            Whether it conforms.

        Raises:
            InvalidInputError: the schema itself is wrong.
        """
        try:
            return self.scope.is_valid(self.pointer, instance, direction)
        except ValueError:  # it nests deeper than the validator goes, or is too crowded
            return False

    def validate(self, instance: Json, *, direction: Direction, place: Where = "body") -> list[Violation]:
        """Judge a value.

        Properties that are readOnly must not be in a request, those that are writeOnly not in a response; neither is
        required there (OpenAPI 3.0.3, Schema Object).

        Args:
            instance: the value.
            direction: the side it travels on.
            place: the part of the exchange it stands in, for the violations.

        Returns:
            At most fifty violations, in a stable order; none when it conforms.

        Raises:
            InvalidInputError: the schema itself is wrong.
        """
        try:
            if self.scope.is_valid(self.pointer, instance, direction):
                return []
            if entangled(self.scope.tree, self.value, instance):
                return [Violation(place, "", "does not conform; its branches are too many to say where", self.pointer)]
            if deeper(instance, _MAX_SHOWN_DEPTH):
                return [Violation(place, "", "does not conform; it nests too deeply to say where", self.pointer)]
            found = list(islice(self.scope.errors(self.pointer, instance, direction), _MAX_VIOLATIONS))
        except CrowdedError:
            return [Violation(place, "", "holds too many large integers that hardly differ to be judged", self.pointer)]
        except (ValueError, RecursionError):
            return [Violation(place, "", "nests too deeply to be judged", self.pointer)]
        return [self._violation(path, error, direction=direction, place=place) for path, error in found]

    def _violation(
        self, path: list[str | int], error: jsonschema_rs.ValidationError, *, direction: Direction, place: Where
    ) -> Violation:
        location = error.absolute_keyword_location or ""
        pointer = pointers.from_fragment(location.partition("#")[2]) if "#" in location else self.pointer
        message = error.message
        if pointer.endswith("/not") and pointers.get(self.scope.tree, pointer) is pointers.MISSING:
            word = "read-only" if direction == "request" else "write-only"
            message = f"the property is {word} and must not be in a {direction}"
            pointer = pointer.removesuffix("/not")
        return Violation(place, pointers.build(path), _cut(message), pointer)


def schema_of(value: Json) -> Schema:
    """Give a schema that stands alone; references inside it start at itself.

    Args:
        value: a JSON Schema (Draft 2020-12), an object or a boolean.

    Returns:
        The schema.
    """
    return Schema("", value, Scope(value))


def _ref(pointer: str) -> str:
    return f"{_BASE}#{pointers.to_fragment(pointer)}"


def _cut(message: str) -> str:
    return _CUT.sub(r"\1 ...", message)


@cache
def _engines() -> tuple[jsonschema_rs.RegexOptions | jsonschema_rs.FancyRegexOptions, ...]:
    # First an engine whose time is linear in the text; only for look-around and back-references one that gives up
    # after a number of steps.
    return (
        jsonschema_rs.RegexOptions(size_limit=1 << 20, dfa_size_limit=1 << 21),
        jsonschema_rs.FancyRegexOptions(backtrack_limit=20_000, size_limit=1 << 20, dfa_size_limit=1 << 21),
    )
