"""From edits of schemas to the entries of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apiyard.core.noun import dataclass, replace
from apiyard.design.cause import Cause, Direction, Reached, Side, Strictness, Verdict
from apiyard.design.check import Check
from apiyard.design.diffing.below import LISTED, WHOLE
from apiyard.design.diffing.deciding import MADE_UP, Deciding, outermost
from apiyard.design.diffing.edit import MISSING, Contained, Edit, Known, Turn, Words
from apiyard.design.diffing.fingerprints import fingerprint
from apiyard.design.diffing.joint import Joint
from apiyard.design.diffing.noticing import subject
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.pair import Contracts, SchemaPair
from apiyard.design.diffing.place import Site, Step
from apiyard.design.diffing.reaching import Reaching
from apiyard.design.diffing.sides import plain_side, verdict_of, worst
from apiyard.design.diffing.travelling import TRAVELLING, hoisted
from apiyard.design.diffing.walking import Node

_DIRECTIONS: tuple[Direction, ...] = ("request", "response")
_SITES = 2
_MOST_SITES = 200
_COMPOSED = frozenset((*LISTED, *WHOLE))
REWRITTEN, COMBINED = "rewritten", "combined"


def cause_of(edit: Edit, sides: tuple[Side, ...], reach: tuple[Reached, ...], *, options: DiffOptions) -> Cause:
    """Make the entry of a decided edit.

    Args:
        edit: the edit.
        sides: what it means on each side.
        reach: the places that it reaches.
        options: how contracts are compared; a level that is set for the check replaces the verdicts.

    Returns:
        The entry.
    """
    level = options.levels.get(edit.check)
    if isinstance(level, Verdict):
        sides = tuple(
            side if side.verdict is level else Side(side.direction, level, f"set to {level.value}; {side.reason}")
            for side in sides
        )
    return Cause(
        edit.check,
        verdict_of(sides),
        edit.message,
        edit.old,
        edit.new,
        edit.before,
        edit.after,
        sides,
        reach,
        fingerprint(edit),
        documentation=bool(edit.wishes) and all(isinstance(wish, Words) for wish in edit.wishes),
    )


@dataclass(frozen=True, slots=True)
class SchemaCauses:
    """Makes the entries of pairs of schemas."""

    contracts: Contracts
    checks: tuple[Check, ...]
    reaching: Reaching
    deciding: Deciding
    joint: Joint

    def together(self) -> Iterator[Cause]:
        """Give one entry for the places where edits break together that are safe alone."""
        options = self.contracts.options
        for each in self.joint.joined() if options.levels.get(COMBINED) != "off" else ():
            root = each.roots[0]
            verb = "break" if each.side.verdict is Verdict.BREAKING else "may break"
            message = f"the changes of {root.place.position} {verb} as a whole, though each one is safe alone"
            edit = Edit(COMBINED, message, *root.at, None, None, (Contained(()),), root.place.call)
            reach = tuple(root.place.reached() for root in each.roots)
            yield cause_of(edit, (each.side,), reach, options=options)

    def of(self, node: Node) -> Iterator[Cause]:
        """Give the entries of one pair of schemas."""
        edits = [edit for check in self.checks for edit in check.find(node.pair)]
        if not edits:
            return
        reach = self.reaching.reach(node)
        options = self.contracts.options
        here = _Here(self, node, self._sites(node))
        for edit, sides in here.decided(self._merged(node.pair, edits)):
            composed = edit.check == REWRITTEN or any(turn.keyword in _COMPOSED for turn in _turns(edit))
            starts = (root for _, _, root in self.reaching.starts(node.unit))
            self.joint.note(sides, starts, composed=composed)
            if options.levels.get(edit.check) == "off":
                continue
            if not reach:
                edit = replace(edit, message=f"{edit.message}; no operation reaches it")  # noqa: PLW2901
            yield cause_of(edit, sides, reach, options=options)

    def _merged(self, pair: SchemaPair, edits: list[Edit]) -> list[Edit]:
        """Make one edit of several that leave the schema what it was."""
        counted = [edit for edit in edits if _turns(edit)]
        words = sorted({turn.keyword for edit in counted for turn in _turns(edit)})
        other = pair.wrap is not None or (pair.whole and "type" not in pair.differs)
        may = (len(counted) > 1 or other) and TRAVELLING.isdisjoint(words)
        if not pair.moved and not (may and self.deciding.is_rewritten(pair)):
            return edits
        reason = "what changed in it is told there" if pair.moved else "it takes exactly what it took before"
        wishes = (
            *(Known(direction, Verdict.SAFE, reason) for direction in _DIRECTIONS),
            *(wish for edit in counted for wish in edit.wishes if not isinstance(wish, Contained)),
        )
        same = "stands elsewhere now" if pair.moved else "says the same in other words"
        message = f"{subject(pair)} {same}: {', '.join(words)}"
        one = Edit(REWRITTEN, message, pair.old_at, pair.new_at, None, None, wishes, " ".join(words))
        return [one, *(edit for edit in edits if not _turns(edit))]

    def _sites(self, node: Node) -> dict[Direction, tuple[Site, ...]]:
        """Give the nearest sites on each side, and the nearest on which accepting more may mean accepting less."""
        found: dict[Direction, list[Site]] = {}
        for way, start, root in self.reaching.starts(node.unit):
            held = found.setdefault(root.place.direction, [])
            if len(held) < _SITES or (way.is_odd and len(held) == _SITES):
                held.append(self.reaching.site(node, start, root.place))
        return {direction: tuple(found[direction]) for direction in _DIRECTIONS if direction in found}


@dataclass(frozen=True, slots=True)
class _Here:
    """The edits of one pair of schemas, at their sites."""

    work: SchemaCauses
    node: Node
    sites: dict[Direction, tuple[Site, ...]]

    def decided(self, edits: list[Edit]) -> Iterator[tuple[Edit, tuple[Side, ...]]]:
        """Give each edit with its sides, and one more when they only break together."""
        counted = sum(1 for edit in edits if _turns(edit)) > 1
        alone: dict[Direction, list[Side]] = {each: [] for each in self.sites}
        told: list[tuple[Edit, list[Side]]] = []
        for edit in edits:
            sides: list[Side] = []
            for direction in self.sites:
                side = self._contained(edit, direction, together=counted)
                if side is not None:
                    sides.append(side)
                    alone[direction].append(side)
            told.append((edit, sides))
        for edit, sides in told:
            plain = (plain_side(wish, self.work.contracts) for wish in edit.wishes)
            sides.extend(side for side in plain if side is not None and side.direction in self.sites)
            yield edit, worst(sides)
        if counted:
            yield from self._combined(alone)

    def _contained(self, edit: Edit, direction: Direction, *, together: bool) -> Side | None:
        turns = _turns(edit)
        if not turns:
            return None
        deciding, pair, sites = self.work.deciding, self.node.pair, self.sites[direction]
        found = hoisted(pair, turns, sites)
        if found is None:
            side = deciding.side(pair, turns, sites, direction=direction, together=together)
            side = self._everywhere(side, turns, together=together)
        elif found.whole is not None:
            side = deciding.whole_side(found.whole, found.sites[0], direction=direction)
        else:
            side = deciding.side(found.pair, found.turns, found.sites, direction=direction)
        return self._all_around(side, turns) if side.verdict is Verdict.SAFE else side

    def _everywhere(self, side: Side, turns: tuple[Turn, ...], *, together: bool) -> Side:
        """Hold what is safe at the nearest places against the others where what stands around it decides."""
        node, made_up = self.node, side.reason.startswith(MADE_UP)
        turned = self.work.reaching.is_turned(node.unit) or not all(step.monotone for step in node.steps)
        if side.verdict is not Verdict.SAFE or not (made_up or turned):
            return side
        literal = self.work.contracts.options.strictness is Strictness.WIRE_STRICT
        # Members that nobody sends do not choose a branch.
        plain = not (made_up or literal) and _adds_members(turns)
        seen = {_telling(site, made_up=made_up) for site in self.sites[side.direction][:1]}
        deciding, pair = self.work.deciding, self.node.pair
        for site in self.work.reaching.every_site(self.node, side.direction):
            told = _telling(site, made_up=made_up)
            if told in seen or not told or (plain and not any(step.watched for step in told)):
                continue
            seen.add(told)
            if len(seen) > _MOST_SITES:
                return Side(side.direction, Verdict.UNKNOWN, "budget: it stands in too many compositions")
            other = deciding.side(pair, turns, (site,), direction=side.direction, together=together)
            if other.verdict is not Verdict.SAFE:
                return other
        return side

    def _all_around(self, side: Side, turns: tuple[Turn, ...]) -> Side:
        """Hold what is safe for itself against all that changed, where the edit meets itself again in a circle."""
        node = self.node
        if node.unit not in self.work.reaching.turning:
            return side
        nearest = self.sites[side.direction][0]
        site = Site(nearest.place, nearest.steps[: len(nearest.steps) - len(node.steps)])
        whole = self.work.deciding.whole_side(node.unit, site, direction=side.direction)
        if whole.verdict is Verdict.SAFE:
            return side
        if self.work.contracts.options.strictness is Strictness.WIRE_STRICT:
            return whole
        if _adds_members(turns):
            return side  # members that nobody sends do not choose a branch
        reason = "the edit stands in a circle of references through a keyword such as oneOf or not"
        return Side(side.direction, Verdict.UNKNOWN, reason)

    def _combined(self, alone: dict[Direction, list[Side]]) -> Iterator[tuple[Edit, tuple[Side, ...]]]:
        """Give one more entry when no edit breaks alone, but all of them do."""
        pair = self.node.pair
        sides: list[Side] = []
        for direction, held in alone.items():
            if len(held) > 1 and all(side.verdict is Verdict.SAFE for side in held):
                side = self.work.deciding.side(pair, None, self.sites[direction], direction=direction)
                if side.verdict is not Verdict.SAFE:
                    sides.append(side)
        if sides:
            words = ", ".join(sorted(pair.differs))
            message = f"the changes of {subject(pair)} break together, not alone: {words}"
            yield Edit(COMBINED, message, pair.old_at, pair.new_at, None, None, (Contained(()),), words), worst(sides)


def _adds_members(turns: tuple[Turn, ...]) -> bool:
    return all(turn.keyword in {"properties", "required"} and turn.before is MISSING for turn in turns)


def _telling(site: Site, *, made_up: bool) -> tuple[Step, ...]:
    """Give the steps that decide whether what holds for an edit holds at a site; none where it holds at all."""
    return site.steps if made_up else site.steps[outermost(site) :]


def _turns(edit: Edit) -> tuple[Turn, ...]:
    return tuple(turn for wish in edit.wishes if isinstance(wish, Contained) for turn in wish.turns)


def in_area(checks: Iterable[Check], area: str) -> tuple[Check, ...]:
    """Give the checks of an area, in their order."""
    return tuple(check for check in checks if check.area == area)
