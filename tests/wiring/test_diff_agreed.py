"""What was agreed for comparing: which word counts, and how acceptances are kept."""

from __future__ import annotations

from datetime import date

import pytest

from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.design.acceptance import Acceptance
from apiyard.design.cause import Cause, Strictness, Verdict
from apiyard.design.diff_level import FailOn
from apiyard.design.diffing.report import Report
from apiyard.settings.workspace import DiffSpec
from apiyard.spec.load import contract_from_bytes
from apiyard.wiring.diff_agreed import FILE, Flags, agree, keep_accepted, read_accepted, spared

DAY = date(2026, 11, 22)
FINGERPRINT = "aa112233445566aa"


def test_the_command_line_goes_before_the_api_and_that_before_the_workspace():
    space = DiffSpec(strictness="wire-strict", fail_on="unknown", budget=5, levels={"maximum-changed": "off"})
    api = DiffSpec(strictness="source", levels={"minimum-changed": "safe"})
    agreed = agree((space, api), Flags(), today=DAY)
    assert agreed.options.strictness is Strictness.SOURCE
    assert agreed.fail is FailOn.UNKNOWN
    assert agreed.options.budget == 5
    assert agreed.options.today == DAY
    assert agreed.options.levels == {"maximum-changed": "off", "minimum-changed": Verdict.SAFE}
    flags = Flags(Strictness.WIRE, formats=True, budget=7, fail=FailOn.NONE, levels=("maximum-changed=breaking",))
    agreed = agree((space, api), flags, today=DAY)
    assert agreed.options.strictness is Strictness.WIRE
    assert agreed.options.formats
    assert agreed.options.budget == 7
    assert agreed.fail is FailOn.NONE
    assert agreed.options.levels["maximum-changed"] is Verdict.BREAKING


def test_unknown_checks_are_told_with_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        agree((DiffSpec(levels={"maximum-chnaged": "off"}),), Flags(), today=DAY)
    assert "maximum-changed" in caught.value.hint


def test_acceptances_are_kept_as_they_were_written(tmp_path):
    hostile = 'it\'s: {a} # "b"\n- x\x1b[31m \u202e é 😀'
    keep_accepted(tmp_path, [Acceptance(FINGERPRINT, hostile, "Ada", "2027-01-31", "", hostile)])
    keep_accepted(tmp_path, [Acceptance("bb112233445566aa", "why", "Bob"), Acceptance(FINGERPRINT, "again", "Bob")])
    first, second = read_accepted((tmp_path / "nothing", tmp_path))
    assert (first.fingerprint, first.by, first.until) == (FINGERPRINT, "Ada", "2027-01-31")
    assert first.reason.startswith('it\'s: {a} # "b" - x')
    assert "😀" in first.reason
    assert second.reason == "why"
    assert (tmp_path / FILE).read_text().startswith("#")


def _report():
    contract = contract_from_bytes(b"openapi: 3.1.0\ninfo: {title: Orders, version: 1.0.0}\npaths: {}\n")
    cause = Cause("x", Verdict.BREAKING, "m", "", "", None, None, (), (), FINGERPRINT)
    return Report(contract, contract, (cause,), Strictness.WIRE, Verdict.BREAKING)


def test_an_acceptance_means_one_api():
    for api, holds in (("", True), ("Orders", True), ("Users", False)):
        assert bool(spared(_report(), (Acceptance(FINGERPRINT, "why", "Ada", api=api),), DAY)[0]) is holds


def test_a_day_decides():
    found = _report()
    for until, holds in (("", True), ("2026-11-22", True), ("2026-11-21", False)):
        accepted, notes = spared(found, (Acceptance(FINGERPRINT, "why", "Ada", until),), DAY)
        assert bool(accepted) is holds
        assert bool(notes) is not holds
    later = (Acceptance(FINGERPRINT, "why", "Ada", "2026-11-21"), Acceptance(FINGERPRINT, "again", "Bob"))
    assert spared(found, later, DAY)[0][FINGERPRINT].by == "Bob"


@pytest.mark.parametrize("day", ["tomorrow", "2027-13-01"])
def test_a_wrong_day_is_told(day):
    with pytest.raises(InvalidInputError):
        Acceptance(FINGERPRINT, "why", "Ada", day)
