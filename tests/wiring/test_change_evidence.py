"""The facts about a change that a release rests on."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.core.json import canonical
from apiyard.core.names import Version
from apiyard.design.cause import Strictness
from apiyard.design.cause import Verdict as Meaning
from apiyard.design.diffing.report import Report
from apiyard.design.telling.diff_report import Accepted
from apiyard.release import case
from apiyard.release.gate import gates
from apiyard.release.ports import Noted
from apiyard.spec.load import contract_from_bytes
from apiyard.wiring.change_evidence import change_evidence
from tests.design.causes import CREATE, LIST, cause, request_break

UNDECIDED = cause("pattern-changed", "unknown")


def report(*causes, old="1.0.0", new="1.1.0", base="/v1", other=""):
    trees = [
        {"openapi": "3.1.0", "info": {"title": "t", "version": version}, "paths": {}, "servers": [{"url": url}]}
        for version, url in ((old, base), (new, other or base))
    ]
    one, two = (contract_from_bytes(json.dumps(each).encode()) for each in trees)
    return Report(one, two, causes, Strictness.WIRE, Meaning.SAFE)


def candidate(version="1.1.0"):
    return replace(case.NEXT, manifest=replace(case.MANIFEST, version=Version(version)))


def test_the_numbers_of_a_change():
    made = request_break("parameter-removed", reach=(LIST, CREATE), fingerprint="f" * 16)
    change, version = change_evidence(report(made, UNDECIDED), candidate())
    assert (change.kind, change.verdict, change.subject.digest) == (EvidenceKind.CHANGE, Verdict.WARN, case.CONTRACT)
    numbers = dict(change.numbers)
    assert numbers.pop("first") == [
        {
            "check": "parameter-removed",
            "verdict": "breaking",
            "message": "parameter-removed happened",
            "operations": ["GET /orders", "POST /orders"],
            "reaches": 2,
            "fingerprint": "f" * 16,
        },
        {
            "check": "pattern-changed",
            "verdict": "unknown",
            "message": "pattern-changed happened",
            "operations": ["GET /orders/{id}"],
            "reaches": 1,
            "fingerprint": "0" * 16,
        },
    ]
    assert numbers == {
        "from": "1.0.0",
        "from_digest": case.NEXT.last_contract,
        "bump": "major",
        "by_caution": False,
        "strictness": "wire",
        "scheme": "semver",
        "enough": False,
        "reason": "the changes ask for a new major version (1 breaking change), and 1.1.0 is only a new minor version",
        "changes": 2,
        "causes": {"breaking": 1, "unknown": 1, "safe": 0, "documentation": 0},
        "accepted": {},
    }
    assert (version.kind, version.verdict) == (EvidenceKind.VERSION, Verdict.FAIL)
    assert (version.numbers["required"], version.numbers["given"], version.numbers["next"]) == (
        "major",
        "minor",
        "2.0.0",
    )
    canonical(change.numbers)
    canonical(version.numbers)


def test_caution_is_said():
    change, _ = change_evidence(report(UNDECIDED), candidate())
    assert (change.numbers["bump"], change.numbers["by_caution"]) == ("major", True)
    assert "could not be decided" in str(change.numbers["reason"])
    assert judged(report(UNDECIDED), candidate(), "").reason.endswith(
        "by caution, since something could not be decided"
    )


def test_accepted_changes_are_told_and_ask_for_their_version():
    made = report(request_break("parameter-removed", fingerprint="f" * 16), cause("operation-added"))
    accepted = {"f" * 16: Accepted("ada", "nobody sends it", "2027-01-31")}
    change, version = change_evidence(made, candidate(), accepted=accepted)
    assert (change.numbers["bump"], change.numbers["changes"], version.verdict) == ("major", 2, Verdict.FAIL)
    assert change.numbers["accepted"] == {"f" * 16: "accepted by ada until 2027-01-31: nobody sends it"}


@pytest.mark.parametrize(
    ("made", "passes"),
    [
        (report(cause("property-added")), True),
        (report(request_break("x")), False),
        (report(request_break("x"), new="2.0.0"), True),
    ],
)
def test_the_gate_reads_them(made, passes):
    wanted = candidate(made.new.version)
    assert judged(made, wanted, "").passed is passes


def judged(made, wanted, scheme):
    gate = gates()["version-fits"]
    facts = [Noted(1, change_evidence(made, wanted, scheme=scheme)[0])]
    return gate.logic(wanted, facts, gate.options(scheme=scheme))


def test_the_gate_reads_other_schemes():
    assert not judged(report(request_break("x"), new="2.0.0"), candidate("2.0.0"), "path").passed
    assert judged(report(request_break("x"), new="2.0.0", other="/v2"), candidate("2.0.0"), "path").passed
    dated = replace(candidate("2026-11-22"), last=Version("2026-05-01"))
    made = report(request_break("x"), old="2026-05-01", new="2026-11-22")
    assert judged(made, dated, "").passed


def test_many_changes_stay_a_small_fact():
    made = tuple(cause("x", message="m" * 10_000, fingerprint=f"{number:016x}") for number in range(500))
    change, _ = change_evidence(report(*made), candidate())
    assert change.numbers["changes"] == 500
    assert len(canonical(change.numbers)) < 20_000
