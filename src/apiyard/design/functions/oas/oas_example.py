"""Examples and defaults keep the schema that they stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.quick.dialect import document_dialect
from apiyard.design.schema_check.dialect import dialect as draft
from apiyard.design.schema_check.dialect import judge_schema
from apiyard.design.schema_check.references import refers
from apiyard.spec import exact_json
from apiyard.spec.inventory import Inventory, Path

if TYPE_CHECKING:
    from apiyard.design.quick.verdict import Verdicts

_SILENT = object()
_FIELDS = {2: ("example", "x-example", "default"), 3: ("example", "default")}
_REQUESTS = {2: (), 3: (("components", "requestBodies"), ("paths", "*", "*", "requestBody"))}
_RESPONSES = {
    2: (("responses",), ("paths", "*", "*", "responses")),
    3: (("components", "responses"), ("paths", "*", "*", "responses")),
}


@dataclass(slots=True)
class _Kept:
    """What is known of the schemas of one inventory."""

    inventory: Inventory
    judges: dict[str, Verdicts | None] = field(default_factory=dict)


@dataclass(slots=True)
class _Options:
    """Where examples stand, and beside which schema.

    Args:
        version: 2 or 3.
        schema: the field that holds the schema; ``$`` when the value is the schema.
        media: whether the value is a media type, response, parameter or header; else a schema.
        kept: what is known from the last inventory.
    """

    version: int
    schema: str
    media: bool
    kept: _Kept | None = None

    def judge(self, context: Context, dialect: str, optional: str) -> Verdicts | None:
        """Give the judge of the inventory's schemas, made once."""
        kept = self.kept
        if kept is None or kept.inventory is not context.inventory:
            kept = self.kept = _Kept(context.inventory)
        if optional not in kept.judges:
            from apiyard.design.quick.verdict import verdicts

            kept.judges[optional] = verdicts(context.follow, dialect, optional, swagger="oas2" in context.formats)
        return kept.judges[optional]


def _read(options: Mapping[str, Json] | None) -> _Options:
    given = options or {}
    version, schema, kind = given.get("oasVersion"), given.get("schemaField"), given.get("type")
    if version not in (2, 3) or not isinstance(schema, str) or kind not in ("media", "schema"):
        raise InvalidInputError("the options are oasVersion (2 or 3), schemaField and type (media or schema)", where="")
    return _Options(2 if version == 2 else 3, schema, kind == "media")


def _items(value: dict[str, Any], options: _Options, context: Context) -> Iterator[tuple[Any, Path]]:
    """Give the examples and where they stand below the value."""
    if not options.media:
        for name in _FIELDS[options.version]:
            if name in value:
                yield value[name], (name,)
    elif options.version == 3 and "example" in value:
        yield value["example"], ("example",)
    elif "examples" in value:
        examples = context.follow(value["examples"])
        members = enumerate(examples) if isinstance(examples, list) else ()
        for key, each in examples.items() if isinstance(examples, dict) else members:
            if options.version == 2:
                yield each, ("examples", key)
                continue
            held = context.follow(each)
            if isinstance(held, list):
                yield MISSING, ("examples", key, "value")
            elif isinstance(held, dict) and "externalValue" not in held:
                yield held.get("value", MISSING), ("examples", key, "value")


def _call(value: Any, options: _Options, context: Context) -> Iterator[Result]:
    if not isinstance(value, dict):
        return
    schema = value if options.schema == "$" else context.follow(value.get(options.schema))
    if not isinstance(schema, dict):
        return
    if "oas2" in context.formats and isinstance(schema.get("required"), bool):
        schema = {name: each for name, each in schema.items() if name != "required"}
    dialect = document_dialect(context.root, context.formats)
    optional = _optional(options, context)
    judge = options.judge(context, dialect, optional)
    careful = _Careful(schema, dialect, optional, context, {} if judge is None else judge.made)
    from apiyard.design.quick.verdict import Answer

    for item, path in _items(value, options, context):
        if item is MISSING:
            yield from _moved(SCHEMA.call(item, None, context.below(path)), path)
            continue
        answer = judge.of(schema, item) if judge is not None else Answer.ASK
        if answer is Answer.REFUSED:
            yield Result('the schema cannot be used: "nullable" stands in it without "type"', path)
        elif answer is Answer.ASK:
            narrowed = judge.narrowed(schema, item) if judge is not None else None
            yield from careful.results(item, path, narrowed)


def _optional(options: _Options, context: Context) -> str:
    """Give the keyword whose properties may be missing: what only answers have, in requests, and the other way."""
    if not options.media:
        return ""
    path = context.path
    if _is_below(path, _REQUESTS[options.version]):
        return "readOnly"
    return "writeOnly" if _is_below(path, _RESPONSES[options.version]) else ""


def _is_below(path: Path, places: tuple[tuple[str, ...], ...]) -> bool:
    return any(
        len(path) >= len(place) and all(name in ("*", key) for name, key in zip(place, path, strict=False))
        for place in places
    )


@dataclass(slots=True)
class _Careful:
    """Judges by a copy of the schema with all references replaced, as the field's linters do."""

    schema: dict[str, Any]
    dialect: str
    optional: str
    context: Context
    known: dict[bytes, Any]
    made: Any = None
    once: bool = False

    def results(self, item: Any, path: Path, narrowed: Any) -> Iterator[Result]:
        """Give what is wrong with a value.

        Args:
            item: the value.
            path: where it stands, below the value that the rule looks at.
            narrowed: the part of the schema by which it is wrong, where that is known.
        """
        if narrowed is not None:
            options = self._known_options(narrowed)
        else:
            options = self.made = self.made or self._options(self.context.whole(self.schema))
        if isinstance(options, str):
            yield Result(options, path)
            if self.once:
                self.made = _SILENT
        elif options is _SILENT:
            return
        else:
            yield from _moved(SCHEMA.call(item, options, self.context.below(path)), path)

    def _known_options(self, schema: Any) -> Any:
        """Give the options for a part of a schema; a document has the same parts again and again."""
        try:
            key = exact_json.dumps(schema)
        except TypeError:
            return self._options(schema)
        if key not in self.known:
            before, self.once = self.once, False
            self.known[key] = self._options(schema), self.once
            self.once = before
        options, once = self.known[key]
        self.once = self.once or once
        return options

    def _options(self, schema: Any) -> Any:
        """Give the options of the schema function, or why the schema cannot be used."""
        from apiyard.design.quick.loosen import loosen

        loose = loosen(schema, self.optional, swagger="oas2" in self.context.formats)
        try:
            judge_schema(loose, draft(self.dialect))
        except InvalidInputError:
            # The field's linters look at the schema itself for the first value only; for the others, a reference that
            # leads to nothing is all they see.
            self.once = refers(loose)
        try:
            return SCHEMA.read({"schema": loose, "dialect": self.dialect})
        except InvalidInputError as error:
            return f"{error.what}{': ' if error.piece else ''}{error.piece}"


def _moved(results: Iterable[Result], path: Path) -> Iterator[Result]:
    for each in results:
        yield Result(each.message, (*path, *each.path), each.piece, each.hint)


FUNCTION = Function(
    id="oas-example",
    name="oasExample",
    why="Readers copy examples; one that its own schema refuses misleads each of them.",
    call=_call,
    read=_read,
)
"""The function."""
