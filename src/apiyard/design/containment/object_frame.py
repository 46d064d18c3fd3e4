"""What is claimed of an object: which members are there, and which literals hold for each by its name."""

from __future__ import annotations

from collections.abc import Iterable

from apiyard.core.noun import dataclass, field
from apiyard.design.containment.claim import Absent, Claim, NameSet, Others, Present, Some, Spelled
from apiyard.design.containment.holds import matches
from apiyard.design.containment.outcome import Solver
from apiyard.design.containment.part import Members, Required, Size


@dataclass(slots=True)
class Frame:
    """The claims of a case, by what they are about.

    Args:
        solver: weighs names.
        least: so many members at least.
        most: so many at most; None for no bound.
        present: names that are there, with literals beside those that hold by name.
        absent: names that are not there.
        groups: what holds for members by name.
        others: what holds for members that nothing has evaluated.
        spelled: literals that hold for all names.
        somes: members that are there under some name of a set.
        vocabulary: all names that are spoken of, in order.
    """

    solver: Solver
    least: int = 0
    most: int | None = None
    present: dict[str, set[int]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    groups: list[Members] = field(default_factory=list)
    others: list[Others] = field(default_factory=list)
    spelled: list[int] = field(default_factory=list)
    somes: list[Some] = field(default_factory=list)
    vocabulary: dict[str, None] = field(default_factory=dict)

    def literals(self, name: str) -> set[int]:
        """Give the literals that hold for the member of a name, if it is there."""
        found = set(self.present.get(name, ()))
        for group in self.groups:
            node = group.named.get(name)
            known = node is not None
            if node is not None:
                found.add(node.code)
            for source, schema in group.patterns:
                if matches(source, name):
                    known = True
                    found.add(schema.code)
            if not known and group.rest is not None:
                found.add(group.rest.code)
        for other in self.others:
            if self.belongs(name, other.names):
                found.update(other.codes)
        return found

    def belongs(self, name: str, names: NameSet) -> bool:
        """Say whether a name is in a set."""
        if name in names.without or any(matches(source, name) for source in names.outside):
            return False
        nodes, scale = self.solver.library.nodes, self.solver.scale
        return all(matches(source, name) for source in names.inside) and all(
            scale.literal(nodes, code, name) for code in names.codes
        )

    def may_be(self, name: str) -> bool:
        """Say whether a name may be there as far as names go."""
        nodes, scale = self.solver.library.nodes, self.solver.scale
        return name not in self.absent and all(scale.literal(nodes, code, name) for code in self.spelled)

    def patterns(self) -> list[str]:
        """Give all patterns of names that are spoken of."""
        found: dict[str, None] = {}
        for group in self.groups:
            found.update(dict.fromkeys(source for source, _ in group.patterns))
        for names in [*(each.names for each in self.others), *(each.names for each in self.somes)]:
            found.update(dict.fromkeys((*names.outside, *names.inside)))
        return list(found)


def frame_of(solver: Solver, claims: Iterable[Claim]) -> Frame:
    """Give the claims of a case by what they are about."""
    frame = Frame(solver)
    for claim in claims:
        if not _counted(frame, claim):
            _listed(frame, claim)
    frame.vocabulary.update(dict.fromkeys((*frame.present, *sorted(frame.absent))))
    for names in [*(each.names for each in frame.others), *(each.names for each in frame.somes)]:
        frame.vocabulary.update(dict.fromkeys(sorted(names.without)))
    return frame


def _counted(frame: Frame, claim: Claim) -> bool:
    if isinstance(claim, Size):
        frame.least = max(frame.least, claim.least)
        if claim.most is not None:
            frame.most = claim.most if frame.most is None else min(frame.most, claim.most)
    elif isinstance(claim, Required):
        for name in claim.names:
            frame.present.setdefault(name, set())
    elif isinstance(claim, Present):
        frame.present.setdefault(claim.name, set()).update(claim.codes)
    elif isinstance(claim, Absent):
        frame.absent.add(claim.name)
    else:
        return False
    return True


def _listed(frame: Frame, claim: Claim) -> None:
    if isinstance(claim, Members):
        frame.groups.append(claim)
        frame.vocabulary.update(dict.fromkeys(claim.named))
    elif isinstance(claim, Others):
        frame.others.append(claim)
    elif isinstance(claim, Some):
        frame.somes.append(claim)
    elif isinstance(claim, Spelled):
        frame.spelled.append(claim.code)
