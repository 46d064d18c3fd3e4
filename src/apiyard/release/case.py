"""The made-up release that gates show their examples with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from apiyard.core.digest import Digest, digest_bytes
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import Json
from apiyard.core.names import ApiName, Version
from apiyard.release.bundle import Manifest
from apiyard.release.gate import Candidate
from apiyard.release.ports import Noted

CONTRACT = digest_bytes(b"the contract of orders 1.1.0")
OTHER = digest_bytes(b"another contract")
ARTEFACT = digest_bytes(b"the files of orders 1.1.0")
MANIFEST = Manifest(ApiName("orders"), Version("1.1.0"), CONTRACT, ARTEFACT, digest_bytes(b"policies"), "c0ffee")
FIRST = Candidate(MANIFEST, author="user:ada")
NEXT = Candidate(MANIFEST, author="user:ada", last=Version("1.0.0"), last_contract=digest_bytes(b"contract 1.0.0"))


def fact(
    seq: int,
    kind: EvidenceKind,
    verdict: Verdict,
    *,
    about: Digest = CONTRACT,
    by: str = "cli",
    **numbers: Json,
) -> Noted:
    """Give a fact for an example.

    Args:
        seq: its number.
        kind: who speaks.
        verdict: what it concluded.
        about: the digest it speaks of.
        by: who caused it.
        numbers: what it rests on.
    """
    shown: Mapping[str, Json] = numbers
    subject = Subject("bundle" if about == MANIFEST.digest else "contract", "orders", about)
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    return Noted(seq, Evidence(kind, subject, verdict, About("orders", "1.1.0"), shown, by, at))
