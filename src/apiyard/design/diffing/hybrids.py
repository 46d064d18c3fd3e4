"""Schemas that are the one of the source but for one edit, so that each edit is judged for itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.core.json import Json, canonical
from apiyard.core.noun import dataclass
from apiyard.design.diffing.below import LISTED, NAMED, SINGLE, WHOLE
from apiyard.design.diffing.edit import Turn
from apiyard.design.diffing.ground import Ground, at_source
from apiyard.design.diffing.pair import SchemaPair
from apiyard.design.diffing.place import Step
from apiyard.design.diffing.referring import references
from apiyard.spec import pointer as pointers
from apiyard.spec.pointer import MISSING, join

_MEMBERS = frozenset(("properties", "patternProperties", "dependentSchemas", "dependentRequired"))
_WORD_OF = {kind: word for word, kind in (*NAMED.items(), *SINGLE.items(), *LISTED.items(), *WHOLE.items())}

Own = dict[str, Any]


def own_level(value: Json, pointer: str) -> Own:
    """Give a schema of the source in which each schema below is only referred to.

    Args:
        value: the schema, as the source's side means it.
        pointer: where it stands in the source.

    Returns:
        A schema with the same meaning.
    """
    if not isinstance(value, dict):
        return {} if value is True else {"not": {}}
    return {word: _referred(word, held, pointer) for word, held in value.items()}


def _referred(word: str, held: Any, pointer: str) -> Any:
    if word == "$ref" and str(held).startswith("#"):
        return at_source(pointers.from_fragment(held[1:]))["$ref"]
    if word in _MEMBERS and word != "dependentRequired" and isinstance(held, dict):
        return {name: _child(inner, join(pointer, word, name)) for name, inner in held.items()}
    if word in LISTED and isinstance(held, list):
        return [_child(inner, join(pointer, word, index)) for index, inner in enumerate(held)]
    if (word in SINGLE or word in WHOLE) and isinstance(held, dict):
        return _child(held, join(pointer, word))
    return held


def _child(value: Json, pointer: str) -> Json:
    if not isinstance(value, dict):
        return value
    ref = value.get("$ref")
    if isinstance(ref, str) and len(value) == 1 and ref.startswith("#"):
        return at_source(pointers.from_fragment(ref[1:]))
    return at_source(pointer)


@dataclass(frozen=True, slots=True)
class Hybrid:
    """A schema of the source, and what it takes to make it that of the target.

    Args:
        pair: the schemas in both contracts.
        ground: the trees of one side.
        left: the schema of the source.
        pointer: where it stands in the source.
        target: the schema of the target as its side means it.
    """

    pair: SchemaPair
    ground: Ground
    left: Own
    pointer: str
    target: Own

    def with_all(self) -> Own:
        """Give the source's schema with all that differs at this level taken from the target."""
        if self.pair.wrap is not None:
            return self._wrapped(self.pair.wrap)
        if self.pair.whole:
            return self.ground.taken(self.target)  # type: ignore[return-value]
        found = dict(self.left)
        for word in sorted(self.pair.differs):
            self._take(word, found)
        return found

    def _wrapped(self, wrap: tuple[str, int, bool]) -> Own:
        """Give the composition around the source's schema, or only the branch of the source that stays."""
        keyword, index, wraps = wrap
        if wraps != (self.ground.direction == "request"):
            return {"$ref": at_source(join(self.pointer, keyword, index))["$ref"]}
        found: Own = self.ground.taken(self.target)  # type: ignore[assignment]
        found[keyword] = [self.left if each == index else inner for each, inner in enumerate(found[keyword])]
        return found

    def with_turns(self, turns: Iterable[Turn]) -> Own:
        """Give the source's schema with only one edit."""
        if self.pair.wrap is not None or self.pair.whole:
            return self.with_all()
        found = dict(self.left)
        for turn in turns:
            if turn.member is None:
                self._take(turn.keyword, found)
            elif turn.keyword in _MEMBERS:
                self._member(turn.keyword, turn.member, found)
            else:
                self._items(turn, found)
        return found

    def brought(self, turns: Iterable[Turn] | None) -> set[str]:
        """Give the references that edits bring and that do not stand there in the source; all edits for None."""
        pair = self.pair
        source, target = (pair.old, pair.new) if self.ground.direction == "request" else (pair.new, pair.old)
        if turns is None or pair.whole or pair.wrap is not None:
            return set(references(target)) - set(references(source))
        found: set[str] = set()
        for turn in turns:
            ours, theirs = _part(source, turn), _part(target, turn)
            found.update(ref for ref in references(theirs) if ref not in references(ours))
        return found

    def _take(self, word: str, found: Own) -> None:
        if word in self.target:
            found[word] = self._word(word, self.target[word])
        else:
            found.pop(word, None)

    def _word(self, word: str, value: Any) -> Any:
        """Give a keyword's value in the target; what is aligned below it stays the source's."""
        kept = self.left.get(word)
        if word in NAMED and isinstance(value, dict) and isinstance(kept, dict):
            return {name: kept[name] if name in kept else self.ground.taken(inner) for name, inner in value.items()}
        if word in LISTED and isinstance(value, list) and isinstance(kept, list):
            partners = self._partners(word)
            return [
                kept[partners[index]] if index in partners else self.ground.taken(inner)
                for index, inner in enumerate(value)
            ]
        return self.ground.taken(value)

    def _partners(self, word: str) -> dict[int, int]:
        """Give for branches of the target the index of the same one in the source."""
        found = [(old, new) for old, new in self.pair.aligned.get(word, ()) if old >= 0 and new >= 0]
        return {new: old for old, new in found} if self.ground.direction == "request" else dict(found)

    def _member(self, word: str, name: str, found: Own) -> None:
        held = dict(found.get(word) or {})
        theirs = self.target.get(word)
        if isinstance(theirs, dict) and name in theirs:
            held[name] = self.ground.taken(theirs[name])
        else:
            held.pop(name, None)
        found[word] = held

    def _items(self, turn: Turn, found: Own) -> None:
        """Take items out of a keyword's set and put others in."""
        forward = self.ground.direction == "request"
        out, into = (turn.before, turn.after) if forward else (turn.after, turn.before)
        if turn.keyword in LISTED:
            self._branches(turn, found)
            return
        gone = {canonical(each) for each in _items(out)}
        held = [each for each in _items(found.get(turn.keyword, MISSING)) if canonical(each) not in gone]
        theirs = {canonical(each) for each in _items(self.target.get(turn.keyword, MISSING))}
        held.extend(each for each in _items(into) if canonical(each) in theirs)
        if held or turn.keyword == "enum":
            found[turn.keyword] = held
        else:
            found.pop(turn.keyword, None)

    def _branches(self, turn: Turn, found: Own) -> None:
        """Take one branch out or put one in; it is named by its index in the contract that has it."""
        forward = self.ground.direction == "request"
        index = int(turn.member or 0)
        held = list(found.get(turn.keyword) or [])
        if (turn.after is MISSING) == forward:
            held[index] = None
            found[turn.keyword] = [each for each in held if each is not None]
        else:
            found[turn.keyword] = [*held, self.ground.taken(self.target[turn.keyword][index])]
        if not found[turn.keyword]:
            found.pop(turn.keyword)


def _part(value: Json, turn: Turn) -> Json:
    """Give what a turn is about in one of the schemas."""
    held = value.get(turn.keyword) if isinstance(value, dict) else None
    return held.get(turn.member) if turn.member is not None and isinstance(held, dict) else held


def hybrid(pair: SchemaPair, ground: Ground) -> Hybrid:
    """Give what the edits between a pair of schemas are judged in on one side.

    Args:
        pair: the schemas.
        ground: the trees of the side.

    Returns:
        The source's schema and what leads to the target's.
    """
    at = (pair.old_at, pair.new_at)
    source, target = ground.own(at)
    pointer = ground.pointers(at)[0]
    held = target if isinstance(target, dict) else {} if target is True else {"not": {}}
    return Hybrid(pair, ground, own_level(source, pointer), pointer, held)


class LostWayError(Exception):
    """The source has no schema where the steps lead, so nothing can be asked about it."""


def nested(ground: Ground, pointer: str, steps: tuple[Step, ...], *, inner: Own) -> Own:
    """Put a schema into the composition of the source that it stands in.

    Args:
        ground: the trees of the side.
        pointer: where the composition begins in the source.
        steps: the way from there, of steps that stay at the same value.
        inner: what is to stand at its end.

    Returns:
        The composition with only that replaced.

    Raises:
        LostWayError: the steps do not lead through the source.
    """
    if not steps:
        return inner
    first, rest = steps[0], steps[1:]
    aimed = ground.pointers((first.old, first.new))[0]
    if aimed == pointer:
        # The composition is only in the target: in the source the value stands there itself.
        return nested(ground, pointer, rest, inner=inner)
    value, at = ground.meant(pointer)
    found = own_level(value, at)
    if first.kind == "ref":
        target = _referred_to(value)
        return _beside(found, nested(ground, target, rest, inner=inner))
    word = _WORD_OF[first.kind]
    replaced = nested(ground, aimed, rest, inner=inner)
    if word in LISTED:
        index = int(pointers.split(aimed)[-1])
        if index >= len(found.get(word, ())):
            raise LostWayError
        found[word] = [replaced if each == index else branch for each, branch in enumerate(found.get(word, []))]
    elif first.name:
        found[word] = {**found.get(word, {}), first.name: replaced}
    else:
        found[word] = replaced
    return found


def _referred_to(value: Json) -> str:
    """Give the pointer that the reference of a schema means, beside which other keywords stand."""
    ref = value.get("$ref") if isinstance(value, dict) else None
    if not isinstance(ref, str) or not ref.startswith("#"):
        raise LostWayError
    return pointers.from_fragment(ref[1:])


def _beside(found: Own, inner: Own) -> Own:
    """Put a schema beside the keywords that stand beside a reference, in place of what it refers to."""
    around = {word: held for word, held in found.items() if word != "$ref"}
    return {**around, "allOf": [*around.get("allOf", []), inner]}


def _items(value: Any) -> list[Any]:
    if value is MISSING or value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
