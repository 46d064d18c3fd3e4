"""Approvals: somebody with a role says yes or no to exact content, and a rule says when that is enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from apiyard.core.errors import InvalidInputError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.govern.role import Permission, Role, may, require

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


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """When content counts as approved.

    Args:
        needed: how many different people must say yes.
        roles: the roles whose word counts.
        author_may: whether the author's own word counts; only right where one person works alone.
    """

    needed: int = 1
    roles: frozenset[Role] = frozenset({Role.APPROVER, Role.ADMIN})
    author_may: bool = False

    def __post_init__(self) -> None:
        """Check that the rule can be met."""
        unable = [role for role in self.roles if not may(role, Permission.APPROVE)]
        if not 1 <= self.needed <= 20 or not self.roles or unable:
            raise InvalidInputError(
                "nobody could meet this rule of approval",
                piece=f"needed: {self.needed}, roles: {', '.join(sorted(self.roles))}",
                hint="ask for 1 to 20 approvals by roles that may approve: approver, admin",
            )


@dataclass(frozen=True, slots=True)
class ApprovalDecision:
    """Whether content is approved, and why.

    Args:
        allowed: whether the rule is met.
        approved_by: whose yes counts, in order of their words.
        refused_by: whose no stands.
        reasons: what is missing, or why a word does not count; empty only when all is well.
    """

    allowed: bool
    approved_by: tuple[str, ...]
    refused_by: tuple[str, ...]
    reasons: tuple[str, ...]


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


def judge_approvals(said: Sequence[Evidence], subject: Subject, *, author: str, rule: ApprovalRule) -> ApprovalDecision:
    """Decide whether content is approved. Of each person the last word counts.

    Args:
        said: facts that stand, in the order they were said; those about other content are passed over.
        subject: the content.
        author: who made the release.
        rule: when it is enough.

    Returns:
        The decision with its reasons.
    """
    words = {
        one.by: one
        for one in said
        if one.kind is EvidenceKind.APPROVAL and subject.digest is not None and one.subject.digest == subject.digest
    }
    reasons: list[str] = []
    yes: list[str] = []
    no: list[str] = []
    for by, word in words.items():
        if str(word.numbers.get("role", "")) not in rule.roles:
            reasons.append(f"the word of {by} does not count: their role is {word.numbers.get('role')}")
        elif word.verdict is Verdict.FAIL:
            no.append(by)
            reasons.append(f"{by} refused it: {word.numbers.get('comment') or 'no comment'}")
        elif by == author and not rule.author_may:
            reasons.append(f"{by} is the author and cannot approve it alone")
        elif word.verdict is Verdict.PASS:
            yes.append(by)
    if len(yes) < rule.needed:
        roles = " or ".join(sorted(rule.roles))
        reasons.append(f"{len(yes)} of {rule.needed} approvals by {roles}")
    return ApprovalDecision(len(yes) >= rule.needed and not no, tuple(yes), tuple(no), tuple(reasons))
