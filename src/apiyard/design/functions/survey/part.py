"""Each part of one kind is named and made as a guideline asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_text
from apiyard.design.schema_check.checker import Checker, compile_schema
from apiyard.design.survey.part import KINDS, Part
from apiyard.design.survey.survey import survey
from apiyard.design.survey.words import is_plural, is_singular, starts_with_verb
from apiyard.spec.regex import Pattern, compile_pattern

_WORDS: Mapping[str, Callable[[str], bool]] = {
    "plural": is_plural,
    "not singular": lambda name: not is_singular(name),
    "singular": lambda name: not is_plural(name) or is_singular(name),
    "no verb": lambda name: not starts_with_verb(name),
    "verb": starts_with_verb,
}
_LONGEST = 200


def _is_object(value: Any) -> bool:
    return isinstance(value, Mapping)


_MEMBERS = {
    "of": (lambda value: value in KINDS, "one of " + ", ".join(KINDS)),
    "named": (is_text, "a pattern of the names that are meant"),
    "unnamed": (is_text, "a pattern of the names that are not meant"),
    "when": (_is_object, "an object: for each fact the values that are meant"),
    "match": (is_text, "a pattern that the name keeps"),
    "notMatch": (is_text, "a pattern that the name does not keep"),
    "words": (lambda value: value in _WORDS, "one of " + ", ".join(_WORDS)),
    "must": (_is_object, "a JSON Schema that the facts keep"),
    "say": (is_text, "what is wrong; {name} stands for the name"),
}


@dataclass(frozen=True, slots=True)
class _Question:
    """The options.

    Args:
        of: the kind of parts.
        meant: whether a name is meant.
        fine: whether a name is as it should be.
        when: by fact: the values that are meant.
        must: what the facts keep; None for nothing.
        say: what is wrong.
    """

    of: str
    meant: Callable[[str], bool]
    fine: Callable[[str], bool]
    when: tuple[tuple[str, tuple[Any, ...]], ...]
    must: Checker | None
    say: str


def _both(match: Pattern | None, other: Pattern | None, word: Callable[[str], bool] | None) -> Callable[[str], bool]:
    """Join what is asked of a name; parts often share names, so answers are kept."""
    known: dict[str, bool] = {}

    def ask(name: str) -> bool:
        answer = known.get(name)
        if answer is None:
            text = name[:_LONGEST]
            answer = (match is None or match.search(text)) and not (other is not None and other.search(text))
            answer = known[name] = answer and (word is None or word(text))
        return answer

    return ask


def _read(options: Mapping[str, Json] | None) -> _Question:
    found = check_members("part", options, _MEMBERS, needed="of")
    named, unnamed, match, other = (
        compile_pattern(found[key]) if key in found else None for key in ("named", "unnamed", "match", "notMatch")
    )
    when = tuple((key, tuple(values)) for key, values in found.get("when", {}).items())
    return _Question(
        found["of"],
        _both(named, unnamed, None),
        _both(match, other, _WORDS[found["words"]] if "words" in found else None),
        when,
        compile_schema(found["must"]) if "must" in found else None,
        found.get("say", "{name}"),
    )


def _broken(part: Part, asked: _Question) -> bool:
    if not asked.meant(part.name):
        return False
    for key, values in asked.when:
        value = part.view.get(key)
        if isinstance(value, list | dict) or value not in values:
            return False
    if not asked.fine(part.name):
        return True
    return asked.must is not None and not asked.must.valid(part.view)


def _call(_value: Any, options: _Question, context: Context) -> Iterator[Result]:
    inventory = context.inventory
    for part in survey(inventory).parts[options.of]:
        if not _broken(part, options):
            continue
        name = part.name[:_LONGEST].replace("{{", "{ {")
        message = options.say.replace("{name}", name)
        if part.spot.uri == inventory.root.uri:
            yield Result(message, part.spot.path, part.name[:_LONGEST])
        else:
            yield Result(message, piece=part.name[:_LONGEST], at=inventory.locate(part.spot))


FUNCTION = Function(
    id="part",
    name="part",
    why="Rules about names and forms of parts need to know which part is what: a path, an operation, a property.",
    call=_call,
    read=_read,
)
