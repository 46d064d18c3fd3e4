"""``apiyard verify`` writes what it found in every form, and shows how it goes on."""

from __future__ import annotations

import json

import pytest

from apiyard.cli.app import run
from apiyard.cli.verifying.outputs import choose
from apiyard.cli.verifying.progress import shown
from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import load_contract
from apiyard.verify.case import Case
from apiyard.verify.event import CaseJudged, OperationSkipped, RunStarted
from apiyard.verify.failure import Trouble
from tests.apps.pets import CONTRACT


@pytest.fixture(scope="module")
def url():
    with Served(mock_app(load_contract(CONTRACT))) as served:
        yield served.url


def test_every_form_is_written_in_one_run(url, tmp_path, capsys):
    words = ["verify", str(CONTRACT), "--against", url, "--kinds", "examples", "-f", "json"]
    for form, name in (
        ("html", "report.html"),
        ("sarif", "report.sarif"),
        ("har", "all.json"),
        ("junit", "tests/report.xml"),
    ):
        words += ["-o", f"{form}={tmp_path / name}"]
    assert run(words) == 0
    told = capsys.readouterr()
    report = json.loads(told.out)
    assert report["verdict"] == "pass"
    assert report["coverage"]["operation"]["met"] == 3
    assert "examples: 3 of 3 operations, " in told.err
    assert (tmp_path / "report.html").read_text().startswith("<!DOCTYPE html>")
    assert json.loads((tmp_path / "report.sarif").read_text())["runs"][0]["results"] == []
    assert len(json.loads((tmp_path / "all.json").read_text())["log"]["entries"]) == report["cases"]
    assert "<testsuites" in (tmp_path / "tests" / "report.xml").read_text()


def test_quiet_shows_no_progress(url, capsys):
    assert run(["verify", str(CONTRACT), "--against", url, "--kinds", "examples", "-q"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert "pass: " in told.out


def test_forms_and_files_are_matched():
    def asked(formats, outputs):
        return [(form.id, file) for form, file in choose(formats, outputs)]

    assert asked([], []) == [("text", "-")]
    assert asked(["json"], []) == [("json", "-")]
    assert asked([], ["out/report.html"]) == [("html", "out/report.html"), ("text", "-")]
    assert asked(["html"], ["report"]) == [("html", "report")]
    assert asked(["text", "html", "sarif"], ["a.html", "b.sarif"]) == [
        ("text", "-"),
        ("html", "a.html"),
        ("sarif", "b.sarif"),
    ]
    assert asked(["json"], ["a.html"]) == [("json", "a.html")]
    assert asked([], ["sarif=x", "junit=-"]) == [("sarif", "x"), ("junit", "-")]
    with pytest.raises(UnknownNameError, match="sarf"):
        choose(["sarf"], [])
    with pytest.raises(InvalidInputError, match="only one"):
        choose(["json", "html"], [])


class Ticking:
    """Each look takes four seconds."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self):
        return SystemClock().now()

    def monotonic(self) -> float:
        self.at += 4
        return self.at


def events():
    yield RunStarted("http://127.0.0.1:1", 2, ("examples", "fuzz"))
    for name in ("a", "a", "b"):
        troubles = (Trouble("wrong-body", "no"),) if name == "b" else ()
        yield CaseJudged(Case("examples", name, "", Request("GET", "/")), Reply(200), 0, troubles)
    yield OperationSkipped("fuzz", "a", "no case can be made")


def test_elsewhere_than_at_a_terminal_progress_is_lines(capsys):
    assert list(shown(events(), Ticking())) == list(events())
    assert capsys.readouterr().err.splitlines() == [
        "examples: 2 of 2 operations, 3 cases, 1 shows a failure so far",
        "examples: 2 of 2 operations, 3 cases, 1 shows a failure",
        "fuzz: 0 of 2 operations, 1 not asked, 0 cases, no failure",
    ]


def test_at_a_terminal_progress_is_rows(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert list(shown(events(), Ticking())) == list(events())
    told = capsys.readouterr().err
    assert "examples" in told
    assert "2 of 2 operations" in told
    assert "1 shows a failure" in told
