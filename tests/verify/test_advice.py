"""What a report advises, written down as it stands there, spares the service what the report told."""

from __future__ import annotations

import re

import pytest

from apiyard.core.evidence import Verdict
from apiyard.spec.load import load_contract
from apiyard.verify.doors.inside import Application
from apiyard.verify.forms.text import FORM
from apiyard.verify.plan import Plan
from apiyard.verify.planning.settings import read_settings
from apiyard.verify.run import verify
from apiyard.verify.telling.advice import advice
from tests.apps.catalogue import faults


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wrong_status", "examples"),
        ("missing_header", "examples"),
        ("extra_property", "examples"),
        ("null_for_text", "examples"),
        ("wrong_media_type", "examples"),
        ("accepts_anything", "fuzz"),
        ("any_media_type", "edges"),
        ("text_for_number", "edges"),
        ("unknown_taken", "edges"),
        ("longest_crashes", "edges"),
    ],
)
def test_advice_that_is_followed_spares_what_was_told(name, kind, tmp_path):
    server = faults()[name].server
    contract = load_contract(server.contract)
    plan = Plan(kinds=(kind,), seconds=100, max_examples=20)
    report = verify(contract, Application(server()), plan)
    assert report.verdict is Verdict.FAIL
    written = re.findall(r"^ {6}- (\{check: .*\})$", FORM.write(report), re.MULTILINE)
    assert len(written) == len(advice(report.faults)) > 0
    path = tmp_path / "verify.yaml"
    path.write_text("tuning:\n" + "".join(f"  - {each}\n" for each in written))
    tuning = read_settings(path).file.tuning
    again = verify(contract, Application(server()), Plan(kinds=(kind,), seconds=100, max_examples=20, tuning=tuning))
    assert [each.trouble for each in again.failures] == []
    assert all(each.times for each in again.spared)
