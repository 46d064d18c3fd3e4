"""Two contracts in, one entry for each change out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.cause import Cause, Verdict
from apiyard.design.check import Check, checks
from apiyard.design.diffing.edit import Edit, Exchanged, Words
from apiyard.design.diffing.fingerprints import fingerprint
from apiyard.design.diffing.options import DEFAULT, DiffOptions
from apiyard.design.diffing.pair import Contracts
from apiyard.design.diffing.pairing import Paired, Pairing
from apiyard.design.diffing.report import Report, ordered
from apiyard.design.diffing.sides import asked_side, plain_side, verdict_of, worst
from apiyard.spec.contract import Contract


def compare(old: Contract, new: Contract, *, options: DiffOptions = DEFAULT) -> Report:
    """Give what changed between two contracts, one entry for each cause; see ``apiyard.design.diff.diff``."""
    contracts = Contracts(old, new, options)
    pairing = Pairing(contracts)
    by_area: dict[str, list[Check]] = {}
    for check in checks().values():
        if options.levels.get(check.id) != "off":
            by_area.setdefault(check.area, []).append(check)
    causes: list[Cause] = []
    for paired in pairing.run():
        causes.extend(_causes(paired, by_area.get(paired.pair.area, []), contracts))
    found = ordered(causes)
    told = [cause.verdict for cause in found if not cause.documentation]
    verdicts = [each for each in (Verdict.BREAKING, Verdict.UNKNOWN) if each in told]
    return Report(old, new, found, options.strictness, verdicts[0] if verdicts else Verdict.SAFE)


def _causes(paired: Paired, held: list[Check], contracts: Contracts) -> Iterator[Cause]:
    for check in held:
        for edit in check.find(paired.pair):
            yield _decided(edit, paired, contracts)


def _decided(edit: Edit, paired: Paired, contracts: Contracts) -> Cause:
    asked: list[Any] = [
        asked_side(wish, paired.pair, paired.sites) for wish in edit.wishes if isinstance(wish, Exchanged)
    ]
    plain = [side for wish in edit.wishes if (side := plain_side(wish, contracts)) is not None]
    sides = worst([*asked, *plain])
    return Cause(
        edit.check,
        verdict_of(sides),
        edit.message,
        edit.old,
        edit.new,
        edit.before,
        edit.after,
        sides,
        paired.reach,
        fingerprint(edit),
        documentation=bool(edit.wishes) and all(isinstance(wish, Words) for wish in edit.wishes),
    )
