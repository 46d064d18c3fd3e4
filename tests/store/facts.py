"""Evidence for the tests of the store."""

from __future__ import annotations

from typing import Any

from apiyard.core.digest import digest_bytes
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict


def lint(api: str = "orders", **fields: Any) -> Evidence:
    """Give a fact about the contract of an API."""
    wanted: dict[str, Any] = {
        "kind": EvidenceKind.LINT,
        "subject": Subject("contract", api, digest_bytes(api.encode())),
        "verdict": Verdict.PASS,
        "about": About(api=api, version="1.0.0", environment="staging"),
        "numbers": {"errors": 0, "share": 0.25, "note": "grüße \u2028"},
    }
    return Evidence(**(wanted | fields))


def withdrawal(seq: int) -> Evidence:
    """Give a fact that withdraws another one."""
    return lint(kind=EvidenceKind.WITHDRAWN, verdict=Verdict.INFO, numbers={"withdraws": seq, "why": "a mistake"})
