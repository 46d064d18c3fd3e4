"""An approval is a fact about exact content, by somebody who may approve."""

from __future__ import annotations

import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ForbiddenError, InvalidInputError
from apiyard.core.evidence import About, EvidenceKind, Subject, Verdict
from apiyard.govern.approval import Approver, approve

BUNDLE = Subject("bundle", "orders@1.0.0", digest_bytes(b"bundle"))
ABOUT = About("orders", "1.0.0")
BOB = Approver("user:bob", "approver")


def test_a_word_names_the_content_the_person_and_their_role():
    word = approve(BUNDLE, ABOUT, BOB, comment="tried it")
    assert (word.kind, word.subject, word.about, word.by) == (EvidenceKind.APPROVAL, BUNDLE, ABOUT, "user:bob")
    assert word.verdict is Verdict.PASS
    assert word.numbers == {"role": "approver", "comment": "tried it"}
    assert approve(BUNDLE, ABOUT, BOB, yes=False).verdict is Verdict.FAIL


def test_only_content_with_a_digest_can_be_approved():
    with pytest.raises(InvalidInputError, match="digest"):
        approve(Subject("bundle", "orders@1.0.0"), ABOUT, BOB)


@pytest.mark.parametrize("role", ["viewer", "", "root"])
def test_who_may_not_approve_is_told_who_may(role):
    with pytest.raises(ForbiddenError, match="approver, admin"):
        approve(BUNDLE, ABOUT, Approver("user:eve", role))


@pytest.mark.parametrize("comment", ["x" * 501, "two\nlines", "\x1b[2J"])
def test_a_comment_out_of_bounds_is_refused(comment):
    with pytest.raises(InvalidInputError):
        approve(BUNDLE, ABOUT, BOB, comment=comment)
