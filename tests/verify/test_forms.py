"""Reports say the same in every form, and what a hostile service says stays text."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import fromstring

from apiyard.core.digest import digest_bytes
from apiyard.core.evidence import Verdict
from apiyard.core.finding import Location
from apiyard.core.noun import replace
from apiyard.spec.exchange import Reply, Request
from apiyard.verify.case import Case
from apiyard.verify.coverage.covered import Asked, Covered
from apiyard.verify.failure import Failure, Trouble
from apiyard.verify.form import find_form, forms
from apiyard.verify.planning.baseline import Known
from apiyard.verify.planning.tuning import Spared, Tuning
from apiyard.verify.report import KindReport, Report
from apiyard.verify.telling.curl import as_curl
from apiyard.verify.telling.recorded import Recorded

EVIL = "\x1b[2J\x00]]></failure><x/>\ud800"


def report() -> Report:
    """Make a report with one failure full of hostile text."""
    request = Request("POST", "/pets", "a=b", (("x-a", "it's"), ("Authorization", "secret")), b'{"name": "it\'s"}')
    case = Case("fuzz", "createPet", "good request, seed 7", request)
    failure = Failure(
        case,
        Trouble("wrong-body", EVIL, "body /id", "/components/schemas/Pet"),
        Reply(200, (("content-type", EVIL), ("set-cookie", "secret")), EVIL.encode("utf-8", "surrogatepass")),
        as_curl("http://127.0.0.1:1", request, (("authorization", "Bearer secret"), ("x-token", "secret"))),
        seen=3,
    )
    kind = KindReport("fuzz", 9, 1.5, (failure,), ("createPet",), {"getPet": "the time was up before"}, {"200": 9})
    return Report(
        title="Pets",
        version="1.0.0",
        digest=digest_bytes(b""),
        base_url="http://127.0.0.1:1",
        seed=7,
        seconds=1.5,
        operations=("createPet", "getPet"),
        kinds=(kind,),
        coverage=(Covered("operation", "operations", 1, 2, ("getPet",)), Covered("security", "security schemes", 0, 0)),
        asked=(Asked("createPet", "POST", "/pets", "/paths/~1pets/post", {"200": 9}, 1),),
        places={"/components/schemas/Pet": Location("pets.yaml", "/components/schemas/Pet", 12, 7)},
        recorded=(
            Recorded(case, failure.reply, 0.25, datetime(2026, 1, 2, tzinfo=UTC), (failure.trouble,)),
            Recorded(case, None, 5, datetime(2026, 1, 2, tzinfo=UTC)),
        ),
        unrecorded=3,
        notes=("not compared by value: createPet body /id: an id",),
        gone=(Known("getPet", "wrong-status"),),
        spared=(Spared(Tuning("the proxy limits calls", "wrong-body", off=True), 2),),
    )


def test_there_are_six_forms():
    assert set(forms()) == {"text", "json", "junit", "sarif", "html", "har"}
    assert [form.id for form in forms().values() if form.exchanges] == ["har"]


def test_text_cannot_steer_a_terminal_and_shows_how_to_replay():
    text = forms()["text"].write(report())
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "createPet: wrong-body (3 times)" in text
    assert "replay   curl" in text
    assert "fail: 9 cases" in text


def found_by_three() -> Report:
    """Make a report in which three kinds found the same failure, one found another one, and one is known."""
    one = report()
    (failure,) = one.failures
    short = Request("POST", "/pets", body=b"{}")

    def of(kind: str, **changes: Any) -> Failure:
        return replace(failure, **{"case": replace(failure.case, kind=kind), **changes})

    other = of("edges", trouble=replace(failure.trouble, check="wrong-header"), seen=1)
    by_edges = of("edges", case=replace(failure.case, kind="edges", request=short, origin="an edge"), again=True)
    kinds = (
        KindReport("examples", 2, 1, (of("examples", again=False),), ("createPet",)),
        KindReport("edges", 3, 1, (other, by_edges), ("createPet",)),
        KindReport("fuzz", 4, 1, (of("fuzz", seen=1),), ("createPet",), known=(replace(other, seen=2),)),
    )
    return replace(one, kinds=kinds)


def test_what_several_kinds_found_is_told_once():
    whole = found_by_three()
    assert len(whole.failures) == 4
    first, second = whole.faults
    assert (first.kinds, first.seen, first.failure.case.origin) == (("examples", "edges", "fuzz"), 7, "an edge")
    assert (second.kinds, second.seen, second.found) == (("edges",), 1, "")
    text = forms()["text"].write(whole)
    assert "1. createPet: wrong-body (7 times, by examples, edges and fuzz)\n" in text
    assert "2. createPet: wrong-header\n" in text
    assert "\n3. " not in text
    assert "known: 1 failure in the baseline" in text
    told = json.loads(forms()["json"].write(whole))
    assert [(each["check"], each["kinds"], each["seen"]) for each in told["failures"]] == [
        ("wrong-body", ["examples", "edges", "fuzz"], 7),
        ("wrong-header", ["edges"], 1),
    ]
    assert [each["failures"] for each in told["kinds"]] == [1, 2, 1], "what each kind found is evidence of its own"
    results = json.loads(forms()["sarif"].write(whole))["runs"][0]["results"]
    assert [(each["ruleId"], each["occurrenceCount"], "suppressions" in each) for each in results] == [
        ("wrong-body", 7, False),
        ("wrong-header", 1, False),
        ("wrong-header", 2, True),
    ]
    page = forms()["html"].write(whole)
    assert page.count('<details class="card"') == 2
    assert '<dt>failures</dt><dd class="bad">2</dd>' in page
    suites = fromstring(forms()["junit"].write(whole)).findall("testsuite")
    assert [suite.get("failures") for suite in suites] == ["1", "1", "1"]
    assert "the same was found by examples, fuzz" in "".join(suites[1].itertext())


def test_one_fault_at_many_operations_is_shown_at_three_and_named_at_the_others():
    one = report()
    (failure,) = one.failures

    def told(operations: Sequence[str]) -> str:
        there = tuple(replace(failure, seen=1, case=replace(failure.case, operation=each)) for each in operations)
        other = replace(failure, trouble=replace(failure.trouble, check="wrong-header"), seen=1)
        kind = KindReport("edges", 40, 30, (*there, other), tuple(operations))
        return forms()["text"].write(replace(one, kinds=(kind,)))

    many = told([f"readPet{number}" for number in range(30)])
    assert "\n3. readPet2: wrong-body\n" in many
    assert "\n4. to 30. wrong-body, answered 200, in the same way at:\n   readPet3, readPet4" in many
    assert "readPet22 and 7 more" in many.replace("\n  ", "")
    assert "\n31. createPet: wrong-header\n" in many
    assert many.count("   replay   ") == 4
    assert "\n5. readPet4: wrong-body\n" in told([f"readPet{number}" for number in range(5)])


def test_statuses_that_make_a_line_too_long_stand_below_it():
    statuses = {f"{status}/{status}": 1 for status in range(200, 212)}
    text = find_form("text").write(replace(report(), kinds=(KindReport("compare", 1, 1, statuses=statuses),)))
    lines = text.splitlines()[2:6]
    assert lines[0] == "compare    pass         1 case   0 of 0 operations"
    assert all(len(line) <= 80 for line in lines)
    assert lines[1].startswith(" " * 20 + "200/200 x 1, ")
    assert lines[3].endswith("211/211 x 1")


def test_every_service_of_a_comparison_is_named():
    one = report()
    (failure,) = one.failures
    answers = (("live", Reply(200, body=b"of live")), ("mock", None))
    kind = replace(one.kinds[0], kind="compare", failures=(replace(failure, answers=answers), failure))
    whole = replace(one, kinds=(kind,), beside=("mock", "gateway"))
    text = forms()["text"].write(whole)
    assert "Pets 1.0.0 against http://127.0.0.1:1, compared with mock, gateway (seed 7)" in text
    assert "   live answers 200 of live\n   mock answers nothing\n" in text
    page = forms()["html"].write(whole)
    assert "compared with <code>mock</code>, <code>gateway</code>" in page
    assert "<h3>Reply of live</h3>" in page
    assert '<span class="pill fail">they differ</span>' in page
    assert "breaks its word" in forms()["html"].write(replace(whole, kinds=(*one.kinds, kind)))
    assert "<h3>Reply of mock</h3>" in page
    told = json.loads(forms()["json"].write(whole))
    assert told["beside"] == ["mock", "gateway"]
    assert told["failures"][0]["answers"] == [{"service": "live", "status": 200}, {"service": "mock", "status": None}]
    assert len(told["failures"]) == 2, "the same difference from two services is two"
    assert 'name="compared-with" value="mock, gateway"' in forms()["junit"].write(whole)


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


def test_text_tells_the_place_and_the_coverage():
    text = forms()["text"].write(report())
    assert "/components/schemas/Pet (pets.yaml:12:7)" in text
    assert "1 of 2   50.0 %  missing: getPet" in text
    assert "security schemes" not in text
    long = Covered("status", "status codes", 0, 5, tuple(f"an operation of the contract {at} 200" for at in range(5)))
    told = forms()["text"].write(replace(report(), coverage=(long,)))
    assert "0.0 %\n      missing: an operation of the contract 0 200\n      missing: " in told
    assert "contract 2 200\n      and 2 more\n" in told


def test_json_has_the_coverage():
    value = json.loads(forms()["json"].write(report()))
    assert value["coverage"]["operation"] == {
        "noun": "operations",
        "met": 1,
        "total": 2,
        "percent": 50.0,
        "missing": ["getPet"],
    }
    assert value["coverage"]["security"]["percent"] is None
    assert value["failures"][0]["promise_at"] == "pets.yaml:12:7"
    assert value["operations"][0]["statuses"] == {"200": 9}


def test_sarif_stands_at_the_broken_promise():
    run = json.loads(forms()["sarif"].write(report()))["runs"][0]
    (result,) = run["results"]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "wrong-body"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "pets.yaml"
    assert place["region"] == {"startLine": 12, "startColumn": 7}
    assert result["webRequest"]["target"] == "/pets?a=b"
    assert result["webResponse"]["statusCode"] == 200
    notices = run["invocations"][0]["toolExecutionNotifications"]
    assert [each["message"]["text"] for each in notices] == ["fuzz skipped getPet: the time was up before"]


def test_har_has_every_exchange():
    log = json.loads(forms()["har"].write(report()))["log"]
    first, second = log["entries"]
    assert first["startedDateTime"] == "2026-01-02T00:00:00.000+00:00"
    assert (first["time"], first["request"]["method"], first["response"]["status"]) == (250, "POST", 200)
    assert first["request"]["url"] == "http://127.0.0.1:1/pets?a=b"
    assert first["request"]["queryString"] == [{"name": "a", "value": "b"}]
    assert first["response"]["content"]["encoding"] == "base64"  # a lone surrogate is no text
    assert second["response"]["status"] == 0
    assert log["comment"] == "3 more exchanges had no room"


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.seen += [f"{name}={value}" for name, value in attrs if name in {"src", "href", "style", "onclick"}]


def test_html_needs_nothing_else_and_keeps_text_as_text():
    written = forms()["html"].write(report())
    seen = Page(written).seen
    assert not {"script", "link", "img", "x", "failure"} & set(seen)
    assert not [each for each in seen if "=" in each]
    assert "default-src 'none'; style-src 'sha256-" in written
    for word in (
        "the proxy limits calls",
        "wrong-body (off)",
        "gone: it was not seen",
        "an id",
        "pets.yaml:12:7",
        "1 of 2",
        "&lt;x/&gt;",
        "the time was up before",
        "curl",
    ):
        assert word in written
    assert "\x1b" not in written
    written.encode()


def test_no_form_tells_a_secret():
    assert not [form.id for form in forms().values() if "secret" in form.write(report())]


def test_curl_is_one_command_for_a_shell_whatever_is_in_it():
    request = Request("POST", "/a;b", "q='x'", (("x-a", "$(id)`id`"), ("x-empty", "")), b"it's")
    words = shlex.split(as_curl("http://127.0.0.1:1/base/", request))
    assert words[0] == "curl"
    assert "x-a: $(id)`id`" in words
    assert "x-empty;" in words
    assert words[words.index("--data-raw") + 1] == "it's"
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


def test_many_operations_that_were_skipped_for_one_reason_are_one_line():
    late = {f"op{number:02}": "the time was up before" for number in range(40)}
    fuzz = KindReport("fuzz", 1, 0, skipped=late | {"other": "no body"})
    text = find_form("text").write(replace(report(), kinds=(fuzz,)))
    assert "   40 operations: the time was up before (op00, op01, op02 and 37 more)\n" in text
    assert "   other: no body\n" in text
