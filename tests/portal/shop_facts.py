"""What was said about the shop: lint, verification, releases, a refusal."""

from __future__ import annotations

from datetime import timedelta

from apiyard.core.digest import digest_bytes
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict


def tell_facts(parts, now, contracts):
    """Append facts as they are left when contracts are released."""

    def say(kind, subject, verdict, about=None, numbers=None, *, by="user:ada", minutes=60.0):
        at = now - timedelta(minutes=minutes)
        parts.store.ledger.append(Evidence(kind, subject, verdict, about or About(), numbers or {}, by, at))

    files = Subject("workspace", "files", digest_bytes(b"files"))
    say(
        EvidenceKind.APPLY,
        files,
        Verdict.PASS,
        numbers={"changed": ["create product orders", "create environment staging"], "count": 12},
        minutes=125,
    )
    for at, (api, version) in enumerate([("catalogue", "1.0.0"), ("orders", "1.0.0"), ("orders", "1.1.0")]):
        about, contract = About(api, version), Subject("contract", f"{api}@{version}", contracts[api])
        minutes = 120 - 20 * at
        say(
            EvidenceKind.LINT,
            contract,
            Verdict.PASS,
            about,
            {"errors": 0, "warnings": 2, "rules": 5},
            by="cli",
            minutes=minutes,
        )
        if version == "1.1.0":
            say(
                EvidenceKind.CHANGE,
                contract,
                Verdict.PASS,
                about,
                {
                    "from": "1.0.0",
                    "breaking": 0,
                    "compatible": 2,
                    "bump": "minor",
                    "changes": [
                        {"kind": "operation-added", "where": "GET /orders/recent", "level": "compatible"},
                        {"kind": "property-added", "where": "Order.note", "level": "compatible"},
                    ],
                },
                by="cli",
                minutes=minutes - 0.5,
            )
        say(
            EvidenceKind.VERIFY_EXAMPLES,
            contract,
            Verdict.PASS,
            about,
            {"cases": 14, "failures": 0},
            by="cli",
            minutes=minutes - 1,
        )
        say(
            EvidenceKind.VERIFY_FUZZ,
            contract,
            Verdict.PASS,
            about,
            {"cases": 420, "failures": 0, "seed": 7},
            by="cli",
            minutes=minutes - 2,
        )
        sealed = Subject("bundle", f"{api}@{version}", digest_bytes(f"{api}@{version}".encode()))
        say(
            EvidenceKind.APPROVAL,
            sealed,
            Verdict.PASS,
            about,
            {"role": "approver"},
            by="user:grace",
            minutes=minutes - 3,
        )
        gates = {
            "lint-clean": {"passed": True, "reason": "no error, 2 warnings", "facts": [2]},
            "version-fits": {"passed": True, "reason": "a minor step for 2 compatible changes", "facts": [3]},
            "verified": {"passed": True, "reason": "examples and fuzz are green", "facts": [4, 5]},
            "approved": {"passed": True, "reason": "grace approved it", "facts": [6]},
        }
        say(
            EvidenceKind.RELEASE,
            sealed,
            Verdict.PASS,
            about,
            {"gates": gates, "contract": contracts[api], "commit": "8f18829c0ffee", "dirty": False, "last": None},
            minutes=minutes - 4,
        )
    refused = {
        "verified": {"passed": False, "reason": "fuzz found 3 answers against the contract", "facts": [9]},
        "lint-clean": {"passed": True, "reason": "no error", "facts": []},
    }
    say(
        EvidenceKind.RELEASE_REFUSED,
        Subject("bundle", "payments@1.1.0", digest_bytes(b"twin")),
        Verdict.FAIL,
        About("payments", "1.1.0"),
        {"gates": refused, "contract": contracts["payments"], "commit": ""},
        minutes=40,
    )
    say(
        EvidenceKind.GATEWAY_RESTART,
        Subject("gateway", "staging"),
        Verdict.WARN,
        About(environment="staging"),
        {"reason": "Envoy ended with signal 9; started again from the last good snapshot in 0.4 s"},
        by="agent:local",
        minutes=33,
    )
