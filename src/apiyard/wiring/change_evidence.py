"""The facts ``change`` and ``version``: what changed since the released contract, and whether the version says so."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json
from apiyard.design.cause import Cause
from apiyard.design.diffing.report import Report
from apiyard.design.telling.diff_report import Accepted
from apiyard.design.versioning.bump import Bump, Need, need_of
from apiyard.design.versioning.fit import Fit
from apiyard.design.versioning.fits import Choice, fits
from apiyard.design.versioning.stated import stated
from apiyard.release.gate import Candidate

_SUBJECT = "contract"
_MOST_TOLD = 25
_MOST_CALLS = 5
_MOST_LONG = 300


def change_evidence(
    report: Report, candidate: Candidate, *, scheme: str = "", accepted: Mapping[str, Accepted] = MappingProxyType({})
) -> tuple[Evidence, Evidence]:
    """Give the facts about a change.

    Args:
        report: the comparison with the released contract.
        candidate: what wants to go out, with the release that it was compared with.
        scheme: id of the scheme that versions are read in; empty to find it.
        accepted: by fingerprint, changes that people agreed to live with; they are told, and ask for their version.

    Returns:
        ``change``: what it asks of the version, by which strictness, the changes by verdict and the first of them with
        their fingerprints; WARN when it breaks callers, or may. ``version``: whether the version says enough.

    Raises:
        UnknownNameError: there is no such scheme.
    """
    need = need_of(report.causes)
    fit = fits(stated(report.old), stated(report.new), need, choice=Choice(scheme))
    manifest = candidate.manifest
    subject = Subject(_SUBJECT, f"{manifest.api}@{manifest.version}", manifest.contract)
    about = About(manifest.api, manifest.version)
    spared: dict[str, Json] = {
        each.fingerprint: accepted[each.fingerprint].told()[:_MOST_LONG]
        for each in report.causes
        if each.fingerprint in accepted
    }
    change = {**_change(report, candidate, need, fit=fit), "accepted": dict(list(spared.items())[:_MOST_TOLD])}
    version = _version(candidate, need, fit)
    heavy = Verdict.WARN if need.bump is Bump.MAJOR else Verdict.INFO
    fitting = Verdict.PASS if fit.fits else Verdict.FAIL
    return (
        Evidence(EvidenceKind.CHANGE, subject, heavy, about, change, by=candidate.author),
        Evidence(EvidenceKind.VERSION, subject, fitting, about, version, by=candidate.author),
    )


def _change(report: Report, candidate: Candidate, need: Need, *, fit: Fit) -> dict[str, Json]:
    return {
        "from": str(candidate.last),
        "from_digest": candidate.last_contract,
        "bump": need.bump.value,
        "by_caution": need.by_caution,
        "strictness": report.strictness.value,
        "scheme": fit.scheme,
        "enough": fit.fits,
        "reason": fit.message[:_MOST_LONG],
        "changes": len(report.causes),
        "causes": dict(need.counts),
        "first": [_told(each) for each in report.causes[:_MOST_TOLD]],
    }


def _version(candidate: Candidate, need: Need, fit: Fit) -> dict[str, Json]:
    return {
        "from": str(candidate.last),
        "scheme": fit.scheme,
        "change": need.bump.value,
        "required": fit.required.value,
        "given": fit.given.value,
        "next": fit.next,
        "reason": fit.message[:_MOST_LONG],
    }


def _told(cause: Cause) -> Json:
    calls: list[Json] = [each[:_MOST_LONG] for each in dict.fromkeys(each.call for each in cause.reach)]
    return {
        "check": cause.check,
        "verdict": cause.verdict.value,
        "message": cause.message[:_MOST_LONG],
        "operations": calls[:_MOST_CALLS],
        "reaches": len(calls),
        "fingerprint": cause.fingerprint,
    }
