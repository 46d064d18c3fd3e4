"""One try to make a value that a schema takes; nobody judges it here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random
from typing import TYPE_CHECKING, Any, cast

from apiyard.core.json import Json
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass, field
from apiyard.spec import pointer as pointers
from apiyard.spec.choose import choices, left_over
from apiyard.spec.merge import ImpossibleError, as_schema, merge
from apiyard.spec.negate import OTHER_THAN, UNLIKE
from apiyard.spec.style import MISSING
from apiyard.spec.text import is_like, number, text

if TYPE_CHECKING:
    from apiyard.spec import hints
    from apiyard.spec.hints import Subject
else:
    hints = late_module("apiyard.spec.hints")

DEEPEST = 32
"""So deep a value may nest, and references may lead."""

_MOST_NAMES = 20_000
_FULL_DEPTH = 4
_FULL_NODES = 300
_MORE = 3
_TURNS = 20
_GUESSES = (
    ("properties", "object"),
    ("additionalProperties", "object"),
    ("required", "object"),
    ("items", "array"),
    ("prefixItems", "array"),
    ("pattern", "string"),
    ("format", "string"),
    ("minLength", "string"),
    ("maxLength", "string"),
    ("minimum", "number"),
    ("maximum", "number"),
    ("multipleOf", "number"),
)


@dataclass(slots=True)
class Maker:
    """One try to make a value.

    Args:
        tree: what references are looked up in.
        random: chooses.
        examples: whether examples and defaults of schemas are used.
        full: whether members are made that need not be there.
        turn: chooses among branches and listed values.
        deepest: how deep the value may nest.
        natural: whether a property's name may say what its value looks like.
        varied: whether to choose among many values, and examples are only the last resort.
        apart: whether a branch of ``oneOf`` is also to break the others.
        most: how many steps the try may take.
    """

    tree: Json
    random: Random
    examples: bool
    full: bool
    turn: int
    deepest: int = DEEPEST
    natural: bool = False
    varied: bool = False
    apart: bool = False
    most: int = 20_000
    subject: Subject | None = None
    component: str = ""
    steps: int = 0
    refs: dict[str, int] = field(default_factory=dict)

    def make(self, value: Json, depth: int) -> Json:
        """Make a value.

        Args:
            value: a schema.
            depth: how deep in the whole value it stands.

        Returns:
            The value; whether it really conforms is for the caller to check.

        Raises:
            ImpossibleError: none was found.
        """
        self.steps += 1
        if self.steps > self.most:
            raise ImpossibleError("the schema is too large to try")
        if depth > self.deepest:
            raise ImpossibleError("the schema asks for itself without end")
        for made in self.candidates(value, depth):
            return made
        raise ImpossibleError("no branch of the schema can be met")

    def candidates(self, value: Json, depth: int) -> Iterator[Json]:
        """Give a value for each way to meet a schema, some of them.

        Args:
            value: a schema.
            depth: how deep in the whole value it stands.
        """
        for flat, refs in self._flats(value):
            for ref in refs:
                self.refs[ref] = self.refs.get(ref, 0) + 1
            around, self.component = self.component, refs[0].rpartition("/")[2] if refs else ""
            try:
                made = self._from_flat(flat, depth)
            except ImpossibleError:
                continue
            finally:
                self.component = around
                for ref in refs:
                    self.refs[ref] -= 1
            yield made

    def _flats(self, value: Json, depth: int = 0) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
        """Give the flat schemas that a schema can mean: one for each choice of branches, some of them."""
        self.steps += 1
        if depth > self.deepest or self.steps > self.most:
            raise ImpossibleError("references lead in a circle")
        schema = dict(as_schema(value))
        ref = schema.pop("$ref", None)
        branches = schema.pop("allOf", [])
        if isinstance(ref, str):
            if self.refs.get(ref, 0) > 1:
                raise ImpossibleError("the schema asks for itself without end")
            target = pointers.get(self.tree, pointers.from_fragment(ref[1:]))
            if target is pointers.MISSING:
                raise ImpossibleError("a reference names nothing")
            branches = [target, *branches]
        ways = choices(schema, self.tree, apart=self.apart)
        found: Iterator[tuple[dict[str, Any], tuple[str, ...]]] = iter([(schema, (ref,) if ref else ())])
        for branch in branches if isinstance(branches, list) else []:
            found = self._with_all(found, [branch], depth)
        for options in ways:
            start = self.turn % len(options) if options else 0
            found = self._with_all(found, [*options[start:], *options[:start]], depth)
        return found

    def _with_all(
        self, found: Iterator[tuple[dict[str, Any], tuple[str, ...]]], options: list[Any], depth: int
    ) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
        """Merge each flat schema with those of each option; what is impossible is left out."""
        for flat, refs in found:
            for option in options:
                try:
                    for other, more in self._flats(option, depth + 1):
                        try:
                            yield merge(flat, other), (*refs, *more)
                        except (ImpossibleError, TypeError):
                            continue
                except ImpossibleError:
                    continue

    def _from_flat(self, schema: dict[str, Any], depth: int) -> Json:
        try:
            return self._chosen(schema, depth)
        except ImpossibleError:
            shown = _shown(schema)
            if self.varied and shown:  # better than none
                return cast("Json", shown[self.turn % len(shown)])
            raise

    def _chosen(self, schema: dict[str, Any], depth: int) -> Json:
        """Give one of the values that the schema lists, or one of a type that it leaves."""
        given = self._given(schema)
        if given:
            return cast("Json", given[self.turn % len(given) if len(given) > 1 else 0])
        others, unlike = schema.get(OTHER_THAN, ()), schema.get(UNLIKE, ())
        if not others and not unlike:
            return self._of(self._kind(schema), schema, depth)
        turn, varied = self.turn, self.varied
        try:
            for attempt in range(_TURNS):
                made = self._of(self._kind(schema), schema, depth)
                if not _is_among(made, others) and not (isinstance(made, str) and is_like(made, unlike)):
                    return made
                self.turn += 1
                self.varied = varied and attempt < _TURNS // 2  # plain words have no numbers in them
        finally:
            self.turn, self.varied = turn, varied
        raise ImpossibleError("nothing but what is refused was found")

    def _kind(self, schema: dict[str, Any]) -> Any:
        """Choose a type, that which the other words speak of where they leave it."""
        kinds = (left_over(schema) if "not" in schema else None) or schema.get("type")
        if isinstance(kinds, str):
            return kinds
        guess = next((guess for word, guess in _GUESSES if word in schema), None)
        if not isinstance(kinds, list):
            return kinds or guess or "string"
        real = [kind for kind in kinds if kind != "null"] or ["null"]
        if guess in real and self.turn % 2 == 0:
            return guess
        real = [*real, "null"] if "null" in kinds and OTHER_THAN in schema else real
        return real[self.turn % len(real)]

    def _of(self, kind: Any, schema: dict[str, Any], depth: int) -> Json:
        """Make a value of a type."""
        if kind == "object":
            return self._about(schema, depth)
        if kind == "array":
            return self._array(schema, depth)
        if self.subject is not None and "pattern" not in schema:
            said = hints.hinted(self.subject.names[-1], kind, schema, subject=self.subject, random=self.random)
            if said is not MISSING:
                return said
        if kind in ("integer", "number"):
            return number(schema, self.random, whole=kind == "integer", wide=self.varied)
        if kind == "boolean":
            return self.turn % 2 == 0
        return None if kind == "null" else text(schema, self.random, wide=self.varied)

    def _given(self, schema: dict[str, Any]) -> list[Any]:
        """Give what the schema lists, but for what its other words surely refuse."""
        if "const" in schema:
            return self._fitting([schema["const"]], schema)
        if self.examples:
            examples = _shown(schema) or ([schema["default"]] if "default" in schema else [])
            if examples:
                return examples
        listed = schema.get("enum")
        return self._fitting(listed, schema) if isinstance(listed, list) else []

    def _fitting(self, listed: list[Any], schema: dict[str, Any]) -> list[Any]:
        kinds, others = schema.get("type"), schema.get(OTHER_THAN) or ()
        within = schema.get("enum")
        found = [
            each
            for each in listed
            if not _is_among(each, others)
            and (kinds is None or _is_typed(each, kinds))
            and (not isinstance(within, list) or _is_among(each, within))
        ]
        if listed and not found:
            raise ImpossibleError("none of the listed values is left")
        return found

    def _about(self, schema: dict[str, Any], depth: int) -> Json:
        """Make an object whose members go together."""
        around = self.subject
        if self.natural:
            names = around.names if around is not None else ()
            self.subject = hints.Subject(self.random.randrange(10_000), (*names, self.component))
        try:
            return self._object(schema, depth)
        finally:
            self.subject = around

    def _named(self, name: str, value: Json, depth: int) -> Json:
        """Make a member of an object; its name may say what it looks like."""
        around = self.subject
        if around is not None:
            self.subject = hints.Subject(around.number, (*around.names, name))
        try:
            return self.make(value, depth)
        finally:
            self.subject = around

    def _object(self, schema: dict[str, Any], depth: int) -> Json:
        properties = schema.get("properties")
        properties = properties if isinstance(properties, dict) else {}
        required = [name for name in schema.get("required", ()) if isinstance(name, str)]
        least, most = int(schema.get("minProperties", 0)), schema.get("maxProperties")
        if self.natural and self.full and not properties and isinstance(schema.get("additionalProperties"), dict):
            least = max(least, min(1, 1 if most is None else int(most)))  # people want to see what a map holds
        out: dict[str, Json] = {}
        for name in required:
            out[name] = self._named(name, self._member(schema, name), depth + 1)
        wanted = len(properties) if self.full and depth < _FULL_DEPTH and self.steps < _FULL_NODES else least
        for name, value in properties.items():
            if len(out) >= max(wanted, least) or (most is not None and len(out) >= most):
                break
            if name not in out and not _refused(value):
                try:
                    out[name] = self._named(name, value, depth + 1)
                except ImpossibleError:
                    continue
        for names in (schema.get("dependentRequired") or {}).items():
            if names[0] in out:
                for name in names[1]:
                    if name not in out:
                        out[name] = self._named(name, self._member(schema, name), depth + 1)
        self._fill(schema, out, least=least, depth=depth)
        return {name: out[name] for name in [*(each for each in properties if each in out), *out]}

    def _fill(self, schema: dict[str, Any], out: dict[str, Json], *, least: int, depth: int) -> None:
        """Add properties that the schema does not name until there are enough."""
        count = 0
        while len(out) < least:
            count += 1
            if count > _MOST_NAMES:
                raise ImpossibleError("too many properties are asked for")
            name = f"key{count}"
            names = schema.get("propertyNames")
            if isinstance(names, dict):
                name = str(self.make({"type": "string", **names}, depth + 1))
            if name not in out:
                out[name] = self.make(self._member(schema, name), depth + 1)

    def _member(self, schema: dict[str, Any], name: str) -> Json:
        properties = schema.get("properties")
        if isinstance(properties, dict) and name in properties:
            return cast("Json", properties[name])
        return cast("Json", schema.get("additionalProperties", {}))

    def _array(self, schema: dict[str, Any], depth: int) -> Json:
        least, most = int(schema.get("minItems", 0)), schema.get("maxItems")
        prefix = schema.get("prefixItems")
        prefix = prefix if isinstance(prefix, list) else []
        items = schema.get("items", {})
        if "contains" in schema:
            prefix = self._containing(schema, prefix, items)
        wanted = max(least, len(prefix), 1 if depth < _FULL_DEPTH and self.full and items is not False else 0)
        if self.varied and wanted and items is not False:
            wanted += self.random.randrange(_MORE)
        if most is not None:
            wanted = min(wanted, max(int(most), least))
        out: list[Json] = []
        for index in range(wanted):
            try:
                out.append(self._item(prefix[index] if index < len(prefix) else items, out, schema, depth=depth))
            except ImpossibleError:
                if index >= least and index >= len(prefix):
                    break
                raise
        return out

    def _containing(self, schema: dict[str, Any], prefix: list[Any], items: Any) -> list[Any]:
        """Give the schemas of the first items, so many of which are also what the array must contain."""
        least = int(schema.get("minContains", 1))
        ahead = [*prefix, *[items] * max(0, least - len(prefix))] if not prefix or least > len(prefix) else prefix
        most = schema.get("maxItems")
        places = [*range(len(prefix), len(prefix) + least)] if prefix else [*range(least)]
        if most is not None and places and places[-1] >= int(most):
            places = [*range(least)]
        turned = self.turn % (len(prefix) + 1) if prefix else 0
        if turned:  # another item may be it as well
            places = [*range(turned - 1, turned - 1 + least)]
        ahead = [*ahead, *[items] * (max(places, default=-1) + 1 - len(ahead))]
        return [{"allOf": [each, schema["contains"]]} if at in places else each for at, each in enumerate(ahead)]

    def _item(self, value: Json, before: list[Json], schema: dict[str, Any], *, depth: int) -> Json:
        made = self.make(value, depth + 1)
        if schema.get("uniqueItems") is not True:
            return made
        turn = self.turn
        for _ in range(50):
            if made not in before:
                break
            self.turn += 1
            made = self.make(value, depth + 1)
        self.turn = turn
        if made in before:
            raise ImpossibleError("no further item is different")
        return made


def _is_among(value: Json, others: Iterable[Any]) -> bool:
    """Say whether a value is one of others, of which true is not the number 1."""
    return any(value == each and isinstance(value, bool) == isinstance(each, bool) for each in others)


def _is_typed(value: Any, kinds: Any) -> bool:
    """Say whether a value has one of some types (JSON Schema 2020-12, section 6.1.1)."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        kind = {bool: "boolean", str: "string"}.get(type(value), "null")
    elif isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return "number" in kinds or (whole and "integer" in kinds)
    else:
        kind = "array" if isinstance(value, list) else "object"
    return kind in (kinds if isinstance(kinds, list) else [kinds])


def _refused(schema: Json) -> bool:
    """Say whether a property must not be there, as those are that do not travel on this side."""
    return schema is False or (isinstance(schema, dict) and schema.get("not") == {})


def _shown(schema: dict[str, Any]) -> list[Any]:
    """Give the examples of a schema; OpenAPI 3.1 still has the single ``example``, too (section 4.8.24.1)."""
    several = schema.get("examples")
    if isinstance(several, list) and several:
        return several
    return [schema["example"]] if "example" in schema else []
