"""Decide edits of schemas: by containment here, by a whole exchange that both contracts are asked about."""

from __future__ import annotations

from typing import cast

from apiyard.core.json import Json, canonical
from apiyard.core.noun import dataclass, field, replace
from apiyard.design.cause import Direction, ExchangeProof, Side, Strictness, Verdict
from apiyard.design.containment.contain import Answer, Options, contain
from apiyard.design.diffing.below import Key
from apiyard.design.diffing.edit import Turn
from apiyard.design.diffing.ground import TARGET, Ground, at_source, ground
from apiyard.design.diffing.hybrids import Hybrid, LostWayError, Own, hybrid, nested
from apiyard.design.diffing.pair import Contracts, SchemaPair
from apiyard.design.diffing.place import IN_PLACE, Site, Step
from apiyard.design.diffing.readings import DECLARED, FORMATS, IGNORED, READ, closed, opened
from apiyard.design.diffing.weighing import Weighing
from apiyard.design.witness.lift import lift
from apiyard.spec import pointer as pointers

MADE_UP = ("the schema around it still takes it", "with the other changes of this schema all is still taken")
"""How the reasons begin that hang on what stands around an edit, or on other edits."""
_TRIES = 2
# Branches of branches double with each level, and each edit in them asks about all of them.
_DEEPEST = 5
_ASSUMING = 2_000
_NO_ROOM = "budget: the branches around the changes are too many to hold an exchange for each against both contracts"
_TAKEN: dict[Direction, str] = {
    "request": "the new contract takes all that the old one takes",
    "response": "the old contract allows all that the new one may send",
}
_SINGLE: Own = {"type": ["string", "number", "boolean"]}
_TEXT: Own = {"type": "string"}
_PARAMETERS = frozenset(("path", "query", "header", "cookie", "reply-header"))
_FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Deciding:
    """Decides edits; what is asked twice is answered once."""

    contracts: Contracts
    units: tuple[Key, ...] = ()
    dirty: frozenset[Key] = frozenset()
    _grounds: dict[Direction, Ground] = field(default_factory=dict)
    _answers: dict[bytes, Answer] = field(default_factory=dict)
    _weighing: Weighing | None = None

    def ground(self, direction: Direction) -> Ground:
        """Give the trees of one side."""
        if direction not in self._grounds:
            self._grounds[direction] = ground(self.contracts, direction, units=self.units)
        return self._grounds[direction]

    def has_room(self, site: Site) -> bool:
        """Say whether one more question about all that stands around a site may be asked, and count it."""
        if self._weighing is None:
            self._weighing = Weighing(self.contracts.old.tree)
        return self._weighing.takes(site)

    def is_rewritten(self, pair: SchemaPair) -> bool:
        """Say whether a schema with all its edits takes exactly what it took."""
        held = hybrid(pair, self.ground("request"))
        right = held.with_all()
        if self._literal(held.left, right, held.ground).verdict != "contained":
            return False
        return self._literal(right, held.left, held.ground).verdict == "contained"

    def whole_side(self, at: Key, site: Site, *, direction: Direction) -> Side:
        """Decide for a schema as it is in both contracts, with all that changed in it and below."""
        held = self.ground(direction)
        ours, theirs = held.pointers(at)
        left, right = at_source(ours), {"$ref": f"{TARGET}#{pointers.to_fragment(theirs)}"}
        answer = self._literal(left, right, held)
        if answer.verdict == "not-contained":
            if not self.has_room(site):
                return Side(direction, Verdict.UNKNOWN, _NO_ROOM)
            proof = lift(self.contracts, site, cast("Json", answer.witness))
            if isinstance(proof, ExchangeProof):
                return Side(direction, Verdict.BREAKING, proof.violation or answer.reason, proof)
            return Side(direction, Verdict.UNKNOWN, f"no exchange shows it: {proof}")
        if answer.verdict == "contained":
            return Side(direction, Verdict.SAFE, f"{_TAKEN[direction]} (by {answer.reason})")
        return Side(direction, Verdict.UNKNOWN, answer.reason)

    def side(
        self,
        pair: SchemaPair,
        turns: tuple[Turn, ...] | None,
        sites: tuple[Site, ...],
        *,
        direction: Direction,
        together: bool = False,
    ) -> Side:
        """Decide an edit on one side.

        Args:
            pair: the schemas.
            turns: the edit; None for all of them together.
            sites: where the schemas stand, the nearest first.
            direction: the side.
            together: whether other edits of the schema may make up for it.

        Returns:
            Breaking with a confirmed exchange, safe with the rule that proves it, else unknown.
        """
        held = hybrid(pair, self.ground(direction))
        right = held.with_all() if turns is None else held.with_turns(turns)
        words = frozenset(turn.keyword for turn in turns) if turns is not None else pair.differs
        answer = self.ask(held.left, right, held.ground)
        if together and answer.verdict == "not-contained":
            other = self.ask(held.left, {"anyOf": [right, held.with_all()]}, held.ground)
            if other.verdict == "contained":
                return Side(direction, Verdict.SAFE, MADE_UP[1])
            answer = other if other.verdict == "not-contained" else answer
        names = _names(turns or ())
        side = _Trial(self, held, right, words, names).side(answer, sites)
        brought = self._brought(held, turns) if side.verdict is Verdict.SAFE else held
        if brought is held:
            return side
        # Each edit of what it refers to was judged where that stood before, and here it did not.
        right = brought.with_all() if turns is None else brought.with_turns(turns)
        return _Trial(self, held, right, words, names).side(self.ask(held.left, right, held.ground), sites)

    def _brought(self, held: Hybrid, turns: tuple[Turn, ...] | None) -> Hybrid:
        """Give an edit with what it refers to as it is in the target, when that changed; else the same."""
        refs = {ref: pointers.from_fragment(ref[1:]) for ref in held.brought(turns) if ref.startswith("#")}
        if not refs:
            return held
        index = 1 if held.ground.direction == "request" else 0
        dirty = {key[index] for key in self.dirty}
        changed = [ref for ref, pointer in refs.items() if pointer in dirty]
        return replace(held, ground=held.ground.without(changed)) if changed else held

    def ask(self, left: Own, right: Own, held: Ground) -> Answer:
        """Ask whether a schema of the source is contained in another one, under the reading that counts."""
        if self.contracts.options.strictness is Strictness.WIRE_STRICT:
            return self._literal(left, right, held)
        read = opened(right) if held.direction == "response" else right
        answer = self._literal(closed(left, held), read, held)
        return self._literal(left, read, held) if answer.verdict == "unknown" else answer

    def assumed(self, left: Own, right: Own, held: Ground, *, words: frozenset[str]) -> str:
        """Say what a proof hangs on beside the schemas: the reading of open objects, and that of formats.

        Args:
            left: the source's schema.
            right: the target's schema, which takes all of it under the reading that counts.
            held: the trees.
            words: the keywords that changed.

        Returns:
            It in words, empty when the proof holds for every reading.
        """
        options = self.contracts.options
        if words == {"format"} and not options.formats:
            return FORMATS
        if options.strictness is Strictness.WIRE_STRICT or words.isdisjoint(READ):
            return ""
        sent, read = closed(left, held), opened(right) if held.direction == "response" else right
        if sent is left and read == right:
            return ""
        asked = Options(formats=options.formats, budget=min(options.budget, _ASSUMING))
        for assumed, one, other in (("", left, right), (IGNORED, left, read)):
            if contain(one, other, held.schemas, options=asked).verdict == "contained":
                return assumed
        return DECLARED[held.direction]

    def _literal(self, left: Own, right: Own, held: Ground) -> Answer:
        key = canonical([held.direction, left, right])
        if key not in self._answers:
            options = self.contracts.options
            asked = Options(formats=options.formats, budget=options.budget)
            answer = contain(left, right, held.schemas, options=asked)
            if answer.verdict == "not-contained" and not options.formats:
                answer = self._well_formed(left, right, held) or answer
            self._answers[key] = answer
        return self._answers[key]

    def _well_formed(self, left: Own, right: Own, held: Ground) -> Answer | None:
        """Find a witness whose texts keep to their formats too: validators of exchanges ask for it."""
        asked = Options(formats=True, budget=self.contracts.options.budget)
        answer = contain(left, right, held.schemas, options=asked)
        return answer if answer.verdict == "not-contained" and answer.keyword != "format" else None


@dataclass(frozen=True, slots=True)
class _Trial:
    """One edit on one side, from the answer about the schema to the side of the entry."""

    deciding: Deciding
    hybrid: Hybrid
    right: Own
    words: frozenset[str]
    names: frozenset[str] = frozenset()

    def side(self, answer: Answer, sites: tuple[Site, ...]) -> Side:
        """Give the side."""
        direction = self.hybrid.ground.direction
        if answer.verdict == "contained":
            for site in sites:
                side = self._around(site, outermost(site))
                if side is not None and side.verdict is not Verdict.SAFE:
                    return side
            assumed = self.deciding.assumed(self.hybrid.left, self.right, self.hybrid.ground, words=self.words)
            rule = f"{_TAKEN[direction]}: {assumed}" if assumed else f"{_TAKEN[direction]} (by {answer.reason})"
            return Side(direction, Verdict.SAFE, rule)
        if answer.verdict == "unknown":
            return Side(direction, Verdict.UNKNOWN, answer.reason)
        found = Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        for site in sites[:_TRIES]:
            found = self._lifted(site, answer, cut=len(site.steps))
            if found.verdict is not Verdict.UNKNOWN:
                break
        return found

    def _lifted(self, site: Site, answer: Answer, *, cut: int) -> Side:
        """Show the witness for the schema that a site's steps reach until a cut, in a whole exchange.

        When the exchange is no proof, because what stands around the schema still takes it or asks for more, the
        question is asked again for the composition around it, and then for all that stands at the place.
        """
        direction = self.hybrid.ground.direction
        here = Site(site.place, site.steps[:cut])
        if not self.deciding.has_room(site):
            return Side(direction, Verdict.UNKNOWN, _NO_ROOM)
        value = cast("Json", answer.witness)
        proof = lift(self.deciding.contracts, here, value, keywords=self.words, names=self.names)
        if isinstance(proof, ExchangeProof):
            return Side(direction, Verdict.BREAKING, proof.violation or answer.reason, proof)
        if cut == len(site.steps) and self._is_text(site):
            return Side(direction, Verdict.SAFE, "what stands here is written as text, and every text is taken")
        for start in dict.fromkeys((_trailing(here), 0)):
            side = self._around(site, start) if start < cut else None
            if side is not None and side.verdict is not Verdict.UNKNOWN:
                return side
        return Side(direction, Verdict.UNKNOWN, f"no exchange shows it: {proof}")

    def _is_text(self, site: Site) -> bool:
        """Say whether single values are written without their types here, and the target takes any text."""
        if not is_written_as_text(site):
            return False
        held, ask = self.hybrid.ground, self.deciding.ask
        return all(
            ask(*pair, held).verdict == "contained" for pair in ((self.hybrid.left, _SINGLE), (_TEXT, self.right))
        )

    def _around(self, site: Site, start: int) -> Side | None:
        """Decide for the schema that a site's steps begin at from an index on; None when there are none."""
        steps = site.steps[start:]
        if not steps:
            return None
        held = self.hybrid.ground
        if sum(1 for step in steps if not step.monotone) > _DEEPEST:
            return Side(held.direction, Verdict.UNKNOWN, "budget: the compositions around it nest too deep")
        if not self.deciding.has_room(site):
            return Side(held.direction, Verdict.UNKNOWN, _NO_ROOM)
        head = _head(steps[0], held)
        try:
            left, right = (nested(held, head, steps, inner=inner) for inner in (self.hybrid.left, self.right))
        except LostWayError:
            return Side(held.direction, Verdict.UNKNOWN, "the composition around it is another one in both contracts")
        answer = self.deciding.ask(left, right, held)
        if answer.verdict == "contained":
            return Side(held.direction, Verdict.SAFE, f"{MADE_UP[0]} (by {answer.reason})")
        if answer.verdict == "not-contained":
            return self._lifted(site, answer, cut=start)
        return Side(held.direction, Verdict.UNKNOWN, answer.reason)


def _names(turns: tuple[Turn, ...]) -> frozenset[str]:
    """Give the names of the members that turns are about, such as one that must be there now."""
    required = [each for turn in turns if turn.keyword == "required" for each in (turn.before, turn.after)]
    return frozenset(each for each in required if isinstance(each, str))


def is_written_as_text(site: Site) -> bool:
    """Say whether a single value at a site is written without its type: in parameters, headers and fields of forms."""
    kinds = {step.kind for step in site.steps if step.kind not in IN_PLACE}
    if site.place.part in _PARAMETERS and not site.place.media_type:
        return kinds <= {"items"}
    return site.place.media_type.lower().startswith(_FORM) and kinds == {"property"}


def _trailing(site: Site) -> int:
    """Give the index from which all steps stay at the same value."""
    index = len(site.steps)
    while index and site.steps[index - 1].kind in IN_PLACE:
        index -= 1
    return index


def outermost(site: Site) -> int:
    """Give the index of the first step after which accepting more need not mean accepting more around it."""
    return next((index for index, step in enumerate(site.steps) if not step.monotone), len(site.steps))


def _head(step: Step, held: Ground) -> str:
    """Give the pointer of the schema that a step starts at, in the source."""
    pointer, other = held.pointers((step.old, step.new))
    names, theirs = pointers.split(pointer), pointers.split(other)
    word = step.kind if step.kind in IN_PLACE else ""
    if word == "dependent" or step.kind in {"property", "pattern", "prefix"}:
        return pointers.join("", *names[:-2])
    if word in {"allOf", "anyOf", "oneOf"}:
        inside = names[-2:-1] == [word]
        # Only one contract has the composition: in the other the schema stands there itself.
        return (
            pointers.join("", *names[:-2])
            if inside and (len(names) >= len(theirs) or names[:2] != theirs[:2])
            else pointer
        )
    return pointers.join("", *names[:-1])
