"""``apiyard verify X --compare A --with B``: the same requests to all, and what differs."""

from __future__ import annotations

import json

import pytest

from apiyard.cli.app import run
from apiyard.mock.serve import Served
from tests.apps.pets import CONTRACT, Pets, changed


class Loud(Pets):
    """Says names in capitals."""

    def get_pet(self, call, text):
        answer = super().get_pet(call, text)
        return changed(answer, value={**answer.value, "name": "LOUD"}) if answer.status == 200 else answer


class Live(Pets):
    """Another name for the same."""


WORDS = ("verify", str(CONTRACT), "--kinds", "examples", "-q", "-f", "json", "--seconds", "60")


def test_mock_and_service_and_its_second_instance_agree(capsys):
    with Served(Pets()) as served:
        code = run([*WORDS, "--compare", "mock", "--with", served.url, "--with", f"{__name__}:Live()"])
    report = json.loads(capsys.readouterr().out)
    assert code == 0, report["failures"]
    compared = report["kinds"][-1]
    assert (compared["kind"], compared["verdict"]) == ("compare", "pass")
    assert compared["cases"] == 2 * report["kinds"][0]["cases"]
    assert "values of mock are made up" in report["notes"][0]


def test_a_difference_fails(capsys):
    with Served(Pets()) as served:
        code = run([*WORDS, "--compare", served.url, "--with", f"{__name__}:Loud()"])
    (failure,) = json.loads(capsys.readouterr().out)["failures"]
    assert code == 1
    assert (failure["operation"], failure["check"], failure["place"]) == ("getPet", "differs-body", "body /name")
    assert "LOUD" in failure["message"]


def test_known_differences_do_not_fail(tmp_path, capsys):
    words = [
        *WORDS,
        "--compare",
        f"{__name__}:Live()",
        "--with",
        f"{__name__}:Loud()",
        "--baseline",
        f"{tmp_path}/known.yaml",
    ]
    assert run([*words, "--update-baseline"]) == 0
    capsys.readouterr()
    assert run(words) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["failures"] == []
    assert [each["check"] for each in report["known"]] == ["differs-body"]
    same = [f"{__name__}:Pets()" if word == f"{__name__}:Loud()" else word for word in words]
    assert run(same) == 0
    assert [each["check"] for each in json.loads(capsys.readouterr().out)["gone"]] == ["differs-body"]


@pytest.mark.parametrize("given", [["--with", "mock"], ["--compare", "mock"], ["--compare", "mock", "--with", "mock"]])
def test_what_is_missing_is_told(given, capsys):
    assert run([*WORDS, *given]) == 2
    assert "error" in capsys.readouterr().err
