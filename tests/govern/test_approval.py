"""Content is approved by enough people of the right role, and not by its author."""

from __future__ import annotations

import dataclasses

import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ForbiddenError, InvalidInputError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.govern.approval import ApprovalRule, Approver, approve, judge_approvals
from apiyard.govern.role import Role

BUNDLE = Subject("bundle", "orders@1.0.0", digest_bytes(b"bundle"))
OTHER = Subject("bundle", "orders@1.0.0", digest_bytes(b"other"))
ABOUT = About("orders", "1.0.0")


def word(name="bob", role="approver", *, yes=True, subject=BUNDLE, comment=""):
    return approve(subject, ABOUT, Approver(f"user:{name}", role), yes=yes, comment=comment)


def decide(*said, author="user:ada", **rule):
    return judge_approvals(said, BUNDLE, author=author, rule=ApprovalRule(**rule))


def test_one_word_by_somebody_else_is_enough():
    decision = decide(word())
    assert decision.allowed
    assert decision.approved_by == ("user:bob",)
    assert decision.reasons == ()


def test_no_word_is_not_enough():
    decision = decide()
    assert not decision.allowed
    assert decision.reasons == ("0 of 1 approvals by admin or approver",)


def test_a_word_about_other_content_does_not_count():
    assert not decide(word(subject=OTHER)).allowed


def test_the_author_cannot_approve_unless_one_person_works_alone():
    own = word("ada", "admin")
    assert not decide(own).allowed
    assert "author" in decide(own).reasons[0]
    assert decide(own, author_may=True).allowed


def test_only_words_of_the_asked_roles_count():
    decision = decide(word(), roles=frozenset({Role.ADMIN}))
    assert not decision.allowed
    assert "role is approver" in decision.reasons[0]
    forged = dataclasses.replace(word(), numbers={})
    assert not decide(forged).allowed


def test_the_same_person_counts_once():
    assert not decide(word(), word(), needed=2).allowed
    assert decide(word(), word("eve"), needed=2).allowed


def test_a_refusal_stands_until_the_same_person_says_yes():
    refused = decide(word(), word("eve", yes=False, comment="the price is wrong"))
    assert not refused.allowed
    assert refused.refused_by == ("user:eve",)
    assert any("the price is wrong" in reason for reason in refused.reasons)
    assert decide(word(), word("eve", yes=False), word("eve")).allowed
    assert not decide(word(), word(yes=False)).allowed


def test_another_kind_of_fact_is_no_word():
    lint = Evidence(EvidenceKind.LINT, BUNDLE, Verdict.PASS, numbers={"role": "admin"}, by="user:bob")
    assert not decide(lint).allowed
    unsure = dataclasses.replace(word(), verdict=Verdict.UNKNOWN)
    assert not decide(unsure).allowed


def test_content_without_a_digest_is_never_approved():
    bare = Subject("bundle", "orders@1.0.0")
    with pytest.raises(InvalidInputError):
        word(subject=bare)
    said = dataclasses.replace(word(), subject=bare)
    assert not judge_approvals([said], bare, author="user:ada", rule=ApprovalRule()).allowed


def test_a_viewer_cannot_approve():
    with pytest.raises(ForbiddenError, match="approver, admin"):
        word(role="viewer")


@pytest.mark.parametrize("comment", ["x" * 501, "two\nlines", "\x1b[2J"])
def test_a_comment_out_of_bounds_is_refused(comment):
    with pytest.raises(InvalidInputError):
        word(comment=comment)


@pytest.mark.parametrize(
    "rule", [{"needed": 0}, {"needed": 99}, {"roles": frozenset()}, {"roles": frozenset({Role.VIEWER})}]
)
def test_a_rule_that_nobody_could_meet_is_refused(rule):
    with pytest.raises(InvalidInputError):
        ApprovalRule(**rule)
