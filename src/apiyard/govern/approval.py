"""Approvals: somebody with a role says yes or no to exact content; the gate of the release says when that is enough."""

from __future__ import annotations

import re

from apiyard.core.errors import InvalidInputError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.noun import dataclass
from apiyard.govern.role import Permission, require

MAX_COMMENT = 500
"""The longest comment of an approval, in characters."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who approves.

    Args:
        by: who: ``user:NAME`` or ``token:NAME``.
        role: their role at this moment.
    """

    by: str
    role: str


def approve(subject: Subject, about: About, approver: Approver, *, yes: bool = True, comment: str = "") -> Evidence:
    """Give the fact that somebody approved, or refused, exact content.

    Args:
        subject: what; it must have a digest, so that other content is not approved with it.
        about: API and version.
        approver: who.
        yes: False for a refusal.
        comment: a sentence for the others; it stays in the ledger, so it names no person.

    Returns:
        The evidence.

    Raises:
        ForbiddenError: the role may not approve.
        InvalidInputError: the subject has no digest, or the comment is too long.
    """
    require(approver.role, Permission.APPROVE, who=approver.by)
    if subject.digest is None:
        raise InvalidInputError("only content with a digest can be approved", where=f"{subject.kind} {subject.id}")
    if len(comment) > MAX_COMMENT or _CONTROL.search(comment):
        raise InvalidInputError("the comment is too long or holds control characters", hint=f"{MAX_COMMENT} characters")
    return Evidence(
        kind=EvidenceKind.APPROVAL,
        subject=subject,
        verdict=Verdict.PASS if yes else Verdict.FAIL,
        about=about,
        numbers={"role": str(approver.role), "comment": comment},
        by=approver.by,
    )
