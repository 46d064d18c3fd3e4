"""Two contracts in, one entry for each change out."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.design.cause import Cause, Verdict
from apiyard.design.check import Check, checks
from apiyard.design.diffing.causes import SchemaCauses, cause_of, in_area
from apiyard.design.diffing.deciding import Deciding
from apiyard.design.diffing.edit import Edit, Exchanged
from apiyard.design.diffing.joint import Joint
from apiyard.design.diffing.options import DEFAULT, DiffOptions
from apiyard.design.diffing.pair import Contracts
from apiyard.design.diffing.pairing import Paired, Pairing
from apiyard.design.diffing.reaching import Reaching
from apiyard.design.diffing.referring import Referring
from apiyard.design.diffing.report import Report, ordered
from apiyard.design.diffing.sides import asked_side, plain_side, worst
from apiyard.design.diffing.walking import Walk
from apiyard.spec.contract import Contract


def compare(old: Contract, new: Contract, *, options: DiffOptions = DEFAULT) -> Report:
    """Give what changed between two contracts, one entry for each cause; see ``apiyard.design.diff.diff``."""
    contracts = Contracts(old, new, options)
    held = [check for check in checks().values() if options.levels.get(check.id) != "off"]
    pairing = Pairing(contracts)
    paired = pairing.run()
    by_area = {area: in_area(held, area) for area in {check.area for check in held}}
    causes = [cause for each in paired for cause in _surface(each, by_area.get(each.pair.area, ()), contracts)]
    # All checks of schemas are asked, and those that are off are not told: what they see explains the whole.
    causes.extend(_schemas(pairing, in_area(checks().values(), "schema"), contracts))
    found = ordered(causes)
    told = [cause.verdict for cause in found if not cause.documentation]
    verdicts = [each for each in (Verdict.BREAKING, Verdict.UNKNOWN) if each in told]
    return Report(old, new, found, options.strictness, verdicts[0] if verdicts else Verdict.SAFE)


def _surface(paired: Paired, held: tuple[Check, ...], contracts: Contracts) -> Iterator[Cause]:
    for check in held:
        for edit in check.find(paired.pair):
            yield _decided(edit, paired, contracts)


def _decided(edit: Edit, paired: Paired, contracts: Contracts) -> Cause:
    sides = [
        asked_side(wish, paired.pair, paired.sites) for wish in edit.wishes if isinstance(wish, Exchanged)
    ]  # fmt: skip
    sides.extend(side for wish in edit.wishes if (side := plain_side(wish, contracts)) is not None)
    return cause_of(edit, worst(sides), paired.reach, options=contracts.options)


def _schemas(pairing: Pairing, held: tuple[Check, ...], contracts: Contracts) -> Iterator[Cause]:
    walk = Walk(contracts, Referring(contracts.old.tree, contracts.new.tree))
    roots = [(walk.reach(root.at), root) for root in pairing.roots]
    walk.called.update((key, root.place.position) for key, root in reversed(roots))
    walk.run()
    reached = tuple(walk.units)
    walk.run_rest()
    if not any(unit.nodes for unit in walk.units.values()):
        return
    reaching = Reaching(walk, roots)
    reaching.prepare()
    deciding = Deciding(contracts, reached, frozenset(reaching.dirty))
    work = SchemaCauses(contracts, held, reaching, deciding, Joint(deciding))
    for unit in walk.units.values():
        for node in unit.nodes:
            yield from work.of(node)
    yield from work.together()
