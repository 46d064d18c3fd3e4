"""A fact: evidence with its place in the ledger, and its two forms, the row and the record that is hashed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from apiyard.core.digest import Digest, digest_json
from apiyard.core.errors import InvalidInputError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.json import JsonObject, canonical
from apiyard.core.noun import dataclass
from apiyard.store.moment import from_micros, to_micros

MAX_NUMBERS = 256 * 1024
"""The largest canonical form of a fact's numbers, in bytes; a bigger thing is a blob and its digest."""

MAX_TEXT = 1024
"""The longest id or name in a fact, in characters."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fact:
    """Evidence as the ledger keeps it.

    Args:
        seq: its number: 1, 2, 3 without gaps, in the order in which facts became visible.
        evidence: what was said; ``at`` is always set.
    """

    seq: int
    evidence: Evidence


def to_row(seq: int, evidence: Evidence, now: datetime) -> dict[str, Any]:
    """Give the row of a fact, with the digest of its record as its leaf.

    Args:
        seq: the number it gets.
        evidence: what is said.
        now: the time it gets when it has none, aware.

    Returns:
        Values by column.

    Raises:
        InvalidInputError: a kind or verdict outside the closed sets, a text or the numbers too large, no JSON.
    """
    kind = _member(EvidenceKind, evidence.kind)
    withdraws = evidence.numbers.get("withdraws") if kind is EvidenceKind.WITHDRAWN else None
    if kind is EvidenceKind.WITHDRAWN and (not isinstance(withdraws, int) or isinstance(withdraws, bool)):
        raise InvalidInputError(
            "a withdrawal must name the fact it withdraws", hint='set numbers to {"withdraws": SEQ, "why": ...}'
        )
    subject, about = evidence.subject, evidence.about
    row: dict[str, Any] = {
        "seq": seq,
        "kind": kind.value,
        "subject_kind": _text("subject kind", subject.kind),
        "subject_id": _text("subject id", subject.id),
        "subject_digest": str(Digest(subject.digest)) if subject.digest else "",
        "verdict": _member(Verdict, evidence.verdict).value,
        "api": _text("api", about.api),
        "version": _text("version", about.version),
        "environment": _text("environment", about.environment),
        "numbers": _numbers(evidence.numbers),
        "caused_by": _text("by", evidence.by),
        "at": to_micros(evidence.at or now),
        "withdraws": withdraws,
    }
    row["leaf"] = leaf(row)
    return row


def to_fact(row: Mapping[str, Any]) -> Fact:
    """Give the fact of a row.

    Args:
        row: values by column.

    Returns:
        The fact.
    """
    digest = row["subject_digest"]
    return Fact(
        row["seq"],
        Evidence(
            kind=EvidenceKind(row["kind"]),
            subject=Subject(row["subject_kind"], row["subject_id"], Digest(digest) if digest else None),
            verdict=Verdict(row["verdict"]),
            about=About(row["api"], row["version"], row["environment"]),
            numbers=json.loads(row["numbers"]),
            by=row["caused_by"],
            at=from_micros(row["at"]),
        ),
    )


def to_record(row: Mapping[str, Any]) -> JsonObject:
    """Give the record of a row: the JSON object whose canonical bytes (RFC 8785) are hashed and exported.

    Args:
        row: values by column.

    Returns:
        The record.

    Raises:
        ValueError: the row's numbers are no JSON, which only tampering can cause.
    """
    return {
        "seq": row["seq"],
        "kind": row["kind"],
        "subject": {"kind": row["subject_kind"], "id": row["subject_id"], "digest": row["subject_digest"]},
        "verdict": row["verdict"],
        "about": {"api": row["api"], "version": row["version"], "environment": row["environment"]},
        "numbers": json.loads(row["numbers"]),
        "by": row["caused_by"],
        "at": from_micros(row["at"]).isoformat(timespec="microseconds"),
        "withdraws": row["withdraws"],
    }


def leaf(row: Mapping[str, Any]) -> Digest:
    """Give the digest of a row's record, which covers its number too.

    Args:
        row: values by column.

    Returns:
        The SHA-256 digest.
    """
    return digest_json(to_record(row))


MemberT = TypeVar("MemberT", bound=StrEnum)


def _member(kinds: type[MemberT], value: str) -> MemberT:
    try:
        return kinds(value)
    except ValueError:
        raise InvalidInputError(f"not a {kinds.__name__}", piece=repr(value), hint=", ".join(kinds)) from None


def _text(name: str, value: str) -> str:
    if len(value) > MAX_TEXT or _CONTROL.search(value):
        raise InvalidInputError(
            f"the {name} of a fact is too long or holds control characters",
            piece=repr(value),
            hint=f"at most {MAX_TEXT} printable characters",
        )
    return str(value)


def _numbers(numbers: JsonObject) -> str:
    try:
        data = canonical(dict(numbers))
    except (TypeError, ValueError, RecursionError) as failure:
        raise InvalidInputError("the numbers of a fact are no JSON", piece=str(failure)) from failure
    if len(data) > MAX_NUMBERS:
        raise InvalidInputError(
            f"the numbers of a fact take {len(data)} bytes",
            hint=f"at most {MAX_NUMBERS}; keep the whole as a blob and say its digest",
        )
    return data.decode()
