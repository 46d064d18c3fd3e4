"""Objects: members that must be there are found values for, demands are given to names, and the rest is filled up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.claim import Claim, Others, Present, Some
from apiyard.design.containment.object_frame import Frame, frame_of
from apiyard.design.containment.outcome import Closed, Open, Outcome, Record, Solver, Witness, closed, height_of
from apiyard.design.containment.part import Members
from apiyard.design.containment.regions import Region, regions_of
from apiyard.design.containment.state import State

_MAX_SOMES: Final = 12
_MAX_MEMBERS: Final = 5_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where demands have gone: to members by name, and to members of regions."""

    named: dict[str, frozenset[int]]
    fresh: tuple[tuple[Region, frozenset[int]], ...] = ()


@dataclass(slots=True)
class _Build:
    """An object while it is built."""

    solver: Solver
    frame: Frame
    record: Record = field(default_factory=Record)
    _regions: list[Region] | None = None

    def value(self, literals: frozenset[int]) -> Witness | None:
        """Find a value for a member; what there is instead is noted."""
        outcome = self.solver.solve(literals)
        if isinstance(outcome, Witness):
            return outcome
        self.record.add(outcome)
        return None

    def regions(self) -> list[Region]:
        """Give the names that nothing names; noted as undecided when they cannot be told."""
        if self._regions is None:
            try:
                self._regions = regions_of(self.frame)
            except UndecidedError as error:
                if error.keyword == "budget":
                    raise
                self.record.add(Open(error.keyword))
                self._regions = []
        return self._regions


def solve_object(solver: Solver, state: State) -> Outcome:
    """Find an object that makes the claims of a case.

    Args:
        solver: finds values for members.
        state: the case.
    """
    at_once = _asked_first(solver, state.claims)
    if at_once is not None:
        return at_once
    frame = frame_of(solver, state.claims)
    solver.budget.tick((len(frame.vocabulary) + len(state.claims)) // 32)
    rule = _at_once(frame)
    if rule:
        return closed(rule)
    build = _Build(solver, frame)
    named: dict[str, frozenset[int]] = {}
    for name in sorted(frame.present, key=lambda each: not frame.present[each]):
        named[name] = frozenset(frame.literals(name))
        outcome = solver.solve(named[name])
        if isinstance(outcome, Closed):
            return outcome
        if isinstance(outcome, Open):
            build.record.add(outcome)
    if build.record.open:
        return build.record.outcome()
    if len(frame.somes) > _MAX_SOMES:
        return Open(frame.somes[0].keyword)
    ordered = {name: named[name] for name in frame.vocabulary if name in named}
    for layout in _layouts(build, 0, _Layout(ordered)):
        found = _filled(build, layout)
        if found is not None:
            return Witness(found, height_of(found))
    return build.record.outcome()


def _asked_first(solver: Solver, claims: list[Claim]) -> Closed | None:
    """Look at the members that more is asked of than their names say; most cases are closed by these."""
    asked = [claim for claim in claims if isinstance(claim, Present) and claim.codes]
    if not asked:
        return None
    frame = Frame(solver, groups=[each for each in claims if isinstance(each, Members)])
    frame.others.extend(each for each in claims if isinstance(each, Others))
    for claim in asked:
        solver.budget.tick(1 + len(frame.groups) // 8)
        outcome = solver.solve(frozenset(frame.literals(claim.name)) | frozenset(claim.codes))
        if isinstance(outcome, Closed):
            return outcome
    return None


def _at_once(frame: Frame) -> str:
    """Give the rule that no object can keep, without a look at its members."""
    if frame.most is not None and (len(frame.present) > frame.most or frame.least > frame.most):
        return "maxProperties"
    if not frame.absent.isdisjoint(frame.present):
        return "required"
    if frame.spelled and not all(map(frame.may_be, frame.present)):
        return "propertyNames"
    return ""


def _layouts(build: _Build, index: int, layout: _Layout) -> Iterator[_Layout]:
    """Give the demands to names in all ways for which there are values, the most telling first."""
    somes = build.frame.somes
    if index == len(somes):
        yield layout
        return
    some = somes[index]
    build.solver.budget.tick()
    for next_layout in _options(build, some, layout):
        yield from _layouts(build, index + 1, next_layout)
    if some.keyword:
        build.record.rules.add(some.keyword)


def _options(build: _Build, some: Some, layout: _Layout) -> Iterator[_Layout]:
    frame, wanted = build.frame, frozenset(some.codes)
    for name in [*layout.named, *(each for each in frame.vocabulary if each not in layout.named)]:
        if not frame.may_be(name) or not frame.belongs(name, some.names):
            continue
        literals = layout.named.get(name) or frozenset(frame.literals(name))
        if build.value(literals | wanted) is not None:
            yield _Layout({**layout.named, name: literals | wanted}, layout.fresh)
    for region in build.regions():
        if not region.belongs(some.names):
            continue
        literals = region.literals | wanted
        if build.value(literals) is not None:
            yield _Layout(layout.named, (*layout.fresh, (region, literals)))
        for place, (other, held) in enumerate(layout.fresh):
            # Two demands on one member, where members are few.
            if other is region and build.value(held | wanted) is not None:
                fresh = (*layout.fresh[:place], (region, held | wanted), *layout.fresh[place + 1 :])
                yield _Layout(layout.named, fresh)


def _filled(build: _Build, layout: _Layout) -> dict[str, Any] | None:
    """Build the object, with more members when there must be more; None when there is none, which is noted."""
    frame = build.frame
    if frame.most is not None and len(layout.named) + len(layout.fresh) > frame.most:
        build.record.rules.add("maxProperties")
        return None
    found: dict[str, Any] = {}
    for name, literals in layout.named.items():
        member = build.value(literals)
        if member is None:
            return None
        found[name] = member.value
    used: dict[Region, int] = {}
    for region, literals in layout.fresh:
        member = build.value(literals)
        names = region.some(used.get(region, 0) + 1)
        if member is None or len(names) <= used.get(region, 0):
            build.record.rules.add("patternProperties")
            return None
        found[names[-1]] = member.value
        used[region] = used.get(region, 0) + 1
    return found if len(found) >= frame.least else _more(build, found, used)


def _more(build: _Build, found: dict[str, Any], used: dict[Region, int]) -> dict[str, Any] | None:
    """Add members until there are enough."""
    frame = build.frame
    if frame.least > _MAX_MEMBERS:
        build.record.add(Open("minProperties"))
        return None
    for name in frame.vocabulary:
        if len(found) >= frame.least:
            return found
        if name not in found and frame.may_be(name):
            member = build.value(frozenset(frame.literals(name)))
            if member is not None:
                found[name] = member.value
    for region in build.regions():
        need = frame.least - len(found)
        if need <= 0:
            return found
        member = build.value(region.literals)
        if member is not None:
            before = used.get(region, 0)
            found.update(dict.fromkeys(region.some(before + need)[before:], member.value))
    if len(found) >= frame.least:
        return found
    build.record.add(closed("minProperties"))
    return None
