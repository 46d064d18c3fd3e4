"""Each check finds its bad examples and nothing in its good ones, and can be tuned with a reason."""

from __future__ import annotations

import json

import pytest

from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.check import checks
from apiyard.verify.doors.inside import Application
from apiyard.verify.exchange import judge_exchange
from apiyard.verify.form import forms
from apiyard.verify.plan import Plan
from apiyard.verify.planning.tuning import Spared, Tuning, tuned
from apiyard.verify.run import verify
from apiyard.verify.shown import PETS

SHOWN = [
    (check, shown, good)
    for check in checks().values()
    for good, examples in ((True, check.good), (False, check.bad))
    for shown in examples
]


def looked(check, shown, options):
    contract = contract_from_bytes(shown.contract.encode())
    [operation] = contract.operations
    exchange = judge_exchange(contract, operation, shown.request, reply=shown.reply, must_take=shown.must_take)
    return list(check.look(exchange, options))


@pytest.mark.parametrize(("check", "shown", "good"), SHOWN, ids=lambda each: getattr(each, "id", None))
def test_examples_of_checks(check, shown, good):
    found = looked(check, shown, check.options())
    assert {trouble.check for trouble in found} == (set() if good else {check.id})


@pytest.mark.parametrize(("check", "shown", "good"), [each for each in SHOWN if not each[2]])
def test_one_fault_is_told_by_one_check(check, shown, good):
    others = [each for each in checks().values() if each.look is not None and each.id != check.id]
    assert not [trouble for each in others for trouble in looked(each, shown, each.options()) if not shown.must_take]


def test_checks_that_look_at_one_exchange_show_examples():
    assert not [check.id for check in checks().values() if check.look and not (check.good and check.bad)]


@pytest.mark.parametrize(
    ("check", "options"),
    [
        ("server-error", {"allow": [500, 502]}),
        ("accepted-bad-request", {"ignore": ["/limit"]}),
        ("accepted-bad-request", {"keywords": ["minimum"]}),
        ("accepted-bad-request", {"places": ["query"]}),
        ("refused-good-request", {"allow": [400]}),
        ("undocumented-status", {"allow": [202, 418]}),
        ("wrong-header", {"ignore": ["X-Total"]}),
        ("wrong-body", {"ignore": [""]}),
    ],
)
def test_options_spare(check, options):
    entry = checks()[check]
    how = tuned((Tuning("because", check, options=options),), check, operation="listPets", kind="fuzz")
    assert all(looked(entry, shown, entry.options()) for shown in entry.bad)
    assert not [trouble for shown in entry.bad for trouble in looked(entry, shown, how.options)]


def test_the_last_tuning_that_holds_counts():
    off = Tuning("its proxy answers", "no-reply", operations=("list*",), off=True)
    again = Tuning("but this one", "no-reply", operations=("listPets",), kinds=("fuzz",), off=True)
    assert tuned((off,), "no-reply", operation="listPets", kind="fuzz").options is None
    assert tuned((off,), "no-reply", operation="getPet", kind="fuzz").by is None
    assert tuned((again,), "no-reply", operation="listPets", kind="edges").options is not None
    assert tuned((off, again), "no-reply", operation="listPets", kind="fuzz").by is again


@pytest.mark.parametrize(
    ("tuning", "error"),
    [
        ({"reason": " ", "check": "wrong-body", "off": True}, InvalidInputError),
        ({"reason": "so", "check": "wrong-body"}, InvalidInputError),
        ({"reason": "so", "check": "wrong-body", "off": True, "options": {"ignore": []}}, InvalidInputError),
        ({"reason": "so", "check": "*", "options": {"ignore": []}}, InvalidInputError),
        ({"reason": "so", "check": "wrong-bodies", "off": True}, UnknownNameError),
        ({"reason": "so", "check": "wrong-body", "options": {"ignores": []}}, UnknownNameError),
    ],
)
def test_a_tuning_says_what_and_why(tuning, error):
    with pytest.raises(error):
        Tuning(**tuning)


def test_a_run_says_how_often_each_exception_was_needed():
    def app(environ, start_response):
        start_response("200 OK", [("content-type", "application/json")])
        return [b"[1]"]

    header = Tuning("the proxy adds it", "wrong-header", options={"ignore": ["x-total"]})
    needless = Tuning("it was once", "server-error", operations=("list*",), options={"allow": [502]})
    plan = Plan(("examples",), tuning=(header, needless), seconds=60)
    report = verify(contract_from_bytes(PETS.encode()), Application(app), plan)
    assert [failure.trouble.check for failure in report.failures] == ["wrong-body"]
    assert report.spared == (Spared(header, 2), Spared(needless, 0))  # the example, and once more
    told = forms()["text"].write(report)
    assert "wrong-header is asked less (2 replies): the proxy adds it" in told
    assert "server-error is asked less at list* (needed for no reply of this run): it was once" in told
    assert json.loads(forms()["json"].write(report))["exceptions"][0]["times"] == 2
