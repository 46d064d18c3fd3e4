"""Reports say the same in every form, and what a hostile service says stays text."""

from __future__ import annotations

import json
import shlex
import subprocess
from xml.etree.ElementTree import fromstring

from apiyard.core.catalog import scan
from apiyard.core.digest import digest_bytes
from apiyard.core.evidence import Verdict
from apiyard.spec.exchange import Reply, Request
from apiyard.verify.case import Case
from apiyard.verify.curl import as_curl
from apiyard.verify.failure import Failure, Trouble
from apiyard.verify.form import Form
from apiyard.verify.report import KindReport, Report

EVIL = "\x1b[2J\x00]]></failure><x/>\ud800"


def report() -> Report:
    """Make a report with one failure full of hostile text."""
    request = Request("POST", "/pets", "a=b", (("x-a", "it's"),), b'{"name": "it\'s"}')
    case = Case("fuzz", "createPet", "good request, seed 7", request)
    failure = Failure(
        case,
        Trouble("wrong-body", EVIL, "body /id", "/components/schemas/Pet"),
        Reply(200, (("content-type", EVIL),), EVIL.encode("utf-8", "surrogatepass")),
        as_curl("http://127.0.0.1:1", request, (("authorization", "Bearer secret"), ("x-token", "secret"))),
        seen=3,
    )
    kind = KindReport("fuzz", 9, 1.5, (failure,), ("createPet",), {"getPet": "the time was up before"}, {"200": 9})
    return Report("Pets", "1.0.0", digest_bytes(b""), "http://127.0.0.1:1", 7, 1.5, ("createPet", "getPet"), (kind,))


def forms():
    return scan("apiyard.verify.forms", "FORM", Form)


def test_there_are_three_forms():
    assert set(forms()) == {"text", "json", "junit"}


def test_text_cannot_steer_a_terminal_and_shows_how_to_replay():
    text = forms()["text"].write(report())
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "createPet: wrong-body (3 times)" in text
    assert "replay   curl" in text
    assert "fail: 9 cases" in text


def test_json_has_the_numbers():
    value = json.loads(forms()["json"].write(report()))
    assert value["verdict"] == "fail"
    assert value["kinds"][0]["cases"] == 9
    assert value["failures"][0]["check"] == "wrong-body"


def test_junit_is_well_formed():
    root = fromstring(forms()["junit"].write(report()))
    suite = root.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "1")
    assert suite.find("x") is None


def test_no_form_tells_a_secret():
    assert not [form.id for form in forms().values() if "secret" in form.write(report())]


def test_curl_is_one_command_for_a_shell_whatever_is_in_it():
    request = Request("POST", "/a;b", "q='x'", (("x-a", "$(id)`id`"), ("x-empty", "")), b"it's")
    words = shlex.split(as_curl("http://127.0.0.1:1/base/", request))
    assert words[0] == "curl"
    assert "x-a: $(id)`id`" in words
    assert "x-empty;" in words
    assert words[words.index("--data-binary") + 1] == "it's"
    assert words[-1] == "http://127.0.0.1:1/base/a;b?q='x'"


def test_bytes_that_are_no_text_go_through_a_pipe():
    command = as_curl("http://127.0.0.1:1", Request("POST", "/", body=b"\x00\xff%'@"))
    pipe = command.partition(" | ")[0]
    assert subprocess.run(["sh", "-c", pipe], check=True, capture_output=True).stdout == b"\x00\xff%'@"
    assert "--data-binary @-" in command


def test_verdicts():
    assert KindReport("fuzz", 0, 0).verdict is Verdict.UNKNOWN
    assert KindReport("fuzz", 1, 0).verdict is Verdict.PASS
    assert KindReport("fuzz", 1, 0, skipped={"a": "b"}).verdict is Verdict.WARN
    assert report().verdict is Verdict.FAIL
