"""The version is as high as the change since the last release asks for.

Reads ``change`` facts whose subject has the contract's digest: ``numbers["from_digest"]`` is the digest of the older
contract and ``numbers["bump"]`` one of none, patch, minor, major. Where ``numbers["scheme"]`` is another one than
``semver``, ``numbers["enough"]`` says whether the version says enough, and ``numbers["reason"]`` why.
``numbers["by_caution"]`` says that it is major only since something could not be decided.
"""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.errors import unknown
from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.core.json import Json
from apiyard.core.names import Version
from apiyard.core.noun import dataclass, replace
from apiyard.release import case
from apiyard.release.gate import Candidate, Example, Gate, GateResult, contract_of
from apiyard.release.ports import Fact
from apiyard.release.version import Bump, fits, next_version

_SEMVER = "semver"
_SCHEMES = ("", _SEMVER, "date", "path")


@dataclass(frozen=True, slots=True)
class VersionFitsOptions:
    """That a version says enough cannot be waived here: one that says less than the change breaks its callers.

    Args:
        scheme: what its versions mean: ``semver``, ``date`` (a break asks for a later date) or ``path`` (a break asks
            for another version in the base path); empty to see it from the contracts.
    """

    scheme: str = ""

    def __post_init__(self) -> None:
        """Check the scheme."""
        if self.scheme not in _SCHEMES:
            raise unknown("scheme", self.scheme, _SCHEMES[1:])


def _logic(candidate: Candidate, facts: Sequence[Fact], _options: VersionFitsOptions) -> GateResult:
    last, version = candidate.last, candidate.manifest.version
    if last is None:
        return GateResult(True, "this is the first release")
    floor = max(last, candidate.newest or last)
    if version <= floor:
        return GateResult(False, f"{version} is not above the last release {floor}; raise the contract's version")
    if candidate.manifest.contract == candidate.last_contract:
        return _judged(Bump.NONE, version, last, seqs=())
    fact = _asked(candidate, facts)
    if fact is None:
        api = candidate.manifest.api
        return GateResult(False, f"nobody compared this contract with {last}; run: apiyard diff {api}@{last} {api}")
    numbers = fact.evidence.numbers
    if numbers.get("scheme", _SEMVER) not in ("", _SEMVER):
        return GateResult(
            numbers.get("enough") is True, str(numbers.get("reason") or "nobody said why")[:300], (fact.seq,)
        )
    result = _judged(Bump(str(numbers["bump"])), version, last, seqs=(fact.seq,))
    if not result.passed and numbers.get("by_caution") is True:
        return replace(result, reason=f"{result.reason}: by caution, since something could not be decided")
    return result


def _judged(bump: Bump, version: Version, last: Version, *, seqs: tuple[int, ...]) -> GateResult:
    if not fits(version, bump=bump, old=last):
        needed = next_version(bump, last)
        return GateResult(False, f"the change since {last} asks for at least {needed}, not {version}", seqs)
    return GateResult(True, f"{version} is high enough for a change of kind {bump.value} since {last}", seqs)


def _asked(candidate: Candidate, facts: Sequence[Fact]) -> Fact | None:
    for fact in reversed(facts):
        numbers = fact.evidence.numbers
        if (
            fact.evidence.kind is EvidenceKind.CHANGE
            and numbers.get("from_digest") == candidate.last_contract
            and numbers.get("bump") in set(Bump)
        ):
            return fact
    return None


def _change(bump: str, *, since: str = str(case.NEXT.last_contract)) -> tuple[Fact, ...]:
    return (case.fact(4, EvidenceKind.CHANGE, Verdict.INFO, from_digest=since, bump=bump),)


def _path(*, enough: bool) -> tuple[Fact, ...]:
    since, asks = str(case.NEXT.last_contract), "the changes ask for another version in the path (1 breaking change)"
    said: dict[str, Json] = {"scheme": "path", "enough": enough, "reason": asks}
    made = case.fact(4, EvidenceKind.CHANGE, Verdict.WARN, from_digest=since, bump="major")
    return (replace(made, evidence=replace(made.evidence, numbers={**made.evidence.numbers, **said})),)


_SAME = replace(case.NEXT, last_contract=case.CONTRACT)
_AFTER_RC = replace(case.NEXT, newest=Version("1.1.0-rc.1"))
_AFTER_HIGHER_RC = replace(case.NEXT, newest=Version("1.2.0-rc.1"))

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
        Example("after its own candidate, compared with the last release", _AFTER_RC, _change("minor"), {}),
        Example("a break under another base path", case.NEXT, _path(enough=True), {"scheme": "path"}),
    ),
    bad=(
        Example("a breaking change goes out as 1.1.0", case.NEXT, _change("major"), {}),
        Example("nobody compared", case.NEXT, (), {}),
        Example("compared with another version", case.NEXT, _change("patch", since=str(case.OTHER)), {}),
        Example("an unknown kind of change", case.NEXT, _change("tiny"), {}),
        Example("a break under the same base path", case.NEXT, _path(enough=False), {"scheme": "path"}),
        Example("not above the newest candidate", _AFTER_HIGHER_RC, _change("minor"), {}),
        Example("not above the last release", replace(case.NEXT, last=Version("1.1.0")), _change("none"), {}),
    ),
)
