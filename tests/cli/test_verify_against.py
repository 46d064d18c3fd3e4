"""``apiyard verify --against`` knows URLs, the mock and applications, and its other flags do what they say."""

from __future__ import annotations

import json
import re

import pytest

from apiyard.cli.app import run
from apiyard.cli.verifying.progress import Tally
from apiyard.verify.event import OperationSkipped
from tests.apps.pets import CONTRACT
from tests.parts import ROOT

DOCUMENT = """\
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
paths:
  /things:
    get:
      operationId: listThings
      tags: [reading]
      responses: {'200': {description: fine, content: {application/json: {schema: {type: array}}}}}
    post:
      operationId: addThing
      security: [{key: []}]
      responses: {'201': {description: fine}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
"""
SERVICE = """\
import json

def app(environ, start_response):
    path = environ["PATH_INFO"].removeprefix("/v1")
    if environ["REQUEST_METHOD"] == "POST":
        start_response("201 X" if environ.get("HTTP_X_KEY") == "key-of-a-test" else "401 X", [])
        return []
    start_response("200 X", [("content-type", "application/json")])
    return [b"{}" if path == "/things" else b"[]"]

def make():
    return app

broken = 1
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a contract and a service that is wrong in one way."""
    (tmp_path / "things.yaml").write_text(DOCUMENT)
    (tmp_path / "verify_against_service.py").write_text(SERVICE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def verified(capsys, *words):
    """Run the command; gives its code and its report."""
    code = run(["verify", *words, "-q", "-f", "json"])
    told = capsys.readouterr()
    assert told.out, told.err
    return code, json.loads(told.out)


def test_the_mock_keeps_its_own_contract(capsys):
    code, report = verified(capsys, str(CONTRACT), "--against", "mock", "--max-examples", "10")
    assert (code, report["verdict"], report["base_url"]) == (0, "pass", "mock")


def test_the_mock_may_miss_what_is_not_there_where_the_contract_names_no_status_for_it(capsys, tmp_path):
    silent = tmp_path / "silent.yaml"
    silent.write_text(re.sub(r" *'404': .*", "", CONTRACT.read_text()))
    assert silent.read_text() != CONTRACT.read_text()
    code, report = verified(capsys, str(silent), "--against", "mock", "--max-examples", "10")
    assert (code, report["verdict"]) == (0, "pass")
    [spared] = [each for each in report["exceptions"] if each["check"] == "undocumented-status"]
    assert spared["times"] > 0


@pytest.mark.parametrize("name", ["verify_against_service:app", "verify_against_service:make()"])
def test_an_application_is_called_here(here, capsys, name):
    code, report = verified(capsys, "things.yaml", "--against", name, "--kinds", "examples", "--workers", "2")
    assert (code, report["base_url"]) == (1, name)
    assert [(each["operation"], each["check"]) for each in report["failures"]] == [("listThings", "wrong-body")]


def test_flags_and_settings(here, capsys, monkeypatch):
    monkeypatch.setenv("THING_KEY", "key-of-a-test")
    (here / "verify.yaml").write_text(
        "kinds: [examples]\n"
        "base-path: /v1\n"
        'auth: {key: {kind: api-key, value: "${THING_KEY}"}}\n'
        "tuning: [{check: wrong-body, operations: [listThings], off: true, reason: it is being changed}]\n"
    )
    words = ("things.yaml", "--against", "verify_against_service:app", "--settings", "verify.yaml")
    code, report = verified(capsys, *words)
    assert (code, report["verdict"]) == (0, "pass")
    assert report["kinds"][0]["statuses"] == {"200": 1, "201": 1}
    code, report = verified(capsys, *words, "--include", "tag:reading")
    assert report["kinds"][0]["cases"] == 1
    code, report = verified(capsys, *words, "--exclude", "method:get")
    assert report["kinds"][0]["statuses"] == {"201": 1}


def test_a_baseline_and_tests_are_written(here, capsys):
    words = (
        "things.yaml",
        "--against",
        "verify_against_service:app",
        "--kinds",
        "examples",
        "--baseline",
        "known.yaml",
    )
    assert verified(capsys, *words)[0] == 1
    assert run(["verify", *words, "-q", "-f", "json", "--update-baseline", "--write-tests", "out/tests"]) == 0
    assert "1 failure is known now: with --baseline known.yaml only others fail a run" in capsys.readouterr().err
    assert "listThings" in (here / "known.yaml").read_text()
    assert "reply.json()" in (here / "out/tests/test_list_things.py").read_text()
    code, report = verified(capsys, *words)
    assert (code, report["failures"], len(report["known"])) == (0, [], 1)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--against", "nothing"), "not a service"),
        (("--against", "verify_against_nothing:app"), "cannot be imported"),
        (("--against", "verify_against_service:none"), "cannot be imported"),
        (("--against", "verify_against_service:broken"), "not an application"),
        (("--against", "verify_against_service:broken()"), "cannot be made"),
        (("--against", "verify_against_service:make"), "write 'verify_against_service:make()'"),
        (("--against", "mock", "--kinds", ","), "no kind of cases is named"),
        (("--against", "mock", "--write-tests", "things.yaml"), "is a file"),
        (("--against", "mock", "--update-baseline"), "--baseline FILE"),
        (("--against", "mock", "--include", "nothing"), "unknown operation"),
        (("--against", "mock", "-H", "nothing"), "not a header"),
        (("--workers", "2", "--update-baseline"), "workers, update-baseline"),
    ],
)
def test_what_is_wrong_is_told(here, capsys, words, what):
    assert run(["verify", "things.yaml", *words]) == 2
    assert what in capsys.readouterr().err


def test_commands_of_the_docs_name_flags_that_are_there(capsys):
    assert run(["verify", "--help"]) == 0
    told = capsys.readouterr().out
    page = (ROOT / "docs/how-to/verify-a-service.md").read_text()
    flags = {word.split("=")[0] for word in page.split() if word.startswith("--")}
    assert {flag for flag in flags if flag.strip("`.,;:)") not in told} == set()


def test_a_report_that_cannot_be_written_takes_no_other_one_along(here, capsys):
    words = ("--kinds", "examples", "-q", "-o", "html=things.yaml/no.html", "-o", "json=all.json", "-o", "text=-")
    assert run(["verify", "things.yaml", "--against", "mock", *words]) == 2
    told = capsys.readouterr()
    assert "no file can be here" in told.err
    assert "Things 1.0.0 against mock" in told.out
    assert json.loads((here / "all.json").read_text())["cases"] == 2


def test_nothing_asked_is_no_success(here, capsys):
    (here / "empty.yaml").write_text("openapi: 3.1.0\ninfo: {title: Empty, version: '1'}\npaths: {}\n")
    assert run(["verify", "empty.yaml", "--against", "mock"]) == 2
    assert "the contract has no operation to verify" in capsys.readouterr().err
    (here / "odd.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: Odd, version: '1'}\npaths:\n  /a:\n    post:\n"
        "      requestBody: {required: true, content: {application/json: {schema: false}}}\n"
        "      responses: {'200': {description: fine}}\n"
    )
    code = run(["verify", "odd.yaml", "--against", "mock", "--kinds", "examples", "-q"])
    told = capsys.readouterr()
    assert code == 3
    assert "unknown: 0 cases" in told.out
    assert "nothing was asked" in told.err


def test_who_is_never_let_in_has_verified_nothing(here, capsys):
    words = ["verify", "things.yaml", "--against", "verify_against_service:app", "--include", "addThing", "-q"]
    assert run([*words, "--kinds", "examples,edges,stateful"]) == 3
    told = capsys.readouterr()
    assert "by asking for credentials" in told.err
    assert "stateful   warn" in told.out
    assert run([*words, "--kinds", "access"]) == 0
    assert run([*words, "--kinds", "examples", "-H", "X-Key: key-of-a-test"]) == 0


def test_a_kind_that_is_named_twice_runs_once(here, capsys):
    report = verified(capsys, "things.yaml", "--against", "mock", "--kinds", "examples, examples")[1]
    assert [each["kind"] for each in report["kinds"]] == ["examples"]


def test_kept_cases_need_their_file(here, capsys):
    assert run(["verify", "things.yaml", "--against", "mock", "--kinds", "kept"]) == 2
    assert "--cases" in capsys.readouterr().err


def test_progress_does_not_count_what_was_not_asked():
    told = Tally("fuzz", 3)
    for operation in ("a", "b"):
        told.take(OperationSkipped("fuzz", operation, "the time was up before"))
    assert told.told() == "fuzz: 0 of 3 operations, 2 not asked, 0 cases, no failure"
    one = Tally("fuzz", 1, cases=1, wrong=1, reached={"a"})
    assert one.told() == "fuzz: 1 of 1 operation, 1 case, 1 shows a failure"
