"""The version is as high as the change since the last release asks for.

Reads ``change`` facts whose subject has the contract's digest: ``numbers["from_digest"]`` is the digest of the older
contract and ``numbers["bump"]`` one of none, patch, minor, major.
"""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.core.names import Version
from apiyard.core.noun import dataclass, replace
from apiyard.release import case
from apiyard.release.gate import Candidate, Example, Gate, GateResult, contract_of
from apiyard.release.ports import Fact
from apiyard.release.version import Bump, fits, next_version


@dataclass(frozen=True, slots=True)
class VersionFitsOptions:
    """Nothing can be chosen: a version that says less than the change breaks its callers."""


def _logic(candidate: Candidate, facts: Sequence[Fact], _options: VersionFitsOptions) -> GateResult:
    last, version = candidate.last, candidate.manifest.version
    if last is None:
        return GateResult(True, "this is the first release")
    if version <= last:
        return GateResult(False, f"{version} is not above the last release {last}; raise the contract's version")
    bump, seqs = _asked(candidate, facts)
    if bump is None:
        api = candidate.manifest.api
        return GateResult(False, f"nobody compared this contract with {last}; run: apiyard diff {api}@{last} {api}")
    if not fits(version, bump=bump, old=last):
        needed = next_version(bump, last)
        return GateResult(False, f"the change since {last} asks for at least {needed}, not {version}", seqs)
    return GateResult(True, f"{version} is high enough for a change of kind {bump.value} since {last}", seqs)


def _asked(candidate: Candidate, facts: Sequence[Fact]) -> tuple[Bump | None, tuple[int, ...]]:
    if candidate.manifest.contract == candidate.last_contract:
        return Bump.NONE, ()
    for fact in reversed(facts):
        numbers = fact.evidence.numbers
        asked = numbers.get("bump")
        if (
            fact.evidence.kind is EvidenceKind.CHANGE
            and numbers.get("from_digest") == candidate.last_contract
            and asked in set(Bump)
        ):
            return Bump(str(asked)), (fact.seq,)
    return None, ()


def _change(bump: str, *, since: str = str(case.NEXT.last_contract)) -> tuple[Fact, ...]:
    return (case.fact(4, EvidenceKind.CHANGE, Verdict.INFO, from_digest=since, bump=bump),)


_SAME = replace(case.NEXT, last_contract=case.CONTRACT)

GATE = Gate(
    id="version-fits",
    why="Callers read a version as a promise; a breaking change under a minor version breaks it.",
    options=VersionFitsOptions,
    digests=contract_of,
    logic=_logic,
    good=(
        Example("the first release", case.FIRST, (), {}),
        Example("a compatible change goes out as 1.1.0", case.NEXT, _change("minor"), {}),
        Example("a version may be higher than asked for", case.NEXT, _change("patch"), {}),
        Example("the same contract with other files", _SAME, (), {}),
    ),
    bad=(
        Example("a breaking change goes out as 1.1.0", case.NEXT, _change("major"), {}),
        Example("nobody compared", case.NEXT, (), {}),
        Example("compared with another version", case.NEXT, _change("patch", since=str(case.OTHER)), {}),
        Example("an unknown kind of change", case.NEXT, _change("tiny"), {}),
        Example("not above the last release", replace(case.NEXT, last=Version("1.1.0")), _change("none"), {}),
    ),
)
