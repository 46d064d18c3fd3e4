"""Each form tells every change once, keeps its format, and shows a stranger's words as what they are."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from apiyard.core.errors import UnknownNameError
from apiyard.design.cause import ExchangeProof, Reached
from apiyard.design.diff_form import diff_forms, find_diff_form
from apiyard.design.diff_level import FailOn
from apiyard.design.report import Look
from apiyard.spec.exchange import Request
from tests.design.diff_forms.made import (
    ADDED,
    BREAK,
    CAUSES,
    ENUM,
    HOSTILE,
    PATTERN,
    REMOVED,
    REQUIRED,
    WORDS,
    accepted,
    hostile,
    made,
    report,
)

ALL = sorted(diff_forms())
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def write(name, *compared, look=None):
    return find_diff_form(name).write(made(*compared, look=look))


@pytest.mark.parametrize("name", [name for name in ALL if name != "witnesses"])
def test_every_form_tells_every_breaking_change(name):
    told = write(name)
    for cause in (REQUIRED, ENUM, REMOVED):
        message = json.dumps(cause.message)[1:-1] if name in ("json", "sarif", "gitlab") else cause.message
        told_as = {"html": message.replace('"', "&quot;"), "junit": message.replace('"', "&quot;")}
        assert told_as.get(name, message) in told


@pytest.mark.parametrize("name", ALL)
def test_the_same_report_is_the_same_text(name):
    assert write(name) == write(name)


@pytest.mark.parametrize("name", ALL)
def test_words_of_strangers_do_nothing(name):
    told = write(name, hostile())
    assert "\x1b" not in told
    if name not in ("json", "sarif", "witnesses"):  # programs read these; they get each text as it is
        assert not UNSEEN.search(told)


@pytest.mark.parametrize("name", ALL)
def test_nothing_changed_is_fine_in_every_form(name):
    empty = report()
    empty = replace(empty, report=replace(empty.report, causes=()))
    assert isinstance(write(name, empty), str)


def test_names_of_other_programs_are_understood():
    assert find_diff_form("pr-comment").id == "github-comment"
    with pytest.raises(UnknownNameError) as caught:
        find_diff_form("githb")
    assert "github" in caught.value.hint


# --- text ---


def test_text_fits_80_columns_but_for_what_is_to_be_copied():
    for width in (40, 80):
        for line in write("text", look=Look(width=width)).splitlines():
            assert len(line) <= width or line.startswith("      ")


def test_text_groups_by_verdict_and_shows_places_values_and_the_witness():
    told = write("text", look=Look(width=80))
    assert told.index("BREAKING (3)") < told.index("UNKNOWN (1)") < told.index("SAFE (1)") < told.index("DOCUMENTATION")
    assert "old       main:apis/orders.yaml:38:7" in told
    assert "new       apis/orders.yaml:33:7" in told
    assert '["id"] → ["id", "total"]' in told
    assert "curl -X POST http://localhost/orders" in told
    assert 'valid before, not any more: "total" is a required property' in told
    assert "and 3 more places of 3 operations" in told
    assert "HTTP 200" in told
    assert "deleteOrders() is gone from generated code" in told
    assert "unknown: pattern: look-around cannot be decided" in told


def test_text_is_coloured_only_where_that_is_asked_for():
    assert "\x1b" not in write("text")
    assert "\x1b[31m✗" in write("text", look=Look(colour=True))


def test_text_bounds_what_it_shows():
    told = write("text", look=Look(most=1))
    assert "and 2 more; --max-changes 0 shows all" in told
    assert REMOVED.message not in told


def test_text_tells_what_was_accepted():
    pair = replace(report(), accepted=accepted(REQUIRED, ENUM, REMOVED))
    told = write("text", pair)
    assert "3 accepted" in told
    assert BREAK not in told
    assert told.startswith("✓")


def test_several_pairs_have_a_total():
    told = write("text", report(), report(ADDED, name="users"))
    assert "✗ orders: 3 breaking" in told
    assert "✓ users: 1 safe" in told
    assert "✗ 2 contracts: 3 breaking, 1 unknown, 2 safe, 1 documentation" in told


@pytest.mark.parametrize(
    ("fail", "causes", "failed"),
    [
        (FailOn.BREAKING, CAUSES, True),
        (FailOn.BREAKING, (PATTERN,), False),
        (FailOn.UNKNOWN, (PATTERN,), True),
        (FailOn.UNKNOWN, (ADDED,), False),
        (FailOn.SAFE, (ADDED,), True),
        (FailOn.SAFE, (WORDS,), False),
        (FailOn.NONE, CAUSES, False),
    ],
)
def test_what_fails(fail, causes, failed):
    assert made(report(*causes, fail=fail)).failed is failed
    spared = replace(report(*causes, fail=fail), accepted=accepted(*causes))
    assert not made(spared).failed


# --- the command of curl, as a shell reads it ---


def _read_by_a_shell(lines):
    script = "curl() { printf '%s\\0' \"$@\"; }\n" + "\n".join(lines)
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    return [each.decode("utf-8", "surrogateescape") for each in done.stdout.split(b"\0")[:-1]]


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": [], "b": {"c": [1, -5, {"d": "x\\"y,:{[ it\'s"}]}}',
        b"[-1.50e3, 1.00000000000000000001]",
        b"@/etc/passwd",
    ],
)
def test_the_witness_can_be_run_and_stays_the_same_request(body):
    from apiyard.design.telling.exchange_text import curl

    kind = "application/json" if body[:1] in b"{[" else "text/plain"
    request = Request("post", "/orders/{x}/../1", "q='a b'&$(id)", (("Content-Type", kind), ("X-A", "`id`")), body)
    words = _read_by_a_shell(curl(request, "https://example.org/"))
    assert words[:2] == ["-g", "--path-as-is"]
    assert "https://example.org/orders/{x}/../1?q='a b'&$(id)" in words
    assert "X-A: `id`" in words
    sent = words[words.index("--data-raw") + 1]
    if kind == "application/json":
        assert re.sub(r"\s", "", sent) == re.sub(r"\s", "", body.decode())
    else:
        assert sent.encode() == body


def test_hostile_words_stay_words_of_the_shell():
    from apiyard.design.telling.exchange_text import curl

    text = "a'b\x1b[31m\\x\u202e\n$(id)`id`"
    words = _read_by_a_shell(curl(Request("GET", "/", "", (("X-A", text),), text.encode())))
    assert f"X-A: {text}" in words
    assert text in words


# --- forms for programs ---


def test_json_holds_everything():
    pair = replace(report(), accepted=accepted(ENUM), notes=("a note",))
    told = json.loads(write("json", pair))
    assert told["failed"] is True
    assert told["bump"] == "major"
    assert told["counts"] == {"breaking": 2, "unknown": 1, "safe": 1, "documentation": 1}
    (compared,) = told["comparisons"]
    assert compared["old"]["revision"] == "main"
    first, second, third = compared["changes"][:3]
    assert first["fingerprint"] == REQUIRED.fingerprint
    assert first["old"] == {
        "document": "main:apis/orders.yaml",
        "line": 38,
        "column": 7,
        "end_line": 38,
        "pointer": "/components/schemas/Order/required",
        "is_around": False,
    }
    proof = first["sides"][0]["proof"]
    assert proof["kind"] == "exchange"
    assert proof["case"]["request"]["path"] == "/orders"
    assert proof["curl"].startswith("curl ")
    assert second["accepted"]["by"] == "Ada"
    assert [each["proof"]["kind"] for each in third["sides"]] == ["promise", "symbol"]
    assert third["new"]["is_around"]


def test_json_tells_operations_that_are_reached_alike_together():
    def at(position, path=""):
        return {"position": position, "direction": "request", "path": path}

    body, note = (Reached("createOrder", "POST /orders", *each, "request") for each in (("body",), ("note",)))
    other = replace(body, operation="changeOrder", call="PUT /orders")
    renamed = replace(body, operation="makeOrder")
    (compared,) = json.loads(write("json", report(replace(REQUIRED, reach=(body, other, renamed)))))["comparisons"]
    assert compared["changes"][0]["reach"] == [
        {"operations": {"POST /orders": "createOrder", "PUT /orders": "changeOrder"}, "at": [at("body")]},
        {"operations": {"POST /orders": "makeOrder"}, "at": [at("body")]},
    ]
    (compared,) = json.loads(write("json", report(replace(REQUIRED, reach=(body, other, note)))))["comparisons"]
    assert compared["changes"][0]["reach"] == [
        {"operations": {"POST /orders": "createOrder"}, "at": [at("body"), at("note")]},
        {"operations": {"PUT /orders": "changeOrder"}, "at": [at("body")]},
    ]


def test_witnesses_are_cases_that_are_read_again():
    from apiyard.design.witness.case import from_case

    first, second = map(from_case, json.loads(write("witnesses")))
    assert (first.check, first.side, first.operation, first.reply) == (REQUIRED.check, "request", "createOrder", None)
    assert first.request.body == b'{"id":1,"note":"it\'s"}'
    assert second.reply is not None
    assert second.reply.status == 200


def test_sarif_names_levels_places_and_suppressions():
    told = json.loads(write("sarif", replace(report(), accepted=accepted(ENUM))))
    (run,) = told["runs"]
    levels = {each["ruleId"]: each["level"] for each in run["results"]}
    assert levels == {
        "property-required": "error",
        "enum-value-added": "error",
        "operation-removed": "error",
        "pattern-changed": "warning",
        "property-added": "note",
        "summary-changed": "none",
    }
    assert [each["ruleId"] for each in run["results"] if "suppressions" in each] == ["enum-value-added"]
    first = run["results"][0]
    place = first["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "apis/orders.yaml"},
        "region": {"startLine": 33, "startColumn": 7, "endLine": 33, "endColumn": 27},
    }
    assert first["partialFingerprints"] == {"apiyard/v1": REQUIRED.fingerprint}
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in run["results"])


def test_junit_fails_what_fails():
    root = ET.fromstring(write("junit", replace(report(), accepted=accepted(ENUM))))
    (suite,) = root
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("6", "2", "1")
    assert "curl -X POST" in (suite.findtext("testcase/failure") or "")
    assert ET.fromstring(write("junit", hostile())) is not None


def test_annotations_stand_at_the_lines_and_are_one_line_each():
    lines = write("github").splitlines()
    assert lines[0].startswith("::error title=breaking property-required,file=apis/orders.yaml,line=33,endLine=33::")
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 3 + ["::warning", "::notice"]
    told = write("github", hostile()).splitlines()
    assert len(told) == 1
    assert told[0].startswith("::error title=breaking enum-value-added,")


def test_gitlab_gets_issues():
    told = json.loads(write("gitlab"))
    assert [each["severity"] for each in told] == ["critical"] * 3 + ["major", "minor", "info"]
    assert told[0]["location"]["path"] == "apis/orders.yaml"


# --- Markdown ---


def test_a_comment_folds_its_changes_and_is_bounded():
    told = write("github-comment")
    assert told.startswith("<!-- apiyard-diff -->\n### 🔴 This breaks clients: 3 breaking")
    assert told.count("<details>") == told.count("</details>") == 6
    many = tuple(replace(REQUIRED, message=f"{at} {'x' * 900}") for at in range(300))
    told = write("github-comment", report(*many))
    assert len(told) < 65_536
    assert re.search(r"\d+ more parts did not fit here", told)
    assert told.count("<details>") == told.count("</details>")


def test_a_long_proof_is_left_out_of_a_comment():
    long = ExchangeProof(Request("POST", "/a", body=b"x" * 15_000), None, None, "", "why")
    cause = replace(REQUIRED, sides=(replace(REQUIRED.sides[0], proof=long),))
    told = write("github-comment", report(cause))
    assert len(told) < 8_000
    assert "too long for a comment" in told


@pytest.mark.parametrize("name", ["markdown", "github-comment"])
def test_markdown_of_strangers_is_shown_as_it_is(name):
    told = write(name, hostile())
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(told)
    assert "<script" not in page
    assert "<a " not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    outside = re.sub(r"<code.*?</code>", "", page, flags=re.DOTALL)
    assert "@team" not in outside
    assert page.count("<!--") == (name == "github-comment")
    assert page.count("<details>") == page.count("</details>") == (name == "github-comment")


def test_a_fence_cannot_be_closed_from_inside():
    from apiyard.design.telling.diff_markdown import block

    lines = list(block(["````", "text"], "sh"))
    assert lines[0] == "`````sh"
    assert lines[-1] == "`````"


# --- HTML ---


class _Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.stack = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "input", "col", "br"):
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag


def test_the_page_needs_nothing_else_and_runs_nothing():
    for told in (write("html"), write("html", hostile(), report())):
        outline = _Outline()
        outline.feed(told)
        assert not outline.stack
        assert not outline.tags & {"script", "link", "img", "iframe", "object", "form", "base", "a"}
        assert not {each for each in outline.attributes if each.startswith("on") or each in ("src", "href", "style")}
        assert "default-src 'none'; style-src 'sha256-" in told


def test_the_page_shows_both_sources_side_by_side():
    told = write("html")
    row = '<tr class="changed"><td class="old number">38</td><td class="old">      required: [id]</td>'
    assert f'{row}<td class="new number">33</td><td class="new">      required: [id, total]</td></tr>' in told
    gone = '<td class="old number">29</td><td class="old">    delete:</td><td class="new number none"></td>'
    assert gone in told


def test_the_page_as_a_browser_shows_it(chromium_page, tmp_path):
    file = tmp_path / "report.html"
    file.write_text(write("html", report(), hostile()), encoding="utf-8")
    told = []
    chromium_page.on("console", lambda message: told.append(message.text))
    chromium_page.on("dialog", lambda dialog: told.append(dialog.message))
    for width in (1280, 390):
        chromium_page.set_viewport_size({"width": width, "height": 900})
        chromium_page.goto(file.as_uri())
        assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
    assert chromium_page.locator(".card.breaking").count() == 4
    chromium_page.locator("#see-breaking").uncheck()
    assert not chromium_page.locator(".card.breaking").first.is_visible()
    assert not told


def test_hostile_words_are_in_the_page_as_text():
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in write("html", hostile())
    assert HOSTILE not in write("html", hostile())
